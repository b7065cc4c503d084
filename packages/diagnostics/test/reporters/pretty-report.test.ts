import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/finding.ts";
import { renderReport } from "../../src/reporters/reporters.ts";

const finding: Finding = {
  code: "core/a-problem",
  severity: "error",
  path: [],
  message: "It is so.",
};
const [red, yellow] = ["\u001b[31m", "\u001b[33m"];

function render(findings: readonly Finding[], { prefix = "", hasColour = false } = {}): string {
  const report = { findings, readSource: () => undefined, prefix, hasColour, version: "1" };
  return renderReport(report, "pretty");
}

describe("a report for people", () => {
  it("has errors in red and warnings in yellow", () => {
    const of = (severity: Finding["severity"]) => {
      const text = render([{ ...finding, severity }], { hasColour: true });
      return [text.includes(red ?? ""), text.includes(yellow ?? "")];
    };
    expect([of("error"), of("warning")]).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it("shows a hundred findings, and of more how many there are", () => {
    const many = (count: number) => render(Array.from({ length: count }, () => finding));
    expect(many(100)).not.toContain("more. All of them");
    expect(many(101)).toContain("… and 1 more. All of them: --json\n");
    expect(many(101).match(/It is so/g)).toHaveLength(100);
  });

  it("says for which folder its commands are, where one names a path and it was started elsewhere", () => {
    const named: Finding = { ...finding, help: "Run: fleet secrets rotate secrets/a.yaml" };
    const said = "Commands above are for the fleet's folder: cd ..\n";
    expect(render([named], { prefix: "../" })).toContain(said);
    expect(render([named])).not.toContain("fleet's folder");
    expect(render([finding], { prefix: "../" })).not.toContain("fleet's folder");
  });

  it.each([
    ["../", "Run: fleet generate", false],
    ["../../", "Run: fleet generate", false],
    ["../other/", "Run: fleet generate", true],
    ["fleet/", "Run: fleet generate", true],
    ["fleet/", "Look for `fleet.json`.", false],
    ["../", "Run: git submodule update --init -- users", true],
    ["../", "Run: chmod u+rwx -- users", true],
    ["../", "`mkdir -p users && mv -- people/ada.nix users/`", true],
    ["../", "`mv -- 'a b' ada`", true],
    ["../", "Run: chmod u+rwx -- ../users", false],
    ["../", "`ssh-keyscan desk`", false],
    ["../", "`git commit --amend --no-edit`", false],
  ])("started where %j leads to the fleet, says the folder for %j: %s", (prefix, help, isSaid) => {
    const report = render([{ ...finding, help }], { prefix });
    expect(report.includes("Commands above are for the fleet's folder: cd ")).toBe(isSaid);
  });

  it("has no line for what there is none of", () => {
    expect(render([{ ...finding, file: "" }])).toBe(
      "error: It is so.\n  core/a-problem\n\n1 error\n",
    );
  });
});
