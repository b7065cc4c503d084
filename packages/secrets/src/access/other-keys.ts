import { compareNames } from "@fleet/diagnostics";
import type { SecretFile } from "../files/secret-file.ts";
import type { Keyring } from "../keys/keyring.ts";
import { listOddWraps } from "../keys/odd-wrap.ts";
import type { FileRule, RuleFinder } from "../rules/file-rule.ts";
import { readerOf, readingOf } from "./file-reading.ts";
import { isSameGroups, isSameThreshold, listHeaderIds, listRuledIds } from "./same-groups.ts";

/**
 * Whether a file has exactly the keys, groups and threshold of its rule. Readers alone do not tell: somebody may
 * have two keys, of which one is missing, or one too many.
 */
export function isAsDeclared(file: SecretFile | undefined, rule: FileRule | undefined): boolean {
  const header = file?.header;
  if (header === undefined || rule === undefined || readingOf(file) !== "understood") return false;
  const hasComment = header.groups.flat().some((key) => key.hasComment);
  if (listOddWraps(header.groups).length > 0) return false;
  const isSame = isSameGroups(listRuledIds(rule), listHeaderIds(header.groups));
  return isSame && !hasComment && isSameThreshold(rule, header);
}

/** With which keys a reader should read a file and cannot, and can and should not. */
export interface OtherKeys {
  /** Recipients of the reader that the rule names and the file lacks, in order. */
  readonly missingKeys: readonly string[];
  /** Recipients of the reader that the file has and the rule does not name, in order. */
  readonly extraKeys: readonly string[];
}

/** Of whom both name the same keys. */
export const noKeys: OtherKeys = { missingKeys: [], extraKeys: [] };

/** Files by their paths, and their rules. */
export interface KnownFiles {
  readonly byPath: ReadonlyMap<string, SecretFile>;
  readonly find: RuleFinder["find"];
}

/** Finds out how the keys of readers in files compare with those in the rules of the files. */
export function createKeyComparison(
  keyring: Keyring,
  { byPath, find }: KnownFiles,
): (path: string, reader: string) => OtherKeys {
  return (path, reader) => {
    const [file, rule] = [byPath.get(path), find(path)];
    if (file?.header === undefined || rule === undefined || readingOf(file) !== "understood") {
      return noKeys;
    }
    const given = file.header.groups.flat();
    const wanted = rule.groups.flat();
    const [there, ruled] = [
      new Set(given.map(({ id }) => id)),
      new Set(wanted.map(({ recipient }) => recipient.id)),
    ];
    const own = wanted.filter((grant) =>
      [grant.reader, ...(grant.sharedWith ?? [])].includes(reader),
    );
    const missing = own.map(({ recipient }) => recipient.id).filter((id) => !there.has(id));
    const extra = given.filter((key) => !ruled.has(key.id) && readerOf(key, keyring) === reader);
    return {
      missingKeys: [...new Set(missing)].sort(compareNames),
      extraKeys: [...new Set(extra.map(({ id }) => id))].sort(compareNames),
    };
  };
}
