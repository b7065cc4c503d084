import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { Keyring } from "../keys/keyring.ts";
import { resolveSecrets, type Secrets } from "../rules/resolve-secrets.ts";
import { pickSopsRule, type SopsConfig, type SopsRule } from "../sops-yaml/sops-config.ts";
import { compareSopsYaml, type SopsYamlDifference } from "../sops-yaml/sops-yaml-differences.ts";
import { adoptPaths } from "./adopted-paths.ts";

/** What a `.sops.yaml` written by hand comes to, beside a declaration. */
export interface Adoption {
  /** Its rules, in the order of the file. */
  readonly rules: readonly AdoptedRule[];
  /** Encrypted files that none of its rules is about, in order. */
  readonly unruled: readonly string[];
  /** The ids of recipients that belong to nobody in the declaration, in order. */
  readonly unnamed: readonly string[];
  /** The rules that would give every file the readers that it has by `.sops.yaml`; without default rules. */
  readonly proposal: readonly SecretFileDeclaration[];
  /** Files whose paths cannot be declared, in order. */
  readonly undeclarable: readonly string[];
}

/** One rule, and the files on disk that sops takes it for. */
export interface AdoptedRule {
  readonly rule: SopsRule;
  readonly files: readonly string[];
  /** Those of the files to which the declaration gives other readers, groups or values. */
  readonly differences: readonly SopsYamlDifference[];
}

/** Compares a `.sops.yaml` with the declaration for the encrypted files on disk, and proposes rules. */
export function planAdoption(
  secrets: Secrets,
  config: SopsConfig,
  paths: readonly string[],
): Adoption {
  const sorted = [...new Set(paths)].sort(compareNames);
  const picks = sorted.map((path) => ({ path, pick: pickSopsRule(config, path) }));
  const differences = compareSopsYaml(secrets, config, sorted);
  const rules = config.rules.map((rule) => {
    const files = picks.flatMap(({ path, pick }) =>
      pick.kind === "rule" && pick.rule === rule ? path : [],
    );
    return {
      rule,
      files,
      differences: differences.filter(({ path }) => files.includes(path)),
    };
  });
  const used = new Set(config.rules.flatMap(({ groups }) => groups.flat()));
  const adopted = rules.map(({ rule, files }) => ({ rule, ...adoptPaths(rule, files, sorted) }));
  return {
    rules,
    unruled: picks.flatMap(({ path, pick }) => (pick.kind === "rule" ? [] : path)),
    unnamed: [...used].filter((id) => !secrets.keyring.owners.has(id)).sort(compareNames),
    proposal: adopted.flatMap(({ rule, paths: own }) =>
      own.map((path) => proposeRule(path, rule, secrets.keyring)),
    ),
    undeclarable: adopted.flatMap(({ undeclarable }) => undeclarable),
  };
}

/** The rule of a declaration that gives a path exactly the recipients of a rule of sops. */
function proposeRule(
  path: string,
  { groups, threshold, cryptRule }: SopsRule,
  keyring: Keyring,
): SecretFileDeclaration {
  const named = groups.map((group) => nameReaders(group, keyring));
  const isUsual = cryptRule === undefined || isSameCryptRule(cryptRule, defaultCryptRule);
  const readers =
    named.length > 1
      ? { groups: named, threshold: threshold ?? named.length }
      : { readers: named[0] ?? [], operators: false };
  return { path, ...readers, ...(isUsual ? {} : { cryptRule }) };
}

/** A proposal, and what it must come to. */
interface Proposed {
  readonly proposal: readonly SecretFileDeclaration[];
  readonly config: SopsConfig;
  readonly paths: readonly string[];
}

/** The files, in order, to which a proposal would give other readers than `.sops.yaml` does. */
export function listUnproven(
  fleet: Fleet,
  resolved: ResolvedFleet,
  { proposal, config, paths }: Proposed,
): string[] {
  // Where hosts and homes look for their secrets is of no matter to who may decrypt a file.
  const { hostFile, userFile } = fleet.secrets ?? { hostFile: "", userFile: "" };
  const declared = { files: proposal, defaultRules: false, hostFile, userFile };
  const secrets = resolveSecrets({ ...fleet, secrets: declared }, resolved).value;
  const present = new Set(paths);
  return compareSopsYaml(secrets, config, paths)
    .map(({ path }) => path)
    .filter((path) => present.has(path));
}

/** The readers of a group: by name whoever has all the own keys in it, and the rest as they are. */
function nameReaders(group: readonly string[], { recipients }: Keyring): string[] {
  const names: string[] = [];
  const left = new Set(group);
  for (const [reader, own] of recipients) {
    if (own.length === 0 || !own.every(({ id }) => left.has(id))) continue;
    names.push(reader);
    for (const { id } of own) left.delete(id);
  }
  return [...names.sort(compareNames), ...[...left].sort(compareNames)];
}
