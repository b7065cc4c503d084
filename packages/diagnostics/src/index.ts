export { compareNames, sortedEntries } from "./by-name.ts";
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
export type { Finding } from "./findings.ts";
export { createOnce } from "./once.ts";
export { type ReportFormat, renderReport, reportFormats } from "./reporters/report.ts";
export { renderJson } from "./reporters/report-json.ts";
export {
  type Environment,
  outputLimits,
  type ProgramCall,
  type ProgramEnd,
  type RunProgram,
} from "./run-program.ts";
export { holdsPrivateKey } from "./secret-text.ts";
export { sortDiagnostics } from "./sort-diagnostics.ts";
export { nearestName, quote, suggestName } from "./suggestion.ts";
export { findTextPosition, type Position, positionAt, splitLines } from "./text/line-column.ts";
export { shellWord } from "./text/shell-word.ts";
export { renderColumns, renderMarkdown, type Table } from "./text/table.ts";
export { showLine, showText } from "./text/terminal-text.ts";
export { describeThrown } from "./thrown.ts";
