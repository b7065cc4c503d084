import type { SecretFile } from "../files/secret-file.ts";
import type { FileStatus } from "./file-status.ts";

/** Whether a look at the values of an encrypted file finds nothing. */
export function areValuesSealed(file: SecretFile): boolean {
  const { plaintext, open, plainComments, sealed, header } = file;
  if (plaintext.length + plainComments.length > 0) return false;
  return open.length === 0 || (sealed > 0 && header?.macOnlyEncrypted !== true);
}

/**
 * Whether a file is as its rule has it, as far as the file itself can tell: understood, with those readers,
 * and nothing in the clear that should not be.
 */
export function isInStep(status: FileStatus): boolean {
  const { file, rule, needsSync, hasOtherThreshold, hasOtherCryptRule, hasOddKeys } = status;
  if (file.header === undefined || file.problems.length > 0 || rule === undefined) return false;
  const isAsRuled = !needsSync && !hasOtherThreshold && !hasOtherCryptRule;
  return isAsRuled && !hasOddKeys && areValuesSealed(file);
}
