import type { CryptRuleDeclaration } from "@fleet/core/internal";
import type { Path } from "@fleet/diagnostics";
import type { Recipient } from "../keys/recipient.ts";
import { createPathTest, isLiteral, literalFolder, type PathPattern } from "./path-pattern.ts";

/** Who may decrypt the files of one path pattern, and why. */
export interface FileRule {
  readonly pattern: PathPattern;
  /** The path as declared, with its placeholders. */
  readonly template: string;
  /** Where it is declared; undefined for a default rule. */
  readonly origin: Path | undefined;
  /** One, unless the rule wants several of them together to decrypt. None is empty. */
  readonly groups: readonly KeyGroup[];
  /** How many of several groups are needed; undefined where there is one. */
  readonly threshold: number | undefined;
  /** Undefined where sops's own default holds. */
  readonly cryptRule: CryptRuleDeclaration | undefined;
  /** The readers whose private keys the files hold, in order. */
  readonly holdsKeyOf: readonly string[];
  /** The tool that says who reads the file, and alone changes it. Default: fleet. */
  readonly owner?: "clan";
}

/** Readers of whom each can open the group alone: in order of reader, then recipient; each recipient once. */
export type KeyGroup = readonly Grant[];

/** One recipient of a rule, and what gave it its place. */
export interface Grant {
  /** `user:keith`, `host:mini`, `operator:ci`; `recipient:…` when the rule names a bare recipient. */
  readonly reader: string;
  readonly recipient: Recipient;
  /** Who else has the same key, in order; absent where nobody has, as it mostly is. */
  readonly sharedWith?: readonly string[];
  /** The reader expressions that stand for the reader, as the rule has them. */
  readonly expressions: readonly string[];
}

/** Rules in the order in which they are tried, found by path. */
export interface RuleFinder {
  /** The first rule whose pattern matches. */
  readonly find: (path: string) => FileRule | undefined;
  /** All rules whose patterns match, the one that counts first. */
  readonly findAll: (path: string) => readonly FileRule[];
}

interface Candidate {
  readonly place: number;
  readonly rule: FileRule;
  readonly matches: (path: string) => boolean;
}

/** Prepares rules for many paths: rules about one file are looked up, the others by their folder. */
export function createRuleFinder(rules: readonly FileRule[]): RuleFinder {
  const byPath = new Map<string, Candidate[]>();
  const byFolder = new Map<string, Candidate[]>();
  for (const [place, rule] of rules.entries()) {
    const map = isLiteral(rule.pattern) ? byPath : byFolder;
    const key = isLiteral(rule.pattern) ? rule.pattern.text : literalFolder(rule.pattern);
    const candidate = { place, rule, matches: createPathTest(rule.pattern) };
    const known = map.get(key);
    if (known === undefined) map.set(key, [candidate]);
    else known.push(candidate);
  }
  const listCandidates = (path: string) => {
    const found = [...(byPath.get(path) ?? [])];
    // The folders that the path is in, each with a slash behind: of `a/b/c` the empty one, `a/`, `a/b/`.
    for (let end = 0; end !== -1; end = path.indexOf("/", end) + 1 || -1) {
      for (const candidate of byFolder.get(path.slice(0, end)) ?? []) {
        if (candidate.matches(path)) found.push(candidate);
      }
    }
    return found;
  };
  const findAll = (path: string) =>
    listCandidates(path)
      .sort((a, b) => a.place - b.place)
      .map(({ rule }) => rule);
  const find = (path: string) => {
    const found = listCandidates(path);
    return found.length < 2 ? found[0]?.rule : findAll(path)[0];
  };
  return { find, findAll };
}

/** The recipients of all groups, each once, in the order of the groups. */
export function ruleRecipients({ groups }: FileRule): Recipient[] {
  const all = groups.flat().map(({ recipient }) => recipient);
  return [...new Map(all.map((recipient) => [recipient.id, recipient])).values()];
}
