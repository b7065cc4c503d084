import { type Checked, type Diagnostic, type Finding, isError, quote } from "@fleet/diagnostics";
import { type Json, openProject, type Project, type World, writeFleet } from "@fleet/project";
import {
  copyPlain,
  decodeText,
  encodeText,
  type PlannedFiles,
  withPlannedFiles,
} from "@fleet/project/internal";
import { join, relative } from "pathe";
import { createProblem } from "../codes.ts";
import { applyEdits, type DeclarationEdit } from "../edits/declaration-edit.ts";
import { isDeepEqual } from "../edits/json-value.ts";
import type { ChangeNotes, ChangeStep, IndexChange, PlannedChange } from "./change.ts";
import { editConfig } from "./config-edit.ts";
import { type OpenedFleet, toJson } from "./opened-fleet.ts";

/** What a change consists of. */
export interface ChangeDraft {
  readonly title: string;
  readonly edits: readonly DeclarationEdit[];
  /** What files are to hold, beside the config; undefined of one that goes. By path from the root. */
  readonly files?: PlannedFiles;
  /** Files that get another name. Default: none. */
  readonly moves?: ReadonlyMap<string, string>;
  /** Files among these that git is to know. Default: none. */
  readonly index?: Partial<IndexChange>;
  /** What people are told. Default: nothing. */
  readonly notes?: Partial<ChangeNotes>;
  /** Whether git is told of generated files that are new. Default: it is. */
  readonly isListed?: boolean;
  /** What to do about a new finding with the command that makes the change, by the code. Default: as it says itself. */
  readonly helps?: ReadonlyMap<string, string>;
  /** Which new errors the notes have a command for. Default: none. */
  readonly isTold?: (finding: Finding) => boolean;
}

/** Works a change out: the text of the config, the fleet that follows, and every file. Nothing is written. */
export async function planChange(
  opened: OpenedFleet,
  draft: ChangeDraft,
): Promise<Checked<PlannedChange>> {
  const { world, root, config, project, declaration } = opened;
  const source = readText(world, join(root, config.name));
  const { stripTypes } = world.scripts;
  const edited = await editConfig({ name: config.name, text: source, stripTypes }, draft.edits);
  if (!edited.ok) return edited;
  const files = new Map(draft.files);
  if (edited.value !== source) files.set(config.name, encodeText(edited.value));
  for (const [from, to] of draft.moves ?? []) {
    files.set(to, world.disk.read(join(root, from)));
    files.set(from, undefined);
  }
  const planned = withPlannedFiles(world, root, files);
  const expected = applyEdits(declaration, draft.edits);
  const after = await openProject(planned, { root, from: world.folder });
  const wrong = compareDeclaration(after, opened, expected);
  if (wrong !== undefined) return { ok: false, diagnostics: [wrong] };
  const written = await writeFleet(after, { isForced: false, isWriting: false });
  const steps = listSteps(opened, { files, moves: draft.moves ?? new Map(), written });
  const generated = listGenerated(opened, { steps, written, draft });
  const added = [...(draft.index?.added ?? []), ...generated];
  const told = [...added, ...(draft.moves?.values() ?? [])];
  const isTold = (finding: Finding) =>
    draft.isTold?.(finding) === true || isUntracked(finding, told);
  const findings = listNew(project.findings, written.findings)
    .filter((one) => !isTold(one))
    .map((one) => withHelp(one, draft.helps));
  if (written.isStopped || findings.some(isError)) {
    return { ok: false, diagnostics: [describeNewErrors(draft.title), ...findings.map(unplaced)] };
  }
  return {
    ok: true,
    diagnostics: [],
    value: {
      title: draft.title,
      root,
      steps,
      index: { moved: [], deleted: [], ...draft.index, added },
      notes: { facts: [], commands: [], ...draft.notes },
      before: project,
      after,
      written,
      findings,
    },
  };
}

/** A line of a text that nobody has written would be shown as that of the file which is there. */
function unplaced({ position: _, ...finding }: Finding): Finding {
  return finding;
}

