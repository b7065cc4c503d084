import { compareNames } from "@fleet/diagnostics";
import { findOwner } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { listOddWraps } from "../keys/odd-wrap.ts";
import { describeRecipient, type RecipientName, shortenRecipient } from "../keys/recipient-name.ts";
import type { FileStatus } from "./file-status.ts";

/** What bringing one file in line does, by the names of readers. All lists are in order, each name once. */
export interface SyncPlan {
  readonly path: string;
  /** Who can decrypt the file only afterwards. */
  readonly gains: readonly string[];
  /** Who can decrypt it now, and no longer afterwards. */
  readonly loses: readonly string[];
  /** Who can decrypt it before and afterwards, with other keys than before. */
  readonly replaces: readonly string[];
  /** Of those among these whom nobody declares: which file calls them so. */
  readonly namedBy: NameSources;
}

/** From each name that is only a claim to the file that makes it. */
export type NameSources = { readonly [name: string]: string };

/**
 * Says what a sync would do to a file, be it by fleet or by the tool that owns it. All lists are empty when only
 * groups or comments change.
 */
export function planSync(status: FileStatus, keyring: Keyring): SyncPlan {
  const { path } = status.file;
  if (!status.isOutOfStep || status.rule === undefined) {
    return { path, gains: [], loses: [], replaces: [], namedBy: {} };
  }
  const before = readersNow(status, keyring);
  const after = readersThen(status, keyring);
  const both = [...before].filter(([reader]) => after.has(reader));
  return {
    path,
    gains: namesOf([...after].filter(([reader]) => !before.has(reader))),
    loses: namesOf([...before].filter(([reader]) => !after.has(reader))),
    replaces: namesOf(both.filter(([reader, { ids }]) => !isSame(ids, after.get(reader)?.ids))),
    namedBy: sourcesOf(before.values()),
  };
}

/**
 * Says whom a rotation shuts out of a file: whoever could read it by an odd wrap. Undefined where the
 * readers stay.
 */
export function planRotation({ file }: FileStatus, keyring: Keyring): SyncPlan | undefined {
  const odd = listOddWraps(file.header?.groups ?? []);
  if (odd.length === 0) return undefined;
  const named = odd.map((id) => describeRecipient(keyring, id));
  const loses = named.map(({ name }) => name).sort(compareNames);
  return { path: file.path, gains: [], loses, replaces: [], namedBy: sourcesOf(named) };
}

/**
 * Who can decrypt a file as it is, by name, in order: those whom its header names, and somebody unknown
 * where a wrap in it is odd. It agrees with `planSync`: these are they who lose, stay or change keys.
 */
export function listReaders(status: FileStatus, keyring: Keyring): string[] {
  return namesOf([...readersNow(status, keyring)]);
}

/** Of those among the readers of a file whom nobody declares: which file calls them so. */
export function listNameSources(status: FileStatus, keyring: Keyring): NameSources {
  return sourcesOf(readersNow(status, keyring).values());
}

function sourcesOf(names: Iterable<RecipientName>): NameSources {
  const claims = [...names].flatMap(({ name, namedBy }) =>
    namedBy === undefined ? [] : [[name, namedBy] as const],
  );
  return Object.fromEntries(claims);
}

/** Somebody who reads a file, with one key or several. */
interface NamedReader extends RecipientName {
  readonly ids: Set<string>;
}

/** By the declared reader; by the recipient where nobody declares it. */
type Readers = ReadonlyMap<string, NamedReader>;

function readersNow({ file, rule }: FileStatus, keyring: Keyring): Readers {
  const groups = file.header?.groups ?? [];
  const ids = [...groups.flat().map(({ id }) => id), ...listOddWraps(groups)];
  return gather(ids, { keyring, ruled: namedIn(rule) });
}

function readersThen({ rule }: FileStatus, keyring: Keyring): Readers {
  return gather(idsOf(rule), { keyring, ruled: namedIn(rule) });
}

/** The keys that are meant to read whoever had them: clan's have the names that it gives them. */
function namedIn(rule: FileStatus["rule"]): Set<string> {
  return new Set(rule?.owner === undefined ? idsOf(rule) : []);
}

function idsOf(rule: FileStatus["rule"]): string[] {
  return (rule?.groups ?? []).flat().map(({ recipient }) => recipient.id);
}

function gather(
  ids: readonly string[],
  { keyring, ruled }: { readonly keyring: Keyring; readonly ruled: ReadonlySet<string> },
): Readers {
  const readers = new Map<string, NamedReader>();
  for (const id of ids) {
    const owner = findOwner(keyring, id);
    // Whoever once had a key that a rule names by itself: it is meant to read.
    const isMeant = owner === undefined && ruled.has(id);
    const named = isMeant
      ? { name: shortenRecipient(id), namedBy: undefined }
      : describeRecipient(keyring, id);
    const known = readers.get(owner ?? id) ?? { ...named, ids: new Set() };
    known.ids.add(id);
    readers.set(owner ?? id, known);
  }
  return readers;
}

function namesOf(readers: readonly (readonly [string, NamedReader])[]): string[] {
  return [...new Set(readers.map(([, { name }]) => name))].sort(compareNames);
}

function isSame(ids: ReadonlySet<string>, others: ReadonlySet<string> | undefined): boolean {
  return ids.size === others?.size && [...ids].every((id) => others.has(id));
}
