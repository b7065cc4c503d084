import type { Finding } from "../findings.ts";
import { renderGithub } from "./report-github.ts";
import { renderJson } from "./report-json.ts";
import { renderPretty } from "./report-pretty.ts";
import { renderSarif } from "./report-sarif.ts";

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
