import { type AcceptedFinding, placeOf, showLine, showText } from "@fleet/diagnostics";

/** What is accepted, for people: how many, or each with its reason and end (`day` is the day of the check); empty where nothing is. */
export function renderAccepted(
  accepted: readonly AcceptedFinding[],
  { isVerbose, day }: { readonly isVerbose: boolean; readonly day?: string | undefined },
): string {
  const { length } = accepted;
  if (length === 0) return "";
  if (!isVerbose)
    return `${length} ${length === 1 ? "finding is" : "findings are"} accepted: --verbose\n`;
  return accepted
    .map(({ finding, reason, by, until }) =>
      [
        `accepted: ${showText(finding.message).replaceAll("\n", "\n    ")}`,
        `  ${showLine(placeOf(finding))}  ${finding.code}`,
        `  reason: ${showLine(reason)}`,
        ...(by === undefined ? [] : [`  accepted at: ${showLine(by)}`]),
        ...(until === undefined
          ? []
          : [`  until: ${showLine(until)}${day === undefined ? "" : `; it is ${day}`}`]),
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** The same for programs. */
export function describeAccepted(accepted: readonly AcceptedFinding[]) {
  return accepted.map(({ finding, reason, by, until }) => ({
    code: finding.code,
    place: placeOf(finding),
    acceptedAt: by ?? placeOf(finding),
    message: finding.message,
    reason,
    until: until ?? null,
  }));
}
