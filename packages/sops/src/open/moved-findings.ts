import { type Diagnostic, quote } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { listMovedSecretFiles } from "@fleet/project/internal";
import { createRuleFinder, type Secrets } from "@fleet/secrets";

/**
 * Findings about secret files, where one that only has a name of before is not told as one too many and one too few:
 * the cure is to move it, and making another would leave two.
 */
export function tellMovedSecrets(
  project: Pick<Project, "fleet">,
  { rules }: Pick<Secrets, "rules">,
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  const moved = listMovedSecretFiles(project);
  if (moved.length === 0) return [...diagnostics];
  const { find } = createRuleFinder(rules);
  const ruled = moved.flatMap((one) => {
    const rule = find(one.target);
    return rule === undefined ? [] : [quote(rule.template)];
  });
  return diagnostics.flatMap((one): Diagnostic[] => {
    const { code, file, message } = one;
    if (code === "secrets/missing-file" && ruled.some((rule) => message.includes(rule))) return [];
    const known = moved.find(({ from, target }) =>
      code === "secrets/no-rule"
        ? file === from
        : code === "secrets/missing-secret" && message.includes(quote(target)),
    );
    if (known === undefined) return [one];
    const help = `${quote(known.from)} has a name of before, as \`moved\` says. Run: ${known.command}`;
    return [{ ...one, help }];
  });
}
