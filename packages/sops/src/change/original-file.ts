import type { Disk, OpenFile } from "@fleet/project";
import { createSecretFileReader, type FileContents, type SopsHeader } from "@fleet/secrets";
import { dirname, join } from "pathe";

/** A secret file as it was read to be rewritten. */
export interface OriginalFile {
  readonly contents: FileContents;
  /** Another text as soon as anything changes or replaces the file. */
  readonly version: string;
}

/**
 * Reads a file below the root that is not, and does not lie behind, a link; undefined where it is no such
 * file any more.
 */
export function readOriginal(disk: Disk, root: string, path: string): OriginalFile | undefined {
  const place = join(root, path);
  if (!isAtHome(disk, root, path) || disk.inspect(place)?.kind !== "file") return undefined;
  const version = disk.versionOf(place);
  const file = disk.open(place);
  if (file === "link") return undefined;
  try {
    return { contents: { path, bytes: readAll(file) }, version };
  } finally {
    file.close();
  }
}

/** Whether the folder of a path below the root is a real one: nobody has put a link in its place. */
export function isAtHome(disk: Disk, root: string, path: string): boolean {
  return disk.resolve(dirname(join(root, path))) === join(disk.resolve(root), dirname(path));
}

/** Whether a file still says of itself what a plan was made from. */
export function isAsPlanned(contents: FileContents, planned: SopsHeader): boolean {
  const { header } = createSecretFileReader()(contents);
  return header !== undefined && describeHeader(header) === describeHeader(planned);
}

function describeHeader({ groups, threshold, lastModified }: SopsHeader): string {
  return JSON.stringify([groups, threshold ?? 0, lastModified]);
}

function readAll(file: OpenFile): Uint8Array {
  const bytes = new Uint8Array(file.size());
  let count = 0;
  for (let more = -1; more !== 0 && count < bytes.length; count += more) {
    more = file.read(bytes.subarray(count), count);
  }
  return bytes.subarray(0, count);
}
