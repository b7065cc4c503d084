import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  type Acceptance,
  applyAcceptances,
  type Diagnostic,
  defineCodes,
  describeHelp,
  formatPath,
  isAbout,
  type Path,
  readPlacePattern,
} from "../src/index.ts";

const codes = defineCodes("core", {
  lonely: { severity: "warning", choice: true, stage: "declared", when: "a host is alone" },
});
const lonelyAt = (path: Path): Diagnostic => codes.create("lonely", "…", { path });
const accept = (at: string, reason = "It is meant."): Acceptance => ({
  code: "core/lonely",
  at,
  reason,
});
const isAccepted = (at: string, path: Path) =>
  applyAcceptances([lonelyAt(path)], [accept(at)]).left.length === 0;

const key = fc.oneof(
  fc.constantFrom("ada", "*", "a.b", "", "web1.example.org", 'a"]["b', "a\\", "$x", "users"),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const steps = fc.array(fc.oneof(key, fc.nat(9)), { minLength: 1, maxLength: 4 });
const place = steps.map((rest): Path => ["hosts", ...rest]);

/** The place with any step, where a mask says so. */
function widen(path: Path, mask: readonly boolean[]): string {
  return path
    .map((step, index) => (index > 0 && mask[index] === true ? ".*" : dotted(step, index)))
    .join("");
}

function dotted(step: string | number, index: number): string {
  const text = formatPath([step]);
  return index === 0 || text.startsWith("[") ? text : `.${text}`;
}

describe("a pattern of places", () => {
  it.each<[string, Path, boolean]>([
    ["users.*", ["users", "ada"], true],
    ["users.*", ["users", "0x4A6F"], true],
    ["users.*", ["users", "ada", "uid"], false],
    ["users.*", ["users"], false],
    ["users.*.uid", ["users", "ada", "uid"], true],
    ["users.*.uid", ["users", "ada", "shell"], false],
    ["hosts.*.users.*", ["hosts", "mini", "users", 3], true],
    ["hosts.*.users.*", ["hosts", "web1.example.org", "users", "ada"], true],
    ["hosts.*.users[3]", ["hosts", "mini", "users", 3], true],
    ["hosts.*.users[3]", ["hosts", "mini", "users", 4], false],
    ['hosts["web1.example.org"].users.*', ["hosts", "web1.example.org", "users", "ada"], true],
    ['users["*"]', ["users", "*"], true],
    ['users["*"]', ["users", "ada"], false],
    ['users["*"].*', ["users", "*", "uid"], true],
    ['users["*"].*', ["users", "ada", "uid"], false],
    ["*", ["users"], false],
    ["*.*", ["users", "ada"], false],
    ["users.a*", ["users", "ada"], false],
    ["users[*]", ["users", 1], false],
    ["users.**", ["users", "ada"], false],
  ])("%s is about %j: %s", (at, path, expected) => {
    expect(isAccepted(at, path)).toBe(expected);
    expect(isAbout(accept(at), lonelyAt(path))).toBe(expected);
  });

  it.each([
    "secrets/*.yaml",
    "secrets/**",
    "hosts.",
    "hosts..*",
    "hosts.*x",
    "hosts.*[",
    "",
    "a.b",
  ])("is not what %j is", (at) => {
    expect(readPlacePattern(at)).toBeUndefined();
  });

  it("is never one of files", () => {
    const found = codes.create("lonely", "…", { file: "secrets/a.yaml" });
    expect(applyAcceptances([found], [accept("secrets.*")]).left).toEqual([found]);
  });

  it("stands back behind what names the place, and the first of two counts", () => {
    const [ada, bob] = [lonelyAt(["users", "ada"]), lonelyAt(["users", "bob"])];
    const rules = [accept("users.*", "All."), accept("users.*", "Again."), accept("users.bob")];
    expect(applyAcceptances([ada, bob], rules)).toEqual({
      left: [],
      accepted: [
        { finding: ada, reason: "All.", by: "users.*" },
        { finding: bob, reason: "It is meant." },
      ],
      unused: [rules[1]],
    });
  });

  it.prop([place, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })])(
    "is about every place that it was made of, whatever its keys are called",
    (path, mask) => {
      fc.pre(path.some((_, index) => index > 0 && mask[index] === true));
      expect(isAccepted(widen(path, mask), path)).toBe(true);
    },
  );

  it.prop([place, place, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })])(
    "is about another place only where all steps that it names are the same",
    (path, other, mask) => {
      fc.pre(path.some((_, index) => index > 0 && mask[index] === true));
      const isSame =
        path.length === other.length &&
        path.every((step, index) => (index > 0 && mask[index]) || step === other[index]);
      expect(isAccepted(widen(path, mask), other)).toBe(isSame);
    },
  );

  it.prop([place, place])("is said by the help of several, and accepts them all", (one, other) => {
    const alike = [lonelyAt(one), lonelyAt(other)];
    const help = describeHelp(lonelyAt(one), alike);
    const [, said] = /; for all of them at: (".*")$/s.exec(help ?? "") ?? [];
    fc.pre(said !== undefined);
    expect(applyAcceptances(alike, [accept(JSON.parse(said ?? ""))]).left).toEqual([]);
  });
});

describe("the help of one of many", () => {
  const helpOf = (...paths: readonly Path[]) =>
    describeHelp(lonelyAt(paths[0] ?? []), paths.map(lonelyAt));

  it("says the pattern of all of them", () => {
    expect(helpOf(["users", "ada", "uid"], ["users", "b.b", "uid"])).toBe(
      'If it is meant: policy.accept: [{ code: "core/lonely", at: "users.ada.uid", reason: "…" }], and so for each of the others; for all of them at: "users.*.uid"',
    );
  });

  it.each<[string, Path, Path]>([
    ["in different parts", ["users", "ada"], ["hosts", "ada"]],
    ["of different depth", ["users", "ada"], ["users", "ada", "uid"]],
    ["in one place", ["users", "ada"], ["users", "ada"]],
  ])("says none for places %s", (_, one, other) => {
    expect(helpOf(one, other)).toMatch(/for each of the others$/);
  });
});
