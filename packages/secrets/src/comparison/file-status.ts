import { compareNames } from "@fleet/diagnostics";
import {
  isSameGroups,
  isSameThreshold,
  listHeaderIds,
  listRuledIds,
} from "../access/same-groups.ts";
import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { SopsHeader } from "../files/sops-metadata.ts";
import type { Keyring } from "../keys/keyring.ts";
import { isWrongWrap } from "../keys/odd-wrap.ts";
import type { FileRule } from "../rules/file-rule.ts";
import { isNoSecret, type SeenContent } from "./plain-file.ts";

/** How a file compares with the rule for its path. Ids of recipients are in order. */
export interface FileStatus {
  readonly file: SecretFile;
  /** Undefined when no rule is about the path. */
  readonly rule: FileRule | undefined;
  /** Whether it is one that nobody means to encrypt, such as a README beside secrets; see `isNoSecret`. */
  readonly kind: "secret" | "no-secret";
  /** Recipients that the rule wants and the file lacks. */
  readonly missing: readonly string[];
  /** Recipients of declared readers whom the rule does not let read. */
  readonly stale: readonly string[];
  /** Recipients that belong to nobody in the declaration. */
  readonly unknown: readonly string[];
  /** Whether the key groups differ although all recipients together are the same. */
  readonly hasOtherGroups: boolean;
  /** Whether another number of groups is needed than the rule says. */
  readonly hasOtherThreshold: boolean;
  /** Whether other values are encrypted than the rule says. */
  readonly hasOtherCryptRule: boolean;
  /** Whether a data key is not encrypted to whom it is said to be, or a recipient stands there twice. */
  readonly hasOddKeys: boolean;
  /** Whether it has other keys than the rule says, or has them otherwise than sops writes them. */
  readonly isOutOfStep: boolean;
  /** Whether `fleet secrets sync` would change the file: of one that another tool owns, never. */
  readonly needsSync: boolean;
}

/** How the recipients of a file compare with those of its rule: the same for all files that have the same. */
type Compared = Pick<
  FileStatus,
  "missing" | "stale" | "unknown" | "hasOtherGroups" | "hasOddKeys" | "isOutOfStep"
>;

type Groups = SopsHeader["groups"];

/** Compares files with the rules for their paths; a file without a header has nothing to compare. */
export function createFileComparison(
  keyring: Keyring,
): (file: SecretFile, rule: FileRule | undefined, content?: SeenContent) => FileStatus {
  const known = new Map<FileRule | undefined, Map<Groups, Compared>>();
  return (file, rule, content) => {
    const groups = file.header?.groups ?? noGroups;
    const beside = known.get(rule) ?? new Map<Groups, Compared>();
    if (beside.size === 0) known.set(rule, beside);
    const compared = beside.get(groups) ?? compareGroups(groups, rule, keyring);
    beside.set(groups, compared);
    const kind = isNoSecret(file, rule, content) ? "no-secret" : "secret";
    const needsSync = compared.isOutOfStep && rule?.owner === undefined;
    return { file, rule, kind, ...compared, needsSync, ...compareRest(file, rule) };
  };
}

const noGroups: Groups = [];

function compareGroups(
  groups: Groups,
  rule: FileRule | undefined,
  { owners, sshForms }: Keyring,
): Compared {
  const wanted = listRuledIds({ groups: rule?.groups ?? [] });
  const given = listHeaderIds(groups);
  const hasOddKeys = groups.some(isOdd);
  // To sops an SSH key with its comment is another recipient.
  const hasComment = rule !== undefined && groups.flat().some((key) => key.hasComment);
  if (groups.length === 0 || rule === undefined || isSameGroups(wanted, given)) {
    const none = { missing: [], stale: [], unknown: [], hasOtherGroups: false };
    return { ...none, hasOddKeys, isOutOfStep: hasComment };
  }
  const [all, there] = [new Set(wanted.flat()), new Set(given.flat())];
  const missing = [...all].filter((id) => !there.has(id)).sort(compareNames);
  const extra = [...there].filter((id) => !all.has(id)).sort(compareNames);
  return {
    missing,
    stale: extra.filter((id) => owners.has(id) || sshForms.has(id)),
    unknown: extra.filter((id) => !owners.has(id) && !sshForms.has(id)),
    hasOtherGroups: missing.length === 0 && extra.length === 0,
    hasOddKeys,
    isOutOfStep: true,
  };
}

/** Whether something is wrong with what a key group says of itself. */
function isOdd(group: Groups[number]): boolean {
  const isWrong = group.some(({ claim }) => isWrongWrap(claim));
  return isWrong || new Set(group.map(({ id }) => id)).size < group.length;
}

function compareRest(
  { header, format }: SecretFile,
  rule: FileRule | undefined,
): Pick<FileStatus, "hasOtherThreshold" | "hasOtherCryptRule"> {
  if (header === undefined || rule === undefined) {
    return { hasOtherThreshold: false, hasOtherCryptRule: false };
  }
  return {
    hasOtherThreshold: !isSameThreshold(rule, header),
    hasOtherCryptRule:
      format !== "binary" &&
      !isSameCryptRule(rule.cryptRule ?? defaultCryptRule, header.cryptRule ?? defaultCryptRule),
  };
}
