import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipient } from "../keys/recipient-name.ts";
import { createRuleFinder, type FileRule } from "../rules/file-rule.ts";
import { samplePaths } from "../rules/path-pattern.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { sopsYamlPath } from "./generated-text.ts";
import { pickSopsRule, type SopsConfig, type SopsPick, startOf } from "./sops-config.ts";

/** How sops and the declaration differ over one path. */
export interface SopsYamlDifference {
  readonly path: string;
  /** Undefined when the declaration has no rule for the path. */
  readonly rule: FileRule | undefined;
  readonly pick: SopsPick;
  /** Recipients that the declaration wants and sops would leave out, in order. */
  readonly missing: readonly string[];
  /** Recipients that sops would add, in order. */
  readonly extra: readonly string[];
  /** Whether the groups, the threshold or the crypt rule differ although the recipients are the same. */
  readonly isShapeOther: boolean;
}

/**
 * Where a `.sops.yaml` gives a path to other readers than the declaration does: for the given paths,
 * and for paths that are made up so that every rule of the declaration is tried.
 */
export function compareSopsYaml(
  secrets: Secrets,
  config: SopsConfig,
  paths: readonly string[],
): SopsYamlDifference[] {
  const { find } = createRuleFinder(secrets.rules);
  const samples = secrets.rules.flatMap(({ pattern }) => samplePaths(pattern));
  const tried = [...new Set([...paths, ...samples])].sort(compareNames);
  return tried.flatMap((path) => {
    const difference = comparePath(path, find(path), pickSopsRule(config, path));
    return difference === undefined ? [] : [difference];
  });
}

function comparePath(
  path: string,
  rule: FileRule | undefined,
  pick: SopsPick,
): SopsYamlDifference | undefined {
  if (rule === undefined && pick.kind === "none") return undefined;
  const wanted = (rule?.groups ?? []).map((group) => group.map(({ recipient }) => recipient.id));
  const given = pick.kind === "rule" ? pick.rule.groups : [];
  const [all, there] = [new Set(wanted.flat()), new Set(given.flat())];
  const missing = [...all].filter((id) => !there.has(id)).sort(compareNames);
  const extra = [...there].filter((id) => !all.has(id)).sort(compareNames);
  const isShapeOther =
    pick.kind === "rule" && rule !== undefined && hasOtherShape(rule, wanted, pick.rule);
  if (missing.length + extra.length === 0 && !isShapeOther && pick.kind !== "error")
    return undefined;
  return { path, rule, pick, missing, extra, isShapeOther };
}

function hasOtherShape(
  rule: FileRule,
  wanted: readonly (readonly string[])[],
  given: Extract<SopsPick, { kind: "rule" }>["rule"],
): boolean {
  const text = (groups: readonly (readonly string[])[]) =>
    JSON.stringify(groups.map((group) => [...group].sort(compareNames)));
  const needed = (count: number, threshold: number | undefined) =>
    Math.min(threshold ?? count, count);
  return (
    text(wanted) !== text(given.groups) ||
    needed(wanted.length, rule.threshold) !== needed(given.groups.length, given.threshold) ||
    !isSameCryptRule(rule.cryptRule ?? defaultCryptRule, given.cryptRule ?? defaultCryptRule)
  );
}

/** What a difference comes to, by names: "it leaves out user:keith; it adds operator:ci". */
export function describeDifference(
  { pick, missing, extra }: SopsYamlDifference,
  keyring: Keyring,
): string {
  const names = (ids: readonly string[]) => ids.map((id) => nameRecipient(keyring, id)).join(", ");
  const parts = [
    ...(pick.kind === "error" ? ["sops fails"] : []),
    ...(pick.kind === "none" ? ["it has no rule"] : []),
    ...(missing.length > 0 && pick.kind === "rule" ? [`it leaves out ${names(missing)}`] : []),
    ...(extra.length > 0 ? [`it adds ${names(extra)}`] : []),
  ];
  return parts.join("; ") || "its groups, threshold or crypt rule differ";
}

/** The differences as findings, by names: those that come to the same are one. */
export function* reportSopsYaml(
  differences: readonly SopsYamlDifference[],
  keyring: Keyring,
  help: string,
): Iterable<Diagnostic> {
  const byRule = new Map(differences.toReversed().map((one) => [one.rule ?? one.path, one]));
  const alike = Map.groupBy([...byRule.values()].toReversed(), (one) =>
    describeDifference(one, keyring),
  );
  for (const [what, [first, ...others]] of alike) {
    if (first === undefined) continue;
    const { path, rule, pick } = first;
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    yield secretsCodes.create(
      "sops-yaml-drift",
      `${sopsYamlPath} is not what the declaration says about ${quote(path)}${rest}: ${what}.`,
      {
        path: rule?.origin ?? [],
        file: sopsYamlPath,
        ...(pick.kind === "none" ? {} : { position: startOf(pick.rule) }),
        help,
      },
    );
  }
}
