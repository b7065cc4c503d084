import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { sep } from "node:path";
import { describeThrown } from "@fleet/diagnostics";
import { pathInside } from "@fleet/project/internal";
import { type FileContents, tailLength, wholeFileLimit } from "@fleet/secrets";

/** What was read of a file: as much as `@fleet/secrets` wants, or why nothing was. */
export type SecretBytes =
  | { readonly kind: "contents"; readonly contents: FileContents; readonly isLink: boolean }
  /** Its beginning already shows that it is of no interest. */
  | { readonly kind: "other" }
  | {
      readonly kind: "failed";
      readonly problem: "file-outside-root" | "unreadable-file";
      readonly why: string;
    };

/** Looks at the first bytes of a file, and says whether the rest is wanted. */
type HeadTest = (head: Buffer) => boolean;

/** Reads files below a root, one at a time: the bytes of one are only there until the next is read. */
export type SecretBytesReader = (path: string, isWanted?: HeadTest) => SecretBytes;

/** Enough to see that a file is encrypted, in bytes. */
const headLength = 4096;

/** Most files are smaller than this, and read at once. */
const usualLength = 256 * 1024;

// A pipe must not make fleet wait, and a link is looked at before it is followed.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * A reader with one buffer for all files. A symbolic link is followed only to a file below the root:
 * what lies outside is no secret of the fleet, and may be one of this machine.
 */
export function createSecretBytesReader(root: string): SecretBytesReader {
  const buffer = Buffer.allocUnsafeSlow(usualLength);
  return (path, isWanted) => {
    try {
      const link = openOrFollow(root, `${root}${sep}${path}`);
      if (link === undefined) {
        return {
          kind: "failed",
          problem: "file-outside-root",
          why: "leads out of the fleet's folder",
        };
      }
      try {
        return readOpen(link, { path, buffer, isWanted });
      } finally {
        closeSync(link.file);
      }
    } catch (error) {
      const why = `cannot be read: ${describeThrown(error)}`;
      return { kind: "failed", problem: "unreadable-file", why };
    }
  };
}

interface OpenFile {
  readonly file: number;
  readonly isLink: boolean;
}

function openOrFollow(root: string, path: string): OpenFile | undefined {
  try {
    return { file: openSync(path, openFlags), isLink: false };
  } catch (error) {
    if (!isCode(error, "ELOOP") && !isCode(error, "EMLINK")) throw error;
  }
  const real = realpathSync(path);
  if (pathInside(root, real) === undefined) return undefined;
  return { file: openSync(real, openFlags), isLink: true };
}

interface Reading {
  readonly path: string;
  readonly buffer: Buffer;
  readonly isWanted: HeadTest | undefined;
}

function readOpen({ file, isLink }: OpenFile, { path, buffer, isWanted }: Reading): SecretBytes {
  const first = isWanted === undefined ? 0 : readSync(file, buffer, 0, headLength, 0);
  if (isWanted?.(buffer.subarray(0, first)) === false) return { kind: "other" };
  const length =
    isWanted !== undefined && first < headLength
      ? first
      : first + readSync(file, buffer, first, buffer.length - first, first);
  if (length < buffer.length) {
    const bytes = buffer.subarray(0, length);
    return { kind: "contents", contents: { path, bytes }, isLink };
  }
  const stats = fstatSync(file);
  const isTail = stats.size > wholeFileLimit;
  const bytes = Buffer.alloc(isTail ? tailLength : stats.size);
  const start = isTail ? stats.size - tailLength : 0;
  let count = 0;
  for (let more = -1; more !== 0 && count < bytes.length; count += more) {
    more = readSync(file, bytes, count, bytes.length - count, start + count);
  }
  return { kind: "contents", contents: { path, bytes: bytes.subarray(0, count), isTail }, isLink };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && Reflect.get(error, "code") === code;
}
