import type { Diagnostic } from "@fleet/diagnostics";
import type { ConfigText } from "../config-text/config-text-types.ts";

/** What a config file gave. */
export interface LoadedConfig {
  /** The declaration as it was written; undefined when `diagnostics` say why there is none. */
  readonly input: unknown;
  /** The bytes of every local file that it came from, by path from the root: the config, and what it imports. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The text of the config; undefined where it was not read. */
  readonly text: ConfigText | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
