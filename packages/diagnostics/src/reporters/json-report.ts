import { describeHelp } from "../acceptance.ts";
import { formatPath } from "../diagnostic.ts";
import { countFindings, type Finding } from "../finding.ts";
import { renderSafeJson } from "../text/terminal-text.ts";

/**
 * Renders findings as JSON, version 1: `version`, `ok` (no errors), `summary` with the numbers of
 * `errors` and `warnings`, and `diagnostics`. `more` is what a command adds beside them; `{}` for nothing.
 */
export function renderJson(
  findings: readonly Finding[],
  more: Readonly<Record<string, unknown>>,
): string {
  const summary = countFindings(findings);
  const diagnostics = findings.map(describeFinding);
  return `${renderSafeJson({ version: 1, ok: summary.errors === 0, summary, ...more, diagnostics })}\n`;
}

function describeFinding(finding: Finding) {
  const { code, severity, path, file, position, message } = finding;
  const help = describeHelp(finding);
  return {
    code,
    severity,
    path,
    place: formatPath(path),
    ...(file === undefined ? {} : { file }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
    message,
    ...(help === undefined ? {} : { help }),
  };
}
