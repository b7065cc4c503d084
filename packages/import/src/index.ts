export { importCodes } from "./codes.ts";
export type { FoundFile } from "./found/found-file.ts";
export type { FoundFleet, FoundGroup, FoundHost, FoundSource } from "./found/found-fleet.ts";
export type { FoundHome, FoundModule } from "./found/found-home.ts";
export type { AssignedKey, AssignedOwner, FoundKeys, FoundOwner } from "./found/found-keys.ts";
export type { FoundSecret } from "./found/found-secret.ts";
export type {
  FoundAgeSecret,
  FoundRootWay,
  FoundSetting,
  RootWayKind,
} from "./found/found-settings.ts";
export type { FoundPassword, FoundUser } from "./found/found-user.ts";
export { type ImportedFleet, importFleet } from "./import-fleet.ts";
export type { Comparison, ComparisonNote, FoundDifference } from "./proof/comparison.ts";
export type { Answers, LeftItem, Proposal, Question, Remark } from "./proposal/proposal.ts";
export type { ImportOptions, ImportSource } from "./run/import-options.ts";
export type { AnsweredQuestion } from "./run/propose-fleet.ts";
export { writeImport } from "./run/write-import.ts";
export { renderConfigScript } from "./text/config-script.ts";
