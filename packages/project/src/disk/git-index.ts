import { asBuffer } from "./bytes.ts";

/** The bytes of an entry in front of its object id: times, device, inode, mode, owner and size. */
const statSize = 40;
const objectIdSize = 20;
const modeOffset = 24;
/** The mode of a folder that stands for all files below it. */
const sparseFolder = 0o040000;
/** In the flags: that there are more of them, and which side of a conflict the entry is. */
const extendedBit = 0x4000;
const stageBits = 0x3000;

/** What an index says. */
export interface GitIndex {
  /** In its order; one that is not merged comes once for each side. */
  readonly paths: readonly string[];
  /** Those of which git has several sides and has not been told what they come to. */
  readonly unmerged: ReadonlySet<string>;
  /** The id of what git has of a file, in hexadecimal; undefined where it has none, or several sides. */
  readonly blobOf: (path: string) => string | undefined;
  /**
   * Whether nothing was added or removed since git last made a tree of it, or filled it from one: then it is, but
   * for rare commands, what the last commit has.
   */
  readonly isWhole: boolean;
}

/**
 * Reads a git index (gitformat-index(5), versions 2 to 4 with SHA-1); undefined where the bytes are anything else, or need other files or git's own knowledge to be understood.
 */
export function parseGitIndex(file: Uint8Array): GitIndex | undefined {
  const bytes = asBuffer(file);
  if (bytes.length < 12 + objectIdSize || bytes.toString("latin1", 0, 4) !== "DIRC")
    return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return undefined;
  const paths: string[] = [];
  const unmerged = new Set<string>();
  const blobs: number[] = [];
  let at = 12;
  for (let index = 0; index < count; index++) {
    const entry = readEntry(bytes, at, { version, before: paths.at(-1) ?? "" });
    if (entry === undefined) return undefined;
    paths.push(entry.path);
    blobs.push(at + statSize);
    if (!entry.isMerged) unmerged.add(entry.path);
    at = entry.end;
  }
  const extensions = listExtensions(bytes, at);
  if (extensions === undefined) return undefined;
  const blobOf = (path: string) => {
    const start = unmerged.has(path) ? undefined : blobs[paths.indexOf(path)];
    return start === undefined ? undefined : bytes.toString("hex", start, start + objectIdSize);
  };
  return { paths, unmerged, blobOf, isWhole: hasTree(bytes, extensions.get("TREE")) };
}

/** Whether the cached tree of the top folder is up to date: behind its empty name stands how many entries it has, or -1. */
function hasTree(bytes: Buffer, start: number | undefined): boolean {
  return start !== undefined && bytes[start] === 0 && bytes[start + 1] !== "-".charCodeAt(0);
}

interface IndexEntry {
  readonly path: string;
  /** Whether it is what git has merged, and no side of a conflict. */
  readonly isMerged: boolean;
  /** The offset behind it. */
  readonly end: number;
}

function readEntry(
  bytes: Buffer,
  start: number,
  { version, before }: { readonly version: number; readonly before: string },
): IndexEntry | undefined {
  const flagsAt = start + statSize + objectIdSize;
  if (flagsAt + 2 > bytes.length) return undefined;
  if (bytes.readUInt32BE(start + modeOffset) === sparseFolder) return undefined;
  const flags = bytes.readUInt16BE(flagsAt);
  const isMerged = (flags & stageBits) === 0;
  const nameAt = flagsAt + ((flags & extendedBit) === 0 ? 2 : 4);
  if (version === 4) {
    const name = readShortenedName(bytes, nameAt, before);
    return name === undefined ? undefined : { ...name, isMerged };
  }
  const nameEnd = bytes.indexOf(0, nameAt);
  if (nameEnd === -1) return undefined;
  // One to eight zero bytes fill the entry up to a multiple of eight.
  const end = start + ((nameEnd - start + 8) & ~7);
  return { path: bytes.toString("utf8", nameAt, nameEnd), isMerged, end };
}

/** Version 4 says how many bytes to take off the name before, and what to put in their place. */
function readShortenedName(
  bytes: Buffer,
  start: number,
  before: string,
): { path: string; end: number } | undefined {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let cut = byte & 127;
  while ((byte & 128) !== 0) {
    byte = bytes[at++] ?? 0;
    cut = (cut + 1) * 128 + (byte & 127);
  }
  const end = bytes.indexOf(0, at);
  const kept = Buffer.from(before);
  if (end === -1 || cut > kept.length) return undefined;
  const name = Buffer.concat([kept.subarray(0, kept.length - cut), bytes.subarray(at, end)]);
  return { path: name.toString(), end: end + 1 };
}

/**
 * Where the content of each extension starts; undefined where one changes what the index means: a split index
 * lists other files' entries, and a sparse one leaves entries out.
 */
function listExtensions(bytes: Buffer, start: number): Map<string, number> | undefined {
  const end = bytes.length - objectIdSize;
  const found = new Map<string, number>();
  let at = start;
  while (at + 8 <= end) {
    const signature = bytes.toString("latin1", at, at + 4);
    if (signature === "link" || signature === "sdir") return undefined;
    found.set(signature, at + 8);
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end ? found : undefined;
}
