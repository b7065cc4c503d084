import { describe, expect, it } from "vitest";
import {
  domainProblem,
  groupNameProblem,
  hostIdProblem,
  hostNameProblem,
  loginNameProblem,
  plainNameProblem,
  relativePathProblem,
} from "../../src/declaration/names.ts";

const hostile: [string, RegExp][] = [
  ["", /empty/],
  ["a\nb", /newline/],
  ["a b", /space/],
  [`a\${b}`, /the character "\$"/],
  ['a"b', /the character """/],
  ["a'b", /the character "'"/],
  ["a/b", /the character "\/"/],
  ["a\0b", /U\+0000/],
  ["a\u202eb", /U\+202E/],
  ["zoë", /U\+00EB/],
  ["a😀", /U\+1F600/],
];

describe.each([
  { what: "a login name", problem: loginNameProblem, longest: 31 },
  { what: "a group name", problem: groupNameProblem, longest: 31 },
  { what: "a host name", problem: hostNameProblem, longest: 63 },
  { what: "the name of a profile", problem: plainNameProblem, longest: 63 },
])("what keeps a text from being $what", ({ problem, longest }) => {
  it.each(hostile)("names what is wrong with %j", (name, expected) => {
    expect(problem(name)).toMatch(expected);
  });

  it("takes names up to the longest, and says how long a longer one is", () => {
    expect(problem("a".repeat(longest))).toBeUndefined();
    expect(problem("a".repeat(longest + 1))).toContain(`${longest + 1} characters`);
  });

  it("refuses a leading dash", () => {
    expect(problem("-rf")).toBeDefined();
  });

  it.each(["constructor", "toString", "a-b", "a_b", "B2"])("takes %j", (name) => {
    expect(problem(name)).toBeUndefined();
  });
});

describe("login names", () => {
  it.each([
    ["root", /system/],
    ["nobody", /system/],
    ["nixbld7", /system/],
    ["systemd-network", /system/],
    ["sshd", /system/],
    ["a..b", /"\.\."/],
    ["42", /number/],
    ["0042", /number/],
    ["-a", /begins with a letter/],
    [".hidden", /begins with a letter/],
  ])("refuses %j", (name, expected) => {
    expect(loginNameProblem(name)).toMatch(expected);
  });

  it.each([
    "work-user",
    "ada.lovelace",
    "_build",
    "crs58",
    "1ada",
    "0day",
    "4-x",
    "9.to.5",
    "0x4A6F",
    "1e3",
  ])("takes %j", (name) => {
    expect(loginNameProblem(name)).toBeUndefined();
  });
});

describe("host names", () => {
  it.each(["mini-", "_x", "x_", "mini.local", ".."])("refuses %j", (name) => {
    expect(hostNameProblem(name)).toBeDefined();
  });

  it.each(["42", "9", "build_1", "Mini"])("takes %j", (name) => {
    expect(hostNameProblem(name)).toBeUndefined();
  });
});

describe("a host id with its domain", () => {
  const label = "x".repeat(63);
  const longest = [label, label, label, "x".repeat(61)].join(".");

  it.each(["web1.example.org", "web1.example", "a.b.c.d", "1.e5", "0.x1", `${label}.org`, longest])(
    "can be %s",
    (name) => {
      expect(hostIdProblem(name)).toBeUndefined();
      expect(domainProblem(name)).toBeUndefined();
    },
  );

  it.each([
    [".web1", "begins or ends with a dot"],
    ["web1.", "begins or ends with a dot"],
    [".", "begins or ends with a dot"],
    ["web1..org", '".."'],
    ["1.5", "ends in a number"],
    ["10.0.0.1", "ends in a number"],
    ["web.0x1f", "ends in a number"],
    ["web1.-x.org", '"-x"'],
    ["web1.x-.org", '"x-"'],
    ["web1.exa mple.org", "a space"],
    ["web1./etc.org", '"/"'],
    ["web1.$(id).org", '"$"'],
    ['web1."x".org', "the character"],
    ["web1.ö.org", "U+00F6"],
    [`x${label}.org`, "64 characters"],
    [`x${longest}`, "254 characters"],
    ["web1.outPath.org", "Nix keeps this name"],
  ])("cannot be %s", (name, problem) => {
    expect(hostIdProblem(name)).toContain(problem);
    expect(domainProblem(name)).toContain(problem);
  });
});

describe("paths inside the root", () => {
  it.each([
    ["", /empty/],
    ["/etc/passwd", /not relative/],
    ["~/keys", /not relative/],
    ["C:/keys", /not relative/],
    ["../keys", /leaves the fleet's root/],
    ["keys/../../x", /leaves the fleet's root/],
    ["./keys", /empty folder or "\."/],
    ["keys//x", /empty folder/],
    ["keys/", /empty folder/],
    ["keys\\x", /backslash/],
    ["keys\nx", /newline/],
    ["keys\u009bx", /U\+009B/],
  ])("refuses %j", (path, expected) => {
    expect(relativePathProblem(path)).toMatch(expected);
  });

  it.each(["keys/keith.pub", `a b/\${c}.nix`, "..x/y..", "-x", "zoë.nix"])("takes %j", (path) => {
    expect(relativePathProblem(path)).toBeUndefined();
  });
});
