import { join } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { World } from "../world/world.ts";
import type { ConfigFile } from "./config-file.ts";
import { loadScript } from "./load-script.ts";
import type { LoadedConfig } from "./loaded-config.ts";
import { parseJson } from "./parse-json.ts";

/**
 * Loads a config: runs a script, or parses JSON or YAML. Whatever is wrong with the file is a
 * diagnostic. A script can read other things than modules; of those nothing is known.
 */
export async function loadConfig(world: World, config: ConfigFile): Promise<LoadedConfig> {
  if (config.kind === "script") return loadScript(world, config);
  const { root, name } = config;
  const file = readLocalFile(world.disk, { root, path: join(root, name), name });
  if (!file.ok) return { input: undefined, files: new Map(), diagnostics: [file.diagnostic] };
  const text = decodeText(file.bytes).replace(/^\ufeff/, "");
  const parsed =
    config.kind === "json"
      ? parseJson(text, config.name)
      : (await import("./parse-yaml.ts")).parseYaml(text, config.name);
  return {
    input: parsed.value,
    files: new Map([[config.name, file.bytes]]),
    diagnostics: parsed.diagnostics,
  };
}
