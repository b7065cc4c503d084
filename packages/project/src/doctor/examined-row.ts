/** How something on this machine stands: as it should, so that something does not work, or so that fleet does not. */
export type Fitness = "ok" | "warning" | "broken";

/** One thing that was looked at, and what to do about it. A row of plain data, as JSON holds it. */
export interface ExaminedRow {
  readonly about: "programs" | "git" | "fleet" | "secrets" | "caches";
  /** What was looked at, such as `sops`. */
  readonly what: string;
  readonly fitness: Fitness;
  /** How it is, in a line for whoever runs this. It may name files and hosts, never a secret. */
  readonly says: string;
  /** The same as a bug report may say it to strangers: versions, numbers and words of fleet's own alone. */
  readonly fact: string;
  /** What to do; null where there is nothing to be done. */
  readonly cure: string | null;
}

/** A row; without a cure or a fact of its own where it is as it should be. */
export function examined(
  about: ExaminedRow["about"],
  what: string,
  {
    fitness = "ok",
    says,
    fact = fitness,
    cure = null,
  }: Partial<Pick<ExaminedRow, "fitness" | "fact" | "cure">> & Pick<ExaminedRow, "says">,
): ExaminedRow {
  return { about, what, fitness, says, fact, cure };
}

/** A path as people know it: `~` for their home. */
export function shortenHome(path: string, home: string): string {
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** "1 file", "2 files". */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
