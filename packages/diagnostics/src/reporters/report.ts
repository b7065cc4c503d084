import type { Finding } from "../finding.ts";
import { renderGithub } from "./github-report.ts";
import { renderJson } from "./json-report.ts";
import { renderPretty } from "./pretty-report.ts";
import { renderSarif } from "./sarif-report.ts";

/** How findings are written. */
export type ReportFormat = "pretty" | "json" | "sarif" | "github";

/** All report formats, the default one first. */
export const reportFormats: readonly ReportFormat[] = ["pretty", "json", "sarif", "github"];

/** What a report is made from. */
export interface Report {
  /** In the order in which they are to be shown. */
  readonly findings: readonly Finding[];
  /** What the JSON says beside the findings. Default: nothing. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** The text of a file, for code frames; undefined where it cannot or must not be shown. */
  readonly readSource: (file: string) => string | undefined;
  /** What comes before paths from the root so that they start where the reader is: "" or "systems/". */
  readonly prefix: string;
  readonly hasColour: boolean;
  /** The command's own version. */
  readonly version: string;
}

/** Renders a report in one of the formats, with a line break at its end unless it is empty. */
export function renderReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case "pretty":
      return renderPretty(report);
    case "json":
      return renderJson(report.findings, report.more ?? {});
    case "sarif":
      return renderSarif(report);
    case "github":
      return renderGithub(report);
    default:
      return format satisfies never;
  }
}
