import { type Diagnostic, shellPath } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileFormat } from "../formats/file-format.ts";
import type { BrokenFile } from "../tree/parsed-file.ts";
import { largestFile } from "./file-contents.ts";

/** How a file is brought back to what it was in a commit, by commands that work as they are printed. */
export function restoreFile(path: string): string {
  const file = shellPath(path);
  return `\`git log --oneline -- ${file}\` lists its commits, \`git restore --source=COMMIT -- ${file}\` brings it back`;
}

/** A file that a merge has left in two versions. */
export function mergeConflict(file: string): Diagnostic {
  return secretsCodes.create(
    "merge-conflict",
    "The file holds the markers of a merge conflict, and nobody can decrypt it.",
    {
      file,
      help: `Take one side with \`git checkout --ours -- ${shellPath(file)}\` (or \`--theirs\`), and make the other side's changes with \`sops edit ${shellPath(file)}\`. Once the conflict is committed: ${restoreFile(file)}.`,
    },
  );
}

/** A file with two sops blocks. */
export function twoBlocks(file: string, { line }: BrokenFile): Diagnostic {
  return secretsCodes.create(
    "two-sops-blocks",
    "The file holds two sops blocks, and it cannot be told which one counts.",
    { file, ...placeOf(line), help: restoreAndEdit(file) },
  );
}

/** A file that is not read alike by all, or by none; the problem is a sentence. */
export function unparsable(
  file: string,
  { problem, line }: { readonly problem: string; readonly line?: number },
): Diagnostic {
  const message = `It cannot be said who can decrypt this file: not every version of sops reads it alike, or none does. ${problem}`;
  const details = { file, ...placeOf(line), help: restoreAndEdit(file) };
  return secretsCodes.create("unparsable", message, details);
}

function restoreAndEdit(path: string): string {
  return `${restoreFile(path)}; then make the change again with \`sops edit ${shellPath(path)}\`. What stood in it in the clear, and was committed, has to be changed where it comes from.`;
}

function placeOf(line: number | undefined): Pick<Diagnostic, "position"> {
  return line === undefined ? {} : { position: { line, column: 1 } };
}

/** A file of more bytes than are read. */
export function tooLarge(file: string, size: number): Diagnostic {
  const mebibytes = Math.ceil(size / 1024 / 1024);
  return secretsCodes.create(
    "too-large",
    `The file has ${mebibytes} MiB, and was not looked at: fleet reads files up to ${largestFile / 1024 / 1024} MiB.`,
    {
      file,
      help: "Split it, or keep in it only the key to something that is encrypted otherwise.",
    },
  );
}

/** A file whose name has the ending of another format. */
export function formatMismatch(file: string, format: FileFormat, other: FileFormat): Diagnostic {
  return secretsCodes.create(
    "format-mismatch",
    `The file holds ${other}, but by its name sops takes it for ${format}, and fails.`,
    {
      file,
      help: `Give it a name that ends in ${endings[other]}, or call sops with --input-type ${other}.`,
    },
  );
}

const endings: { readonly [F in FileFormat]: string } = {
  yaml: ".yaml",
  json: ".json",
  dotenv: ".env",
  ini: ".ini",
  binary: "another way",
};
