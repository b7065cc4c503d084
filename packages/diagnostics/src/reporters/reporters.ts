import { renderGithub } from "./github-report.ts";
import { renderGitlab } from "./gitlab-report.ts";
import { renderJson } from "./json-report.ts";
import { renderPretty } from "./pretty-report.ts";
import type { Report, Reporter } from "./report.ts";
import { renderSarif } from "./sarif-report.ts";

/** The reporters by the names of their formats, the default one first. */
const reporters = {
  pretty: renderPretty,
  json: ({ findings, more = {} }) => renderJson(findings, more),
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
} as const satisfies Readonly<Record<string, Reporter>>;

/**
 * How findings are written: `pretty` for people, `json` for programs, `sarif` (2.1.0) for code scanning,
 * `github` for annotations of a workflow, `gitlab` for its code quality reports.
 */
export type ReportFormat = keyof typeof reporters;

/** All report formats, the default one first. */
export const reportFormats: readonly ReportFormat[] = [
  "pretty",
  "json",
  "sarif",
  "github",
  "gitlab",
];

/** Renders a report in one of the formats, with a line break at its end unless it is empty. */
export function renderReport(report: Report, format: ReportFormat): string {
  return reporters[format](report);
}
