import { type Checked, quote, shellPath } from "@fleet/diagnostics";
import { decodeText } from "@fleet/project/internal";
import { join } from "pathe";
import { isAsMade } from "../add/new-module.ts";
import type { PlannedChange } from "../change/change.ts";
import { listUnmodified } from "../change/index-update.ts";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { listUnneeded } from "../change/owned-files.ts";
import { planChange } from "../change/plan-change.ts";
import { compareReading, describeReading } from "../change/secret-reading.ts";
import { findUnknown } from "../change/subject.ts";
import { applyEdits } from "../edits/declaration-edit.ts";
import type { Subject } from "../edits/mentions.ts";
import { removalEdits } from "../edits/removal.ts";
import { describeDeparture } from "./departure.ts";
import { listKeyFiles } from "./key-files.ts";
import type { LentKey } from "./lent-keys.ts";
import { listReadable, type ReadableValues } from "./readable-values.ts";
import { rememberReaders } from "./remembered-readers.ts";

/** Plans to let a user or host go: out of the declaration, with the modules that nobody needs any more. */
export async function planRemoval(
  opened: OpenedFleet,
  subject: Subject,
): Promise<Checked<PlannedChange>> {
  const unknown = findUnknown(opened, subject);
  if (unknown !== undefined) return { ok: false, diagnostics: [unknown] };
  const { world, root, project, declaration } = opened;
  const edits = removalEdits(declaration, subject);
  const after = applyEdits(declaration, edits);
  const modules = [...listUnneeded(opened, subject), ...listKeyFiles(opened, subject, after)];
  const safe = await listUnmodified(world, root, { paths: modules, isCommitted: true });
  const isSafe = (path: string) => safe.has(path) || saysNothing(opened, path);
  const deleted = modules.filter(isSafe);
  const left = modules.filter((path) => !isSafe(path));
  const { values: readable, keys } = await listReadable(project, `${subject.kind}:${subject.id}`);
  const isReader = readable.some(({ isNow, lent }) => isNow && lent === undefined);
  const planned = await planChange(opened, {
    title: `remove ${subject.kind} ${subject.id}`,
    edits,
    files: new Map<string, Uint8Array | undefined>([
      ...deleted.map((path) => [path, undefined] as const),
      ...(isReader ? rememberReaders(opened) : []),
    ]),
    index:
      project.tracked === undefined
        ? {}
        : { deleted: deleted.filter((path) => project.tracked?.has(path)) },
    notes: {
      facts: [
        ...describeDeparture(opened, subject, after),
        ...readable.map(describeReadable),
        ...describeLent(keys),
      ],
      commands: left.length === 0 ? [] : [describeLeft(left, project.tracked)],
    },
  });
  if (!planned.ok) return planned;
  const reading = compareReading(planned.value.before, planned.value.after);
  const change = describeReading(planned.value, reading);
  const ruled = new Set(reading.flatMap(({ path, isUnruled }) => (isUnruled ? [] : [path])));
  const kept = readable.filter(({ isNow, path }) => isNow && ruled.has(path));
  return { ...planned, value: kept.length === 0 ? change : withDebts(change, kept) };
}

/** With a module that says nothing, as `fleet add` makes it, nothing is lost. */
function saysNothing({ world: { disk }, root }: OpenedFleet, path: string): boolean {
  const file = join(root, path);
  const entry = disk.inspect(file);
  return entry?.kind === "file" && entry.size < 1024 && isAsMade(decodeText(disk.read(file)));
}

function describeReadable({ path, names, isNow, lent }: ReadableValues): string {
  const shown = names.map((name) => (name === "" ? "the whole file" : quote(name))).join(", ");
  const can = lent?.can === "unknown" ? "may be read now" : "can be read now";
  const by = lent === undefined ? "" : ` by the key of ${quote(lent.of)}`;
  const when = isNow ? `${can}${by}` : "could be read once, as git has it";
  return `${quote(path)} ${when}: ${shown}. Whoever read these values knows them.`;
}

/** A key that was held may have been copied, and no new recipients of files help against that. */
function describeLent(keys: readonly LentKey[]): string[] {
  return (["yes", "unknown"] as const).flatMap((can) => {
    const names = keys.filter((key) => key.can === can).map(({ of }) => quote(of));
    if (names.length === 0) return [];
    const [which, them] = names.length === 1 ? ["the key", "it"] : ["the keys", "them"];
    const held = can === "yes" ? "Also held" : "Perhaps also held";
    return [
      `${held}: ${which} of ${names.join(", ")}. A copy of ${them} opens what is encrypted to ${them}, until there is another.`,
    ];
  });
}

/** What is not in git as it is, nobody could bring back: people decide. */
function describeLeft(
  files: readonly string[],
  tracked: ReadonlySet<string> | undefined,
): [command: string, purpose: string] {
  const words = files.map((path) => shellPath(path)).join(" ");
  const isInGit = files.every((path) => tracked?.has(path) === true);
  const command = isInGit ? `git rm --force --quiet -- ${words}` : `rm -- ${words}`;
  return [command, "these files are nobody's now, and not in git as they are: look at them first"];
}

/** What the reader knew is owed until it was changed. */
function withDebts(change: PlannedChange, known: readonly ReadableValues[]): PlannedChange {
  const words = known.map(({ path }) => shellPath(path)).join(" ");
  const { facts, commands } = change.notes;
  return {
    ...change,
    notes: {
      facts,
      commands: [
        ...commands,
        [
          `fleet secrets rotate ${words}`,
          "gives the files a new data key; then change the values themselves",
        ],
        [`fleet secrets acknowledge ${words}`, "once the values are changed where they come from"],
      ],
    },
  };
}
