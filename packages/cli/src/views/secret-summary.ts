import { type Finding, isError } from "@fleet/diagnostics";

/** What is shown of the findings about secret files. */
export interface SecretSummary {
  /** Those that are shown, in the order of all. */
  readonly shown: readonly Finding[];
  /** Where to see the others; empty where there are none. */
  readonly note: string;
}

/** More findings about secret files than this are summarised, those of a code of which there are several. */
const listedInAll = 20;
const listedOfCode = 3;

/**
 * Leaves out of many findings about secret files those of whose code the first have been shown, and counts
 * them. What is not about them (`isOfSecrets`) is always shown.
 */
export function summarizeSecrets(
  findings: readonly Finding[],
  isOfSecrets: (finding: Finding) => boolean,
): SecretSummary {
  const ours = findings.filter(isOfSecrets);
  if (ours.length <= listedInAll) return { shown: findings, note: "" };
  const counts = new Map<string, number>();
  const shown = findings.filter((finding) => {
    if (!isOfSecrets(finding)) return true;
    const kind = `${finding.code} ${finding.severity}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= listedOfCode;
  });
  const errors = ours.filter(isError).length;
  const parts = [countOf(errors, "error"), countOf(ours.length - errors, "warning")];
  const total = parts.filter((part) => part !== "").join(", ");
  const note = `Secret files: ${total}, of which the first of each kind are shown. All: fleet secrets status\n`;
  return { shown, note: shown.length < findings.length ? note : "" };
}

function countOf(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
