import type { Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Diagnostic, isError, type Outcome, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { buildKeyring, type Keyring, listSharers } from "../keys/keyring.ts";
import { type ClanFolder, resolveClanFolder } from "./clan-folder.ts";
import { defaultSecretRules } from "./default-rules.ts";
import type { FileRule } from "./file-rule.ts";
import { type IgnoredPaths, resolveIgnored, rulesAreSeen } from "./ignored-paths.ts";
import { comparePatterns } from "./path-pattern.ts";
import { checkReaderGroups, groupsLetNobodyIn } from "./reader-group.ts";
import { checkLoss, checkRecovery, checkStrength } from "./recipient-checks.ts";
import { resolveRule } from "./resolve-rule.ts";
import { checkReaders } from "./rule-checks.ts";
import { type ConcreteRule, checkRulePath, expandRule } from "./rule-expansion.ts";
import { checkOrder } from "./rule-order.ts";
import { listRules } from "./secret-rule.ts";

/** Who can decrypt what, as declared. */
export interface Secrets {
  readonly keyring: Keyring;
  /** The particular before the general: the first whose pattern matches a path is the one that counts. */
  readonly rules: readonly FileRule[];
  /** The files that another tool owns; absent where there are none, as mostly. */
  readonly ignored?: readonly IgnoredPaths[];
  /** Where clan says who reads its own files; absent where that is not read. */
  readonly clan?: ClanFolder;
}

/**
 * Computes the rules of all secret files: placeholders filled in, readers turned into recipients with
 * the reason of each. Rules in which nobody has a key are left out. The order of the declaration does
 * not matter; a rule for one path outranks one with placeholders, and any of them a default rule. A fleet
 * that says nothing of secrets has no rules.
 */
export function resolveSecrets(fleet: Fleet, resolved: ResolvedFleet): Outcome<Secrets> {
  const { value: keyring, damaged, places, diagnostics: ofKeys } = buildKeyring(fleet);
  const declared = expandDeclared(fleet, resolved);
  const chosen = chooseRules(declared.value, listDefaults(fleet, resolved));
  const diagnostics: Diagnostic[] = [...ofKeys, ...declared.diagnostics, ...chosen.diagnostics];
  const known = { fleet, resolved, keyring, damaged, sharers: listSharers(keyring) };
  const rules: FileRule[] = [];
  const complete: FileRule[] = [];
  const missed = new Map<string, string[]>();
  const unopened = new Map<string, string[]>();
  for (const concrete of chosen.value) {
    const { value, diagnostics: found } = resolveRule(concrete, known);
    diagnostics.push(...found);
    if (value.rule !== undefined) rules.push(value.rule);
    if (value.rule !== undefined && !value.isIncomplete) complete.push(value.rule);
    addPath(missed, value.withoutKey, concrete.path);
    addPath(unopened, value.emptyGroups, concrete.path);
  }
  const byPattern = (a: FileRule, b: FileRule) => comparePatterns(a.pattern, b.pattern);
  for (const list of [rules, complete]) list.sort(byPattern);
  const ignored = resolveIgnored(fleet);
  const clan = resolveClanFolder(fleet, resolved);
  diagnostics.push(
    ...membersWithoutKey(missed),
    ...checkOrder(rules),
    ...ignored.diagnostics,
    ...clan.diagnostics,
    ...rulesAreSeen(rules, ignored.value),
  );
  // An operator of whom a key is none would be the other who can decrypt.
  if (![...damaged].some((reader) => reader.startsWith("operator:"))) {
    diagnostics.push(...checkLoss(complete));
  }
  // What a rule or key that is none would have changed cannot be told.
  if (damaged.size === 0 && !declared.diagnostics.some(isError)) {
    diagnostics.push(...checkRecovery(rules));
  }
  diagnostics.push(...checkStrength(rules, places));
  const others = {
    ...(ignored.value.length === 0 ? {} : { ignored: ignored.value }),
    ...(clan.value === undefined ? {} : { clan: clan.value }),
  };
  const all = distinct(groupsLetNobodyIn(diagnostics, unopened));
  return { value: { keyring, rules, ...others }, diagnostics: all };
}

function addPath(paths: Map<string, string[]>, names: readonly string[], path: string): void {
  for (const name of names) paths.set(name, [...(paths.get(name) ?? []), path]);
}

/** The rules as they are declared, without those that are none. */
function expandDeclared(fleet: Fleet, resolved: ResolvedFleet): Outcome<ConcreteRule[]> {
  const diagnostics: Diagnostic[] = [...checkReaderGroups(fleet)];
  const value: ConcreteRule[] = [];
  for (const rule of listRules(fleet)) {
    const found = [...checkRulePath(rule), ...checkReaders(rule, fleet, resolved)];
    diagnostics.push(...found);
    if (!found.some(isError)) value.push(...expandRule(rule, fleet, resolved));
  }
  return { value, diagnostics };
}

function listDefaults(fleet: Fleet, resolved: ResolvedFleet): ConcreteRule[] {
  if (fleet.secrets?.defaultRules !== true) return [];
  return defaultSecretRules.flatMap((rule) => [...expandRule(rule, fleet, resolved)]);
}

/** One rule for each path: a plain one before one with placeholders before a default one. */
function chooseRules(
  declared: readonly ConcreteRule[],
  defaults: readonly ConcreteRule[],
): Outcome<ConcreteRule[]> {
  const byPath = new Map<string, ConcreteRule>();
  const diagnostics: Diagnostic[] = [];
  const ranked = [...declared].sort((a, b) => Number(b.isPlain) - Number(a.isPlain));
  for (const rule of ranked) {
    const earlier = byPath.get(rule.path);
    if (earlier === undefined) byPath.set(rule.path, rule);
    else if (earlier.isPlain === rule.isPlain) diagnostics.push(samePath(earlier, rule));
  }
  for (const rule of defaults) {
    if (!byPath.has(rule.path)) byPath.set(rule.path, rule);
  }
  return { value: [...byPath.values()], diagnostics };
}

function samePath(earlier: ConcreteRule, rule: ConcreteRule): Diagnostic {
  return secretsCodes.create(
    "duplicate-rule",
    `Two rules are about ${quote(rule.path)}: ${quote(earlier.template)} and ${quote(rule.template)}.`,
    { path: [...(rule.origin ?? []), "path"], help: "Keep one, with the readers of both." },
  );
}

/** Who belongs to a set of readers but has no key: once each, however many rules there are. */
function* membersWithoutKey(missed: ReadonlyMap<string, readonly string[]>): Iterable<Diagnostic> {
  for (const [reader, paths] of [...missed].sort(([a], [b]) => compareNames(a, b))) {
    const [kind = "", id = ""] = reader.split(/:(.*)/s);
    const key = keyNames.get(kind);
    const rest = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
    yield secretsCodes.create(
      "member-without-key",
      `${reader} is a reader of ${quote([...paths].sort(compareNames)[0])}${rest}, but has no key, and so cannot decrypt it.`,
      { path: [`${kind}s`, id], help: `Declare ${key ?? "a key"} for it.` },
    );
  }
}

const keyNames: ReadonlyMap<string, string> = new Map([
  ["user", "`ageKeys` (the public key that `age-keygen` prints)"],
  ["host", "`sshHostKey` (the line of /etc/ssh/ssh_host_ed25519_key.pub) or `ageKey`"],
  ["operator", "`ageKeys`"],
]);

/** Rules for many users or hosts report the same mistake once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}
