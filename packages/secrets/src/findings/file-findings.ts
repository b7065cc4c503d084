import { compareNames, type Diagnostic } from "@fleet/diagnostics";
import { changeClanSecret, isOfClan, updateClanKeys } from "../clan/clan-cures.ts";
import { secretsCodes } from "../codes.ts";
import { judgeFile } from "../comparison/file-state.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import type { SeenContent } from "../comparison/plain-file.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipient, shortenRecipient } from "../keys/recipient-name.ts";
import { claimsHold } from "./claim-findings.ts";
import { encryptAnew } from "./cures.ts";
import { filesAreRuled } from "./rule-findings.ts";
import { explainSoleKeys } from "./sole-keys.ts";
import { valuesAreSealed } from "./value-findings.ts";

/** Who breaks without a file: by path, the hosts and homes whose secrets come from it. */
type Dependents = ReadonlyMap<string, readonly string[]>;

/** What files are judged with. */
export interface FileView {
  readonly keyring: Keyring;
  readonly dependents: Dependents;
  /** By path; a file that is not in it has nothing of note. */
  readonly contents: ReadonlyMap<string, SeenContent>;
}

/** All that is wrong with one file, by the names of readers and with the command that mends it. */
export function* reportFile(status: FileStatus, view: FileView): Iterable<Diagnostic> {
  if (isInOrder(status, view)) return;
  const { problems } = status.file;
  yield* problems;
  for (const check of checks) yield* check(status, view);
}

/** Whether no check would find anything, told without asking them: so it is with nearly all files. */
function isInOrder(status: FileStatus, { contents }: FileView): boolean {
  const { path, plainComments } = status.file;
  return judgeFile(status) === "in-step" && plainComments.length === 0 && !contents.has(path);
}

type Check = (status: FileStatus, view: FileView) => Iterable<Diagnostic>;

/** How a file gets the readers that it should have. */
function cureOf(status: FileStatus): string {
  if (!isOfClan(status)) return "Run `fleet secrets sync`.";
  return `Look who changed the links or keys, then run ${updateClanKeys}, which encrypts each of clan's files to those whom its links name.`;
}

/** Who should read does, with every key. */
function* readersAreThere(
  status: FileStatus,
  { keyring, dependents }: FileView,
): Iterable<Diagnostic> {
  const { file, missing } = status;
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
      { file: file.path, help: explainSoleKeys(status).trimStart() || cureOf(status) },
    );
  }
  for (const id of missing) {
    const reader = keyring.owners.get(id);
    if (reader === undefined || absent.includes(id)) continue;
    const message = `${reader} can decrypt this file, but not with the key ${shortenRecipient(id)}.`;
    yield secretsCodes.create("missing-key", message, { file: file.path, help: cureOf(status) });
  }
}

/** Who should not read does not; who reads with a key that nobody declares is told of all files together. */
function* readersAreMeant(status: FileStatus, { keyring }: FileView): Iterable<Diagnostic> {
  const { file, rule, stale } = status;
  const cure = cureOf(status);
  const rotate = isOfClan(status)
    ? `Then ${changeClanSecret(file.path)}`
    : "Then `fleet secrets rotate`, and change the secrets themselves";
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
        help: `${cure} ${rotate}: what could be read once may be known.`,
      },
    );
  }
  for (const id of others) {
    if (strangers.includes(id)) continue;
    const message = `${names([id], keyring)} can decrypt this file as meant, but also with the key ${shortenRecipient(id)}, which its rule does not name.`;
    yield secretsCodes.create("extra-key", message, { file: file.path, help: cure });
  }
  if (ssh.length === 0) return;
  yield secretsCodes.create(
    "host-recipient-not-age",
    `The file is encrypted to the SSH key of ${names(ssh, keyring)} itself. sops-nix opens only what is encrypted to its age1….`,
    { file: file.path, help: cure },
  );
}

/** Groups and thresholds are as declared. */
function* groupsAreMeant(status: FileStatus): Iterable<Diagnostic> {
  const { file, rule, hasOtherGroups, hasOtherThreshold } = status;
  const { header } = file;
  const cure = cureOf(status);
  if (header === undefined || rule === undefined) return;
  if (header.groups.length > 1 && rule.groups.length === 1) {
    yield secretsCodes.create(
      "multiple-key-groups",
      `The file has ${header.groups.length} key groups, so that nobody of them can decrypt it alone; its rule has one.`,
      { file: file.path, help: cure },
    );
  } else if (hasOtherGroups) {
    const message = "The file's key groups are other ones than the rule's.";
    yield secretsCodes.create("group-drift", message, { file: file.path, help: cure });
  }
  if (!hasOtherThreshold) return;
  yield secretsCodes.create(
    "threshold-drift",
    `${header.threshold ?? header.groups.length} of the file's key groups are needed, and the rule says ${rule.threshold ?? rule.groups.length}.`,
    {
      file: file.path,
      help: `sops changes this only by encrypting anew: ${encryptAnew(file.path)}.`,
    },
  );
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
