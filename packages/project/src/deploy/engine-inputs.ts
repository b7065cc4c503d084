import type { DeployStep, Engine } from "@fleet/codegen/deploy";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { findFlakeFolder } from "../disk/git-folder.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { World } from "../world/world.ts";

/**
 * The engines of steps for which the flake seems to have nothing to read, without asking Nix: neither its text nor
 * the names of what it is locked to say a word of them. Other files of the flake may; so it is a warning.
 */
export function listUnreadable(
  { disk }: Pick<World, "disk">,
  root: string,
  steps: readonly DeployStep[],
): readonly Diagnostic[] {
  const engines = new Set(steps.flatMap(({ engine }) => engine ?? []));
  const reading = [...engines].filter((engine) => engine.reads !== undefined);
  if (reading.length === 0) return [];
  const folder = findFlakeFolder(disk, root);
  const texts = ["flake.nix", "flake.lock"].map((name) => {
    const file = readLocalFile(disk, { root: folder, path: join(folder, name), name });
    return file.ok ? decodeText(file.bytes) : "";
  });
  // Without both there is nothing to be told from.
  if (texts.includes("")) return [];
  return reading.flatMap((engine) => judge(engine, texts));
}

function judge({ reads }: Engine, texts: readonly string[]): readonly Diagnostic[] {
  if (reads === undefined) return [];
  const { input, output, url } = reads;
  if (texts.some((text) => text.includes(input) || text.includes(output))) return [];
  return [
    createProblem(
      "engine-not-input",
      `${input} deploys what it finds in ${quote(output)}, and the flake seems to have neither that nor the input ${quote(input)}, of which fleet would make it.`,
      {
        file: "flake.nix",
        severity: "warning",
        help: `Add to its inputs: ${input}.url = "${url}"; (docs/deploy.md, "What your flake needs")`,
      },
    ),
  ];
}
