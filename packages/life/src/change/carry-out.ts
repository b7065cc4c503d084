import {
  type Checked,
  type Diagnostic,
  describeThrown,
  quote,
  shellPath,
} from "@fleet/diagnostics";
import type { Project, World } from "@fleet/project";
import { pathInside, prepareFile } from "@fleet/project/internal";
import { holdWorkFolder, type WorkFolder } from "@fleet/sops";
import { dirname, join } from "pathe";
import { createProblem } from "../codes.ts";
import type { ChangeStep, PlannedChange } from "./change.ts";
import { updateIndex } from "./index-update.ts";
import {
  isInterrupted,
  type Journal,
  readJournal,
  removeJournal,
  workFolderName,
  writeJournal,
} from "./journal.ts";

/** What came of carrying a change out. */
export interface CarriedOut {
  /** Whether all of it was done. */
  readonly isDone: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Carries a change out: all of it, or where something stands in the way from the beginning nothing. A run that is
 * killed before the journal is there leaves what was before; after that the next run completes the change.
 */
export async function carryOut({ root, before, ...change }: PlannedChange): Promise<CarriedOut> {
  const { world } = before;
  const held = holdWorkFolder({ ...before, root });
  if (!held.ok) return { isDone: false, diagnostics: held.diagnostics };
  try {
    const obstacles = change.steps.flatMap((step) => inspectStep({ world, root }, step));
    if (obstacles.length > 0) return { isDone: false, diagnostics: obstacles };
    const { title, steps, index } = change;
    writeJournal(world.disk, held.value.path, { title, steps, index });
    return await complete({ world, root, folder: held.value }, { title, steps, index });
  } catch (error) {
    return { isDone: false, diagnostics: [describeFailure(error)] };
  } finally {
    held.value.release();
  }
}

/** A change that an earlier run left, and that this one completed. */
export interface Resumed extends CarriedOut {
  /** As it was asked for. */
  readonly title: string;
}

/**
 * Completes the change that a run which was killed has left in a root; undefined where there is none. What else such
 * a run has left is tidied up, unless another one is at work.
 */
export async function resumeChange(
  project: Pick<Project, "world" | "tracked" | "prefix">,
  root: string,
): Promise<Checked<Resumed | undefined>> {
  const { world } = project;
  const nothing = { ok: true, value: undefined, diagnostics: [] } as const;
  if (world.disk.inspect(join(root, workFolderName)) === undefined) return nothing;
  const isBegun = isInterrupted(world.disk, root);
  const held = holdWorkFolder({ ...project, root });
  if (!held.ok) return isBegun ? held : nothing;
  try {
    const read = readJournal(world.disk, held.value.path);
    if (!read.ok) return read;
    if (read.value === undefined) return nothing;
    const { title } = read.value;
    const done = await complete({ world, root, folder: held.value }, read.value);
    return { ok: true, value: { title, ...done }, diagnostics: [] };
  } catch (error) {
    return { ok: false, diagnostics: [describeFailure(error)] };
  } finally {
    held.value.release();
  }
}

interface Site {
  readonly world: World;
  readonly root: string;
}

async function complete(
  { world, root, folder }: Site & { readonly folder: WorkFolder },
  { steps, index }: Journal,
): Promise<CarriedOut> {
  const obstacles = steps.flatMap((step) => inspectStep({ world, root }, step));
  if (obstacles.length > 0) return { isDone: false, diagnostics: obstacles };
  for (const step of steps) doStep({ world, root }, step, folder.path);
  const told = await updateIndex(world, root, index);
  removeJournal(world.disk, folder.path);
  return { isDone: true, diagnostics: told };
}

/** How a file stands to a step. */
type State = "open" | "done" | "other";

function stateOf({ world, root }: Site, step: ChangeStep): State {
  const now = digestAt({ world, root }, step.path);
  switch (step.kind) {
    case "write":
      if (now === world.digest(step.bytes)) return "done";
      return now === step.before ? "open" : "other";
    case "delete":
      if (now === undefined) return "done";
      return now === step.before ? "open" : "other";
    case "move": {
      const there = digestAt({ world, root }, step.to);
      if (now === undefined && there === step.before) return "done";
      return now === step.before && there === undefined ? "open" : "other";
    }
    default:
      return step satisfies never;
  }
}

function digestAt({ world, root }: Site, path: string): string | undefined {
  const target = join(root, path);
  const entry = world.disk.inspect(target);
  if (entry === undefined) return undefined;
  return entry.kind === "file" ? world.digest(world.disk.read(target)) : entry.kind;
}

/** What keeps a step from being done: somebody has changed the file, or its folder is elsewhere. */
function inspectStep(site: Site, step: ChangeStep): Diagnostic[] {
  const { world, root } = site;
  const paths = step.kind === "move" ? [step.path, step.to] : [step.path];
  const outside = paths.find((path) => leadsOut(world, root, path));
  if (outside !== undefined) {
    const message = `${quote(outside)} leads out of the fleet's folder, where fleet changes nothing.`;
    return [createProblem("cannot-change", message, { file: outside })];
  }
  if (stateOf(site, step) !== "other") return [];
  const message = `${quote(step.path)} is not as it was when the change was planned.`;
  const help = `Bring it back as it was, or, to give the rest of the change up, run: rm -r -- .fleet-work/change`;
  return [createProblem("changed-meanwhile", message, { file: step.path, help })];
}

function leadsOut({ disk }: World, root: string, path: string): boolean {
  let folder = dirname(join(root, path));
  while (disk.inspect(folder) === undefined && folder !== root) folder = dirname(folder);
  return folder !== root && pathInside(root, disk.resolve(folder)) === undefined;
}

function doStep(site: Site, step: ChangeStep, work: string): void {
  if (stateOf(site, step) === "done") return;
  const { world, root } = site;
  const { disk } = world;
  const target = join(root, step.path);
  switch (step.kind) {
    case "write":
      disk.makeFolder(dirname(target));
      prepareFile(world, target, { bytes: step.bytes, isDurable: true, folder: work }).commit();
      disk.flush(dirname(target));
      return;
    case "move":
      disk.makeFolder(dirname(join(root, step.to)));
      disk.rename(target, join(root, step.to));
      leaveFolders(site, dirname(target));
      return;
    case "delete":
      disk.remove(target);
      leaveFolders(site, dirname(target));
      return;
    default:
      step satisfies never;
  }
}

/** Git knows no folders: those in which nothing is left go with the last file. */
function leaveFolders({ world: { disk }, root }: Site, folder: string): void {
  for (let path = folder; path.startsWith(`${root}/`) && disk.removeEmpty(path); ) {
    path = dirname(path);
  }
}

function describeFailure(error: unknown): Diagnostic {
  const message = `The change could not be carried out: ${describeThrown(error)}.`;
  const help = `Check the permissions of the folder, and that there is room on the disk; then run the command again: what was begun is completed. What is begun stands in ${shellPath(".fleet-work/change")}`;
  return createProblem("cannot-change", message, { help });
}
