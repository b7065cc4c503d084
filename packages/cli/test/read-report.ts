import type { Run } from "@fleet/test-kit";

/** What tests look at in a diagnostic of the JSON report. */
export interface ReportedDiagnostic {
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly help?: string;
  readonly place: string;
  readonly severity: string;
}

/** The diagnostics of a run that reported in JSON. Fails where the output is nothing but one JSON value. */
export function readDiagnostics({ stdout }: Run): ReportedDiagnostic[] {
  const report: unknown = JSON.parse(stdout);
  if (typeof report !== "object" || report === null || !("diagnostics" in report)) {
    throw new Error(`no report: ${stdout}`);
  }
  const { diagnostics } = report;
  if (!Array.isArray(diagnostics)) throw new Error(`no diagnostics: ${stdout}`);
  return diagnostics;
}

/** The one diagnostic of a run, without its severity and path. */
export function readOnlyDiagnostic(run: Run): Partial<ReportedDiagnostic> {
  const [first, ...others] = readDiagnostics(run);
  if (first === undefined || others.length > 0) {
    throw new Error(`not one diagnostic: ${run.stdout}${run.stderr}`);
  }
  const { code, file, line, column, message, help } = first;
  return JSON.parse(JSON.stringify({ code, file, line, column, message, help }));
}
