import type { HeaderKey, SopsHeader } from "../files/sops-metadata.ts";
import type { FileRule } from "../rules/file-rule.ts";

/** The recipients of key groups, group by group. */
export type GroupIds = readonly (readonly string[])[];

/** Those that a rule names. */
export function listRuledIds({ groups }: Pick<FileRule, "groups">): GroupIds {
  return groups.map((group) => group.map(({ recipient }) => recipient.id));
}

/** Those that a header names. */
export function listHeaderIds(groups: readonly (readonly HeaderKey[])[]): GroupIds {
  return groups.map((group) => group.map(({ id }) => id));
}

/** sops compares groups by their places, and what is in each as a set (cmd/sops/common). */
export function isSameGroups(a: GroupIds, b: GroupIds): boolean {
  return a.length === b.length && a.every((group, index) => isSameSet(group, b[index] ?? []));
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((id) => right.has(id));
}

/** Whether as many groups of a file are needed together as its rule says; of one group, one is. */
export function isSameThreshold(
  rule: Pick<FileRule, "groups" | "threshold">,
  header: Pick<SopsHeader, "groups" | "threshold">,
): boolean {
  if (rule.groups.length <= 1 || header.groups.length <= 1) return true;
  return countNeeded(rule) === countNeeded(header);
}

function countNeeded({
  groups,
  threshold = groups.length,
}: {
  readonly groups: readonly unknown[];
  readonly threshold?: number | undefined;
}): number {
  return Math.min(threshold, groups.length);
}
