import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/finding.ts";
import { countByCode, foldFindings } from "../../src/reporters/like-findings.ts";

const finding = (problem: string, more: Partial<Finding> = {}): Finding => ({
  code: `core/${problem}`,
  severity: "error",
  path: [],
  message: "…",
  ...more,
});
const untracked = (file: string): Finding =>
  finding("untracked-file", {
    help: `Run: git add -- ${file}`,
    cure: [{ command: "git add --", operands: [file] }],
  });
const many = (count: number, problem: string, more?: Partial<Finding>) =>
  Array.from({ length: count }, () => finding(problem, more));
const helpsOf = (findings: readonly Finding[]) =>
  foldFindings(findings).map(({ finding: { help } }) => help);

describe("like findings", () => {
  it("are all shown where they are few", () => {
    expect(foldFindings(many(5, "a")).map(({ hidden }) => hidden)).toEqual([0, 0, 0, 0, 0]);
  });

  it("are shown in their order, of many of a code the first, and how many more there are", () => {
    const [other, ...like] = [finding("b"), ...many(40, "a")];
    const all = [...like.slice(0, 1), finding("b"), ...like.slice(1), other];
    expect(
      foldFindings(all.map((one) => one ?? finding("b"))).map((shown) => [
        shown.finding.code,
        shown.hidden,
      ]),
    ).toEqual([
      ["core/a", 0],
      ["core/b", 0],
      ["core/a", 0],
      ["core/a", 37],
      ["core/b", 0],
    ]);
  });

  it("are not alike where one is a warning", () => {
    const all = [...many(3, "a"), ...many(3, "a", { severity: "warning" })];
    expect(foldFindings(all)).toHaveLength(6);
  });

  it("that one command mends have it once, whatever their codes", () => {
    const all = [
      untracked("a"),
      finding("b", { help: "Mend it." }),
      { ...untracked("c"), code: "cli/x" } as const,
    ];
    expect(helpsOf(all)).toEqual(["For both, run: git add -- a c", "Mend it.", undefined]);
  });

  it("have one command of several steps, each word once", () => {
    const missing = (file: string) =>
      finding("missing-file", {
        cure: [
          { command: "mkdir -p", operands: ["users"] },
          { command: "touch", operands: [file] },
        ],
      });
    expect(helpsOf([missing("users/a"), missing("users/b")])[0]).toBe(
      "For both, run: mkdir -p users && touch users/a users/b",
    );
  });

  it("have a command for the first of very many", () => {
    const [help = ""] = helpsOf(Array.from({ length: 300 }, (_, index) => untracked(`f${index}`)));
    expect(help).toMatch(/^For the first 200 of 300, run: git add -- f0 .* f199$/);
  });

  it("that are many and have one help have it once", () => {
    const all = many(6, "a", { help: "Run `fleet secrets sync`." });
    expect(helpsOf(all)).toEqual(["For all 6: Run `fleet secrets sync`.", undefined, undefined]);
  });

  it("never hide a code, and are counted to the last", () => {
    const kind = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("error", "warning"));
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 60 }), (kinds) => {
        const all = kinds.map(([problem, severity]) =>
          finding(problem, { severity: severity === "error" ? "error" : "warning" }),
        );
        const shown = foldFindings(all);
        const names = (some: readonly Finding[]) =>
          new Set(some.map(({ code, severity }) => `${code} ${severity}`));
        expect(names(shown.map((one) => one.finding))).toEqual(names(all));
        const hidden = shown.reduce((sum, one) => sum + one.hidden, 0);
        expect(shown.length + hidden).toBe(all.length);
        const counts = countByCode(all).map(([count]) => Number(count));
        const total = counts.reduce((sum, count) => sum + count, 0);
        expect([0, all.length]).toContain(total);
      }),
    );
  });
});

describe("the numbers by code", () => {
  it("name errors before warnings, and the most first", () => {
    const all = [finding("a"), ...many(3, "b", { severity: "warning" }), ...many(2, "c")];
    expect(countByCode(all)).toEqual([
      ["2", "errors", "core/c"],
      ["1", "error", "core/a"],
      ["3", "warnings", "core/b"],
    ]);
  });

  it("are left out where each is alone, or few are there", () => {
    expect(countByCode([finding("a"), finding("b"), finding("c"), finding("d")])).toEqual([]);
    expect(countByCode(many(3, "a"))).toEqual([]);
  });
});
