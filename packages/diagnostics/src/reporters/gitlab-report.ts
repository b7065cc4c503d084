import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import type { Finding } from "../finding.ts";
import { renderSafeJson } from "../text/terminal-text.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Report } from "./report.ts";
import { placeOf } from "./report.ts";

/**
 * Renders findings as GitLab takes them for `artifacts:reports:codequality`: a list of Code Climate's
 * issues. A fingerprint that stands twice would hide one of two, so the later gets its number behind it.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlab(report: Report): string {
  const counts = new Map<string, number>();
  const issues = report.findings.map((finding) => {
    // Of several fleets in a repository, each has files of the same names.
    const print = fingerprint({ ...finding, file: placeOf(finding, report) });
    const count = counts.get(print) ?? 0;
    counts.set(print, count + 1);
    return describeIssue(finding, { report, print: count === 0 ? print : `${print}-${count}` });
  });
  return `${renderSafeJson(issues)}\n`;
}

function describeIssue(
  finding: Finding,
  { report, print }: { readonly report: Report; readonly print: string },
) {
  const { code, severity, path, position, message } = finding;
  const help = describeHelp(finding);
  const place = path.length === 0 ? "" : `${formatPath(path)}: `;
  return {
    type: "issue",
    check_name: code,
    description: `${place}${message}${help === undefined ? "" : ` ${help}`}`,
    fingerprint: print,
    severity: severity === "error" ? "major" : "minor",
    location: { path: placeOf(finding, report), lines: { begin: position?.line ?? 1 } },
  };
}
