import { type Diagnostic, quote, shellPath, shellWord } from "@fleet/diagnostics";
import { dirname, join, relative } from "pathe";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import { addFindings, type Project } from "../project.ts";
import type { Disk } from "../world/disk.ts";
import { editorTypesPath } from "./editor-folder.ts";
import { findInstalled, typedPackage } from "./installed-types.ts";

/**
 * The project with a warning for types that are of another version than the command, which is `version`: an
 * editor then accepts what the command refuses, or the other way about. What runs is always the command's own.
 */
export async function checkTypesVersion(project: Project, version: string): Promise<Project> {
  const { config, fleet, world } = project;
  if (config?.kind !== "script" || fleet === undefined) return project;
  const { root } = config;
  return addFindings(project, [
    ...judgeWritten(world.disk, root, version),
    ...judgeInstalled(world.disk, root, version),
  ]);
}

/** How the first line of the types begins that `fleet editor` writes; the version comes next, and a comma. */
const headLine = `// The types of ${typedPackage} `;

function* judgeWritten(disk: Disk, root: string, version: string): Iterable<Diagnostic> {
  const path = join(root, editorTypesPath);
  if (disk.follow(path) === undefined) return;
  const file = readLocalFile(disk, { root, path, name: editorTypesPath });
  const text = file.ok ? decodeText(file.bytes) : "";
  const [written = ""] = text.slice(headLine.length).split(",", 1);
  if (!text.startsWith(headLine) || written === version) return;
  yield createProblem("types-version", describe(written, version), {
    file: editorTypesPath,
    help: "Write those of this command: fleet editor",
  });
}

function* judgeInstalled(disk: Disk, root: string, version: string): Iterable<Diagnostic> {
  const installed = findInstalled(disk, root);
  if (installed?.version === undefined || installed.version === version) return;
  const { manifest } = installed;
  // The folder that holds node_modules.
  const folder = dirname(dirname(dirname(dirname(manifest))));
  const command = `${chooseInstaller(disk, folder)} ${shellWord(`${typedPackage}@${version}`)}`;
  const lead = folder === root ? "" : `cd ${shellPath(relative(root, folder))} && `;
  yield createProblem("types-version", describe(installed.version, version), {
    file: relative(root, manifest),
    help: `To install those of this command, run: ${lead}${command}`,
  });
}

function describe(types: string, version: string): string {
  return `Editors check the config by ${typedPackage} ${quote(types)}, and this command is ${quote(version)}.`;
}

/** How a package manager adds what is only needed while developing, by the lock file that it leaves. */
const installers = [
  ["pnpm-lock.yaml", "pnpm add -D"],
  ["yarn.lock", "yarn add -D"],
  ["bun.lock", "bun add -d"],
] as const;

function chooseInstaller(disk: Disk, folder: string): string {
  const found = installers.find(([lock]) => disk.follow(join(folder, lock)) !== undefined);
  return found?.[1] ?? "npm install --save-dev";
}
