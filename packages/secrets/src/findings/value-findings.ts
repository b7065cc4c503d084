import { type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import { changeClanSecret, isOfClan } from "../clan/clan-cures.ts";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import { restoreFile } from "../files/broken-file.ts";
import { defaultCryptRule, formatCryptRule } from "../files/crypt-rule.ts";
import type { FileFormat } from "../formats/file-format.ts";
import { editFile, encryptAnew } from "./cures.ts";

const ifCommitted = "If it was ever committed, change it where it comes from, too.";

/** The values that should be encrypted are, and those that need not be cannot be changed unnoticed. */
export function* valuesAreSealed(status: FileStatus): Iterable<Diagnostic> {
  const { file, hasOtherCryptRule } = status;
  if (file.header === undefined) return;
  if (file.plaintext.length > 0) yield plaintextValue(status);
  else if (file.sealed === 0 && file.open.length > 0) yield nothingSealed(status);
  if (file.header.macOnlyEncrypted && file.open.length > 0) yield unprotectedValue(status);
  if (file.plainComments.length > 0) yield plainComment(status);
  if (hasOtherCryptRule) yield cryptRuleDrift(status);
}

/** With a plain value in it, sops does not even open the file to edit it; an empty one it takes. */
function plaintextValue({ file: { path, format, plaintext } }: FileStatus): Diagnostic {
  const what = plaintext.length > 1 ? "each of them" : "it";
  const empty = `With an editor ${emptied[format].replace("IT", what)}, then write the value with`;
  // The one value of a binary file was overwritten in any case.
  const help =
    format === "binary"
      ? `${empty} \`sops edit --ignore-mac ${shellPath(path)}\`.`
      : `${empty} ${editFile(path)}. Where sops finds a MAC mismatch, an encrypted value was overwritten: ${restoreFile(path)}, and then edit it.`;
  return secretsCodes.create(
    "plaintext-value",
    `The file holds values that are not encrypted: ${list(plaintext)}.`,
    { file: path, help: `${help} ${ifCommitted}` },
  );
}

/** What makes sops open the file. */
const emptied: { readonly [F in FileFormat]: string } = {
  yaml: 'put `""` in place of IT',
  json: 'put `""` in place of IT',
  dotenv: "leave nothing behind the `=` of IT",
  ini: "leave nothing behind the `=` of IT",
  binary: 'put `""` in place of the `data`, and take other keys out',
};

function nothingSealed(status: FileStatus): Diagnostic {
  const { file, hasOtherCryptRule } = status;
  const rule = formatCryptRule(file.header?.cryptRule ?? defaultCryptRule);
  const anew = writeAnew(status);
  return secretsCodes.create(
    "nothing-sealed",
    `The file has a sops block, but nothing in it is encrypted: \`${rule}\` leaves it all open (${list(file.open)}).`,
    {
      file: file.path,
      help:
        hasOtherCryptRule || isOfClan(status)
          ? `Encrypt it anew by its rule: ${anew}. ${ifCommitted}`
          : `Give the rule for its path a \`cryptRule\` that meets its keys, or none, run \`fleet generate\`, and encrypt it anew: ${anew}. ${ifCommitted}`,
    },
  );
}

/** How all values of a file are encrypted by its rule; clan writes such a file only with another value. */
function writeAnew(status: FileStatus): string {
  const { path } = status.file;
  return isOfClan(status) ? changeClanSecret(path) : encryptAnew(path);
}

function unprotectedValue(status: FileStatus): Diagnostic {
  const { path, open } = status.file;
  return secretsCodes.create(
    "unprotected-value",
    `Anybody may change ${list(open)} without sops noticing: with \`mac_only_encrypted\` its checksum leaves out what is not encrypted.`,
    { file: path, help: `Encrypt it anew, with a checksum over all values: ${writeAnew(status)}.` },
  );
}

function plainComment({ file: { path, plainComments } }: FileStatus): Diagnostic {
  const [line = 1] = plainComments;
  const shown = plainComments.slice(0, 5).join(", ");
  const rest = plainComments.length > 5 ? ` and ${plainComments.length - 5} more` : "";
  const where = plainComments.length === 1 ? "on line" : "on the lines";
  return secretsCodes.create(
    "plain-comment",
    `Comments stand in the clear ${where} ${shown}${rest}; sops would have encrypted them.`,
    {
      file: path,
      position: { line, column: 1 },
      help: `Take them out, or encrypt the file anew: ${encryptAnew(path)}. Change what a secret one says, if it was ever committed.`,
    },
  );
}

function cryptRuleDrift({ file: { path, header }, rule }: FileStatus): Diagnostic {
  const [own, declared] = [header?.cryptRule, rule?.cryptRule].map((one) =>
    formatCryptRule(one ?? defaultCryptRule),
  );
  return secretsCodes.create(
    "crypt-rule-drift",
    `The file encrypts by \`${own}\`, and its rule says \`${declared}\`.`,
    { file: path, help: `sops changes this only by encrypting anew: ${encryptAnew(path)}.` },
  );
}

function list(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).map(quote).join(", ");
  return keys.length > 5 ? `${shown} and ${keys.length - 5} more` : shown;
}
