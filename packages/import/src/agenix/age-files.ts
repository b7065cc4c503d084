import type { Disk, OpenFile } from "@fleet/project";
import { pathInside } from "@fleet/project/internal";
import { type AgeHead, ageHeadLength, readAgeHead } from "@fleet/secrets/internal";

/** Reads for whom a file below the root is; undefined where there is none, none of age, or one that lies outside. */
export function readAgeFileHead(disk: Disk, root: string, path: string): AgeHead | undefined {
  try {
    const real = disk.resolve(`${root}/${path}`);
    if (pathInside(root, real) === undefined || disk.follow(real)?.kind !== "file")
      return undefined;
    const file = disk.open(real);
    return file === "link" ? undefined : readHead(file);
  } catch {
    return undefined;
  }
}

function readHead(file: OpenFile): AgeHead | undefined {
  try {
    const bytes = new Uint8Array(Math.min(file.size(), ageHeadLength));
    let count = 0;
    for (let more = -1; more !== 0 && count < bytes.length; count += more) {
      more = file.read(bytes.subarray(count), count);
    }
    return readAgeHead(bytes.subarray(0, count));
  } finally {
    file.close();
  }
}
