import { compareNames } from "@fleet/diagnostics";
import type { FileRule } from "../rules/file-rule.ts";
import { ruleRecipients } from "../rules/file-rule.ts";
import type { FileStatus } from "./file-status.ts";

/** What bringing one file in line needs, and whether it may be done. */
export interface SyncNeed {
  readonly path: string;
  /** The commands that must be in PATH to encrypt to the plugins' recipients, in order. */
  readonly plugins: readonly string[];
  /**
   * Whether who runs it can decrypt the file now and afterwards (`keeps`), could not open it in the
   * first place (`closed`), or would lock themselves out (`loses`).
   */
  readonly access: "keeps" | "closed" | "loses";
}

/**
 * Judges one file that needs a sync, for somebody who has the identities of these recipients. sops keeps
 * the threshold that a file has, whatever the rule says.
 */
export function judgeSync({ file, rule }: FileStatus, own: ReadonlySet<string>): SyncNeed {
  const groups = (file.header?.groups ?? []).map((group) => group.map(({ id }) => id));
  const after = (rule?.groups ?? []).map((group) => group.map(({ recipient }) => recipient.id));
  const opensNow = canOpen(groups, file.header?.threshold, own);
  const opensThen = canOpen(after, file.header?.threshold, own);
  return {
    path: file.path,
    plugins: rule === undefined ? [] : pluginsOf(rule),
    access: opensNow ? (opensThen ? "keeps" : "loses") : "closed",
  };
}

/** Whether these recipients' identities together open enough of the groups; without a threshold, all. */
export function canOpen(
  groups: readonly (readonly string[])[],
  threshold: number | undefined,
  own: ReadonlySet<string>,
): boolean {
  const open = groups.filter((group) => group.some((id) => own.has(id))).length;
  return groups.length > 0 && open >= Math.min(threshold ?? groups.length, groups.length);
}

/** The commands that encrypting to a rule's recipients needs, in order. */
export function pluginsOf(rule: FileRule): string[] {
  const plugins = ruleRecipients(rule).flatMap(({ plugin }) => plugin ?? []);
  return [...new Set(plugins)].sort(compareNames);
}
