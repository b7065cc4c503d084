import type { AccessNode } from "@fleet/core/access";
import { quote } from "@fleet/diagnostics";
import { createRuleFinder } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";

/** What somebody lacks who cannot read a file: sentences. */
export function explainUnread(
  { rules, keyring }: Secrets,
  who: AccessNode,
  path: string,
): string[] {
  const rule = createRuleFinder(rules).find(path);
  if (rule === undefined)
    return [`No rule is about ${quote(path)}, so that nobody is meant to read it.`];
  if (rule.owner === "clan") {
    return [
      `No link of clan lets ${who} read ${quote(path)}, and no way leads to a key of one that does.`,
    ];
  }
  const isReader = /^(?:user|host|operator):/.test(who);
  const lacksKey = isReader && !keyring.recipients.has(who);
  return [
    `The rule ${quote(rule.template)} does not let ${who} in, and no way leads to a key that it does.`,
    ...(lacksKey ? [`${who} has no key that is declared.`] : []),
  ];
}
