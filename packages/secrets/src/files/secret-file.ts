import type { Diagnostic } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileContents } from "./file-contents.ts";
import { type FileFormat, formatOf, sniffFormat } from "./file-format.ts";
import { findPlaintext } from "./file-values.ts";
import { findMetadata } from "./metadata-block.ts";
import { createIntern, type Intern, readMetadata, type SopsHeader } from "./sops-metadata.ts";

/** What can be told of a file without decrypting it. */
export interface SecretFile {
  readonly path: string;
  readonly format: FileFormat;
  /** Undefined when the file is not encrypted, or cannot be read; the problems tell which. */
  readonly header: SopsHeader | undefined;
  /** Values that are not encrypted although the file's own rule says so: their keys, joined by "/". */
  readonly plaintext: readonly string[];
  /** Values that are not encrypted because the file's own rule leaves them open: their keys, joined by "/". */
  readonly open: readonly string[];
  /** The lines of comments that are not encrypted although the file's own rule says so; the first line is 1. */
  readonly plainComments: readonly number[];
  /** How many values and comments are encrypted. */
  readonly sealed: number;
  /** What is wrong with the file by itself. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads who can decrypt a file, in the format that sops takes it for by its name. Whatever the bytes
 * are, the answer is a file with its problems, never an exception. Values are not looked at in a file
 * of which only the end is there.
 */
export type SecretFileReader = (contents: FileContents) => SecretFile;

/** A reader for many files; what they have in common is kept once. */
export function createSecretFileReader(): SecretFileReader {
  const intern = createIntern();
  const decoder = new TextDecoder();
  return (contents) => readSecretText(contents, decoder.decode(contents.bytes), intern);
}

function readSecretText(
  { path, isTail = false }: FileContents,
  text: string,
  intern: Intern,
): SecretFile {
  const format = formatOf(path);
  const nothing = { path, format, header: undefined, ...noValues };
  const broken = (problem: Diagnostic): SecretFile => ({ ...nothing, problems: [problem] });
  if (hasConflict(text)) return broken(conflict(path));
  const block = findMetadata(text, { format, isTail });
  if (block.kind === "none") {
    const other = sniffFormat(text);
    return other === undefined || other === format
      ? { ...nothing, problems: [] }
      : broken(formatMismatch(path, format, other));
  }
  if (block.kind === "two") return broken(twoBlocks(path));
  if (block.kind === "broken") return broken(unparsable(path, block.problem));
  const parsed = readMetadata(block.metadata, intern);
  if (!parsed.ok) return broken(unparsable(path, parsed.problem));
  const { header } = parsed;
  const { root, start } = block;
  const plaintext = isTail
    ? []
    : findPlaintext(text, { format, cryptRule: header.cryptRule, root, start });
  if (plaintext === undefined) return broken(unparsable(path, "What it holds cannot be parsed."));
  return { path, format, header, ...noValues, plaintext, sealed: 1, problems: [] };
}

const noValues = { plaintext: [], open: [], plainComments: [], sealed: 0 };

/** Whether a merge left its markers, which git puts at the beginning of a line. */
function hasConflict(text: string): boolean {
  // Without the newline it is quickly told from what any file holds.
  if (!text.includes("<<<<<<< ")) return false;
  if (!text.startsWith("<<<<<<< ") && !text.includes("\n<<<<<<< ")) return false;
  return text.includes("\n=======") || text.includes("\n>>>>>>> ");
}

function conflict(file: string): Diagnostic {
  return secretsCodes.create(
    "merge-conflict",
    "The file holds the markers of a merge conflict, and nobody can decrypt it.",
    {
      file,
      help: "Take one side with `git checkout --ours` or `--theirs`, then make the other side's changes with `sops edit`.",
    },
  );
}

function twoBlocks(file: string): Diagnostic {
  return secretsCodes.create(
    "two-sops-blocks",
    "The file holds two sops blocks, and it cannot be told which one counts.",
    { file, help: "Restore the file from git, and make the change again with `sops edit`." },
  );
}

function unparsable(file: string, problem: string): Diagnostic {
  return secretsCodes.create("unparsable", `The file cannot be read as sops does. ${problem}`, {
    file,
    help: "Restore the file from git, and make the change again with `sops edit`.",
  });
}

function formatMismatch(file: string, format: FileFormat, other: FileFormat): Diagnostic {
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
