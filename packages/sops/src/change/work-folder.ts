import { type Checked, describeThrown, quote, shellWord } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { encodeText } from "@fleet/project/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { isVisible, type LockOwner } from "./lock-owner.ts";
import { leaveFolder, lockName, releaseLock, takeLock } from "./run-lock.ts";

/** Where copies of secret files are worked on: in the root, so that they can be renamed into place. */
const workFolderName = ".fleet-work";

/** The folder, which nobody else has while it is held. */
export interface WorkFolder {
  readonly path: string;
  /** Removes all that is in it, and lets others have it. */
  readonly release: () => void;
}

/** Where the work is done, and what git knows of it. */
export type WorkSite = Pick<Project, "world" | "tracked" | "prefix"> & { readonly root: string };

/**
 * Takes the work folder of a root, and removes what a run that was killed has left in it. Refuses while
 * another run has it, and where it could be somebody else's: a link, or a part of the repository.
 */
export function holdWorkFolder(site: WorkSite): Checked<WorkFolder> {
  const { world, root } = site;
  const { disk } = world;
  const path = join(root, workFolderName);
  try {
    const problem = inspectPlace(site, path);
    if (problem !== undefined) return problem;
    const taken = takeLock(world, path);
    if (taken.kind !== "held") {
      leaveFolder(disk, path);
      return taken.kind === "busy" ? describeBusy(site, taken.owner) : describeBarred(site);
    }
    try {
      removeLeftovers(site, path);
      disk.create(join(path, ".gitignore"), encodeText("*\n"));
    } catch (error) {
      releaseLock(world, path, taken.id);
      throw error;
    }
    return {
      ok: true,
      value: { path, release: () => release(site, path, taken.id) },
      diagnostics: [],
    };
  } catch (error) {
    const message = `${quote(workFolderName)} cannot be written: ${describeThrown(error)}`;
    return refuse("cannot-write", message, writeHelp);
  }
}

/** What helps where the system does not let a file be written. */
const writeHelp = "Check the permissions of the folder, and that there is room on the disk.";

/**
 * Whoever made a repository could have put anything there: a link that leads elsewhere, or files that git
 * would bring back.
 */
function inspectPlace(site: WorkSite, path: string): Checked<never> | undefined {
  const { world, tracked } = site;
  const word = shellWord(`${site.prefix}${workFolderName}`);
  const files = [...(tracked ?? [])].filter(
    (file) => file === workFolderName || file.startsWith(`${workFolderName}/`),
  );
  if (files.length > 0) {
    const message = `git tracks ${quote(files[0] ?? "")}, where fleet keeps copies while it works and nothing else may be.`;
    return refuse("work-folder", message, `Run: git rm -r -f --quiet -- ${word}`);
  }
  const entry = world.disk.inspect(path);
  if (entry === undefined) return undefined;
  if (entry.kind !== "folder") {
    const message = `${quote(workFolderName)} is no folder, and fleet writes through nobody's link.`;
    return refuse("work-folder", message, `Run: rm -- ${word}`);
  }
  const { user } = world.machine;
  if (user === undefined || entry.owner === user) return undefined;
  const message = `${quote(workFolderName)} belongs to another user (uid ${entry.owner}), who may be at work here.`;
  return refuse("work-folder", message, cureFor(word));
}

function cureFor(word: string): string {
  return `Wait until that run has ended. If there is none any more, run: rm -r -f -- ${word}`;
}

/** What a change of the fleet that was interrupted has left for the next run, which completes it where it has begun. */
const changeName = "change";

/** All but the lock and what a change has begun: what another run that is just trying has there, it makes anew. */
function removeLeftovers({ world: { disk } }: WorkSite, path: string): void {
  disk.setAccess(path, { mode: 0o700 });
  const isBegun = disk.inspect(join(path, changeName, "journal.json")) !== undefined;
  for (const { name } of disk.list(path)) {
    const isKept = name === lockName || (name === changeName && isBegun);
    if (!isKept) disk.remove(join(path, name));
  }
}

function release({ world }: WorkSite, path: string, id: string): void {
  // Whoever has put a link there has the lock, and what it leads to is not fleet's.
  if (world.disk.inspect(path)?.kind !== "folder") return;
  world.disk.remove(join(path, ".gitignore"));
  releaseLock(world, path, id);
}

function describeBusy({ world: { machine }, prefix }: WorkSite, owner: LockOwner): Checked<never> {
  const since = owner.since === "" ? "" : `, since ${quote(owner.since)}`;
  const who = `process ${owner.pid} on ${quote(owner.host)}${since}`;
  const message = `Another run of fleet is at work here: ${who}.`;
  const word = shellWord(`${prefix}${workFolderName}`);
  const help = isVisible(machine, owner)
    ? `Wait until it has ended, or end it: kill ${owner.pid}`
    : cureFor(word);
  return refuse("busy", message, help);
}

/** No run leaves so much behind; whoever made the repository can have. */
function describeBarred({ prefix }: WorkSite): Checked<never> {
  const message = `${quote(workFolderName)} holds what a long row of runs that were killed would have left, so that nobody can work there.`;
  const word = shellWord(`${prefix}${workFolderName}`);
  return refuse("work-folder", message, `If no run is at work here, run: rm -r -f -- ${word}`);
}

function refuse(
  problem: "busy" | "cannot-write" | "work-folder",
  message: string,
  help: string,
): Checked<never> {
  return { ok: false, diagnostics: [createProblem(problem, message, { help })] };
}
