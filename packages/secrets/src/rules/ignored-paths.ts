import type { Fleet } from "@fleet/core";
import { type Diagnostic, isError, type Outcome, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileRule } from "./file-rule.ts";
import { createPathTest, type PathPattern, parsePattern, samplePaths } from "./path-pattern.ts";
import { checkPattern } from "./rule-expansion.ts";

/** Paths of files that another tool owns. */
export interface IgnoredPaths {
  readonly pattern: PathPattern;
  /** Where it is declared. */
  readonly origin: Path;
}

/** Finds what it is of `secrets.ignore` that a path matches: the first that does. */
type IgnoreFinder = (path: string) => IgnoredPaths | undefined;

/** The entries of `secrets.ignore` that are patterns, and what is wrong with the others. */
export function resolveIgnored({ secrets }: Fleet): Outcome<IgnoredPaths[]> {
  const value: IgnoredPaths[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, text] of (secrets?.ignore ?? []).entries()) {
    const origin: Path = ["secrets", "ignore", index];
    const found = [...checkPattern(text, origin)];
    diagnostics.push(...found);
    if (!found.some(isError)) value.push({ pattern: parsePattern(text), origin });
  }
  return { value, diagnostics };
}

/** Prepares entries for many paths. */
export function createIgnoreFinder(ignored: readonly IgnoredPaths[]): IgnoreFinder {
  const tests = ignored.map((entry) => ({ entry, matches: createPathTest(entry.pattern) }));
  return (path) => tests.find(({ matches }) => matches(path))?.entry;
}

/** Declared rules that an entry takes everything from: what is ignored has no rule. */
export function* rulesAreSeen(
  rules: readonly FileRule[],
  ignored: readonly IgnoredPaths[],
): Iterable<Diagnostic> {
  const find = createIgnoreFinder(ignored);
  const reported = new Set<string>();
  for (const { pattern, template, origin } of rules) {
    if (origin === undefined || reported.has(template)) continue;
    const [hider, ...others] = samplePaths(pattern).map(find);
    if (hider === undefined || others.includes(undefined)) continue;
    reported.add(template);
    const what = `the rule for ${quote(template)} is about`;
    yield createHidden(
      hider,
      `It ignores what ${what}`,
      "Take the rule out, or make this narrower.",
    );
  }
}

/** That an entry hides what belongs to fleet. */
export function createHidden(
  { pattern, origin }: IgnoredPaths,
  why: string,
  help: string,
): Diagnostic {
  const message = `${quote(pattern.text)} cannot be ignored. ${why}.`;
  return secretsCodes.create("ignored-secret", message, { path: origin, help });
}
