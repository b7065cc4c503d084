import type { CryptRuleDeclaration } from "@fleet/core/internal";
import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { isMap, isNode, LineCounter, parseAllDocuments, type YAMLMap } from "yaml";
import { secretsCodes } from "../codes.ts";
import { compileRegex, cryptFields } from "../files/crypt-rule.ts";
import { isRecord, type Plain } from "../keys/plain.ts";
import { checkRuleKeys, checkTopKeys, keyFields } from "./known-keys.ts";
import { literalPrefix, type SopsConfig, type SopsRule } from "./sops-config.ts";
import { readFlatKeys, readKeyGroup } from "./sops-config-keys.ts";

/** What is said while a file is read: about a node of it. */
export type Say = (
  problem: keyof typeof secretsCodes.entries,
  node: unknown,
  text: { readonly message: string; readonly help?: string },
) => void;

/**
 * Reads a `.sops.yaml` as sops does, and reports what sops passes over in silence: unknown keys, keys
 * that other keys make void, several key groups. Undefined when sops could not read it either.
 */
export function parseSopsYaml(text: string, file: string): Outcome<SopsConfig | undefined> {
  const diagnostics: Diagnostic[] = [];
  const lines = new LineCounter();
  const say: Say = (problem, node, { message, ...help }) => {
    const line = lineOf(node, lines);
    const position = line === undefined ? {} : { position: { line, column: 1 } };
    diagnostics.push(secretsCodes.create(problem, message, { file, ...position, ...help }));
  };
  const [document] = parseAllDocuments(text, { lineCounter: lines, merge: true });
  const contents = document?.contents;
  for (const { message } of document?.errors ?? []) {
    say("bad-sops-yaml", contents, { message: `It is no YAML: ${firstLine(message)}` });
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const root = toPlain(() => document?.toJS({ maxAliasCount: 100_000 }));
  if (!isRecord(root) || !isMap(contents)) {
    const message = "It is no mapping with `creation_rules`, so that sops finds no rule.";
    say("bad-sops-yaml", contents, { message, help: noRules });
    return { value: undefined, diagnostics };
  }
  checkTopKeys(contents, say);
  const rules = readRules(root["creation_rules"], contents, { say, lines });
  return { value: rules === undefined ? undefined : { rules }, diagnostics };
}

const noRules = "Move it aside and run `fleet generate`, or write `creation_rules`.";

interface Reading {
  readonly say: Say;
  readonly lines: LineCounter;
}

function readRules(list: unknown, root: YAMLMap, { say, lines }: Reading): SopsRule[] | undefined {
  const node = root.get("creation_rules", true);
  if (!Array.isArray(list)) {
    const message =
      list === undefined || list === null
        ? "It has no `creation_rules`."
        : "`creation_rules` is no list.";
    say("bad-sops-yaml", node ?? root, { message, help: noRules });
    return undefined;
  }
  return list.map((rule: unknown, index) => {
    const ruleNode = root.getIn(["creation_rules", index], true);
    return readRule(isRecord(rule) ? rule : {}, {
      index,
      line: lineOf(ruleNode, lines) ?? 1,
      node: ruleNode,
      say,
    });
  });
}

interface RuleReading {
  readonly index: number;
  readonly line: number;
  readonly node: unknown;
  readonly say: Say;
}

function readRule(rule: Plain, { index, line, node, say }: RuleReading): SopsRule {
  checkRuleKeys(rule, node, say);
  const declared = rule["path_regex"];
  const pathRegex = typeof declared === "string" && declared !== "" ? declared : undefined;
  const threshold = rule["shamir_threshold"];
  return {
    index,
    line,
    pathRegex,
    regex: pathRegex === undefined ? undefined : compileRegex(pathRegex),
    prefix: pathRegex === undefined ? "" : literalPrefix(pathRegex),
    groups: readGroups(rule, node, say),
    threshold: typeof threshold === "number" && threshold > 0 ? threshold : undefined,
    cryptRule: readCryptRule(rule, node, say),
  };
}

function readGroups(rule: Plain, node: unknown, say: Say): string[][] {
  const groups = rule["key_groups"];
  const flat = keyFields.filter((field) => rule[field] !== undefined && rule[field] !== null);
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
    const value = rule[field];
    return typeof value === "string" && value !== "" ? [{ field, value }] : [];
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

/** Plain values, with aliases put in; undefined when they would grow beyond all bounds. */
function toPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function lineOf(node: unknown, lines: LineCounter): number | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range === undefined || range === null ? undefined : lines.linePos(range[0]).line;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
