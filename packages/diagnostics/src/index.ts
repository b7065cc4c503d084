export {
  type Acceptance,
  type AcceptanceOutcome,
  type AcceptedFinding,
  applyAcceptances,
  describeHelp,
  isAbout,
  placeOf,
} from "./acceptance.ts";
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
export { type Cure, type CureStep, renderCure } from "./cure.ts";
export { countDays, isDay } from "./day.ts";
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
export { compareNames, sortDiagnostics, sortedEntries } from "./order.ts";
export { readPlacePattern } from "./place-pattern.ts";
export { createOnce } from "./repetition.ts";
export { renderJson } from "./reporters/json-report.ts";
export type { Report, Reporter } from "./reporters/report.ts";
export { type ReportFormat, renderReport, reportFormats } from "./reporters/reporters.ts";
export {
  type Environment,
  outputLimits,
  type ProgramCall,
  type ProgramEnd,
  type RunProgram,
} from "./run-program.ts";
export { holdsPrivateKey } from "./secret-text.ts";
export { nearestName, suggestName } from "./suggestion.ts";
export { displayWidth } from "./text/display-width.ts";
export { breakLine, fitText } from "./text/line-breaks.ts";
export { findTextPosition, type Position, positionAt, splitLines } from "./text/line-column.ts";
export { cleanOutput } from "./text/program-output.ts";
export { quote } from "./text/quotation.ts";
export { shellPath, shellWord } from "./text/shell-word.ts";
export {
  alignColumns,
  layOutTable,
  renderColumns,
  renderMarkdown,
  type Table,
} from "./text/table.ts";
export { showLine, showText } from "./text/terminal-text.ts";
export { describeThrown } from "./thrown-value.ts";
