import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { areEqual, decodeText, encodeText, plainLineEnds } from "../disk/bytes.ts";
import { type FileChange, kindOf, readTarget } from "../disk/file-changes.ts";
import type { Disk } from "../world/disk.ts";

/** The folder of what `fleet editor` writes: git ignores it, and it is made anew at any time. */
const editorFolder = ".fleet";

/** The file with the types of `@fleet/core`, from the fleet's folder. */
export const editorTypesPath = `${editorFolder}/types/core.d.ts`;

/** The file with the JSON Schema of a declaration, from the fleet's folder. */
export const editorSchemaPath = `${editorFolder}/fleet.schema.json`;

/** What a folder says to git so that all of it is ignored, whatever the repository ignores. */
const ignoreFile = { path: `${editorFolder}/.gitignore`, text: "*\n" };

/** All that any version of fleet has written there. */
const knownPaths = [ignoreFile.path, editorSchemaPath, editorTypesPath];

/**
 * Compares the folder with what it has to hold: what is wanted, and nothing else that fleet once wrote
 * there. Whatever else lies in it is left alone. A link is an error, for nobody knows where it leads.
 */
export function compareEditorFolder(
  disk: Disk,
  root: string,
  wanted: ReadonlyMap<string, string>,
): Outcome<FileChange[]> {
  return compareFolder(disk, root, new Map([[ignoreFile.path, ignoreFile.text], ...wanted]));
}

/** The same where editors need nothing of fleet: what it once wrote goes. */
export function compareUnused(disk: Disk, root: string): Outcome<FileChange[]> {
  return compareFolder(disk, root, new Map());
}

function compareFolder(
  disk: Disk,
  root: string,
  texts: ReadonlyMap<string, string>,
): Outcome<FileChange[]> {
  const problem = findLink(disk, root);
  if (problem !== undefined) return { value: [], diagnostics: [problem] };
  const changes: FileChange[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of knownPaths) {
    const found = readTarget(disk, root, path);
    if (!found.ok) {
      diagnostics.push(found.diagnostic);
      continue;
    }
    const { before, target } = found;
    const text = texts.get(path);
    const after = text === undefined ? undefined : encodeText(text);
    if (before === undefined && after === undefined) continue;
    if (!isOwn(path, before)) {
      // Other programs have folders of that name, too, and what they ignore is theirs.
      if (after !== undefined && path !== ignoreFile.path) diagnostics.push(refuseForeign(path));
      continue;
    }
    changes.push({ path, kind: kindOf(before, after), target, before, stamp: "intact", after });
  }
  return { value: changes, diagnostics };
}

/** Whether fleet wrote a file, of whatever version; what is not there is nobody's. */
function isOwn(path: string, bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return true;
  if (path === ignoreFile.path) {
    return areEqual(plainLineEnds(bytes), encodeText(ignoreFile.text));
  }
  const text = decodeText(bytes);
  return path === editorTypesPath
    ? text.startsWith("// The types of @fleet/core ")
    : text.includes('"urn:fleet:schema:declaration:');
}

function refuseForeign(file: string): Diagnostic {
  const message = `fleet did not write ${JSON.stringify(file)}, so it does not write over it.`;
  return createProblem("cannot-write", message, { file, help: "Move it out of the way." });
}

/** A link leads to a file of somebody's, who would lose it, be it inside of the fleet or not. */
function findLink(disk: Disk, root: string): Diagnostic | undefined {
  const isOther = (path: string, kind: "file" | "folder") => {
    const entry = disk.inspect(join(root, path));
    return entry !== undefined && entry.kind !== kind;
  };
  const folder = [editorFolder, `${editorFolder}/types`].find((one) => isOther(one, "folder"));
  const path = folder ?? knownPaths.find((one) => isOther(one, "file"));
  if (path === undefined) return undefined;
  const message =
    folder === undefined
      ? `${JSON.stringify(path)} is no plain file, so fleet does not write over it.`
      : `${JSON.stringify(path)} is no folder, so fleet writes nothing into it.`;
  const help = "Move it out of the way.";
  return createProblem("cannot-write", message, { file: path, help });
}
