import type { Diagnostic } from "@fleet/diagnostics";
import { positionAt } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { openConfigText } from "../config-text/config-text.ts";
import type { ConfigProblem } from "../config-text/config-text-types.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { World } from "../world/world.ts";
import type { ConfigFile } from "./config-file.ts";
import { loadScript } from "./load-script.ts";
import type { LoadedConfig } from "./loaded-config.ts";

/**
 * Loads a config: runs a script, or parses JSON or YAML. Whatever is wrong with the file is a
 * diagnostic. A script can read other things than modules; of those nothing is known.
 */
export async function loadConfig(world: World, config: ConfigFile): Promise<LoadedConfig> {
  const { root, name, kind } = config;
  if (kind === "script") return loadScript(world, config);
  const file = readLocalFile(world.disk, { root, path: join(root, name), name });
  if (!file.ok) {
    return { input: undefined, files: new Map(), text: undefined, diagnostics: [file.diagnostic] };
  }
  const { stripTypes } = world.scripts;
  const source = decodeText(file.bytes);
  const text = await openConfigText({ name, text: source, stripTypes });
  return {
    input: text.problems.length > 0 ? undefined : text.value,
    files: new Map([[name, file.bytes]]),
    text,
    diagnostics: text.problems.map((problem) => describeProblem(problem, source, name)),
  };
}

function describeProblem(
  { code, offset, message, help }: ConfigProblem,
  text: string,
  file: string,
): Diagnostic {
  return createProblem(code, message, {
    file,
    ...(offset === undefined ? {} : { position: positionAt(text, offset) }),
    ...(help === undefined ? {} : { help }),
  });
}
