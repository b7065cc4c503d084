import type { Diagnostic } from "@fleet/diagnostics";

/** What a config file gave. */
export interface LoadedConfig {
  /** The declaration as it was written; undefined when `diagnostics` say why there is none. */
  readonly input: unknown;
  /** The bytes of every local file that it came from, by path from the root: the config, and what it imports. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly diagnostics: readonly Diagnostic[];
}
