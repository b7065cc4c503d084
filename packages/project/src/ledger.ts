export {
  type MergedLock,
  type MergeOptions,
  mergeLockFiles,
  mergeLockInRoot,
} from "./lock/lock-conflict.ts";
export type { LockMerge } from "./lock/lock-merge.ts";
export { lockPath } from "./lock/lock-text.ts";
export { type FormerUid, type GivenUp, giveUpUid, type UidRequest } from "./uids/freed-uid.ts";
export { type LedgerProject, openLedger } from "./uids/ledger-project.ts";
