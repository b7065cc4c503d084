import type { Fleet, ResolvedFleet } from "@fleet/core";
import { type DeclaredAgeKey, isGap } from "@fleet/core/internal";
import { compareNames, type Diagnostic, type Path, quote, suggestName } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { compileRegex } from "../files/crypt-rule.ts";
import { parseAgeSshKey } from "../keys/age-ssh-key.ts";
import { checkShortId } from "../keys/keyring.ts";
import type { Recipient } from "../keys/recipient.ts";
import { findUnknownName, parseReader } from "./reader.ts";
import { expandRule, type ReaderText } from "./rule-expansion.ts";
import type { SecretRule } from "./secret-rule.ts";

/** What is wrong with the readers of a rule as it is written. */
export function* checkReaders(
  rule: SecretRule,
  fleet: Fleet,
  resolved: ResolvedFleet,
): Iterable<Diagnostic> {
  yield* checkGroups(rule);
  yield* checkCryptRule(rule);
  if (typeof rule.operators === "object") {
    for (const [index, id] of rule.operators.entries()) {
      if (fleet.operators.has(id) || isGap(fleet.gaps, ["operators", id])) continue;
      yield secretsCodes.create("unknown-reader", `The operator ${quote(id)} is not declared.`, {
        path: [...(rule.origin ?? []), "operators", index],
        help: suggestName(id, [...fleet.operators.keys()].sort(compareNames), "operator"),
      });
    }
  }
  for (const concrete of expandRule(rule, fleet, resolved)) {
    for (const reader of concrete.groups.flat()) yield* checkReader(reader, fleet);
    for (const reader of concrete.holdsKeyOf) yield* checkHeldKey(reader, fleet);
  }
}

function* checkGroups({
  path: about,
  readers,
  groups,
  threshold,
  operators,
  origin = [],
}: SecretRule): Iterable<Diagnostic> {
  if (groups === undefined) {
    if ((readers ?? []).length === 0 && operators !== false) {
      const message = `The rule for ${quote(about)} names no reader, so that operators alone can decrypt it.`;
      const help = 'Name its `readers`; if none but operators are meant, write "operators" there.';
      yield secretsCodes.create("empty-reader", message, { path: [...origin, "readers"], help });
    }
    if (threshold !== undefined) {
      const message = "A threshold is about several groups, and the rule has one.";
      const help = "Take `threshold` out, or write `groups` instead of `readers`.";
      yield secretsCodes.create("bad-threshold", message, { path: [...origin, "threshold"], help });
    }
    return;
  }
  const path = [...origin, "groups"];
  if (readers !== undefined) {
    const message = "A rule has either `readers` or `groups`.";
    yield secretsCodes.create("bad-threshold", message, { path, help: "Take one of the two out." });
  }
  const needed = threshold ?? 0;
  if (groups.length < 2 || !Number.isInteger(needed) || needed < 2 || needed > groups.length) {
    yield secretsCodes.create(
      "bad-threshold",
      `${groups.length} groups with a threshold of ${threshold ?? "nothing"}.`,
      {
        path: [...origin, "threshold"],
        help: "Groups are for needing several readers together: at least two, with a `threshold` from 2 to their number. For readers who can each decrypt alone, write `readers`.",
      },
    );
  }
}

function* checkCryptRule({ cryptRule, origin = [] }: SecretRule): Iterable<Diagnostic> {
  if (cryptRule === undefined) return;
  if (cryptRule.value === "") {
    yield secretsCodes.create(
      "bad-crypt-rule",
      `An empty \`${cryptRule.field}\` is none to sops, which then encrypts all but what ends in _unencrypted.`,
      { path: [...origin, "cryptRule", "value"], help: "Write a value, or take `cryptRule` out." },
    );
    return;
  }
  if (!cryptRule.field.endsWith("regex")) return;
  if (compileRegex(cryptRule.value) !== undefined) return;
  yield secretsCodes.create(
    "bad-encrypted-regex",
    `${quote(cryptRule.value)} is no regular expression to sops, which would then encrypt nothing, and say nothing.`,
    { path: [...origin, "cryptRule"], help: "Write a regular expression in the syntax of RE2." },
  );
}

/** What is wrong with a reader as it is written. */
export function* checkReader({ text, path }: ReaderText, fleet: Fleet): Iterable<Diagnostic> {
  const parsed = parseReader(text);
  if (!parsed.ok) {
    const isGroup = parsed.problem === "bad-reader" && fleet.secrets?.readers.has(text) === true;
    const help = isGroup ? `Write ${JSON.stringify(`readers:${text}`)}.` : parsed.help;
    yield secretsCodes.create(parsed.problem, parsed.message, { path, help });
    return;
  }
  const { expression } = parsed;
  if (expression.kind === "recipient") yield* checkLiteral(expression.recipient, path, fleet);
  const unknown = findUnknownName(expression, fleet);
  if (unknown !== undefined) {
    const { message, help } = unknown;
    yield secretsCodes.create("unknown-reader", message, { path, help });
  }
}

/** A key that is written into a rule itself, although its owner opens files with another form of it. */
function* checkLiteral(recipient: Recipient, path: Path, fleet: Fleet): Iterable<Diagnostic> {
  yield* checkShortId(recipient, path);
  if (!recipient.kind.startsWith("ssh-")) return;
  for (const [id, { sshHostKey, ageKey }] of fleet.hosts) {
    if (lineOf(sshHostKey) !== recipient.id) continue;
    const opened = ageKey === undefined ? "the age1… made of it" : "its `ageKey`";
    yield secretsCodes.create(
      "host-recipient-not-age",
      `The SSH key of host:${id} stands here itself, but sops-nix opens files there with ${opened}.`,
      { path, help: `Write ${JSON.stringify(`host:${id}`)}.` },
    );
  }
  for (const [reader, ageKeys] of listAgeKeys(fleet)) {
    if (!ageKeys.some(({ key }) => typeof key === "object" && lineOf(key.ssh) === recipient.id))
      continue;
    yield secretsCodes.create(
      "same-key-two-forms",
      `The SSH key of ${reader} stands here itself; declared is the age1… made of it, which is another recipient.`,
      { path, help: `Write ${JSON.stringify(reader)}.` },
    );
  }
}

function listAgeKeys({ users, operators }: Fleet): [string, readonly DeclaredAgeKey[]][] {
  return [
    ...[...users].map(([id, { ageKeys }]) => [`user:${id}`, ageKeys] satisfies [string, unknown]),
    ...[...operators].map(
      ([id, { ageKeys }]) => [`operator:${id}`, ageKeys] satisfies [string, unknown],
    ),
  ];
}

/** An SSH key as sops would have it, without its comment. */
function lineOf(text: string | undefined): string | undefined {
  const parsed = text === undefined ? undefined : parseAgeSshKey(text);
  return parsed?.ok === true ? parsed.key.line : undefined;
}

function* checkHeldKey(reader: ReaderText, fleet: Fleet): Iterable<Diagnostic> {
  const parsed = parseReader(reader.text);
  const { kind, ...rest } = parsed.ok ? parsed.expression : { kind: undefined };
  const isOneKey = "key" in rest && rest.key !== undefined;
  const isOwner = kind === "user" || kind === "host" || kind === "operator";
  // A file that held one key of several would open some files of its owner, and not others.
  if (isOwner && !isOneKey) yield* checkReader(reader, fleet);
  else {
    yield secretsCodes.create("bad-reader", `${quote(reader.text)} does not say whose key it is.`, {
      path: reader.path,
      help: "Write user:ID, host:ID or operator:ID.",
    });
  }
}
