import type { Outcome } from "./run.ts";

/** What is counted of the cases of a family. */
interface Counts {
  cases: number;
  asked: number;
  strangers: number;
  onlySome: number;
  plain: number;
  closed: number;
  right: number;
  forKeys: number;
  violations: number;
}

/** Counts cases by their families. */
export interface Figures {
  readonly add: (outcome: Outcome) => void;
  readonly rows: () => string[];
}

const heads: readonly (readonly [keyof Counts, string])[] = [
  ["cases", "cases"],
  ["asked", "asked"],
  ["strangers", "opened by a stranger"],
  ["onlySome", "in some versions only"],
  ["plain", "with a plain value"],
  ["closed", "opened by no reader"],
  ["right", "called right"],
  ["forKeys", "of which broken for who has keys"],
  ["violations", "violations"],
];

/** Counts what a run shows; `versions` are those that were asked. */
export function createFigures(versions: readonly string[]): Figures {
  const byFamily = new Map<string, Counts>();
  const add = ({ judged: { one, found }, verdict, violations }: Outcome) => {
    const isClosed = verdict !== undefined && verdict.readers.length === 0;
    for (const family of [one.family, "all"]) {
      const counts = byFamily.get(family) ?? createCounts();
      byFamily.set(family, counts);
      counts.cases += 1;
      counts.asked += Number(verdict !== undefined);
      counts.strangers += Number((verdict?.strangers.length ?? 0) > 0);
      counts.onlySome += Number(
        ![0, undefined, versions.length].includes(verdict?.strangers.length),
      );
      counts.plain += Number(one.marker !== undefined);
      counts.closed += Number(isClosed);
      counts.right += Number(found.length === 0);
      counts.forKeys += Number(found.length === 0 && isClosed);
      counts.violations += Number(violations.length > 0);
    }
  };
  const rows = () => [
    `| family | ${heads.map(([, head]) => head).join(" | ")} |`,
    `|---|${heads.map(() => "---:").join("|")}|`,
    ...[...byFamily]
      .sort(([a], [b]) => Number(a === "all") - Number(b === "all"))
      .map(([name, counts]) => `| ${name} | ${heads.map(([key]) => counts[key]).join(" | ")} |`),
  ];
  return { add, rows };
}

const createCounts = (): Counts => ({
  cases: 0,
  asked: 0,
  strangers: 0,
  onlySome: 0,
  plain: 0,
  closed: 0,
  right: 0,
  forKeys: 0,
  violations: 0,
});
