import { compareNames, quote, shellPath } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { readSecrets } from "@fleet/sops";
import type { PlannedChange } from "./change.ts";

/** What a change means for who can read the secret files that are there, by path, in order. */
export interface ReadingChange {
  readonly path: string;
  /** Readers as `user:ada`, who read it once it is synced; in order. */
  readonly gains: readonly string[];
  readonly loses: readonly string[];
  /** Whether no rule is about the file any more. */
  readonly isUnruled: boolean;
}

/** Compares who may read each encrypted file before and after, by the rules. */
export function compareReading(before: Project, after: Project): ReadingChange[] {
  const [was, is] = [before, after].map(listRuled);
  const paths = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort(compareNames);
  return paths.flatMap((path) => {
    const [old, now] = [was?.get(path) ?? noReaders, is?.get(path) ?? noReaders];
    const gains = [...now].filter(([id]) => !old.has(id)).map(([, reader]) => reader);
    const loses = [...old].filter(([id]) => !now.has(id)).map(([, reader]) => reader);
    return gains.length + loses.length === 0
      ? []
      : [{ path, gains: order(gains), loses: order(loses), isUnruled: is?.has(path) !== true }];
  });
}

function order(readers: readonly string[]): string[] {
  return [...new Set(readers)].sort(compareNames);
}

const noReaders: ReadonlyMap<string, string> = new Map();

/** The recipients that the rule of each encrypted file names, with whose each is. */
function listRuled(project: Project): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const read = readSecrets(project);
  if (!read.ok) return new Map();
  return new Map(
    read.value.status.files.flatMap(({ file, rule }) => {
      if (file.header === undefined || rule === undefined || rule.owner !== undefined) return [];
      const ids = rule.groups
        .flat()
        .map(({ recipient, reader }) => [recipient.id, reader] as const);
      return [[file.path, new Map(ids)] as const];
    }),
  );
}

/** A planned change with what it means for secret files that are there, and the command that brings it about. */
export function describeReading(
  change: PlannedChange,
  reading: readonly ReadingChange[] = compareReading(change.before, change.after),
): PlannedChange {
  if (reading.length === 0) return change;
  const ruled = reading.filter(({ isUnruled }) => !isUnruled);
  const unruled = reading.filter(({ isUnruled }) => isUnruled).map(({ path }) => path);
  const sync = ["fleet secrets sync", "brings the files in line with who may read them"] as const;
  const removal = [
    `git rm --quiet -- ${unruled.map((path) => shellPath(path)).join(" ")}`,
    "no rule is about them any more: once nobody needs what they hold",
  ] as const;
  const { notes } = change;
  return {
    ...change,
    notes: {
      facts: [...notes.facts, ...ruled.map(describeFile)],
      commands: [
        ...notes.commands,
        ...(ruled.length === 0 ? [] : [sync]),
        ...(unruled.length === 0 ? [] : [removal]),
      ],
    },
  };
}

function describeFile({ path, gains, loses }: ReadingChange): string {
  const list = (readers: readonly string[]) => readers.map((one) => quote(one)).join(", ");
  const parts = [
    ...(gains.length === 0 ? [] : [`${list(gains)} may read it from now on`]),
    ...(loses.length === 0 ? [] : [`${list(loses)} may not any more`]),
  ];
  return `${quote(path)}: ${parts.join("; ")}.`;
}
