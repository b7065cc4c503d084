export {
  type CodeEntry,
  type CodeIndex,
  type Codes,
  chooseExitCode,
  defineCodes,
  type FindingDetails,
  indexCodes,
  joinCodes,
  type Stage,
} from "./codes.ts";
export {
  type Checked,
  type Diagnostic,
  formatPath,
  isError,
  judge,
  type Outcome,
  type Path,
} from "./diagnostic.ts";
export type { Finding } from "./finding.ts";
export { compareNames, sortedEntries } from "./order.ts";
export { createOnce } from "./repetition.ts";
export { renderJson } from "./reporters/json-report.ts";
export { type ReportFormat, renderReport, reportFormats } from "./reporters/report.ts";
export { holdsPrivateKey } from "./secret-text.ts";
export { sortDiagnostics } from "./sort-diagnostics.ts";
export { nearestName, quote, suggestName } from "./suggestion.ts";
export { findTextPosition, type Position, positionAt, splitLines } from "./text/line-column.ts";
export { shellWord } from "./text/shell-word.ts";
export { renderColumns, renderMarkdown, type Table } from "./text/table.ts";
export { showLine, showText } from "./text/terminal-text.ts";
export { describeThrown } from "./thrown-value.ts";
