import { generatedPaths } from "@fleet/codegen";
import { compareNames, type Diagnostic } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { asBuffer, lockPath, pathInside } from "@fleet/project/internal";
import {
  createSecretFileReader,
  readSecretKeys,
  type SecretFile,
  type ValueType,
} from "@fleet/secrets";
import { formatOf } from "@fleet/secrets/internal";
import { createProblem } from "../codes.ts";
import { createSecretBytesReader, type SecretBytes } from "./secret-bytes.ts";

/** What to look for, and where. */
export interface ScanRequest {
  readonly root: string;
  /** Every file below the root. */
  readonly paths: ReadonlySet<string>;
  /** Whether a rule of the declaration is about a path. */
  readonly isRuled: (path: string) => boolean;
  /** The files whose keys are asked for. */
  readonly used: ReadonlySet<string>;
}

/** The secret files of a repository. */
export interface SecretScan {
  /** Every file that holds a sops block, and every one that a rule is about; in order. */
  readonly files: readonly SecretFile[];
  /** The keys of the used files, by path. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  /** Those of the files that are symbolic links, and the files below the root that they lead to. */
  readonly links: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

const envelope = "{".charCodeAt(0);
const sealed = "ENC[AES256_GCM,";
const notSecret: ReadonlySet<string> = new Set([...generatedPaths, lockPath]);

/**
 * Finds all secret files. One that a rule is about is read in any case; of the others, a file that sops
 * could take for a tree is read when it mentions sops, and any other file when it begins as what sops
 * writes does.
 */
export function scanSecretFiles(
  disk: Disk,
  { root, paths, isRuled, used }: ScanRequest,
): SecretScan {
  const read = createSecretBytesReader(disk, root);
  const readSecret = createSecretFileReader();
  const files: SecretFile[] = [];
  const keys = new Map<string, ReadonlyMap<string, ValueType>>();
  const links = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const path of [...paths].sort(compareNames)) {
    if (notSecret.has(path)) continue;
    const hasRule = isRuled(path);
    const bytes = read(path, hasRule || formatOf(path) !== "binary" ? undefined : looksSealed);
    if (bytes.kind === "failed") diagnostics.push(...describeFailure(path, bytes, hasRule));
    if (bytes.kind !== "contents") continue;
    if (!hasRule && !holdsSealed(bytes.contents.bytes)) continue;
    files.push(readSecret(bytes.contents));
    if (bytes.isLink) links.set(path, realPath(disk, root, path));
    const held = used.has(path) ? readSecretKeys(bytes.contents) : undefined;
    if (held !== undefined) keys.set(path, held);
  }
  return { files, keys, links, diagnostics };
}

/** Where a link leads that was just followed, from the root. */
function realPath(disk: Disk, root: string, path: string): string {
  try {
    return pathInside(root, disk.resolve(`${root}/${path}`)) ?? path;
  } catch {
    return path;
  }
}

function looksSealed(bytes: Uint8Array): boolean {
  const head = asBuffer(bytes);
  const first = head.find((byte) => byte > 0x20);
  return first === envelope || head.includes(sealed);
}

/** Whether bytes are of a file that sops encrypted, or what a merge or an editor left of one. */
function holdsSealed(bytes: Uint8Array): boolean {
  const buffer = asBuffer(bytes);
  return buffer.includes("sops") && buffer.includes(sealed);
}

function describeFailure(
  path: string,
  { problem, why }: Extract<SecretBytes, { kind: "failed" }>,
  hasRule: boolean,
): Diagnostic[] {
  // What a link leads to outside of the root is nobody's business here, unless it should be a secret.
  if (!hasRule && problem === "file-outside-root") return [];
  const severity = hasRule ? "error" : "warning";
  return [createProblem(problem, `${JSON.stringify(path)} ${why}.`, { file: path, severity })];
}
