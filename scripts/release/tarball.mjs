// What is in a tarball of npm.
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";

const block = 512;

/** The files of a tarball, by their paths in the package, with size and digest. In the tarball's order. */
export function readTarball(bytes) {
  const archive = gunzipSync(bytes);
  const files = new Map();
  for (let at = 0; at + block <= archive.length; ) {
    const name = readText(archive, at, 100);
    if (name === "") break;
    const prefix = readText(archive, at + 345, 155);
    const size = Number.parseInt(readText(archive, at + 124, 12), 8);
    const isFile = ["0", ""].includes(readText(archive, at + 156, 1));
    const contents = archive.subarray(at + block, at + block + size);
    const path = (prefix === "" ? name : `${prefix}/${name}`).replace(/^package\//, "");
    const digest = createHash("sha256").update(contents).digest("hex");
    if (isFile) files.set(path, { size, digest });
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}

function readText(archive, at, length) {
  const end = archive.indexOf(0, at);
  return archive.toString("utf8", at, end >= at && end < at + length ? end : at + length).trim();
}

/** The paths whose contents two tarballs do not share, in order. */
export function compareTarballs(one, other) {
  const [left, right] = [readTarball(one), readTarball(other)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path)?.digest !== right.get(path)?.digest)
    .toSorted();
}
