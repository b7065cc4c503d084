import type { Surroundings } from "@fleet/core";
import { addToGit } from "@fleet/core/internal";
import { type Diagnostic, quote, renderCure, shellPath } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { Gathered } from "../compile.ts";
import { readLockFile } from "../lock/lock-file.ts";
import { judgeLock } from "../lock/lock-state.ts";
import type { World } from "../world/world.ts";
import { decodeText } from "./bytes.ts";
import { digestSource } from "./file-stamp.ts";
import { followLinks, type Through } from "./links.ts";
import { pathInside, readLocalFile } from "./local-file.ts";
import { type RootFiles, surveyRoot } from "./root-files.ts";
import { listSubmodules, type Submodule } from "./submodules.ts";
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
  const tree = surveyRoot(world.disk, root);
  const { files, closed } = tree;
  const contents = new Map<string, string>();
  const hashes: [string, string][] = [];
  const diagnostics: Diagnostic[] = [];
  const unreadable = new Set<string>();
  for (const [name, bytes] of configFiles) hashes.push([name, digestSource(world, bytes)]);
  for (const name of wanted) {
    const path = join(root, name);
    if (pathInside(root, path) === undefined || isClosed(closed, name)) continue;
    if (world.disk.inspect(path) === undefined) continue;
    const read = readLocalFile(world.disk, { root, path, name });
    if (!read.ok) {
      unreadable.add(name);
      diagnostics.push(describeUnreadable(read.diagnostic));
      continue;
    }
    files.add(name);
    contents.set(name, decodeText(read.bytes));
    hashes.push([name, digestSource(world, read.bytes)]);
  }
  const known = await git;
  const { digest } = world;
  const lock = judgeLock(readLockFile(world.disk, root), { git: known, mayStartAnew, digest });
  const { diagnostics: gitDiagnostics } = known;
  const { linked, brokenLinks } = followLinks(world.disk, root, tree);
  // Hardly any fleet has these.
  const submodules = known.tracked === undefined ? [] : listSubmodules(world.disk, root);
  const tracked = widenTracked(known.tracked, { files, linked, links: tree.links, submodules });
  const untracked = [...configFiles.keys()].filter((name) => tracked?.has(name) === false);
  return {
    surroundings: {
      files,
      tracked,
      contents,
      unreadable,
      ledger: lock.uids,
      ...(linked.size === 0 ? {} : { linked }),
      ...(brokenLinks.size === 0 ? {} : { brokenLinks }),
      ...(submodules.length === 0 ? {} : { submodules }),
    },
    closed,
    lock,
    digest,
    sources: new Map(hashes.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    diagnostics: [
      ...gitDiagnostics,
      ...diagnostics,
      ...closed.map(describeClosed),
      ...lock.diagnostics,
      ...untracked.map((file) => describeUntracked(file, { submodules, linked, tracked })),
      ...(files.has("flake.nix") && tracked?.has("flake.nix") === false
        ? [{ ...describeUntracked("flake.nix", { submodules, linked, tracked }), ...ofFlake }]
        : []),
    ],
  };
}

/** Without the keys in it, the fleet would be another one, in which somebody cannot log in. */
function describeUnreadable({
  code: _,
  severity: __,
  message,
  ...details
}: Diagnostic): Diagnostic {
  return createProblem("unreadable-key-file", message, details);
}

/** Whether a folder above a path is a link. */
function isBehind(path: string, links: RootFiles["links"]): boolean {
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) {
    if (links.get(path.slice(0, end))?.isFolder === true) return true;
  }
  return false;
}

/**
 * What git tracks, also in submodules, which the index of the outer repository does not list, and through
 * links, where it has these and what they lead to. Of a submodule whose index cannot be read, everything counts as tracked.
 */
function widenTracked(
  tracked: ReadonlySet<string> | undefined,
  {
    files,
    linked,
    links,
    submodules,
  }: {
    readonly files: ReadonlySet<string>;
    readonly linked: ReadonlyMap<string, Through>;
    readonly links: RootFiles["links"];
    readonly submodules: readonly Submodule[];
  },
): ReadonlySet<string> | undefined {
  if (tracked === undefined || links.size + submodules.length === 0) return tracked;
  const own = new Set(tracked);
  for (const { path, tracked: known } of submodules) {
    const inside = known ?? [...files].filter((file) => file.startsWith(`${path}/`));
    for (const file of inside) own.add(file);
  }
  const all = new Set(own);
  // The index goes on naming what was there before a folder became a link.
  for (const path of tracked) {
    if (isBehind(path, links)) all.delete(path);
  }
  for (const [path, { file, links: way }] of linked) {
    if (own.has(file) && way.every((link) => own.has(link))) all.add(path);
    else all.delete(path);
  }
  return all;
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

/** A flake that git has not got is no flake yet; somebody may just be at it. */
const ofFlake = { severity: "warning" } as const;

function describeUntracked(
  file: string,
  around: Pick<Surroundings, "submodules" | "linked" | "tracked">,
): Diagnostic {
  const cure = addToGit(file, around);
  return createProblem(
    "untracked-file",
    `git does not track ${JSON.stringify(file)}, so a flake cannot see it.`,
    { file, help: `Run: ${renderCure(cure)}`, cure },
  );
}
