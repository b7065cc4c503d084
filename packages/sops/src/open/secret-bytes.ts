import { describeThrown } from "@fleet/diagnostics";
import type { Disk, OpenFile } from "@fleet/project";
import { pathInside } from "@fleet/project/internal";
import { type FileContents, largestFile } from "@fleet/secrets";

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
type HeadTest = (head: Uint8Array) => boolean;

/** Reads files below a root, one at a time: the bytes of one are only there until the next is read. */
export type SecretBytesReader = (path: string, isWanted?: HeadTest) => SecretBytes;

/** Enough to see that a file is encrypted, in bytes. */
const headLength = 4096;

/** Most files are smaller than this, and read at once. */
const usualLength = 256 * 1024;

/**
 * A reader with one buffer for all files. A symbolic link is followed only to a file below the root:
 * what lies outside is no secret of the fleet, and may be one of this machine.
 */
export function createSecretBytesReader(disk: Disk, root: string): SecretBytesReader {
  const buffer = new Uint8Array(usualLength);
  return (path, isWanted) => {
    try {
      const link = openOrFollow(disk, root, `${root}/${path}`);
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
        link.file.close();
      }
    } catch (error) {
      const why = `cannot be read: ${describeThrown(error)}`;
      return { kind: "failed", problem: "unreadable-file", why };
    }
  };
}

interface FollowedFile {
  readonly file: OpenFile;
  readonly isLink: boolean;
}

function openOrFollow(disk: Disk, root: string, path: string): FollowedFile | undefined {
  const opened = disk.open(path);
  if (opened !== "link") return { file: opened, isLink: false };
  const real = disk.resolve(path);
  if (pathInside(root, real) === undefined) return undefined;
  const file = disk.open(real);
  return file === "link" ? undefined : { file, isLink: true };
}

interface Reading {
  readonly path: string;
  readonly buffer: Uint8Array;
  readonly isWanted: HeadTest | undefined;
}

function readOpen(
  { file, isLink }: FollowedFile,
  { path, buffer, isWanted }: Reading,
): SecretBytes {
  const first = isWanted === undefined ? 0 : file.read(buffer.subarray(0, headLength), 0);
  if (isWanted?.(buffer.subarray(0, first)) === false) return { kind: "other" };
  const length =
    isWanted !== undefined && first < headLength
      ? first
      : first + file.read(buffer.subarray(first), first);
  if (length < buffer.length) {
    const bytes = buffer.subarray(0, length);
    return { kind: "contents", contents: { path, bytes }, isLink };
  }
  const size = file.size();
  if (size > largestFile)
    return { kind: "contents", contents: { path, bytes: none, size }, isLink };
  const bytes = new Uint8Array(size);
  let count = 0;
  for (let more = -1; more !== 0 && count < bytes.length; count += more) {
    more = file.read(bytes.subarray(count), count);
  }
  return { kind: "contents", contents: { path, bytes: bytes.subarray(0, count) }, isLink };
}

const none = new Uint8Array();
