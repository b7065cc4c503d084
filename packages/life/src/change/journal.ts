import { type Checked, describeThrown, quote } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { decodeText, encodeText } from "@fleet/project/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { ChangeStep, IndexChange } from "./change.ts";

/** A change that was begun, as the next run finds it: its steps, each with what it writes. */
export interface Journal {
  readonly title: string;
  readonly steps: readonly ChangeStep[];
  readonly index: IndexChange;
}

/** The folder in a root that runs at work have for themselves. */
export const workFolderName = ".fleet-work";

/** Where a change stands while it is carried out, in the work folder. */
const journalFolder = "change";

const journalName = "journal.json";
const version = 1;

/**
 * Writes down what a change will do. What it writes is on the disk before the journal is, which is there whole or
 * not at all: from then on the change is carried out, by this run or the next.
 */
export function writeJournal(disk: Disk, work: string, journal: Journal): void {
  const folder = join(work, journalFolder);
  disk.remove(folder);
  disk.makeFolder(folder, 0o700);
  const steps = journal.steps.map((step, at) => {
    if (step.kind !== "write") return step;
    disk.create(join(folder, String(at)), step.bytes, { mode: 0o600, isDurable: true });
    const { kind, path, before } = step;
    return { kind, path, before: before ?? null };
  });
  const text = JSON.stringify({ version, ...journal, steps }, undefined, 2);
  const temporary = join(folder, `${journalName}.tmp`);
  disk.create(temporary, encodeText(`${text}\n`), { mode: 0o600, isDurable: true });
  disk.rename(temporary, join(folder, journalName));
  disk.flush(folder);
}

/** Takes the journal away, and all that belongs to it: the change is done. */
export function removeJournal(disk: Disk, work: string): void {
  const folder = join(work, journalFolder);
  if (disk.inspect(folder)?.kind !== "folder") return;
  disk.remove(join(folder, journalName));
  disk.remove(folder);
}

/** Whether a change was begun and not ended in a root. */
export function isInterrupted(disk: Disk, root: string): boolean {
  const folder = join(root, workFolderName, journalFolder);
  // Through a link of somebody else nothing is read.
  return (
    disk.inspect(join(root, workFolderName))?.kind === "folder" &&
    disk.inspect(folder)?.kind === "folder" &&
    disk.inspect(join(folder, journalName))?.kind === "file"
  );
}

/** The journal of a work folder; undefined where there is none. */
export function readJournal(disk: Disk, work: string): Checked<Journal | undefined> {
  const folder = join(work, journalFolder);
  if (disk.inspect(join(folder, journalName))?.kind !== "file") {
    return { ok: true, value: undefined, diagnostics: [] };
  }
  try {
    const value: unknown = JSON.parse(decodeText(disk.read(join(folder, journalName))));
    const steps = listOf(field(value, "steps")).map((step, at) =>
      readStep(step, () => disk.read(join(folder, String(at)))),
    );
    const index = field(value, "index");
    const journal: Journal = {
      title: textOf(field(value, "title")),
      steps,
      index: {
        added: listOf(field(index, "added")).map(pathOf),
        deleted: listOf(field(index, "deleted")).map(pathOf),
        moved: listOf(field(index, "moved")).map((pair) => {
          const [from, to] = listOf(pair);
          return [pathOf(from), pathOf(to)] as const;
        }),
      },
    };
    if (field(value, "version") !== version) throw new Error("another version of fleet wrote it");
    return { ok: true, value: journal, diagnostics: [] };
  } catch (error) {
    const name = `${workFolderName}/${journalFolder}/${journalName}`;
    const message = `${quote(name)} cannot be read, so that the change which it is of cannot be completed: ${describeThrown(error)}.`;
    const help = `Look at what git status says, and remove it: rm -r -- ${workFolderName}/${journalFolder}`;
    return { ok: false, diagnostics: [createProblem("bad-journal", message, { help })] };
  }
}

function readStep(step: unknown, readBytes: () => Uint8Array): ChangeStep {
  const kind = field(step, "kind");
  const path = pathOf(field(step, "path"));
  const before = field(step, "before");
  if (kind === "write") {
    return { kind, path, before: before === null ? undefined : textOf(before), bytes: readBytes() };
  }
  if (kind === "move") return { kind, path, to: pathOf(field(step, "to")), before: textOf(before) };
  if (kind === "delete") return { kind, path, before: textOf(before) };
  throw new Error("it holds a step that is none");
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) throw new Error("it holds no object");
  return Reflect.get(value, key);
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("it holds no list");
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error("it holds no text");
  return value;
}

/** Whoever made a repository could have put a journal there: nothing outside of the root is touched. */
function pathOf(value: unknown): string {
  const path = textOf(value);
  const segments = path.split("/");
  const isOdd = segments.some((segment) => ["", ".", "..", ".git"].includes(segment));
  if (path.startsWith("/") || isOdd) throw new Error(`it names ${quote(path)}`);
  return path;
}