/** A finding about what the command left out says how to say it with the command. */
function withHelp(finding: Finding, helps: ReadonlyMap<string, string> | undefined): Finding {
  const help = helps?.get(finding.code);
  return help === undefined ? finding : { ...finding, help };
}

/** Generated files that a change makes and git does not have: a flake sees nothing else. */
function listGenerated(
  { root, project: { tracked } }: OpenedFleet,
  {
    steps,
    written,
    draft,
  }: Pick<PlannedChange, "steps" | "written"> & { readonly draft: ChangeDraft },
): string[] {
  if (tracked === undefined || draft.isListed === false) return [];
  const paths = new Set(written.changes.map(({ target }) => relative(root, target)));
  return steps.flatMap((step) =>
    step.kind === "write" &&
    step.before === undefined &&
    paths.has(step.path) &&
    !tracked.has(step.path)
      ? [step.path]
      : [],
  );
}

function readText({ disk }: World, path: string): string {
  return decodeText(disk.read(path));
}

/** Whether the config says afterwards what was meant, and nothing else: an edit counts only then. */
function compareDeclaration(
  after: Project,
  { config }: OpenedFleet,
  expected: Json,
): Diagnostic | undefined {
  const failed = after.input === undefined ? after.findings.find(isError) : undefined;
  const copied = copyPlain(after.input);
  if (failed === undefined && copied.ok && isDeepEqual(toJson(copied.value), expected))
    return undefined;
  const why = failed === undefined ? "It would say something else as well." : failed.message;
  const message = `${quote(config.name)} cannot be edited by a command. ${why}`;
  const help = "Make the change by hand where the config computes it, then run: fleet generate";
  return createProblem("config-by-hand", message, { file: config.name, help });
}

/** That git does not track a file yet that the change tells it of goes without saying. */
function isUntracked({ code, message }: Finding, added: readonly string[]): boolean {
  const isAbout = code === "core/untracked-file" || code === "cli/untracked-file";
  return isAbout && added.some((path) => message.includes(quote(path)));
}

/** What was not found before: told by what it says, for places in a config move. */
function listNew(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const known = new Set(before.map(keyOf));
  return after.filter((finding) => !known.has(keyOf(finding)));
}

function keyOf({ code, severity, message }: Finding): string {
  return JSON.stringify([code, severity, message]);
}

function describeNewErrors(title: string): Diagnostic {
  const message = `With ${quote(title)} the fleet would have errors that it does not have now, so that nothing was done.`;
  return createProblem("new-errors", message, { help: "Say with the command what is missing." });
}

interface Outcome extends Pick<PlannedChange, "written"> {
  readonly files: PlannedFiles;
  readonly moves: ReadonlyMap<string, string>;
}

/** What nobody could compute again comes first, then what is moved and deleted, the config, and what follows from it. */
function listSteps(opened: OpenedFleet, { files, moves, written }: Outcome): ChangeStep[] {
  const { world, root } = opened;
  const targets = new Set(moves.values());
  const whole = new Map([...files].filter(([path]) => !moves.has(path) && !targets.has(path)));
  const kept = new Set<string>();
  for (const { target, after, isKept } of written.changes) {
    const path = relative(root, target);
    whole.set(path, after);
    if (isKept === true) kept.add(path);
  }
  const moved = [...moves].map(([path, to]): ChangeStep => {
    return { kind: "move", path, to, before: world.digest(world.disk.read(join(root, path))) };
  });
  const steps = [...whole].flatMap(([path, bytes]) => stepOf(opened, path, bytes));
  const isFirst = ({ path }: ChangeStep) => kept.has(path);
  return [...steps.filter(isFirst), ...moved, ...steps.filter((step) => !isFirst(step))];
}

function stepOf(
  { world, root }: OpenedFleet,
  path: string,
  bytes: Uint8Array | undefined,
): ChangeStep[] {
  const target = join(root, path);
  const now = world.disk.follow(target)?.kind === "file" ? world.disk.read(target) : undefined;
  const before = now === undefined ? undefined : world.digest(now);
  if (bytes === undefined) return before === undefined ? [] : [{ kind: "delete", path, before }];
  return before === world.digest(bytes) ? [] : [{ kind: "write", path, before, bytes }];
}
