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

  it("says of a warning whether it is a matter of choice, unless it is an error here", () => {
    const codes = defineCodes("core", {
      lonely: { severity: "warning", choice: true, stage: "declared", when: "a host is alone" },
    });
    expect(codes.create("lonely", "It is alone.").choice).toBe(true);
    expect(codes.create("lonely", "It is.", { severity: "error" })).not.toHaveProperty("choice");
    expect(fleetCodes.create("untracked-file", "It.")).not.toHaveProperty("choice");
  });

  it("takes no error for a matter of choice", () => {
    const wrong = { severity: "error", choice: true, stage: "declared", when: "it broke" } as const;
    // @ts-expect-error: errors cannot be accepted
    expect(Object.keys(defineCodes("core", { wrong }).entries)).toEqual(["wrong"]);
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
