import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import { defaultCryptRule, isSameCryptRule } from "../files/crypt-rule.ts";
import type { Keyring } from "../keys/keyring.ts";
import { parsePathRegex, samplePathRegex } from "../path-regex/path-regex.ts";
import { parseReader } from "../rules/reader.ts";
import { resolveSecrets, type Secrets } from "../rules/resolve-secrets.ts";
import { pickSopsRule, type SopsConfig, type SopsRule } from "../sops-yaml/sops-config.ts";
import { compareSopsYaml, type SopsYamlDifference } from "../sops-yaml/sops-yaml-differences.ts";
import {
  type AdoptedPaths,
  type AdoptionFiles,
  adoptPaths,
  createAdoptedFinder,
} from "./adopted-paths.ts";

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
  /** Keys in the proposal that no declaration can hold, in order. */
  readonly unusable: readonly string[];
  /** What else sops obeys in the file, of `stores` and `destination_rules`: none of it is carried over. */
  readonly others: readonly string[];
}

/** One rule, and the files on disk that sops takes it for. */
export interface AdoptedRule {
  readonly rule: SopsRule;
  readonly files: readonly string[];
  /** Those of the files to which the declaration gives other readers, groups or values. */
  readonly differences: readonly SopsYamlDifference[];
  /** A path that is no file yet, that sops takes the rule for, and the proposal does not. */
  readonly lost: LostPath | undefined;
  /** What would come near to the rule, where it is not proposed. */
  readonly withheld: readonly SecretFileDeclaration[];
  /** Why it is not proposed: this file, which is not encrypted or one of the `unruled`, would have these readers. */
  readonly bystander: string | undefined;
}

/** A path, and the line of the rule whose readers it would have by a proposal; undefined where no rule is about it. */
interface LostPath {
  readonly path: string;
  readonly line: number | undefined;
}

/** Compares a `.sops.yaml` with the declaration for the encrypted files on disk, and proposes rules. */
export function planAdoption(
  secrets: Secrets,
  config: SopsConfig,
  { encrypted, others }: AdoptionFiles,
): Adoption {
  const { keyring } = secrets;
  const sorted = [...new Set(encrypted)].sort(compareNames);
  const differences = compareSopsYaml(secrets, config, sorted);
  const adopted = adoptPaths(config, { encrypted: sorted, others });
  const findLost = createLossFinder(config, adopted);
  const rules = adopted.map((one): AdoptedRule => {
    const { rule, files, withheld, bystander } = one;
    return {
      rule,
      files,
      differences: differences.filter(({ path }) => files.includes(path)),
      lost: findLost(one),
      withheld: withheld.map((path) => proposeRule(path, rule, keyring)),
      bystander,
    };
  });
  const ruled = new Set(adopted.flatMap(({ files }) => files));
  const used = new Set(config.rules.flatMap(({ groups }) => groups.flat()));
  const proposal = adopted.flatMap(({ rule, paths }) =>
    paths.map((path) => proposeRule(path, rule, keyring)),
  );
  return {
    rules,
    unruled: sorted.filter((path) => !ruled.has(path)),
    unnamed: [...used].filter((id) => !keyring.owners.has(id)).sort(compareNames),
    proposal,
    undeclarable: adopted.flatMap(({ undeclarable }) => undeclarable),
    unusable: listUnusable(proposal),
    others: config.others,
  };
}

/** Finds for a rule a path that is none of its files, and that would go elsewhere by what is proposed. */
function createLossFinder(
  config: SopsConfig,
  adopted: readonly AdoptedPaths[],
): (one: AdoptedPaths) => LostPath | undefined {
  const find = createAdoptedFinder(adopted);
  const there = new Set(adopted.flatMap(({ files }) => files));
  return ({ rule, files }) => {
    for (const path of listSamples(rule, files)) {
      const pick = pickSopsRule(config, path);
      if (there.has(path) || pick.kind !== "rule" || pick.rule !== rule) continue;
      const taker = find(path);
      if (taker === undefined || !isAlike(taker, rule)) return { path, line: taker?.line };
    }
    return undefined;
  };
}

/** Paths to try a rule on: made up by its regular expression, and new files beside those that are there. */
function listSamples({ pathRegex }: SopsRule, files: readonly string[]): string[] {
  const parsed = pathRegex === undefined ? undefined : parsePathRegex(pathRegex);
  const made = parsed === undefined ? [] : samplePathRegex(parsed);
  const beside = files.map((file) => file.replace(/[^/]*?(?=(?:\.[^/.]*)?$)/, "new"));
  return [...new Set([...made, ...beside])];
}

function isAlike(a: SopsRule, b: SopsRule): boolean {
  const text = ({ groups, threshold, cryptRule }: SopsRule) =>
    JSON.stringify([groups.map((group) => [...group].sort(compareNames)), threshold, cryptRule]);
  return text(a) === text(b);
}

function listUnusable(proposal: readonly SecretFileDeclaration[]): string[] {
  const readers = proposal.flatMap(({ readers: own = [], groups = [] }) => [
    ...own,
    ...groups.flat(),
  ]);
  return [...new Set(readers)].filter((reader) => !parseReader(reader).ok).sort(compareNames);
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
  const { hostFile = "", userFile = "", readers = new Map(), ignore = [] } = fleet.secrets ?? {};
  const others = { ignore, clanFolder: fleet.secrets?.clanFolder, hostFile, userFile };
  const declared = { files: proposal, readers, defaultRules: false, ...others };
  const secrets = resolveSecrets({ ...fleet, secrets: declared }, resolved).value;
  const present = new Set(paths);
  return compareSopsYaml(secrets, config, paths)
    .map(({ path }) => path)
    .filter((path) => present.has(path));
}

/** The readers of a group: by name whoever has all the own keys in it, a key by the name that it has, and the rest as they are. */
function nameReaders(group: readonly string[], { recipients, keyNames }: Keyring): string[] {
  const names: string[] = [];
  const left = new Set(group);
  for (const [reader, own] of recipients) {
    if (own.length === 0 || !own.every(({ id }) => left.has(id))) continue;
    names.push(reader);
    for (const { id } of own) left.delete(id);
  }
  for (const id of [...left]) {
    const name = keyNames?.get(id);
    if (name === undefined) continue;
    names.push(name);
    left.delete(id);
  }
  return [...names.sort(compareNames), ...[...left].sort(compareNames)];
}
