import { compareNames, type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { defaultCryptRule, formatCryptRule } from "../files/crypt-rule.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipient, shortenRecipient } from "../keys/recipient-name.ts";
import type { FileStatus } from "./file-status.ts";

/** Who breaks without a file: by path, the hosts and homes whose secrets come from it. */
type Dependents = ReadonlyMap<string, readonly string[]>;

interface FileView {
  readonly keyring: Keyring;
  readonly dependents: Dependents;
}

/** All that is wrong with one file, by the names of readers and with the command that mends it. */
export function* reportFile(status: FileStatus, view: FileView): Iterable<Diagnostic> {
  if (isInOrder(status)) return;
  yield* status.file.problems;
  for (const check of checks) yield* check(status, view);
}

/** Whether no check would find anything, told without asking them: so it is with nearly all files. */
function isInOrder(status: FileStatus): boolean {
  const { file, rule, needsSync, hasOtherThreshold, hasOtherCryptRule, hasOddKeys } = status;
  const { header, problems, plaintext } = file;
  const isSound = header !== undefined && problems.length + plaintext.length === 0 && !hasOddKeys;
  const isAsRuled = rule !== undefined && !needsSync && !hasOtherThreshold && !hasOtherCryptRule;
  return isSound && isAsRuled;
}

type Check = (status: FileStatus, view: FileView) => Iterable<Diagnostic>;

const sync = "Run `fleet secrets sync`.";

/** An encrypted file has a rule, and a file that has a rule is encrypted. */
function* filesAreRuled({ file, rule }: FileStatus): Iterable<Diagnostic> {
  const { path, header, problems } = file;
  if (header !== undefined && rule === undefined) {
    yield secretsCodes.create(
      "no-rule",
      "No rule says who may decrypt this file, or the one for it has no reader with a key.",
      { file: path, help: "Declare a rule for its path, or delete the file." },
    );
  }
  if (header !== undefined || rule === undefined || problems.length > 0) return;
  yield secretsCodes.create(
    "plaintext-file",
    `The file is not encrypted, although the rule for ${quote(rule.template)} is about it.`,
    {
      file: path,
      help: `Run \`sops encrypt --in-place\` on it; if it was ever committed, change the secrets in it.`,
    },
  );
}

/** Who should read does, with every key. */
function* readersAreThere(
  { file, missing }: FileStatus,
  { keyring, dependents }: FileView,
): Iterable<Diagnostic> {
  const given = new Set((file.header?.groups ?? []).flat().map(({ id }) => id));
  const readers = new Set([...given].map((id) => keyring.owners.get(id)));
  readers.delete(undefined);
  const absent = missing.filter((id) => !readers.has(keyring.owners.get(id)));
  if (absent.length > 0) {
    const breaking = (dependents.get(file.path) ?? []).filter((dependent) =>
      absent.some((id) => dependent.startsWith(`${keyring.owners.get(id) ?? ""} `)),
    );
    const consequence = breaking.length === 0 ? "" : ` Breaks: ${breaking.join(", ")}.`;
    yield secretsCodes.create(
      "missing-recipient",
      `${names(absent, keyring)} cannot decrypt this file, but should.${consequence}`,
      { file: file.path, help: sync },
    );
  }
  for (const id of missing) {
    const reader = keyring.owners.get(id);
    if (reader === undefined || absent.includes(id)) continue;
    const message = `${reader} can decrypt this file, but not with the key ${shortenRecipient(id)}.`;
    yield secretsCodes.create("missing-key", message, { file: file.path, help: sync });
  }
}

/** Who should not read does not; who reads with a key that nobody declares is told of all files together. */
function* readersAreMeant(
  { file, rule, stale }: FileStatus,
  { keyring }: FileView,
): Iterable<Diagnostic> {
  const meant = new Set((rule?.groups ?? []).flat().map(({ reader }) => reader));
  const ssh = stale.filter((id) => keyring.sshForms.has(id) && !keyring.owners.has(id));
  const others = stale.filter((id) => !ssh.includes(id));
  const strangers = others.filter((id) => !meant.has(keyring.owners.get(id) ?? ""));
  if (strangers.length > 0) {
    yield secretsCodes.create(
      "stale-recipient",
      `${names(strangers, keyring)} can decrypt this file, but should not.`,
      {
        file: file.path,
        help: `${sync} Then \`fleet secrets rotate\`, and change the secrets themselves: what could be read once may be known.`,
      },
    );
  }
  for (const id of others) {
    if (strangers.includes(id)) continue;
    const message = `${names([id], keyring)} can decrypt this file as meant, but also with the key ${shortenRecipient(id)}, which its rule does not name.`;
    yield secretsCodes.create("extra-key", message, { file: file.path, help: sync });
  }
  if (ssh.length === 0) return;
  yield secretsCodes.create(
    "host-recipient-not-age",
    `The file is encrypted to the SSH key of ${names(ssh, keyring)} itself. sops-nix opens only what is encrypted to its age1….`,
    { file: file.path, help: sync },
  );
}

/** Groups and thresholds are as declared. */
function* groupsAreMeant({
  file,
  rule,
  hasOtherGroups,
  hasOtherThreshold,
}: FileStatus): Iterable<Diagnostic> {
  const { header } = file;
  if (header === undefined || rule === undefined) return;
  if (header.groups.length > 1 && rule.groups.length === 1) {
    yield secretsCodes.create(
      "multiple-key-groups",
      `The file has ${header.groups.length} key groups, so that nobody of them can decrypt it alone; its rule has one.`,
      { file: file.path, help: sync },
    );
  } else if (hasOtherGroups) {
    const message = "The file's key groups are other ones than the rule's.";
    yield secretsCodes.create("group-drift", message, { file: file.path, help: sync });
  }
  if (!hasOtherThreshold) return;
  yield secretsCodes.create(
    "threshold-drift",
    `${header.threshold ?? header.groups.length} of the file's key groups are needed, and the rule says ${rule.threshold ?? rule.groups.length}.`,
    {
      file: file.path,
      help: "sops changes this only by encrypting anew: `sops decrypt` to a file outside of the repository, then `sops encrypt`.",
    },
  );
}

/** The values that should be encrypted are. */
function* valuesAreSealed({ file, rule, hasOtherCryptRule }: FileStatus): Iterable<Diagnostic> {
  const { path, plaintext, header } = file;
  if (plaintext.length > 0) {
    const shown = plaintext.slice(0, 5).map(quote).join(", ");
    const rest = plaintext.length > 5 ? ` and ${plaintext.length - 5} more` : "";
    yield secretsCodes.create(
      "plaintext-value",
      `The file holds values that are not encrypted: ${shown}${rest}.`,
      {
        file: path,
        help: "Open it with `sops edit` and save it; if it was ever committed, change those secrets.",
      },
    );
  }
  if (!hasOtherCryptRule || header === undefined) return;
  yield secretsCodes.create(
    "crypt-rule-drift",
    `The file encrypts by \`${formatCryptRule(header.cryptRule ?? defaultCryptRule)}\`, and its rule says \`${formatCryptRule(rule?.cryptRule ?? defaultCryptRule)}\`.`,
    {
      file: path,
      help: "sops changes this only by encrypting anew: `sops decrypt` to a file outside of the repository, then `sops encrypt`.",
    },
  );
}

/** What the file says of its recipients holds, as far as can be seen. */
function* claimsHold({ file }: FileStatus, { keyring }: FileView): Iterable<Diagnostic> {
  for (const group of file.header?.groups ?? []) {
    const wrong = group.filter(({ claim }) => claim === "differs" || claim === "unreadable");
    if (wrong.length > 0) {
      yield secretsCodes.create(
        "false-claim",
        `The data key that is said to be encrypted to ${names(
          wrong.map(({ id }) => id),
          keyring,
        )} is not, or not to it alone.`,
        {
          file: file.path,
          help: `Find out who changed the file. ${rotateAndChange(file.path)}`,
        },
      );
    }
    const ids = group.map(({ id }) => id);
    const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (repeated.length > 0) {
      const message = `The file is encrypted more than once to ${names(repeated, keyring)}, and whose key opens the second time cannot be seen.`;
      const help = `Find out who changed the file. ${rotateAndChange(file.path)}`;
      yield secretsCodes.create("repeated-recipient", message, { file: file.path, help });
    }
    const commented = group.filter(({ hasComment }) => hasComment);
    if (commented.length > 0) {
      yield secretsCodes.create(
        "recipient-has-comment",
        `The SSH key of ${names(
          commented.map(({ id }) => id),
          keyring,
        )} stands here with its comment, which is part of the recipient to sops.`,
        { file: file.path, help: sync },
      );
    }
  }
}

/** What shuts out whoever could read a file by a wrap of which it cannot be seen whose it is. */
function rotateAndChange(path: string): string {
  const file = shellWord(path);
  return `Run \`fleet secrets rotate ${file}\`, change the secrets where they come from, then \`fleet secrets acknowledge ${file}\`.`;
}

function names(ids: readonly string[], keyring: Keyring): string {
  return [...new Set(ids.map((id) => nameRecipient(keyring, id)))].sort(compareNames).join(", ");
}

const checks: readonly Check[] = [
  filesAreRuled,
  readersAreThere,
  readersAreMeant,
  groupsAreMeant,
  valuesAreSealed,
  claimsHold,
];
