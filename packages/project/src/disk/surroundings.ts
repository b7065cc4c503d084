import { type Diagnostic, quote, shellPath, shellWord } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { Gathered } from "../compile.ts";
import { readLockFile } from "../lock/lock-file.ts";
import { judgeLock } from "../lock/lock-state.ts";
import type { World } from "../world/world.ts";
import { decodeText } from "./bytes.ts";
import { pathInside, readLocalFile } from "./local-file.ts";
import { surveyRoot } from "./root-files.ts";
import type { TrackedFiles } from "./tracked-files.ts";

/** What is known before a declaration says what it needs. */
export interface Known {
  readonly root: string;
  /** The bytes of the config's own files, by path from the root. */
  readonly configFiles: ReadonlyMap<string, Uint8Array>;
  readonly git: Promise<TrackedFiles>;
  /** Whether a fleet.lock.json that is gone need not come back. */
  readonly mayStartAnew: boolean;
}

/**
 * Gathers what a declaration needs from outside: which files there are, which git tracks, and the
 * text of the wanted ones. Wanted files that do not exist are left out, for the declaration's own
 * checks to report; those that lead out of the root are reported here and not read.
 */
export async function gatherSurroundings(
  world: World,
  { root, configFiles, git, mayStartAnew }: Known,
  wanted: readonly string[],
): Promise<Gathered> {
  const { files, closed } = surveyRoot(world.disk, root);
  const contents = new Map<string, string>();
  const hashes: [string, string][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, bytes] of configFiles) hashes.push([name, world.digest(bytes)]);
  for (const name of wanted) {
    const path = join(root, name);
    if (pathInside(root, path) === undefined || isClosed(closed, name)) continue;
    if (world.disk.inspect(path) === undefined) continue;
    const read = readLocalFile(world.disk, { root, path, name });
    if (!read.ok) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    files.add(name);
    contents.set(name, decodeText(read.bytes));
    hashes.push([name, world.digest(read.bytes)]);
  }
  const known = await git;
  const lock = judgeLock(readLockFile(world.disk, root), { git: known, mayStartAnew });
  const { tracked, diagnostics: gitDiagnostics } = known;
  const untracked = [...configFiles.keys()].filter((name) => tracked?.has(name) === false);
  return {
    surroundings: { files, tracked, contents, ledger: lock.uids },
    closed,
    lock,
    sources: new Map(hashes.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    diagnostics: [
      ...gitDiagnostics,
      ...diagnostics,
      ...closed.map(describeClosed),
      ...lock.diagnostics,
      ...untracked.map(describeUntracked),
    ],
  };
}

function isClosed(closed: readonly string[], name: string): boolean {
  return closed.some((folder) => name.startsWith(`${folder}/`));
}

function describeClosed(folder: string): Diagnostic {
  return createProblem(
    "closed-folder",
    `The folder ${quote(folder)} may not be read, so that nobody knows which files it holds.`,
    { file: folder, help: `Run: chmod u+rwx -- ${shellPath(folder)}` },
  );
}

function describeUntracked(file: string): Diagnostic {
  return createProblem(
    "untracked-file",
    `git does not track ${JSON.stringify(file)}, so a flake cannot see it.`,
    { file, help: `Run: git add -- ${shellWord(file)}` },
  );
}
