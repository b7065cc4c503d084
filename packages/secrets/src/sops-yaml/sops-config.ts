import type { CryptRuleDeclaration } from "@fleet/core/internal";
import type { Position } from "@fleet/diagnostics";
import type { RE2JS } from "re2js";

/** A `.sops.yaml` as sops reads it. */
export interface SopsConfig {
  /** In the order of the file, which is the order in which sops tries them. */
  readonly rules: readonly SopsRule[];
  /** What else sops obeys in it, of `stores` and `destination_rules`. */
  readonly others: readonly string[];
}

/** One creation rule. */
export interface SopsRule {
  /** Its place in `creation_rules`, from 0. */
  readonly index: number;
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** As written; undefined when the rule is about every path. */
  readonly pathRegex: string | undefined;
  /** Undefined with a `pathRegex` that Go does not compile, at which sops stops. */
  readonly regex: RE2JS | undefined;
  /** What a path must begin with to match; the empty text when nothing is known. */
  readonly prefix: string;
  /** The ids of the recipients of each key group, as `Recipient.id` has them, each once. */
  readonly groups: readonly (readonly string[])[];
  /** Undefined when it is not set, so that all groups are needed. */
  readonly threshold: number | undefined;
  readonly cryptRule: CryptRuleDeclaration | undefined;
  /** What else sops obeys in it, of `aws_profile` and `mac_only_encrypted`. */
  readonly others: readonly string[];
}

/** Where a rule begins in its file, for a finding about it. */
export function startOf({ line }: SopsRule): Position {
  return { line, column: 1 };
}

/** What sops does for a path. */
export type SopsPick =
  | { readonly kind: "rule"; readonly rule: SopsRule }
  | { readonly kind: "none" }
  /** A rule before any that matches has a regular expression that Go does not compile. */
  | { readonly kind: "error"; readonly rule: SopsRule };

/** The rule that sops takes for a path relative to the folder of the config: the first that matches. */
export function pickSopsRule({ rules }: SopsConfig, path: string): SopsPick {
  for (const rule of rules) {
    if (rule.pathRegex !== undefined && rule.regex === undefined) return { kind: "error", rule };
    if (matchesSopsRule(rule, path)) return { kind: "rule", rule };
  }
  return { kind: "none" };
}

/** Whether the regular expression of a rule matches a path, whatever the rules before it say. */
export function matchesSopsRule({ pathRegex, regex, prefix }: SopsRule, path: string): boolean {
  if (pathRegex === undefined) return true;
  return regex !== undefined && path.startsWith(prefix) && regex.test(path);
}

/** Whether there is a bar outside of groups; in doubt, as with groups in groups, there is one. */
function hasTopAlternative(regex: string): boolean {
  const plain = regex
    .replaceAll(/\\./g, "")
    .replaceAll(/\[\^?\]?[^\]]*\]/g, "")
    .replaceAll(/\([^()]*\)/g, "");
  return plain.includes("|");
}

/**
 * The text that everything a regular expression matches must begin with, where that can be told at a
 * glance; it spares the engine most paths.
 */
export function literalPrefix(regex: string): string {
  // An alternative at the top undoes the anchor; inside of a group it comes after the prefix.
  if (!regex.startsWith("^") || hasTopAlternative(regex)) return "";
  const [, literal = ""] = /^\^((?:[\w/@ -]|\\[.+*?()|[\]{}^$\\-])*)/.exec(regex) ?? [];
  const after = regex[1 + literal.length];
  // A quantifier belongs to the last letter, and may make it none.
  const sure = /[*+?{]/.test(after ?? "") ? literal.replace(/\\?.$/, "") : literal;
  return sure.replaceAll(/\\(.)/g, "$1");
}
