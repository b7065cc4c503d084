import { compareNames, type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import { changeClanSecret, isOfClan, updateClanKeys } from "../clan/clan-cures.ts";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import { type FormerReader, isDeclaredReader } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { shortenRecipient, showName } from "../keys/recipient-name.ts";

/** Of the files that somebody can read, so many are named. */
const namedFiles = 5;

/** Somebody with keys that nobody declares, and the files that these open. */
interface Stranger {
  /** Undefined where nothing knows whose key it is; then it is a single one. */
  readonly former: FormerReader | undefined;
  readonly ids: Set<string>;
  readonly files: Set<string>;
  /** Files that no rule is about, of which another finding says so. */
  readonly unruled: Set<string>;
  /** Whether the files are clan's. */
  readonly isClans: boolean;
}

/**
 * Who can decrypt files with a key that nobody declares, one finding for each: people and hosts that
 * have left, old keys of those who are still there, and keys of which nobody knows whose they are.
 */
export function* reportStrangers(
  files: readonly FileStatus[],
  keyring: Keyring,
): Iterable<Diagnostic> {
  const strangers = new Map<string, Stranger>();
  const find = (id: string, isClans: boolean): Stranger => {
    const former = keyring.former?.get(id);
    const whose = former === undefined ? `recipient:${id}` : `${former.reader}\n${former.source}`;
    const key = isClans ? `${whose}\nclan` : whose;
    const known = strangers.get(key) ?? {
      isClans,
      former,
      ids: new Set(),
      files: new Set(),
      unruled: new Set(),
    };
    strangers.set(key, known);
    return known;
  };
  for (const status of files) {
    const { file, rule, unknown } = status;
    for (const id of unknown) {
      const stranger = find(id, isOfClan(status));
      stranger.ids.add(id);
      stranger.files.add(file.path);
    }
    if (rule !== undefined) continue;
    for (const { id } of file.header?.groups.flat() ?? []) {
      if (keyring.former?.has(id) === true) find(id, false).unruled.add(file.path);
    }
  }
  for (const [, stranger] of [...strangers].sort(([a], [b]) => compareNames(a, b))) {
    if (stranger.files.size > 0) yield describeStranger(stranger, keyring);
  }
}

function describeStranger(stranger: Stranger, keyring: Keyring): Diagnostic {
  const { former, ids, files, unruled } = stranger;
  const paths = [...files].sort(compareNames);
  const [file = ""] = paths;
  const where = nameFiles(paths);
  const keys = [...ids].map(shortenRecipient).sort(compareNames).join(", ");
  const help = stranger.isClans ? cureClan(paths) : cure(paths);
  if (former === undefined) {
    return secretsCodes.create(
      "unknown-recipient",
      `${keys} can decrypt ${where}: no user, host or operator is declared with this key, and it is not known whose it was.`,
      {
        file,
        help: `${help} If it is the key of somebody who should read, ${stranger.isClans ? "add it there" : "declare it"}.`,
      },
    );
  }
  const name = showName(former.reader);
  const source = `${keys} is called so in ${quote(former.source)}; the name is not verified.${besides(unruled)}`;
  if (isDeclaredReader(keyring, former.reader)) {
    return secretsCodes.create(
      "old-key",
      `An old key of ${name} can still decrypt ${where}. ${source}`,
      {
        file,
        help: `${help} If ${name} still has it, ${stranger.isClans ? "add it there" : "declare it instead"}.`,
      },
    );
  }
  return secretsCodes.create(
    "former-reader",
    `${name}, ${/^(?:host|operator):/.test(name) ? "which" : "who"} is no longer declared, can still decrypt ${where}. ${source}`,
    { file, help },
  );
}

function besides(unruled: ReadonlySet<string>): string {
  if (unruled.size === 0) return "";
  return ` So it is with ${nameFiles([...unruled].sort(compareNames))} that no rule is about.`;
}

function nameFiles(paths: readonly string[]): string {
  const shown = paths.slice(0, namedFiles).map(quote).join(", ");
  const hidden = paths.length - namedFiles;
  const count = paths.length === 1 ? "1 file" : `${paths.length} files`;
  return `${count} (${shown}${hidden > 0 ? ` and ${hidden} more` : ""})`;
}

/** What is to be done about somebody who should read no longer; without operands, rotate knows which files. */
function cure(paths: readonly string[]): string {
  const named =
    paths.length > namedFiles
      ? "FILE… with each of them"
      : paths.map((path) => shellPath(path)).join(" ");
  return `Run \`fleet secrets sync\` and \`fleet secrets rotate\`, change the secrets where they come from, then \`fleet secrets acknowledge ${named}\`.`;
}

/** The same of clan's files, which have no memory of who could read them. */
function cureClan([first = "", ...others]: readonly string[]): string {
  const rest = others.length === 0 ? "" : ", and so with the others";
  return `Run ${updateClanKeys}, and give it another value: ${changeClanSecret(first)}${rest}.`;
}
