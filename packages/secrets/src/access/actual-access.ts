import { compareNames } from "@fleet/diagnostics";
import type { SecretFile } from "../files/secret-file.ts";
import type { FormerReader } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { isWrongWrap, listOddWraps } from "../keys/odd-wrap.ts";
import { nameReader, nameRecipient } from "../keys/recipient-name.ts";
import { createRuleFinder, type FileRule } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type Access, listAccess } from "./access.ts";
import { type FileReading, readerOf, readingOf } from "./file-reading.ts";
import {
  createKeyComparison,
  isAsDeclared,
  type KnownFiles,
  noKeys,
  type OtherKeys,
} from "./other-keys.ts";
import { addTransitive, compareWays, keyOf, type RuledPath, type Way } from "./transitive-ways.ts";

/** One reader and one file: what is declared, and what the file says. */
export interface ComparedAccess extends Way, OtherKeys {
  /** The reader as people call it; of somebody who is not declared, as it is known. */
  readonly name: string;
  /** Who says whose key it was, where nobody declares it. */
  readonly former: FormerReader | undefined;
  /** Why the reader should be able to decrypt the file; undefined where it should not. */
  readonly declared: Access | undefined;
  /** Whether it can; undefined where that is not known. */
  readonly actual: boolean | undefined;
}

/** A file of which something is known or declared. */
export interface ComparedFile {
  readonly path: string;
  readonly reading: FileReading;
  /** Whether it has exactly the keys, groups and threshold of its rule; false where it is not understood. */
  readonly isAsDeclared: boolean;
}

/** What is there, and what else is asked about. */
export interface AskedFiles {
  readonly files: readonly SecretFile[];
  /** More paths, which may be those of files that are not there. Default: none. */
  readonly paths?: readonly string[];
  /** Paths of what is there and was not read. Default: none. */
  readonly unread?: readonly string[];
}

/** Who should be able to decrypt which file, and who can. */
export interface ComparedFiles {
  /** In order. */
  readonly files: readonly ComparedFile[];
  /** In order of path, then reader. */
  readonly access: readonly ComparedAccess[];
}

/**
 * Compares who is declared to read files with whom their headers name, directly or with a key that lies
 * in a file.
 */
export function compareAccess(
  secrets: Secrets,
  { files, paths = [], unread = [] }: AskedFiles,
): ComparedFiles {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const all = [...new Set([...paths, ...unread, ...byPath.keys()])].sort(compareNames);
  const { find } = createRuleFinder(secrets.rules);
  const seen = new Map(seeFiles(all, { byPath, find, unread }).map((file) => [file.path, file]));
  const declared = new Map(listAccess(secrets, all).map((access) => [keyOf(access), access]));
  const actual = new Map(listActual(secrets, files).map((way) => [keyOf(way), way]));
  const doubted = new Set(files.flatMap((file) => listDoubted(file, secrets.keyring)));
  const names = createNaming(secrets);
  const keysOf = createKeyComparison(secrets.keyring, { byPath, find });
  const access = [...new Set([...declared.keys(), ...actual.keys()])].flatMap((key) => {
    const [should, can] = [declared.get(key), actual.get(key)];
    const way = should ?? can;
    if (way === undefined) return [];
    const places = [way.path, ...(way.through === undefined ? [] : [way.through.path])];
    const isUnclear = places.some((path) => seen.get(path)?.reading === "not-understood");
    const isKnown = !isUnclear && !doubted.has(key);
    const known = can !== undefined ? true : isKnown ? false : undefined;
    return [
      {
        path: way.path,
        reader: way.reader,
        needsOthers: way.needsOthers,
        through: way.through,
        ...names(way.reader),
        declared: should,
        actual: seen.get(way.path)?.reading === "not-encrypted" ? true : known,
        ...(way.through === undefined ? keysOf(way.path, way.reader) : noKeys),
      },
    ];
  });
  return { files: [...seen.values()], access: access.sort(compareWays) };
}

function seeFiles(
  paths: readonly string[],
  { byPath, find, unread }: KnownFiles & { readonly unread: readonly string[] },
): ComparedFile[] {
  const notRead = new Set(unread);
  return paths.map((path) => {
    const file = byPath.get(path);
    const reading = file === undefined && notRead.has(path) ? "not-understood" : readingOf(file);
    return { path, reading, isAsDeclared: isAsDeclared(file, find(path)) };
  });
}

/** Whom the headers name, and whoever holds a key of theirs. */
function listActual({ rules, keyring }: Secrets, files: readonly SecretFile[]): Way[] {
  const { find } = createRuleFinder(rules);
  const direct: Way[] = [];
  const ruled: RuledPath[] = [];
  for (const file of files) {
    const { path, header } = file;
    if (header === undefined || readingOf(file) !== "understood") continue;
    const rule = find(path);
    if (rule !== undefined) ruled.push({ path, rule });
    const needsOthers = header.groups.length > 1;
    const sound = header.groups.flat().filter(({ claim }) => !isWrongWrap(claim));
    const readers = [...sound.map((key) => readerOf(key, keyring)), ...listOddWraps(header.groups)];
    for (const reader of new Set(readers)) {
      direct.push({ path, reader, needsOthers, through: undefined });
    }
  }
  return addTransitive(direct, ruled);
}

/** Those whom a header names, but with a wrap that is for somebody else as far as can be seen. */
function listDoubted({ path, header }: SecretFile, keyring: Keyring): string[] {
  const wrong = (header?.groups ?? []).flat().filter(({ claim }) => isWrongWrap(claim));
  return wrong.map((key) => keyOf({ path, reader: readerOf(key, keyring) }));
}

type Naming = Pick<ComparedAccess, "name" | "former">;

/** What readers are called; one that a rule names by its recipient is not called by whose it was. */
function createNaming({ rules, keyring }: Secrets) {
  const ruled = new Set(rules.filter(({ owner }) => owner === undefined).flatMap(listReaders));
  const nameOf = (reader: string): Naming => {
    const [, id] = /^recipient:(.*)$/s.exec(reader) ?? [];
    if (ruled.has(reader)) return { name: nameReader(reader), former: undefined };
    if (id !== undefined) {
      return { name: nameRecipient(keyring, id), former: keyring.former?.get(id) };
    }
    const isSomebody = reader.startsWith("somebody:");
    return { name: isSomebody ? nameRecipient(keyring, reader) : reader, former: undefined };
  };
  const known = new Map<string, Naming>();
  return (reader: string): Naming => {
    const naming = known.get(reader) ?? nameOf(reader);
    known.set(reader, naming);
    return naming;
  };
}

function listReaders({ groups }: FileRule): string[] {
  return groups.flat().map(({ reader }) => reader);
}
