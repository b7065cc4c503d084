export { type HostRequest, type KeyPlan, planHost } from "./add/add-host.ts";
export { type PlannedSecret, planSecret, type SecretRequest } from "./add/add-secret.ts";
export { planUser, type UserRequest } from "./add/add-user.ts";
export {
  findHostKey,
  type HostKey,
  type KeyFolder,
  listKeyFiles,
  mintHostKey,
} from "./add/host-key.ts";
export { fingerprintOf, scanHostKey } from "./add/host-key-scan.ts";
export { type CarriedOut, carryOut, type Resumed, resumeChange } from "./change/carry-out.ts";
export type { ChangeNotes, ChangeStep, IndexChange, PlannedChange } from "./change/change.ts";
export { findInterrupted } from "./change/interrupted.ts";
export { isInterrupted } from "./change/journal.ts";
export { type OpenedFleet, openFleet } from "./change/opened-fleet.ts";
export { listSecretFile } from "./change/secret-file.ts";
export { compareReading, type ReadingChange } from "./change/secret-reading.ts";
export { lifeCodes } from "./codes.ts";
export type { Subject } from "./edits/mentions.ts";
export type { LentKey } from "./remove/lent-keys.ts";
export {
  listReadable,
  type ReadableSecrets,
  type ReadableValues,
} from "./remove/readable-values.ts";
export { planRemoval } from "./remove/remove-subject.ts";
export { planRename, type RenameRequest } from "./rename/rename-subject.ts";
