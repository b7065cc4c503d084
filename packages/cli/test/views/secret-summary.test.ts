import type { Finding } from "@fleet/diagnostics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeSecrets } from "../../src/views/secret-summary.ts";

const finding = (problem: string, severity: Finding["severity"] = "error"): Finding => ({
  code: `secrets/${problem}`,
  severity,
  path: [],
  message: "…",
});
const repeat = (count: number, problem: string, severity?: Finding["severity"]) =>
  Array.from({ length: count }, () => finding(problem, severity));

describe("summarizeSecrets", () => {
  it("shows all of a few", () => {
    const few = repeat(20, "no-rule");
    expect(summarizeSecrets(few, () => true)).toEqual({ shown: few, note: "" });
  });

  it("shows the first of each kind of many, all that is about other things, and their number", () => {
    const other = finding("of-the-config");
    const all = [other, ...repeat(30, "no-rule"), ...repeat(2, "missing-file", "warning")];
    const { shown, note } = summarizeSecrets(all, (one) => one !== other);
    expect(shown.map(({ code }) => code)).toEqual([
      "secrets/of-the-config",
      "secrets/no-rule",
      "secrets/no-rule",
      "secrets/no-rule",
      "secrets/missing-file",
      "secrets/missing-file",
    ]);
    expect(note).toBe(
      "Secret files: 30 errors, 2 warnings, of which the first of each kind are shown. All: fleet secrets status\n",
    );
  });

  it("never hides a kind, and says where something is hidden", () => {
    const one = fc.tuple(
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom("error" as const, "warning" as const),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (kinds) => {
        const all = kinds.map(([problem, severity]) => finding(problem, severity));
        const { shown, note } = summarizeSecrets(all, () => true);
        const kindsOf = (some: readonly Finding[]) =>
          new Set(some.map(({ code, severity }) => `${code} ${severity}`));
        expect(kindsOf(shown)).toEqual(kindsOf(all));
        expect(note === "").toBe(shown.length === all.length);
      }),
    );
  });
});
