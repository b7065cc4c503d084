import type { FileStatus } from "./file-status.ts";

/**
 * How a file stands, by what is gravest: sops could not read it; it is one that nobody means to encrypt; it is
 * not encrypted; no rule is about it; its rule says other readers, groups or values than it has; or it has them,
 * but holds a plain value, or keys that are not what they are said to be. Else it is in step.
 */
export type FileState =
  | "unreadable"
  | "no-secret"
  | "not-encrypted"
  | "no-rule"
  | "out-of-step"
  | "unsound"
  | "in-step";

/** Judges how a file stands, all that is known of it taken together. */
export function judgeFile(status: FileStatus): FileState {
  const { file, kind, rule, isOutOfStep, hasOtherThreshold, hasOtherCryptRule } = status;
  if (file.problems.length > 0) return "unreadable";
  if (kind === "no-secret") return "no-secret";
  if (file.header === undefined) return "not-encrypted";
  if (rule === undefined) return "no-rule";
  if (isOutOfStep || hasOtherThreshold || hasOtherCryptRule) return "out-of-step";
  return isSound(status) ? "in-step" : "unsound";
}

/** Whether every file is as its rule says, but for those that nobody means to encrypt. */
export function areInStep(files: readonly FileStatus[]): boolean {
  return files.every((status) => ["in-step", "no-secret"].includes(judgeFile(status)));
}

function isSound({ file, hasOddKeys }: FileStatus): boolean {
  const { plaintext, open, sealed, header } = file;
  if (hasOddKeys || plaintext.length > 0) return false;
  return open.length === 0 || (sealed > 0 && header?.macOnlyEncrypted !== true);
}
