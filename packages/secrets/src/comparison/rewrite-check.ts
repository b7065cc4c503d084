import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { FileContents } from "../files/file-contents.ts";
import { readSealedValues } from "../files/file-values.ts";
import { createIntern } from "../files/intern.ts";
import { readMetadata, type SopsHeader } from "../files/sops-metadata.ts";
import { formatOf } from "../formats/file-format.ts";
import { parseBytes } from "../formats/parse-file.ts";
import { isWrongWrap } from "../keys/odd-wrap.ts";

/** What sops was asked to do to a file. */
export interface Rewrite {
  /** The ids of the recipients that each key group should have afterwards. */
  readonly groups: readonly (readonly string[])[];
  /** Whether the values should be encrypted anew with another data key, or stay as they are. */
  readonly isRotation: boolean;
}

/**
 * Compares a file before and after sops has rewritten it, and says what is not as it was asked for, or
 * undefined when all is. Paths only tell the format.
 */
export function checkRewrite(
  before: FileContents,
  after: FileContents,
  { groups, isRotation }: Rewrite,
): string | undefined {
  const [old, fresh] = [readBlock(before), readBlock(after)];
  if (old === undefined || fresh === undefined) return "It holds no sops block that can be read.";
  const wanted = describeGroups(groups);
  if (describeGroups(fresh.header.groups.map((group) => group.map(({ id }) => id))) !== wanted) {
    return "Its recipients are not the ones that were asked for.";
  }
  if (fresh.header.groups.flat().some(({ claim }) => isWrongWrap(claim))) {
    return "Its data key is not encrypted to the ones that it names.";
  }
  const [oldRule, freshRule] = [old.header.cryptRule, fresh.header.cryptRule];
  // In a file that names none, sops writes down the one that it has gone by.
  if (!isSameCryptRule(oldRule ?? defaultCryptRule, freshRule ?? defaultCryptRule)) {
    return "It encrypts other values than before.";
  }
  if (
    !isRotation &&
    (old.mac !== fresh.mac || old.header.lastModified !== fresh.header.lastModified)
  ) {
    return "Its checksum or date changed, although no value should have.";
  }
  if (isRotation && old.mac === fresh.mac)
    return "Its checksum is encrypted with the old data key.";
  return compareValues(old.values, fresh.values, isRotation);
}

interface Block {
  readonly header: SopsHeader;
  readonly mac: string;
  readonly values: Sealed;
}

function readBlock(contents: FileContents): Block | undefined {
  const parsed = parseBytes(contents.bytes, formatOf(contents.path));
  const values = readSealedValues(contents);
  if (parsed.kind !== "encrypted" || values === undefined) return undefined;
  const metadata = readMetadata(parsed.block, createIntern());
  return metadata.ok ? { ...metadata, values } : undefined;
}

/** Groups as sops compares them: by their places, and what is in each as a set. */
function describeGroups(groups: readonly (readonly string[])[]): string {
  return JSON.stringify(groups.map((group) => [...new Set(group)].sort()));
}

type Sealed = ReadonlyMap<string, string>;

function compareValues(old: Sealed, fresh: Sealed, isRotation: boolean): string | undefined {
  const isSameSet = old.size === fresh.size && [...old.keys()].every((key) => fresh.has(key));
  if (!isSameSet) return "It holds other encrypted values than before.";
  for (const [key, value] of old) {
    if (isRotation === (fresh.get(key) === value)) {
      return isRotation
        ? "A value is still encrypted with the old data key."
        : "An encrypted value changed.";
    }
  }
  return undefined;
}
