import type { Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Diagnostic, type Outcome } from "@fleet/diagnostics";
import type { Keyring } from "../keys/keyring.ts";
import type { Recipient } from "../keys/recipient.ts";
import type { FileRule, Grant, KeyGroup } from "./file-rule.ts";
import { parsePattern } from "./path-pattern.ts";
import { parseReader, type ReaderExpression, resolveReader, standsForGap } from "./reader.ts";
import { expandReaderGroup, listEmptyGroups } from "./reader-group.ts";
import type { ConcreteRule, ReaderText } from "./rule-expansion.ts";
import { nobodyReads, standsForNobody, withoutAnyKey } from "./rule-findings.ts";

/** What is known of the fleet when a rule is resolved. */
export interface KnownFleet {
  readonly fleet: Fleet;
  readonly resolved: ResolvedFleet;
  readonly keyring: Keyring;
  /** The readers of whom a declared key is none, which is reported already. */
  readonly damaged: ReadonlySet<string>;
  /** The other readers of a recipient, by its id; see `listSharers`. */
  readonly sharers: ReadonlyMap<string, readonly string[]>;
}

/** What became of a rule. */
export interface ResolvedRule {
  /** Undefined when nobody has a key. */
  readonly rule: FileRule | undefined;
  /** The readers whom a set or a placeholder stands for, but who have no key, in order. */
  readonly withoutKey: readonly string[];
  /** Whether a key of somebody whom it names is none, or a reader group has nobody in it: then nothing can be said of who is missing. */
  readonly isIncomplete: boolean;
  /** Where nobody has a key: the reader groups without anybody that the rule names, in order. */
  readonly emptyGroups: readonly string[];
}

/** The rule with its recipients. That nobody has a key is silent for a default rule. */
export function resolveRule(concrete: ConcreteRule, known: KnownFleet): Outcome<ResolvedRule> {
  const { origin } = concrete;
  const diagnostics: Diagnostic[] = [];
  const gaps: Gaps = { missing: new Set(), damaged: new Set() };
  const groups: KeyGroup[] = [];
  for (const readers of concrete.groups) {
    const named = [...readers, ...operatorTexts(concrete, known.fleet)];
    const { value, diagnostics: found } = resolveGroup(named, known, gaps);
    groups.push(value);
    if (origin !== undefined) diagnostics.push(...found);
  }
  const empty = listEmptyGroups(concrete.groups.flat(), known.fleet);
  const isIncomplete = gaps.damaged.size + empty.length > 0;
  const withoutKey = [...gaps.missing].sort(compareNames);
  const value = { rule: undefined, withoutKey, isIncomplete, emptyGroups: [] };
  const isOwned = groups.every((group, index) => hasOwner(group, concrete.groups[index] ?? []));
  if (origin === undefined && !isOwned) {
    return { value: { ...value, withoutKey: [] }, diagnostics };
  }
  if (groups.some((group) => group.length === 0)) {
    if (concrete.isPlain && !isIncomplete) diagnostics.push(nobodyReads(concrete));
    const isOfGroups = concrete.isPlain && gaps.damaged.size === 0;
    return { value: { ...value, emptyGroups: isOfGroups ? empty : [] }, diagnostics };
  }
  const rule = finishRule(concrete, groups);
  return { value: { ...value, rule }, diagnostics };
}

function finishRule(
  { path, template, origin, rule, holdsKeyOf }: ConcreteRule,
  groups: readonly KeyGroup[],
): FileRule {
  return {
    pattern: parsePattern(path),
    template,
    origin,
    groups,
    threshold: groups.length > 1 ? rule.threshold : undefined,
    cryptRule: rule.cryptRule,
    holdsKeyOf: holdsKeyOf.map(({ text }) => text).sort(compareNames),
  };
}

/** Whether a group holds somebody whom the rule itself names: operators alone make no default rule. */
function hasOwner(group: KeyGroup, readers: readonly ReaderText[]): boolean {
  const own = new Set(readers.map(({ text }) => text));
  const [first] = readers;
  const owner = first?.isFilled === true ? first.text : undefined;
  return group.some(({ expressions }) =>
    expressions.some((text) => (owner === undefined ? own.has(text) : text === owner)),
  );
}

