import { compareNames, isError } from "@fleet/diagnostics";
import type { SecretFile } from "../files/secret-file.ts";
import type { HeaderKey } from "../files/sops-metadata.ts";
import { type FormerReader, findOwner } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { isWrongWrap, listOddWraps } from "../keys/odd-wrap.ts";
import { nameReader, nameRecipient } from "../keys/recipient-name.ts";
import { createRuleFinder, type FileRule } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type Access, listAccess } from "./access.ts";
import { addTransitive, compareWays, keyOf, type RuledPath, type Way } from "./transitive-ways.ts";

/**
 * What is known of a file: its readers (`understood`); that it has none, as it is not encrypted; that it
 * is not there (`missing`); or nothing that can be relied on (`not-understood`).
 */
export type FileReading = "understood" | "not-encrypted" | "missing" | "not-understood";

/** One reader and one file: what is declared, and what the file says. */
export interface ComparedAccess extends Way {
  /** The reader as people call it; of somebody who is not declared, as it is known. */
  readonly name: string;
  /** Who says whose key it was, where nobody declares it. */
  readonly former: FormerReader | undefined;
  /** Why the reader should be able to decrypt the file; undefined where it should not. */
  readonly declared: Access | undefined;
  /** Whether it can; undefined where that is not known. */
  readonly actual: boolean | undefined;
}

/** Who should be able to decrypt which file, and who can. */
export interface ComparedFiles {
  /** In order. */
  readonly files: readonly { readonly path: string; readonly reading: FileReading }[];
  /** In order of path, then reader. */
  readonly access: readonly ComparedAccess[];
}

/**
 * Compares who is declared to read files with whom their headers name, directly or with a key that lies
 * in a file. `paths` may name files that are not there.
 */
export function compareAccess(
  secrets: Secrets,
  files: readonly SecretFile[],
  paths: readonly string[],
): ComparedFiles {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const all = [...new Set([...paths, ...byPath.keys()])].sort(compareNames);
  const readings = new Map(all.map((path) => [path, readingOf(byPath.get(path))]));
  const declared = new Map(listAccess(secrets, all).map((access) => [keyOf(access), access]));
  const actual = new Map(listActual(secrets, files).map((way) => [keyOf(way), way]));
  const doubted = new Set(files.flatMap((file) => listDoubted(file, secrets.keyring)));
  const names = createNaming(secrets);
  const access = [...new Set([...declared.keys(), ...actual.keys()])].flatMap((key) => {
    const [should, can] = [declared.get(key), actual.get(key)];
    const way = should ?? can;
    if (way === undefined) return [];
    const places = [way.path, ...(way.through === undefined ? [] : [way.through.path])];
    const isUnclear = places.some((path) => readings.get(path) === "not-understood");
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
        actual: readings.get(way.path) === "not-encrypted" ? true : known,
      },
    ];
  });
  return {
    files: all.map((path) => ({ path, reading: readings.get(path) ?? "missing" })),
    access: access.sort(compareWays),
  };
}

function readingOf(file: SecretFile | undefined): FileReading {
  if (file === undefined) return "missing";
  if (file.problems.some(isError)) return "not-understood";
  return file.header === undefined ? "not-encrypted" : "understood";
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

function readerOf({ id }: HeaderKey, keyring: Keyring): string {
  return findOwner(keyring, id) ?? `recipient:${id}`;
}

type Naming = Pick<ComparedAccess, "name" | "former">;

/** What readers are called; one that a rule names by its recipient is not called by whose it was. */
function createNaming({ rules, keyring }: Secrets) {
  const ruled = new Set(rules.flatMap(listReaders));
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
