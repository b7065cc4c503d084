import { parseForeignKey, writeForeignKey } from "../keys/foreign-key.ts";

/**
 * A configuration for one call of sops, as JSON: one rule for every path, with exactly these
 * recipients by their ids, one list for each key group. With it, neither `.sops.yaml` nor the place of
 * a file matters.
 */
export function renderOneRuleConfig(groups: readonly (readonly string[])[]): string {
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
  return `${JSON.stringify({ creation_rules: [{ key_groups: keyGroups }] })}\n`;
}
