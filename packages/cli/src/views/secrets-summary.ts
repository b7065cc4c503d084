import { alignColumns, compareNames, type Finding, isError, shellWord } from "@fleet/diagnostics";

/** Of more findings than this, `fleet check` says how many there are of each code. */
const listedFindings = 20;

/** Findings to list one by one, and the text that stands for those about secrets where they are many. */
export interface SummedUp {
  readonly listed: readonly Finding[];
  /** Empty where all are listed. */
  readonly summary: string;
}

/** Sums up findings about secrets where they are many: nobody reads them among the others. */
export function sumUpSecrets(
  findings: readonly Finding[],
  ofSecrets: ReadonlySet<Finding>,
  root: string | true | undefined,
): SummedUp {
  const many = findings.filter((finding) => ofSecrets.has(finding));
  if (many.length <= listedFindings) return { listed: findings, summary: "" };
  const listed = findings.filter((finding) => !ofSecrets.has(finding));
  const where = typeof root === "string" ? ` --root ${shellWord(root)}` : "";
  const byCode = [...Map.groupBy(many, ({ code }) => code)].sort(
    ([a, one], [b, other]) => other.length - one.length || compareNames(a, b),
  );
  const rows = byCode.map(([code, found]) => [code, describeNumbers(found)]);
  const lines = alignColumns(rows).map((line) => `  ${line}\n`);
  const heading = `Of the secrets, ${describeNumbers(many)}: fleet secrets status${where}\n`;
  return { listed, summary: `${heading}${lines.join("")}` };
}

function describeNumbers(findings: readonly Finding[]): string {
  const errors = findings.filter(isError).length;
  const parts = [countOf(errors, "error"), countOf(findings.length - errors, "warning")];
  return parts.filter((part) => part !== "").join(", ");
}

function countOf(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
