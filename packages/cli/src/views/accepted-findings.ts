import { type AcceptedFinding, placeOf, showLine, showText } from "@fleet/diagnostics";

/** What is accepted, for people: how many, or each with its reason; empty where nothing is. */
export function renderAccepted(
  accepted: readonly AcceptedFinding[],
  { isVerbose }: { readonly isVerbose: boolean },
): string {
  const { length } = accepted;
  if (length === 0) return "";
  if (!isVerbose)
    return `${length} ${length === 1 ? "finding is" : "findings are"} accepted: --verbose\n`;
  return accepted
    .map(({ finding, reason }) =>
      [
        `accepted: ${showText(finding.message).replaceAll("\n", "\n    ")}`,
        `  ${showLine(placeOf(finding))}  ${finding.code}`,
        `  reason: ${showLine(reason)}`,
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** The same for programs. */
export function describeAccepted(accepted: readonly AcceptedFinding[]) {
  return accepted.map(({ finding, reason }) => ({
    code: finding.code,
    place: placeOf(finding),
    message: finding.message,
    reason,
  }));
}
