import type { Finding } from "./findings.ts";

/** How findings are written. */
export type ReportFormat = "pretty" | "json" | "sarif" | "github";

/** All report formats, the default one first. */
export const reportFormats: readonly ReportFormat[] = ["pretty", "json", "sarif", "github"];

/** What a report is made from. */
export interface Report {
  /** In the order in which they are to be shown. */
  readonly findings: readonly Finding[];
  /** The text of a file, for code frames; undefined where it cannot or must not be shown. */
  readonly readSource: (file: string) => string | undefined;
  /** What comes before paths from the root so that they start where the reader is: "" or "systems/". */
  readonly prefix: string;
  readonly hasColour: boolean;
  /** The command's own version. */
  readonly version: string;
}

/** Renders a report in one of the formats, with a line break at its end unless it is empty. */
export async function renderReport(report: Report, format: ReportFormat): Promise<string> {
  switch (format) {
    case "pretty":
      return (await import("./report-pretty.ts")).renderPretty(report);
    case "json":
      return (await import("./report-json.ts")).renderJson(report.findings, {});
    case "sarif":
      return (await import("./report-sarif.ts")).renderSarif(report);
    case "github":
      return (await import("./report-github.ts")).renderGithub(report);
    default:
      return format satisfies never;
  }
}
