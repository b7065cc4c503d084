import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  type Acceptance,
  applyAcceptances,
  type Diagnostic,
  defineCodes,
  describeHelp,
  placeOf,
} from "../src/index.ts";

const codes = defineCodes("core", {
  lonely: { severity: "warning", choice: true, stage: "declared", when: "a host is alone" },
  odd: { severity: "warning", choice: true, stage: "declared", when: "a number is odd" },
  unread: { severity: "warning", stage: "disk", when: "a file was not looked at" },
  broken: { severity: "error", stage: "declared", when: "something is broken" },
});
const mini = { path: ["hosts", "mini"] };
const lonely = codes.create("lonely", "It is alone.", mini);
const accept = (code: string, at: string): Acceptance => ({ code, at, reason: "It is meant." });

const acceptance = fc.record({
  code: fc.constantFrom("core/lonely", "core/odd", "core/unread", "core/broken"),
  at: fc.constantFrom("hosts", "hosts.mini", "hosts.mini.users[0]", "a.yaml"),
  reason: fc.string(),
});
const finding: fc.Arbitrary<Diagnostic> = fc
  .record({
    problem: fc.constantFrom("lonely", "odd", "unread", "broken"),
    path: fc.constantFrom([], ["hosts"], ["hosts", "mini"], ["hosts", "mini", "users", 0]),
    file: fc.constantFrom(undefined, "a.yaml", "fleet.config.ts"),
    severity: fc.constantFrom(undefined, "error", "warning"),
  })
  .map(({ problem, path, file, severity }) =>
    codes.create(problem, "…", {
      path,
      ...(file === undefined ? {} : { file }),
      ...(severity === undefined ? {} : { severity }),
    }),
  );

describe("an acceptance", () => {
  it("takes out the findings of its code at its place, and keeps its reason", () => {
    const odd = codes.create("odd", "3 is odd.", mini);
    expect(applyAcceptances([lonely, odd], [accept("core/lonely", "hosts.mini")])).toEqual({
      left: [odd],
      accepted: [{ finding: lonely, reason: "It is meant." }],
      unused: [],
    });
  });

  it("names a file where a finding has no place in the declaration, whatever the line", () => {
    const position = { line: 3, column: 1 };
    const found = codes.create("odd", "3 is odd.", { file: "secrets/a.yaml", position });
    const { left } = applyAcceptances([found], [accept("core/odd", "secrets/a.yaml")]);
    expect(left).toEqual([]);
  });

  it.each(["hosts", "hosts.mini.users", "fleet.config.ts", "mini", ""])(
    "is of one place alone, and so not of what is at %j",
    (at) => {
      const found = { ...lonely, file: "fleet.config.ts" };
      const acceptances = [accept("core/lonely", at)];
      expect(applyAcceptances([found], acceptances)).toEqual({
        left: [found],
        accepted: [],
        unused: acceptances,
      });
    },
  );

  it("that says again what another says is not used", () => {
    const [first, second] = [
      accept("core/lonely", "hosts.mini"),
      accept("core/lonely", "hosts.mini"),
    ];
    expect(applyAcceptances([lonely, lonely], [first, second]).unused).toEqual([second]);
  });

  it.prop([fc.array(finding), fc.array(acceptance)])(
    "leaves or accepts every finding once, in order",
    (findings, acceptances) => {
      const { left, accepted } = applyAcceptances(findings, acceptances);
      const taken = new Set(accepted.map(({ finding }) => finding));
      expect(left).toEqual(findings.filter((one) => !taken.has(one)));
      expect(left.length + accepted.length).toBe(findings.length);
    },
  );

  it.prop([fc.array(finding), fc.array(acceptance)])(
    "never touches an error, nor a warning that is no choice",
    (findings, acceptances) => {
      const isFixed = ({ severity, code }: Diagnostic) =>
        severity === "error" || code === "core/unread" || code === "core/broken";
      const { left, accepted } = applyAcceptances(findings, acceptances);
      expect(left.filter(isFixed)).toEqual(findings.filter(isFixed));
      expect(accepted.some(({ finding }) => isFixed(finding))).toBe(false);
    },
  );

  it.prop([fc.array(finding), fc.array(acceptance)])(
    "accepts nothing more of what is left",
    (findings, acceptances) => {
      const { left } = applyAcceptances(findings, acceptances);
      expect(applyAcceptances(left, acceptances)).toEqual({
        left,
        accepted: [],
        unused: acceptances,
      });
    },
  );

  it.prop([finding])("of the place of a finding that is a choice accepts it", (found) => {
    const { left } = applyAcceptances([found], [accept(found.code, placeOf(found))]);
    expect(left).toEqual(found.choice ? [] : [found]);
  });
});

describe("describeHelp", () => {
  it("says how to accept what is a matter of choice, as it is declared", () => {
    const shown = describeHelp({ ...lonely, help: "Add a user." });
    expect(shown).toBe(
      'Add a user. If it is meant: policy.accept: [{ code: "core/lonely", at: "hosts.mini", reason: "…" }]',
    );
  });

  it.each([
    ["an error", codes.create("lonely", "…", { ...mini, severity: "error", help: "Add a user." })],
    ["what is no choice", codes.create("unread", "…", { ...mini, help: "Add a user." })],
    ["what has no place", codes.create("lonely", "…", { help: "Add a user." })],
  ])("says no such thing of %s", (_, found) => {
    expect(describeHelp(found)).toBe("Add a user.");
  });

  it("leaves it to a help that names a shorter form", () => {
    const help = 'Accept it: policy.acceptedGroups.keith: ["docker"].';
    expect(describeHelp({ ...lonely, help })).toBe(help);
  });
});
