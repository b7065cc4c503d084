import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Diagnostic } from "@fleet/core";
import type { ConfigFile } from "./config-file.ts";
import { readLocalFile } from "./local-file.ts";

/** What a config file gave. */
export interface LoadedConfig {
  /** The declaration as it was written; undefined when `diagnostics` say why there is none. */
  readonly input: unknown;
  /** The bytes of every local file that it came from, by path from the root: the config, and what it imports. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads a config: runs a script, or parses JSON or YAML. Whatever is wrong with the file is a
 * diagnostic. A script can read other things than modules; of those nothing is known.
 */
export async function loadConfig(config: ConfigFile): Promise<LoadedConfig> {
  if (config.kind === "script") {
    const { loadScript } = await import("./load-script.ts");
    return loadScript(config);
  }
  const file = readLocalFile(config.root, join(config.root, config.name), config.name);
  if (!file.ok) return { input: undefined, files: new Map(), diagnostics: [file.diagnostic] };
  const text = file.bytes.toString().replace(/^\ufeff/, "");
  const parsed =
    config.kind === "json"
      ? (await import("./parse-json.ts")).parseJson(text, config.name)
      : (await import("./parse-yaml.ts")).parseYaml(text, config.name);
  return {
    input: withoutSchemaKey(parsed.value),
    files: new Map([[config.name, file.bytes]]),
    diagnostics: parsed.diagnostics,
  };
}

/** The sha256 of bytes or of a text's UTF-8, in lower case hexadecimal. */
export function hashBytes(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** `$schema` is how editors find the JSON Schema; it declares nothing. */
function withoutSchemaKey(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const entries = Object.entries(input).filter(([key]) => key !== "$schema");
  return entries.length === Object.keys(input).length ? input : Object.fromEntries(entries);
}
