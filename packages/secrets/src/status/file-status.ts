import { compareNames } from "@fleet/diagnostics";
import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { FileRule } from "../rules/file-rule.ts";

/** How a file compares with the rule for its path. Ids of recipients are in order. */
export interface FileStatus {
  readonly file: SecretFile;
  /** Undefined when no rule is about the path. */
  readonly rule: FileRule | undefined;
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
  /** Whether `fleet secrets sync` would change the file. */
  readonly needsSync: boolean;
}

/** Compares a file with the rule for its path; a file without a header has nothing to compare. */
export function compareFile(
  file: SecretFile,
  rule: FileRule | undefined,
  { owners, sshForms }: Keyring,
): FileStatus {
  const wanted = (rule?.groups ?? []).map((group) => group.map(({ recipient }) => recipient.id));
  const { header } = file;
  const given = (header?.groups ?? []).map((group) => group.map(({ id }) => id));
  if (header === undefined || rule === undefined || isSameGroups(wanted, given)) {
    return finish({ file, rule, missing: [], stale: [], unknown: [], hasOtherGroups: false });
  }
  const [all, there] = [new Set(wanted.flat()), new Set(given.flat())];
  const missing = [...all].filter((id) => !there.has(id)).sort(compareNames);
  const extra = [...there].filter((id) => !all.has(id)).sort(compareNames);
  return finish({
    file,
    rule,
    missing,
    stale: extra.filter((id) => owners.has(id) || sshForms.has(id)),
    unknown: extra.filter((id) => !owners.has(id) && !sshForms.has(id)),
    hasOtherGroups: missing.length === 0 && extra.length === 0,
  });
}

type Compared = Omit<FileStatus, "hasOtherThreshold" | "hasOtherCryptRule" | "needsSync">;

function finish(compared: Compared): FileStatus {
  const { file, rule, missing, stale, unknown, hasOtherGroups } = compared;
  const { header, format } = file;
  const hasOtherThreshold =
    header !== undefined &&
    rule !== undefined &&
    rule.groups.length > 1 &&
    header.groups.length > 1 &&
    needed(rule.groups.length, rule.threshold) !== needed(header.groups.length, header.threshold);
  const hasOtherCryptRule =
    header !== undefined &&
    rule !== undefined &&
    format !== "binary" &&
    !isSameCryptRule(rule.cryptRule ?? defaultCryptRule, header.cryptRule ?? defaultCryptRule);
  const needsSync =
    hasOtherGroups ||
    missing.length + stale.length + unknown.length > 0 ||
    // To sops an SSH key with its comment is another recipient.
    (rule !== undefined && header?.groups.flat().some(({ hasComment }) => hasComment) === true);
  return { ...compared, hasOtherThreshold, hasOtherCryptRule, needsSync };
}

function needed(count: number, threshold: number | undefined): number {
  return Math.min(threshold ?? count, count);
}

/** sops compares groups by their places, and what is in each as a set (cmd/sops/common). */
function isSameGroups(
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
): boolean {
  return a.length === b.length && a.every((group, index) => isSameSet(group, b[index] ?? []));
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((id) => right.has(id));
}
