import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { createRuleFinder } from "../rules/file-rule.ts";
import { createIgnoreFinder } from "../rules/ignored-paths.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type GitView, isInAbsentSubmodule } from "./git-findings.ts";

/**
 * What is ignored has no rule, so that sops and whoever reads the declaration take it for nothing of
 * fleet's; and each entry of `secrets.ignore` is there for a file. Once for each entry.
 */
export function* checkIgnored(
  { ignored = [], rules }: Secrets,
  paths: readonly string[],
  git: GitView,
): Iterable<Diagnostic> {
  if (ignored.length === 0) return;
  const { find } = createRuleFinder(rules);
  const byEntry = Map.groupBy(paths, createIgnoreFinder(ignored));
  for (const entry of ignored) {
    const { pattern, origin } = entry;
    const found = byEntry.get(entry) ?? [];
    const [first, ...others] = found.filter((path) => find(path) !== undefined);
    if (found.length === 0 && !isInAbsentSubmodule(pattern.text, git)) {
      yield secretsCodes.create("unused-ignore", `There is no file ${quote(pattern.text)}.`, {
        path: origin,
        help: "Take the entry out of `secrets.ignore`, or correct it.",
      });
    }
    if (first === undefined) continue;
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    yield secretsCodes.create(
      "ignored-file",
      `${quote(pattern.text)} ignores ${quote(first)}${rest}, although the rule for ${quote(find(first)?.template)} is about it.`,
      {
        path: origin,
        help: "Make one of the two narrower: a file belongs to fleet or to another tool. A default rule goes with `defaultRules: false`.",
      },
    );
  }
}
