import type { Fleet, ResolvedFleet } from "@fleet/core";
import { compareNames, type Diagnostic, type Path, quote, suggestName } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { patternProblem } from "./path-pattern.ts";
import { accountsOf } from "./reader.ts";
import type { SecretRule } from "./secret-rule.ts";

/** A rule for one user and host at most: its placeholders are filled in. */
export interface ConcreteRule {
  readonly path: string;
  readonly template: string;
  readonly origin: Path | undefined;
  readonly groups: readonly (readonly ReaderText[])[];
  readonly rule: SecretRule;
  readonly holdsKeyOf: readonly ReaderText[];
  /** Whether the path was declared without placeholders. */
  readonly isPlain: boolean;
}

/** A reader expression, and where it stands. */
export interface ReaderText {
  readonly text: string;
  readonly path: Path;
  /** Whether a placeholder was filled in: then it may stand for nobody. */
  readonly isFilled: boolean;
}

type Ids = { readonly [placeholder: string]: string };

/** What is wrong with the path of a rule, before anything is filled in. */
export function* checkRulePath({ path, origin = [] }: SecretRule): Iterable<Diagnostic> {
  const at = [...origin, "path"];
  for (const [, name = ""] of path.matchAll(/\{([^{}]*)\}/g)) {
    if (name === "user" || name === "host") continue;
    yield secretsCodes.create(
      "unknown-placeholder",
      `${quote(path)} holds ${quote(`{${name}}`)}.`,
      { path: at, help: suggestName(name, ["user", "host"], "placeholder") },
    );
  }
  const bare = path.replaceAll(/\{[^{}]*\}/g, "x");
  if (/[{}]/.test(bare)) {
    const message = `${quote(path)} cannot be the path of a rule. It holds a single brace.`;
    yield secretsCodes.create("bad-path", message, { path: at, help: "Write {user} or {host}." });
    return;
  }
  const problem = patternProblem(bare);
  if (problem === undefined) return;
  yield secretsCodes.create(
    problem.isRegex ? "path-looks-like-regex" : "bad-path",
    `${quote(path)} cannot be the path of a rule. ${problem.message}`,
    {
      path: at,
      help: 'Write a path from the root, such as "secrets/hosts/{host}.yaml" or "secrets/shared/**"; fleet makes the regular expression.',
    },
  );
}

/** What is wrong with a path that has `*` and `**`, but stands for no user and no host. */
export function* checkPattern(text: string, path: Path): Iterable<Diagnostic> {
  const problem = /[{}]/.test(text)
    ? { isRegex: false, message: "It holds a brace, which stands for nothing here." }
    : patternProblem(text);
  if (problem === undefined) return;
  yield secretsCodes.create(
    problem.isRegex ? "path-looks-like-regex" : "bad-path",
    `${quote(text)} cannot be ignored. ${problem.message}`,
    { path, help: 'Write a path from the root, such as "sops/**" or "vars/*/secret.yaml".' },
  );
}

/** The rules that one rule stands for: one for each user, host or account that it is about, in order. */
export function* expandRule(
  rule: SecretRule,
  fleet: Fleet,
  resolved: ResolvedFleet,
): Iterable<ConcreteRule> {
  const origin = rule.origin ?? [];
  const groups: readonly (readonly ReaderText[])[] =
    rule.groups === undefined
      ? [readerTexts(rule.readers ?? [], [...origin, "readers"])]
      : rule.groups.map((group, index) => readerTexts(group, [...origin, "groups", index]));
  const holds = readerTexts(rule.holdsKeyOf ?? [], [...origin, "holdsKeyOf"]);
  for (const ids of findIds(rule.path, fleet, resolved)) {
    yield {
      path: fill(rule.path, ids),
      template: rule.path,
      origin: rule.origin,
      groups: groups.map((group) => group.map((reader) => fillReader(reader, ids))),
      rule,
      holdsKeyOf: holds.map((reader) => fillReader(reader, ids)),
      isPlain: !rule.path.includes("{"),
    };
  }
}

function* findIds(path: string, { users, hosts }: Fleet, resolved: ResolvedFleet): Iterable<Ids> {
  const [ofUser, ofHost] = [path.includes("{user}"), path.includes("{host}")];
  const userIds = [...users.keys()].sort(compareNames);
  const hostIds = [...hosts.keys()].sort(compareNames);
  if (ofUser && ofHost) {
    for (const host of hostIds) {
      const accounts = accountsOf(resolved, host);
      for (const user of userIds) if (accounts.has(user)) yield { user, host };
    }
  } else if (ofUser) for (const user of userIds) yield { user };
  else if (ofHost) for (const host of hostIds) yield { host };
  else yield {};
}

/** Reader expressions that stand in a list at a path. */
export function readerTexts(texts: readonly string[], path: Path): ReaderText[] {
  return texts.map((text, index) => ({ text, path: [...path, index], isFilled: false }));
}

function fillReader({ text, path }: ReaderText, ids: Ids): ReaderText {
  const filled = fill(text, ids);
  return { text: filled, path, isFilled: filled !== text };
}

function fill(text: string, ids: Ids): string {
  return text.replaceAll(/\{(user|host)\}/g, (braces, name: string) =>
    Object.hasOwn(ids, name) ? (ids[name] ?? braces) : braces,
  );
}
