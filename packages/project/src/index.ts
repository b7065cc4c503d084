export type { JudgedFindings } from "./acceptances.ts";
export type { LockedFleet } from "./compile.ts";
export { accessGraphOf, type FleetPlace, secretsAt } from "./compute/access-graph.ts";
export { openConfigText } from "./config-text/config-text.ts";
export type {
  ConfigEdit,
  ConfigPath,
  ConfigPlace,
  ConfigProblem,
  ConfigRequest,
  ConfigSource,
  ConfigText,
  EditWay,
  Json,
} from "./config-text/config-text-types.ts";
export type { TextChange, TextRange } from "./config-text/text-change.ts";
export { type Examination, examineProject } from "./doctor/examination.ts";
export type { ExaminedRow, Fitness } from "./doctor/examined-row.ts";
export type {
  ExplainedStep,
  ExplainedWay,
} from "./explain/explained-access.ts";
export {
  type AccountExplanation,
  explainAccountOf,
  explainHostOf,
  type HostExplanation,
} from "./explain/explained-fleet.ts";
export type {
  ExplainedReading,
  ExplainedSecret,
  ExplainedSecrets,
} from "./explain/explained-secrets.ts";
export { type DeclaredKey, explainUserOf, type UserExplanation } from "./explain/explained-user.ts";
export { type Judgement, judgeFindings } from "./judged-findings.ts";
export type { ConfigFile } from "./load/config-file.ts";
export { type OpenOptions, openProject, type Project } from "./project.ts";
export { projectOf } from "./project-of.ts";
export { checkProvidedKeys } from "./provided-keys.ts";
export { locateValues, type ValuePlace } from "./value-places.ts";
export {
  type Disk,
  type DiskEntry,
  type ListedEntry,
  type OpenFile,
  systemCode,
} from "./world/disk.ts";
export { type EndlessScript, type ScriptLimit, withTimeLimit } from "./world/limited-scripts.ts";
export type { MemoryFiles } from "./world/memory-disk.ts";
export { type MemoryWorldOptions, memoryWorld } from "./world/memory-world.ts";
export type { ScriptCall, ScriptRun, ScriptRunner, StoppedScript } from "./world/script-runner.ts";
export { withoutScripts } from "./world/unrun-scripts.ts";
export type { Machine, World } from "./world/world.ts";
export { type WriteOptions, type WrittenFleet, writeFleet } from "./write-fleet.ts";
