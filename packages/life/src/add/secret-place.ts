import { relativePathProblem } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { lockPath } from "@fleet/project/internal";
import { createSecretFileReader } from "@fleet/secrets";
import { join } from "pathe";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { createProblem } from "../codes.ts";

/** Folders, of any file on the way, that belong to git and to runs of fleet. */
const foreignFolders: ReadonlySet<string> = new Set([".git", ".fleet-work"]);

/** What keeps a path from being that of a secret file: a rule about it would be about something else. */
export function describeFile(opened: OpenedFleet, file: string): Diagnostic | undefined {
  const problem = relativePathProblem(file) ?? findOther(opened, file);
  if (problem === undefined) return undefined;
  const message = `${quote(file)} can be no secret file. ${problem}`;
  return createProblem("bad-name", message, { help: "Write it such as secrets/backup.yaml." });
}

/** What a path is already, other than a file that sops has encrypted; undefined where nothing is there. */
function findOther(
  { world, root, config, project }: OpenedFleet,
  file: string,
): string | undefined {
  const own = [config.name, lockPath, ...project.files().map(({ path }) => path)];
  if (own.includes(file)) return "fleet reads or writes it itself.";
  if (file.split("/").some((part) => foreignFolders.has(part))) {
    return "What lies in that folder is no part of the fleet.";
  }
  const place = join(root, file);
  const entry = world.disk.inspect(place);
  if (entry === undefined) return undefined;
  if (entry.kind !== "file") return "It is there, and is no file.";
  const { hasBlock } = createSecretFileReader()({ path: file, bytes: world.disk.read(place) });
  return hasBlock ? undefined : "It is there, and sops has not encrypted it.";
}
