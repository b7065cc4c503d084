import { breakLine, showLine } from "@fleet/diagnostics";
import type { ExaminedRow, Fitness } from "@fleet/project";

const heads: { readonly [A in ExaminedRow["about"]]: string } = {
  programs: "Programs",
  git: "Git",
  fleet: "The fleet",
  secrets: "Your keys for secrets",
  caches: "Caches",
};

/** What was looked at, in order of what it is about, with what to do where there is something to do. */
export function renderExamination(
  rows: readonly ExaminedRow[],
  width: number = Number.POSITIVE_INFINITY,
): string {
  const longest = Math.max(0, ...rows.map(({ fitness }) => fitness.length));
  const blocks = [...Map.groupBy(rows, ({ about }) => about)].map(([about, of]) => [
    heads[about],
    ...of.flatMap(({ what, fitness, says, cure }) => [
      ...breakLine(showLine(`  ${fitness.padEnd(longest)}  ${what}: ${says}`), {
        width,
        indent: " ".repeat(longest + 6),
      }),
      ...(cure === null ? [] : [showLine(`  ${" ".repeat(longest)}  ${cure}`)]),
    ]),
  ]);
  const text = blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
  return `${text}\n${summarize(rows)}\n`;
}

function summarize(rows: readonly ExaminedRow[]): string {
  const count = (fitness: Fitness) => rows.filter((row) => row.fitness === fitness).length;
  const [broken, warnings] = [count("broken"), count("warning")];
  if (broken === 0 && warnings === 0) return "Nothing is wrong here.";
  return `${broken} broken, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
}
