import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { areEqual, encodeText, plainLineEnds } from "../disk/bytes.ts";
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
    // Other programs have folders of that name, too, and what they ignore is theirs.
    if (path === ignoreFile.path && !isOwnIgnore(before)) continue;
    changes.push({ path, kind: kindOf(before, after), target, before, stamp: "intact", after });
  }
  return { value: changes, diagnostics };
}

function isOwnIgnore(bytes: Uint8Array | undefined): boolean {
  return bytes === undefined || areEqual(plainLineEnds(bytes), encodeText(ignoreFile.text));
}

function findLink(disk: Disk, root: string): Diagnostic | undefined {
  const path = [editorFolder, `${editorFolder}/types`].find((folder) => {
    const entry = disk.inspect(join(root, folder));
    return entry !== undefined && entry.kind !== "folder";
  });
  if (path === undefined) return undefined;
  const message = `${JSON.stringify(path)} is no folder, so fleet writes nothing into it.`;
  const help = "Move it out of the way.";
  return createProblem("cannot-write", message, { file: path, help });
}
