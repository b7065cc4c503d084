import { describe, expect, expectTypeOf, it } from "vitest";
import { chooseExitCode, defineCodes, indexCodes } from "../src/index.ts";

const fleetCodes = defineCodes("cli", {
  "no-config": { severity: "error", stage: "run", exit: 2, when: "there is no config file" },
  "bad-file": { severity: "error", stage: "disk", when: "a file is not text in UTF-8" },
  "untracked-file": { severity: "warning", stage: "disk", when: "git does not track a file" },
});
const index = indexCodes([fleetCodes]);

describe("defineCodes", () => {
  it("makes a diagnostic that is as grave as its code", () => {
    expect(fleetCodes.create("untracked-file", "git does not track it.")).toEqual({
      code: "cli/untracked-file",
      severity: "warning",
      path: [],
      message: "git does not track it.",
    });
  });

  it("lets the one who makes a diagnostic say more, and how grave this one is", () => {
    const details = { severity: "error", path: ["hosts"], file: "a.nix", help: "Add it." } as const;
    expect(fleetCodes.create("untracked-file", "It.", details)).toMatchObject(details);
  });

  it("takes no code that is not in the catalogue", () => {
    expectTypeOf(fleetCodes.create)
      .parameter(0)
      .toEqualTypeOf<"no-config" | "bad-file" | "untracked-file">();
  });
});

describe("indexCodes", () => {
  it("finds an entry by its whole code", () => {
    expect(index.get("cli/no-config")?.stage).toBe("run");
    expect(index.get("core/no-config")).toBeUndefined();
  });
});

describe("chooseExitCode", () => {
  const find = (...problems: ("no-config" | "bad-file" | "untracked-file")[]) =>
    problems.map((problem) => fleetCodes.create(problem, "…"));
  it.each([
    { what: "nothing", findings: [], code: 0 },
    { what: "a warning", findings: find("untracked-file"), code: 0 },
    { what: "an error", findings: find("bad-file"), code: 1 },
    { what: "an error that stops the work", findings: find("bad-file", "no-config"), code: 2 },
    {
      what: "a stopper that is only a warning now",
      findings: [fleetCodes.create("no-config", "…", { severity: "warning" })],
      code: 0,
    },
  ])("is $code for $what", ({ findings, code }) => {
    expect(chooseExitCode(findings, index)).toBe(code);
  });

  it("counts an unknown code as a finding", () => {
    const stranger = { code: "x/y", severity: "error", path: [], message: "…" } as const;
    expect(chooseExitCode([stranger], index)).toBe(1);
  });
});
