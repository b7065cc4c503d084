import { generatedPaths } from "@fleet/codegen";
import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import type { Disk } from "@fleet/project";
import { lockPath, pathInside } from "@fleet/project/internal";
import {
  createSecretFileReader,
  readSecretKeys,
  type SecretFile,
  type ValueType,
} from "@fleet/secrets";
import { formatOf, type SeenContent } from "@fleet/secrets/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { findOddSecrets } from "./odd-secrets.ts";
import { isOfOthers, type ScanRequest } from "./scan-request.ts";
import { holdsSealed, mayBeSealed, mayNameKeys, seeContent } from "./sealed-bytes.ts";
import { createSecretBytesReader, type SecretBytes } from "./secret-bytes.ts";

/** The secret files of a repository. */
export interface SecretScan {
  /** Every file that holds a sops block, and every one that a rule is about; in order. */
  readonly files: readonly SecretFile[];
  /** The keys of the used files, and of those in which one may be called like a private key, by path. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  /** Those of the files that are symbolic links, and the files below the root that they lead to. */
  readonly links: ReadonlyMap<string, string>;
  /** What is of note in the content of files, by path. */
  readonly contents: ReadonlyMap<string, SeenContent>;
  /** What stands at paths and was not looked at; the diagnostics say why. */
  readonly unread: ReadonlySet<string>;
  /** The files that another tool owns, in order; none of them was opened. */
  readonly ignored: readonly string[];
  /** In the order of the paths. */
  readonly diagnostics: readonly Diagnostic[];
}

const notSecret: ReadonlySet<string> = new Set([...generatedPaths, lockPath]);

/**
 * Finds all secret files. One that a rule is about is read in any case; of the others, a file that sops
 * could take for a tree is read when it mentions sops, and any other file when it begins as a text or as
 * what sops writes does.
 */
export function scanSecretFiles(disk: Disk, request: ScanRequest): SecretScan {
  const { root, paths, isRuled, used } = request;
  const read = createSecretBytesReader(disk, root);
  const readSecret = createSecretFileReader();
  const files: SecretFile[] = [];
  const keys = new Map<string, ReadonlyMap<string, ValueType>>();
  const links = new Map<string, string>();
  const contents = new Map<string, SeenContent>();
  const odd = findOddSecrets(disk, request);
  const unread = new Set(odd.keys());
  const diagnostics = [...odd.values()];
  const wanted = [...paths].filter((path) => !notSecret.has(path)).sort(compareNames);
  const ignored = wanted.filter((path) => isOfOthers(path, request));
  const passedOver = new Set(ignored);
  for (const path of wanted) {
    if (passedOver.has(path)) continue;
    if (path.includes("\n")) diagnostics.push(...describeOddName(path, isRuled));
    const hasRule = isRuled(path);
    const bytes = read(path, hasRule || formatOf(path) !== "binary" ? undefined : mayBeSealed);
    if (bytes.kind === "failed") {
      diagnostics.push(...describeFailure(path, bytes, hasRule || used.has(path)));
      unread.add(path);
    }
    if (bytes.kind !== "contents") continue;
    const { contents: whole } = bytes;
    const isCut = (whole.size ?? 0) > whole.bytes.length;
    if (!hasRule && isCut) diagnostics.push(...readSecret(whole).problems.map(warn));
    if (!hasRule && !holdsSealed(whole.bytes)) continue;
    const file = readSecret(whole);
    // Any text may speak of sealed values.
    if (!hasRule && !file.hasBlock) continue;
    files.push(file);
    if (bytes.isLink) links.set(path, realPath(disk, root, path));
    const seen = isCut || isAllSealed(file) ? undefined : seeContent(whole.bytes);
    if (seen !== undefined) contents.set(path, seen);
    const isNaming = used.has(path) || (file.header !== undefined && mayNameKeys(whole.bytes));
    const held = isNaming ? readSecretKeys(whole) : undefined;
    if (held !== undefined) keys.set(path, held);
  }
  diagnostics.push(...describeAbsent(disk, request));
  diagnostics.sort((a, b) => compareNames(a.file ?? "", b.file ?? ""));
  return { files, keys, links, contents, unread, ignored, diagnostics };
}

/** What git tracks and has not put there, or somebody has deleted, cannot be looked at. */
function describeAbsent(disk: Disk, request: ScanRequest): Diagnostic[] {
  const { root, tracked, paths, isRuled, used } = request;
  const absent = [...(tracked ?? [])].filter(
    (path) => !paths.has(path) && !used.has(path) && isRuled(path) && !isOfOthers(path, request),
  );
  return absent.flatMap((file) => {
    if (mayBeThere(disk, join(root, file))) return [];
    const message = `git tracks ${quote(file)}, but it is not there, and was not looked at.`;
    const help = `\`git restore -- ${shellWord(file)}\` brings it back, \`git rm -- ${shellWord(file)}\` says that it is gone.`;
    return [createProblem("unreadable-file", message, { file, severity: "warning", help })];
  });
}

/** Of what lies in a folder that may not be read nobody knows, and the folder itself is told. */
function mayBeThere(disk: Disk, path: string): boolean {
  try {
    return disk.inspect(path) !== undefined;
  } catch {
    return true;
  }
}

/** To sops, `*` and `**` stand for no line break, so that a file with one in its name has no rule. */
function describeOddName(path: string, isRuled: ScanRequest["isRuled"]): Diagnostic[] {
  if (!isRuled(path.replaceAll("\n", "-"))) return [];
  const message = `The name ${quote(path)} holds a line break, so that sops finds no rule for it.`;
  return [createProblem("unreadable-file", message, { file: path, help: "Rename it." })];
}

/** Whether nothing stands in a file but its keys and what sops sealed. */
function isAllSealed({ header, plaintext, open, plainComments }: SecretFile): boolean {
  return header !== undefined && plaintext.length + open.length + plainComments.length === 0;
}

/** Where a link leads that was just followed, from the root. */
function realPath(disk: Disk, root: string, path: string): string {
  try {
    return pathInside(root, disk.resolve(`${root}/${path}`)) ?? path;
  } catch {
    return path;
  }
}

function warn(finding: Diagnostic): Diagnostic {
  return { ...finding, severity: "warning" };
}

function describeFailure(
  path: string,
  { problem, why }: Extract<SecretBytes, { kind: "failed" }>,
  isWanted: boolean,
): Diagnostic[] {
  // What a link leads to outside of the root is nobody's business here, unless it should be a secret.
  if (!isWanted && problem === "file-outside-root") return [];
  const severity = isWanted ? "error" : "warning";
  return [createProblem(problem, `${quote(path)} ${why}.`, { file: path, severity })];
}
