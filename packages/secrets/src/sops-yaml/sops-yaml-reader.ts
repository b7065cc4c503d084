import type { Diagnostic, Outcome } from "@fleet/diagnostics";
import { isMap, LineCounter, parseAllDocuments, type YAMLMap } from "yaml";
import { secretsCodes } from "../codes.ts";
import { isRecord, type Plain } from "../keys/plain.ts";
import { checkTopKeys } from "./known-keys.ts";
import { readRule } from "./rule-reader.ts";
import type { SopsConfig, SopsRule } from "./sops-config.ts";
import { findDisagreements, keepSpelling, lineOf } from "./yaml-agreement.ts";

/** What is said while a file is read: about a node of it. */
export type Say = (
  problem: keyof typeof secretsCodes.entries,
  node: unknown,
  text: { readonly message: string; readonly help?: string },
) => void;

/**
 * Reads a `.sops.yaml` as sops does, and reports what sops passes over in silence: unknown keys, keys
 * that other keys make void, several key groups. Undefined when sops could not read it either, or
 * when it cannot be told how sops reads it.
 */
export function parseSopsYaml(text: string, file: string): Outcome<SopsConfig | undefined> {
  const lines = new LineCounter();
  const diagnostics: Diagnostic[] = [];
  const put = (
    problem: Parameters<Say>[0],
    line: number | undefined,
    about: Parameters<Say>[2],
  ) => {
    const { message, ...help } = about;
    const position = line === undefined ? {} : { position: { line, column: 1 } };
    diagnostics.push(secretsCodes.create(problem, message, { file, ...position, ...help }));
  };
  const say: Say = (problem, node, about) => put(problem, lineOf(node, lines), about);
  const options = { lineCounter: lines, merge: true, logLevel: "silent" } as const;
  const documents = [...parseAllDocuments(text, options)];
  const [document] = documents;
  const contents = document?.contents;
  for (const { message } of document?.errors ?? []) {
    say("bad-sops-yaml", contents, { message: `It is no YAML: ${firstLine(message)}` });
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  for (const { at, line, message } of findDisagreements(text, documents)) {
    put("ambiguous-sops-yaml", line ?? lineOf(at, lines), { message, help: writePlainly });
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  if (document !== undefined) keepSpelling(document);
  const root = toPlain(() => document?.toJS({ maxAliasCount: 100_000 }));
  if (!isRecord(root) || !isMap(contents)) {
    const message = "It is no mapping with `creation_rules`, so that sops finds no rule.";
    say("bad-sops-yaml", contents, { message, help: noRules });
    return { value: undefined, diagnostics };
  }
  checkTopKeys(contents, say);
  const rules = readRules(root["creation_rules"], contents, { say, lines });
  const others = readOthers(root, contents, say);
  const value = rules === undefined ? undefined : { rules, others };
  return { value, diagnostics: onceEach(diagnostics) };
}

const noRules = "Move it aside and run `fleet generate`, or write `creation_rules`.";
const writePlainly =
  "Write it as plain YAML in UTF-8: one document without tags, directives and invisible characters. Else it cannot be told who can read new files.";

/** What sops obeys beside the rules: how it lays files out, and where it publishes them. */
function readOthers(root: Plain, contents: YAMLMap, say: Say): string[] {
  const kinds = [
    ["stores", isRecord, "mapping"],
    ["destination_rules", Array.isArray, "list"],
  ] as const;
  return kinds.flatMap(([field, isKind, kind]) => {
    const value = root[field];
    if (value === undefined || value === null) return [];
    const message = `\`${field}\` is no ${kind}, and sops refuses the file.`;
    if (!isKind(value)) say("bad-sops-yaml", contents.get(field, true), { message });
    return [field];
  });
}

/** A key that stands in many rules is wrong once. */
function onceEach(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message }) => {
    if (!/\/(?:bad-recipient|private-key|recipient-has-comment)$/.test(code)) return true;
    const isNew = !seen.has(message);
    seen.add(message);
    return isNew;
  });
}

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
    return readRule(rule, { index, line: lineOf(ruleNode, lines) ?? 1, node: ruleNode, say });
  });
}

/** Plain values, with aliases put in; undefined when they would grow beyond all bounds. */
function toPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
