import type { SecretFileDeclaration } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import {
  defaultCryptRule,
  isSameCryptRule,
  pickSopsRule,
  type SopsRule,
} from "@fleet/secrets/internal";
import type { FoundSops, FoundSopsConfig } from "../keys/sops-sources.ts";

/** Who is to read a file, and what of it is sealed. */
export interface Target {
  /** The ids of the recipients of each group, in order; none is empty. */
  readonly groups: readonly (readonly string[])[];
  /** How many of several groups are needed; undefined where there is one. */
  readonly threshold: number | undefined;
  /** Undefined where sops's own default holds. */
  readonly cryptRule: SecretFileDeclaration["cryptRule"];
  /** The same for what is the same. */
  readonly key: string;
}

/** A rule of sops, and the config that it stands in. */
export interface PickedRule {
  readonly rule: SopsRule;
  readonly config: FoundSopsConfig;
  readonly target: Target;
}

/** Says by which rule sops would encrypt a file at a path from the root; undefined where it refuses. */
export type SopsView = (path: string) => PickedRule | undefined;

/**
 * Looks at all configs of a repository as at one: for a file, the nearest above it counts, which is the one that
 * sops takes where it is called in the folder of the file; where that has no rule, the one further up.
 */
export function createSopsView(configs: FoundSops["configs"]): SopsView {
  const targets = new Map<SopsRule, Target>();
  for (const { config } of configs) {
    for (const rule of config.rules) targets.set(rule, targetOfRule(rule));
  }
  const nearestFirst = [...configs].sort((a, b) => b.folder.length - a.folder.length);
  const pick = (path: string): PickedRule | undefined => {
    for (const config of nearestFirst) {
      const inside = pathBelow(config.folder, path);
      const picked = inside === undefined ? undefined : pickSopsRule(config.config, inside);
      if (picked?.kind !== "rule") continue;
      const target = targets.get(picked.rule);
      if (target !== undefined) return { rule: picked.rule, config, target };
    }
    return undefined;
  };
  const known = new Map<string, PickedRule | undefined>();
  // The same files are asked for again and again.
  return (path) => {
    if (!known.has(path)) known.set(path, pick(path));
    return known.get(path);
  };
}

function pathBelow(folder: string, path: string): string | undefined {
  if (folder === "") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** What a rule of sops comes to. */
export function targetOfRule({ groups, threshold, cryptRule }: SopsRule): Target {
  return createTarget(groups, threshold, cryptRule);
}

/** What groups of recipients come to: without those that are empty, and without a threshold for one. */
export function createTarget(
  groups: readonly (readonly string[])[],
  threshold?: number,
  cryptRule?: SecretFileDeclaration["cryptRule"],
): Target {
  const sorted = groups
    .filter((group) => group.length > 0)
    .map((group) => [...new Set(group)].sort(compareNames));
  const count = sorted.length;
  const needed = count > 1 ? Math.max(1, Math.min(threshold ?? count, count)) : undefined;
  const isUsual = cryptRule === undefined || isSameCryptRule(cryptRule, defaultCryptRule);
  const crypt = isUsual ? undefined : cryptRule;
  const key = JSON.stringify([sorted, needed ?? null, crypt?.field ?? null, crypt?.value ?? null]);
  return { groups: sorted, threshold: needed, cryptRule: crypt, key };
}
