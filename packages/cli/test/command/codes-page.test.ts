import { readFileSync } from "node:fs";
import { defineCodes } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { renderCodesPage } from "../../scripts/codes-page.ts";
import { catalogues } from "../../src/command/codes.ts";

const page = new URL("../../../../docs/codes.md", import.meta.url);

describe("the page of codes", () => {
  it("is what the catalogues say now", () => {
    const hint = "Run: npm run codes --workspace @fleet/cli";
    expect(readFileSync(page, "utf8"), hint).toBe(renderCodesPage(catalogues));
  });

  it("has a table for each area, with every code once and in order", () => {
    const second = defineCodes("zoo", {
      "b-code": { severity: "error", stage: "run", exit: 2, when: "`--x` is a|b" },
    });
    const first = defineCodes("zoo", {
      "a-code": { severity: "warning", stage: "disk", when: "a file is old" },
    });
    const other = defineCodes("ark", {
      one: { severity: "error", stage: "declared", when: "it rains" },
      two: { severity: "warning", choice: true, stage: "declared", when: "it is crowded" },
    });
    expect(renderCodesPage([second, first, other]).split("\n## ").slice(1)).toEqual([
      `ark

| code | severity | stage | exit | when |
| --- | --- | --- | --- | --- |
| \`ark/one\` | error | declared | 1 | it rains |
| \`ark/two\` | warning, choice | declared | 0 | it is crowded |
`,
      `zoo

| code | severity | stage | exit | when |
| --- | --- | --- | --- | --- |
| \`zoo/a-code\` | warning | disk | 0 | a file is old |
| \`zoo/b-code\` | error | run | 2 | \`--x\` is a\\|b |
`,
    ]);
  });
});

describe("the catalogues", () => {
  it("define every code once", () => {
    const codes = catalogues.flatMap(({ area, entries }) =>
      Object.keys(entries).map((problem) => `${area}/${problem}`),
    );
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});
