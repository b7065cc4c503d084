import { parseForeignKey, writeForeignKey } from "../keys/foreign-key.ts";
import type { FileRule } from "../rules/file-rule.ts";

/**
 * A configuration for one call of sops, as JSON: one rule for every path, with exactly these
 * recipients by their ids, one list for each key group. For a file that is new, also what of it is encrypted. With it, neither `.sops.yaml` nor the place of
 * a file matters.
 */
export function renderOneRuleConfig(
  groups: readonly (readonly string[])[],
  { cryptRule, threshold }: Partial<Pick<FileRule, "cryptRule" | "threshold">> = {},
): string {
  const keyGroups = groups.map((group) => {
    const byType = new Map<string, (string | Record<string, string>)[]>();
    for (const id of group) {
      const foreign = parseForeignKey(id);
      const type = foreign?.ok === true ? foreign.type : "age";
      const key = foreign?.ok === true ? writeForeignKey(foreign.type, foreign.id) : id;
      byType.set(type, [...(byType.get(type) ?? []), key]);
    }
    return Object.fromEntries(byType);
  });
  const rule = {
    ...(cryptRule === undefined ? {} : { [cryptRule.field]: cryptRule.value }),
    ...(threshold === undefined ? {} : { shamir_threshold: threshold }),
    key_groups: keyGroups,
  };
  return `${JSON.stringify({ creation_rules: [rule] })}\n`;
}
