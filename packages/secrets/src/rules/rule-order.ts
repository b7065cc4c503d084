import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import { createRuleFinder, type FileRule } from "./file-rule.ts";
import { samplePaths } from "./path-pattern.ts";

/** A rule none of whose paths it gets, because more particular ones take them all. */
export function* checkOrder(rules: readonly FileRule[]): Iterable<Diagnostic> {
  const { find } = createRuleFinder(rules);
  for (const rule of rules) {
    const takers = samplePaths(rule.pattern).map((path) => find(path));
    const [taker] = takers;
    if (taker === undefined || takers.includes(rule)) continue;
    yield secretsCodes.create(
      "unreachable-rule",
      `The rule for ${quote(rule.pattern.text)} never counts: ${quote(taker.pattern.text)} is about the same files.`,
      { path: rule.origin ?? [], help: "Put the readers of both in one rule." },
    );
  }
}
