import { type Diagnostic, isError, quote, shellPath } from "@fleet/diagnostics";
import type { FileStatus } from "@fleet/secrets";
import { createProblem } from "../codes.ts";

/** The files that fleet may change, and the paths of those that clan keeps. */
export function partFiles(files: readonly FileStatus[]): {
  readonly own: readonly FileStatus[];
  readonly ofClan: readonly string[];
} {
  const isOwn = ({ rule }: FileStatus) => rule?.owner === undefined;
  const ofClan = files.filter((file) => !isOwn(file)).map(({ file }) => file.path);
  return { own: files.filter(isOwn), ofClan };
}

/** Whether all of a file is encrypted as it should be, and all of it was understood. */
export function isWhole({ file }: FileStatus): boolean {
  return file.plaintext.length === 0 && !file.problems.some(isError);
}

/**
 * What is said of a file that is left as it is because not all of it is encrypted: sops would refuse it,
 * and quote what is plain. Neither values nor their keys are named here. What is wrong with a file that was
 * not understood is among its problems.
 */
export function describeLeftAlone({ file: { path, header, plaintext } }: FileStatus): Diagnostic[] {
  if (header === undefined || plaintext.length === 0) return [];
  const count = plaintext.length === 1 ? "a value" : `${plaintext.length} values`;
  const message = `${quote(path)} is left as it is: it holds ${count} that nobody encrypted.`;
  const help = "`fleet secrets status` says which, and what to do.";
  return [createProblem("left-alone", message, { file: path, help })];
}

/**
 * What is said of a file in which a data key is odd, where nothing else is to be done about it: to sops its
 * readers are the right ones.
 */
export function describeOddKeys({ file: { path, header }, hasOddKeys }: FileStatus): Diagnostic[] {
  if (header === undefined || !hasOddKeys) return [];
  const message = `${quote(path)} is left as it is: a data key in it is damaged, stands there twice, or is not for whom it is said to be.`;
  const help = `\`fleet secrets status\` says which. \`fleet secrets rotate ${shellPath(path)}\` shuts out whoever is not declared.`;
  return [createProblem("left-alone", message, { file: path, help })];
}
