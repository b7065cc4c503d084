import { type GeneratedFile, generatedPaths, sopsYamlPath } from "@fleet/codegen";
import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { describeThrown } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { areEqual, asBuffer, plainLineEnds } from "./bytes.ts";
import { type Digester, readStamp, type Stamp, stampFile } from "./file-stamp.ts";
import { pathInside } from "./local-file.ts";

/** What writing would do to one path. */
export interface FileChange {
  /** From the root. */
  readonly path: string;
  readonly kind: "created" | "updated" | "unchanged" | "orphaned";
  /** The file itself: at the end of all links. */
  readonly target: string;
  /** What the file holds now; undefined when there is none. */
  readonly before: Uint8Array | undefined;
  /** Whether what it holds now is fleet's own; intact where that does not matter. */
  readonly stamp: Stamp;
  /** What it has to hold; undefined when it has to go. */
  readonly after: Uint8Array | undefined;
  /** Whether nobody could compute it again: then it is on the disk before anything that follows from it. */
  readonly isKept?: boolean;
}

/**
 * Compares generated files with the disk, in the order of their paths. A file that fleet generated
 * once and does no longer is orphaned. A file that somebody edited, or that fleet did not write, is
 * an error, but with `isForced`.
 */
export function compareFiles(
  world: Pick<World, "disk" | "digest">,
  root: string,
  { files, isForced }: { readonly files: readonly GeneratedFile[]; readonly isForced: boolean },
): Outcome<FileChange[]> {
  const contents = new Map(files.map((file) => [file.path, file]));
  const paths = [...new Set([...contents.keys(), ...generatedPaths])].sort();
  const changes: FileChange[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const onDisk = readTarget(world.disk, root, path);
    if (!onDisk.ok) {
      if (contents.has(path)) diagnostics.push(onDisk.diagnostic);
      continue;
    }
    const file = contents.get(path);
    const after = file === undefined ? undefined : stampOnce(world, file);
    const { before, target } = onDisk;
    if (before === undefined && after === undefined) continue;
    const kind = kindOf(before, after);
    const stamp =
      before === undefined || kind === "unchanged" ? "intact" : readStamp(world, before);
    // People write this one themselves. Nix obeys whatever has one of the other names.
    if (kind === "orphaned" && stamp === "foreign" && path === sopsYamlPath) continue;
    changes.push({ path, kind, target, before, stamp, after });
    if (stamp !== "intact" && !isForced) diagnostics.push(describeStamp(path, stamp, before));
  }
  return { value: changes, diagnostics };
}

const stamped = new WeakMap<GeneratedFile, Uint8Array>();

/** The bytes of a file: the disk is compared twice, and the digest of a large text takes its time. */
function stampOnce(world: Digester, file: GeneratedFile): Uint8Array {
  const bytes = stamped.get(file) ?? stampFile(world, file.contents);
  stamped.set(file, bytes);
  return bytes;
}

/** Whether writing would change anything on disk. */
export function isDrift({ kind }: FileChange): boolean {
  return kind !== "unchanged";
}

/** What writing would do to a file. */
export function kindOf(
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): FileChange["kind"] {
  if (before === undefined) return "created";
  if (after === undefined) return "orphaned";
  if (areEqual(before, after)) return "unchanged";
  // Line ends alone are git's matter.
  return areEqual(plainLineEnds(before), after) ? "unchanged" : "updated";
}

/** A place that can be written to, and what it holds now. */
export type Target =
  | { readonly ok: true; readonly target: string; readonly before: Uint8Array | undefined }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** The fleet.json of a million accounts is smaller than this, in bytes. */
const sizeLimit = 128 * 1024 * 1024;

/** Reads a file that may have to be written, at the end of all links inside of the root. */
export function readTarget(disk: Disk, root: string, path: string): Target {
  const target = join(root, path);
  try {
    const entry = disk.inspect(target);
    if (entry === undefined) return { ok: true, target, before: undefined };
    const real = entry.kind === "link" ? disk.resolve(target) : target;
    if (pathInside(root, real) === undefined) {
      return refuse(path, "is a link that leads out of the fleet's folder");
    }
    const { kind, size = 0 } = disk.inspect(real) ?? {};
    if (kind !== "file") return refuse(path, "is no regular file");
    if (size > sizeLimit) return refuse(path, "is far larger than anything that fleet writes");
    return { ok: true, target: real, before: disk.read(real) };
  } catch (error) {
    return refuse(path, `cannot be read: ${describeThrown(error)}`);
  }
}

function refuse(path: string, why: string): Target {
  const message = `${JSON.stringify(path)} ${why}, so fleet does not write it.`;
  const help = "Move it out of the way.";
  return { ok: false, diagnostic: createProblem("cannot-write", message, { file: path, help }) };
}

function describeStamp(
  path: string,
  stamp: "edited" | "foreign",
  before: Uint8Array | undefined,
): Diagnostic {
  const quoted = JSON.stringify(path);
  if (stamp === "foreign" && path === sopsYamlPath) {
    return createProblem("edited-file", `${quoted} was written by hand, and would be lost.`, {
      file: path,
      help: "`fleet secrets adopt` says what to declare so that every file keeps its readers. Then give it up: fleet generate --force",
    });
  }
  if (stamp === "foreign") {
    return createProblem("edited-file", `${quoted} was not written by fleet, and would be lost.`, {
      file: path,
      help: "Move it out of the way, or give it up: fleet generate --force",
    });
  }
  if (before !== undefined && asBuffer(before).includes("\n<<<<<<< ")) {
    return createProblem("edited-file", `${quoted} holds the marks of a merge conflict.`, {
      file: path,
      help: "It is computed from the config: resolve the conflict there, then run fleet generate --force",
    });
  }
  return createProblem("edited-file", `${quoted} was edited by hand, and the edit would be lost.`, {
    file: path,
    help: "Make the change in the config instead, then give up the edit: fleet generate --force",
  });
}
