import type { Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { compileRegex } from "../files/crypt-rule.ts";
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
      if (fleet.operators.has(id)) continue;
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
  if (cryptRule === undefined || !cryptRule.field.endsWith("regex")) return;
  if (compileRegex(cryptRule.value) !== undefined) return;
  yield secretsCodes.create(
    "bad-encrypted-regex",
    `${quote(cryptRule.value)} is no regular expression to sops, which would then encrypt nothing, and say nothing.`,
    { path: [...origin, "cryptRule"], help: "Write a regular expression in the syntax of RE2." },
  );
}

function* checkReader({ text, path }: ReaderText, fleet: Fleet): Iterable<Diagnostic> {
  const parsed = parseReader(text);
  if (!parsed.ok) {
    yield secretsCodes.create(parsed.problem, parsed.message, { path, help: parsed.help });
    return;
  }
  const unknown = findUnknownName(parsed.expression, fleet);
  if (unknown !== undefined) {
    const { message, help } = unknown;
    yield secretsCodes.create("unknown-reader", message, { path, help });
  }
}

function* checkHeldKey(reader: ReaderText, fleet: Fleet): Iterable<Diagnostic> {
  const parsed = parseReader(reader.text);
  const { kind } = parsed.ok ? parsed.expression : { kind: undefined };
  if (kind === "user" || kind === "host" || kind === "operator") yield* checkReader(reader, fleet);
  else {
    yield secretsCodes.create("bad-reader", `${quote(reader.text)} does not say whose key it is.`, {
      path: reader.path,
      help: "Write user:ID, host:ID or operator:ID.",
    });
  }
}