function operatorTexts({ rule, origin }: ConcreteRule, fleet: Fleet): ReaderText[] {
  const { operators = rule.groups === undefined } = rule;
  const path = [...(origin ?? []), "operators"];
  const ids = typeof operators === "object" ? operators : operators ? fleet.operators.keys() : [];
  return [...ids].map((id) => ({ text: `operator:${id}`, path, isFilled: true }));
}

interface GrowingGrant {
  readonly reader: string;
  readonly recipient: Recipient;
  readonly sharedWith?: readonly string[];
  readonly expressions: Set<string>;
}

/** Who of a rule's readers has no key, and of whom a declared one is none. */
interface Gaps {
  readonly missing: Set<string>;
  readonly damaged: Set<string>;
}

function resolveGroup(
  readers: readonly ReaderText[],
  { fleet, resolved, keyring, damaged, sharers }: KnownFleet,
  gaps: Gaps,
): Outcome<KeyGroup> {
  const diagnostics: Diagnostic[] = [];
  const grants = new Map<string, GrowingGrant>();
  for (const { text, path, isFilled, named } of expandReaders(readers, fleet, gaps)) {
    const parsed = parseReader(text);
    if (!parsed.ok) continue;
    const { expression } = parsed;
    const members = resolveReader(expression, fleet, resolved);
    const isOfGap = standsForGap(expression, fleet);
    if (members.length === 0 && isOfGap) gaps.damaged.add(text);
    else if (members.length === 0 && !isFilled) diagnostics.push(standsForNobody(text, path));
    for (const member of members) {
      const recipients = recipientsOf(member, expression, keyring);
      const isLost = recipients.length === 0 && isOfGap;
      if (damaged.has(member) || isLost) gaps.damaged.add(member);
      else if (recipients.length === 0 && !isFilled && (member === text || isOneKey(expression)))
        diagnostics.push(withoutAnyKey(text, path));
      else if (recipients.length === 0) gaps.missing.add(member);
      for (const recipient of recipients) {
        const reader = keyring.owners.get(recipient.id) ?? member;
        const shared = sharers.get(recipient.id);
        const sharedWith = shared === undefined ? {} : { sharedWith: shared };
        const fresh = { reader, recipient, ...sharedWith, expressions: new Set<string>() };
        const grant: GrowingGrant = grants.get(recipient.id) ?? fresh;
        grants.set(recipient.id, { ...grant, expressions: grant.expressions.add(named) });
      }
    }
  }
  return { value: [...grants.values()].map(finishGrant).sort(compareGrants), diagnostics };
}

interface NamedReader extends ReaderText {
  /** The reader as the rule has it: the group, of one in a group. */
  readonly named: string;
}

/** The readers, each group as those in it. */
function* expandReaders(
  readers: readonly ReaderText[],
  fleet: Fleet,
  gaps: Gaps,
): Iterable<NamedReader> {
  for (const reader of readers) {
    // What stands in the rule itself is checked by now, and fleets with many hosts have many rules.
    const isGroup = reader.text.startsWith("readers:");
    for (const member of isGroup ? expandReaderGroup(reader, fleet) : [reader]) {
      if (member === undefined) gaps.damaged.add(reader.text);
      else yield { ...member, named: reader.text };
    }
  }
}

function recipientsOf(
  member: string,
  expression: ReaderExpression,
  { recipients, keyNames }: Keyring,
): readonly Recipient[] {
  if (expression.kind === "recipient") return [expression.recipient];
  const own = recipients.get(member) ?? [];
  if (!isOneKey(expression)) return own;
  return own.filter(({ id }) => keyNames?.get(id) === `${member}/${expression.key}`);
}

/** Whether a reader is meant by one key alone. */
function isOneKey(
  expression: ReaderExpression,
): expression is Extract<ReaderExpression, { readonly key?: string }> & { readonly key: string } {
  return "key" in expression && expression.key !== undefined;
}

function finishGrant(grant: GrowingGrant): Grant {
  return { ...grant, expressions: [...grant.expressions].sort(compareNames) };
}

function compareGrants(a: Grant, b: Grant): number {
  return compareNames(a.reader, b.reader) || compareNames(a.recipient.id, b.recipient.id);
}
