import type { CryptRuleDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import { compileRegex, cryptFields } from "../files/crypt-rule.ts";
import { isRecord, type Plain } from "../keys/plain.ts";
import { checkRuleKeys, keyFields } from "./known-keys.ts";
import { literalPrefix, type SopsRule } from "./sops-config.ts";
import { readFlatKeys, readKeyGroup } from "./sops-config-keys.ts";
import type { Say } from "./sops-yaml-reader.ts";

/** One item of `creation_rules`: where it is, and how to say what is wrong with it. */
export interface RuleReading {
  readonly index: number;
  readonly line: number;
  readonly node: unknown;
  readonly say: Say;
}

/** Reads one rule, whose single values are all texts; reports what sops passes over, and what it refuses. */
export function readRule(item: unknown, { index, line, node, say }: RuleReading): SopsRule {
  if (!isRecord(item)) say("bad-sops-yaml", node, { message: "A rule is no mapping." });
  const rule = isRecord(item) ? item : {};
  checkRuleKeys(rule, node, say);
  const pathRegex = readText(rule, "path_regex", { node, say });
  const said: string[] = [];
  const groups = readGroups(rule, node, (problem, ...about) => {
    said.push(problem);
    say(problem, ...about);
  });
  const isEmpty = groups.every((group) => group.length === 0);
  if (isRecord(item) && isEmpty && said.length === 0) {
    const message = "The rule names no key, so that sops can encrypt nothing by it.";
    say("bad-sops-yaml", node, { message, help: "Give it a key, or take it out." });
  }
  return {
    index,
    line,
    pathRegex,
    regex: pathRegex === undefined ? undefined : compileRegex(pathRegex),
    prefix: pathRegex === undefined ? "" : literalPrefix(pathRegex),
    groups,
    threshold: readThreshold(rule, { node, say }),
    cryptRule: readCryptRule(rule, node, say),
    others: listOthers(rule),
  };
}

/** What a finding is about, and how to say it. */
export interface Place {
  readonly node: unknown;
  readonly say: Say;
}

/** A text; undefined when it is empty or not there. */
function readText(rule: Plain, field: string, { node, say }: Place): string | undefined {
  const value = rule[field];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  say("bad-sops-yaml", node, { message: `\`${field}\` is no text, and sops refuses the file.` });
  return undefined;
}

function readThreshold(rule: Plain, place: Place): number | undefined {
  const text = readText(rule, "shamir_threshold", place);
  if (text === undefined) return undefined;
  // With a zero in front it is octal to sops.
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) return Number(text) > 0 ? Number(text) : undefined;
  const message = `\`shamir_threshold\` is ${quote(text)}, and no plain number.`;
  place.say("bad-sops-yaml", place.node, { message });
  return undefined;
}

/** What sops obeys in a rule, and no declaration can say. */
function listOthers(rule: Plain): string[] {
  return ["aws_profile", "mac_only_encrypted"].filter((field) => {
    const value = rule[field];
    return value !== undefined && value !== null && value !== "" && value !== "false";
  });
}

function readGroups(rule: Plain, node: unknown, say: Say): string[][] {
  const groups = rule["key_groups"];
  const flat = keyFields.filter((field) => rule[field] !== undefined && rule[field] !== null);
  if (groups !== undefined && groups !== null && !Array.isArray(groups)) {
    say("bad-sops-yaml", node, { message: "`key_groups` is no list, and sops refuses the file." });
  }
  if (!Array.isArray(groups) || groups.length === 0) return [readFlatKeys(rule, node, say)];
  if (flat.length > 0) {
    say("ignored-keys", node, {
      message: `sops passes over ${flat.map((field) => `\`${field}\``).join(", ")}: the rule has \`key_groups\`.`,
      help: "Move those keys into the key group.",
    });
  }
  const threshold = rule["shamir_threshold"];
  if (groups.length > 1 && threshold === undefined) {
    say("multiple-key-groups", node, {
      message: `The rule has ${groups.length} key groups: to decrypt, a key of every one of them is needed.`,
      help: "For readers who can each decrypt alone, put all keys under one dash; otherwise set `shamir_threshold`.",
    });
  }
  return groups.map((group: unknown) => [...new Set(readKeyGroup(group, node, say))]);
}

function readCryptRule(rule: Plain, node: unknown, say: Say): CryptRuleDeclaration | undefined {
  const rules = cryptFields.flatMap((field): CryptRuleDeclaration[] => {
    const value = readText(rule, field, { node, say });
    return value === undefined ? [] : [{ field, value }];
  });
  if (rules.length > 1) {
    say("bad-sops-yaml", node, {
      message: `sops takes one of ${rules.map(({ field }) => `\`${field}\``).join(", ")} in a rule.`,
    });
  }
  const [first] = rules;
  if (first?.field.endsWith("regex") === true && compileRegex(first.value) === undefined) {
    say("bad-encrypted-regex", node, {
      message: `\`${first.field}\` is no regular expression to sops, which then encrypts nothing, and says nothing.`,
      help: "Write a regular expression in the syntax of RE2.",
    });
  }
  return first;
}
