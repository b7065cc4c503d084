import type { Diagnostic } from "@fleet/diagnostics";
import { type FileFormat, formatOf, sniffFormat } from "../formats/file-format.ts";
import { parseText } from "../formats/parse-file.ts";
import { createTextDecoder } from "../tree/decoded-text.ts";
import { tokenBeginning } from "../tree/sealed-token.ts";
import { skimYaml } from "../yaml/yaml-skim.ts";
import { formatMismatch, mergeConflict, tooLarge, twoBlocks, unparsable } from "./broken-file.ts";
import { createCryptTest, defaultCryptRule, isSameCryptRule } from "./crypt-rule.ts";
import type { FileContents } from "./file-contents.ts";
import { createIntern, type Intern } from "./intern.ts";
import { headerOfSkimmed, readMetadata, type SopsHeader } from "./sops-metadata.ts";
import { judgeValues } from "./value-judgement.ts";

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
  /** Whether it holds a sops block, or what may be one to some version of sops. */
  readonly hasBlock: boolean;
  /** What is wrong with the file by itself. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads who can decrypt a file and what in it is sealed, in the format that sops takes it for by its name.
 * Whatever the bytes are, the answer is a file with its problems, never an exception; what is not
 * understood to the last character is a problem.
 */
export type SecretFileReader = (contents: FileContents) => SecretFile;

/** A reader for many files; what they have in common is kept once. */
export function createSecretFileReader(): SecretFileReader {
  const intern = createIntern();
  const decode = createTextDecoder();
  return ({ path, bytes, size = bytes.length }) => {
    if (size > bytes.length) return refuse(path, tooLarge(path, size));
    const decoded = decode(bytes);
    if (decoded.ok) {
      const secret = { path, text: decoded.text, intern };
      return skimSecret(secret) ?? readSecretText(secret);
    }
    // Of bytes that are no text nothing is known, except that sops sealed nothing in them.
    return holdsToken(bytes)
      ? refuse(path, unparsable(path, decoded))
      : {
          path,
          format: formatOf(path),
          header: undefined,
          ...noValues,
          hasBlock: false,
          problems: [],
        };
  };
}

/** Most files are in the one layout that is told at a glance. */
function skimSecret({ path, text, intern }: SecretText): SecretFile | undefined {
  const format = formatOf(path);
  const skimmed = format === "yaml" ? skimYaml(text) : undefined;
  const header = skimmed && headerOfSkimmed(skimmed, intern);
  if (skimmed === undefined || header === undefined) return undefined;
  return {
    path,
    format,
    header,
    ...noValues,
    sealed: skimmed.sealed,
    hasBlock: true,
    problems: [],
  };
}

interface SecretText {
  readonly path: string;
  readonly text: string;
  readonly intern: Intern;
}

function readSecretText({ path, text, intern }: SecretText): SecretFile {
  const format = formatOf(path);
  if (hasConflict(text)) return refuse(path, mergeConflict(path));
  if (text.includes("\0") && text.replaceAll("\0", "").includes(tokenBeginning)) {
    const problem = "It is no plain UTF-8, but perhaps UTF-16 without a mark.";
    return refuse(path, unparsable(path, { problem }));
  }
  const parsed = parseText(text, format);
  if (parsed.kind === "none" || parsed.kind === "broken") {
    const other = sniffFormat(text);
    // The envelope of a binary file is JSON, too.
    const isEnvelope = format === "binary" && other === "json" && /"data"\s*:/.test(text);
    const isOther = other !== undefined && other !== format && !isEnvelope;
    // A document may quote a file of sops.
    if (isOther && parseText(text, other).kind === "encrypted") {
      return refuse(path, formatMismatch(path, format, other));
    }
  }
  if (parsed.kind === "none") {
    return { path, format, header: undefined, ...noValues, hasBlock: false, problems: [] };
  }
  if (parsed.kind === "broken") {
    const problem = parsed.hasTwoBlocks ? twoBlocks(path, parsed) : unparsable(path, parsed);
    return refuse(path, problem, parsed.isWithoutBlock !== true);
  }
  const metadata = readMetadata(parsed.block, intern);
  if (!metadata.ok) return refuse(path, unparsable(path, metadata));
  const { header } = metadata;
  if (
    format === "binary" &&
    !isSameCryptRule(header.cryptRule ?? defaultCryptRule, defaultCryptRule)
  ) {
    const problem =
      "Its sops block has a rule for which values are encrypted, as no binary file has.";
    return refuse(path, unparsable(path, { problem }));
  }
  const test = createCryptTest(
    format === "binary" ? defaultCryptRule : (header.cryptRule ?? defaultCryptRule),
  );
  return {
    path,
    format,
    header,
    ...judgeValues(parsed.contents, { test, format }),
    hasBlock: true,
    problems: [],
  };
}

function refuse(path: string, problem: Diagnostic, hasBlock = true): SecretFile {
  const nothing = { path, format: formatOf(path), header: undefined, ...noValues };
  return { ...nothing, hasBlock, problems: [problem] };
}

const noValues = { plaintext: [], open: [], plainComments: [], sealed: 0 };

/** Whether a merge left its markers, which git puts at the beginning of a line. */
function hasConflict(text: string): boolean {
  // Without the newline it is quickly told from what any file holds.
  if (!text.includes("<<<<<<< ")) return false;
  if (!text.startsWith("<<<<<<< ") && !text.includes("\n<<<<<<< ")) return false;
  return text.includes("\n=======") || text.includes("\n>>>>>>> ");
}

/** Whether bytes hold a value that sops sealed, in UTF-8 or UTF-16. */
function holdsToken(bytes: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(bytes).replaceAll("\0", "");
  return text.includes(tokenBeginning);
}
