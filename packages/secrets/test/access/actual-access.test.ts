import { describe, expect, it } from "vitest";
import { compareAccess } from "../../src/access/actual-access.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";
import { sampleFile } from "../support/sample-files.ts";

const [keith, traci, henry, travel] = ["user keith", "user traci", "user henry", "host travel"].map(
  recipientOf,
);
const rules = [
  { path: "keys/traci", readers: ["user:henry"], operators: false, holdsKeyOf: ["user:traci"] },
  { path: "a.yaml", readers: ["user:keith", "user:traci"], operators: false },
];
const { value: secrets } = resolveMade(makeFleet({ ...family, rules, defaultRules: false }));
const file = (path: string, ...ids: (string | undefined)[]) =>
  sampleFile(
    path,
    ids.map((id) => id ?? ""),
  );

function compared(asked: Parameters<typeof compareAccess>[1]) {
  return compareAccess(secrets, asked).access.map(
    ({ path, name, declared, actual, through }) =>
      `${path} ${name} ${declared === undefined ? "-" : "declared"} ${actual}${through === undefined ? "" : ` through ${through.path}`}`,
  );
}

describe("who can decrypt, beside who should", () => {
  it("follows keys that lie in files by what the headers say", () => {
    expect(compared({ files: [file("a.yaml", traci, travel), file("keys/traci", keith)] })).toEqual(
      [
        "a.yaml host:travel - true",
        "a.yaml user:henry declared false through keys/traci",
        "a.yaml user:keith declared true",
        "a.yaml user:traci declared true",
        "keys/traci user:henry declared false",
        "keys/traci user:keith - true",
      ],
    );
  });

  it("is not known behind a file that is not understood", () => {
    const problem = {
      code: "secrets/unparsable",
      severity: "error",
      path: [],
      message: "",
    } as const;
    const broken = { ...file("keys/traci"), header: undefined, problems: [problem] };
    expect(compared({ files: [file("a.yaml", keith, traci), broken] })).toEqual([
      "a.yaml user:henry declared undefined through keys/traci",
      "a.yaml user:keith declared true",
      "a.yaml user:traci declared true",
      "keys/traci user:henry declared undefined",
    ]);
  });

  it("is everybody where a file is not encrypted, and nobody where there is none", () => {
    const plain = { ...file("a.yaml"), header: undefined };
    expect(compared({ files: [plain], paths: ["keys/traci"] })).toEqual([
      "a.yaml user:henry declared true through keys/traci",
      "a.yaml user:keith declared true",
      "a.yaml user:traci declared true",
      "keys/traci user:henry declared false",
    ]);
  });

  it("names a key that nobody declares by whose it was", () => {
    const former = new Map([["age1ben", { reader: "user:ben", source: "fleet.lock.json" }]]);
    const known = { ...secrets, keyring: { ...secrets.keyring, former } };
    const { access } = compareAccess(known, { files: [file("b.yaml", henry, "age1ben")] });
    expect(access).toMatchObject([
      {
        reader: "recipient:age1ben",
        name: "user:ben (no longer declared, says fleet.lock.json)",
        actual: true,
      },
      { reader: "user:henry", name: "user:henry", former: undefined },
    ]);
  });
});

describe("with which keys a reader can decrypt", () => {
  const [first, second] = ["first", "second"].map(recipientOf);
  const both = resolveMade(
    makeFleet({
      hosts: { mini: ["ada!"] },
      users: { ada: [first ?? "", second ?? ""] },
      defaultRules: false,
      rules: [
        { path: "both.yaml", readers: ["user:ada"] },
        { path: "one.yaml", readers: [first ?? ""] },
        { path: "apart.yaml", groups: [[first ?? ""], [second ?? ""]], threshold: 2 },
      ],
    }),
  ).value;
  const keysOf = (given: ReturnType<typeof file>) => {
    const { files, access } = compareAccess(both, { files: [given] });
    return {
      isAsDeclared: files.map(({ isAsDeclared }) => isAsDeclared),
      keys: access.map(({ missingKeys, extraKeys }) => [missingKeys, extraKeys]),
    };
  };

  it("is told of a file that lacks one, and of one that has one too many", () => {
    expect(keysOf(file("both.yaml", second, first))).toEqual({
      isAsDeclared: [true],
      keys: [[[], []]],
    });
    expect(keysOf(file("both.yaml", second))).toEqual({
      isAsDeclared: [false],
      keys: [[[first], []]],
    });
    expect(keysOf(file("one.yaml", first, second))).toEqual({
      isAsDeclared: [false],
      keys: [[[], [second]]],
    });
  });

  it("does not hide that one group holds what should be apart", () => {
    expect(keysOf(file("apart.yaml", first, second)).isAsDeclared).toEqual([false]);
  });

  it("does not hide a second wrap", () => {
    expect(keysOf(file("both.yaml", first, second, first)).isAsDeclared).toEqual([false]);
  });

  it("is not told of what was not read", () => {
    const { files, access } = compareAccess(both, { files: [], unread: ["both.yaml"] });
    expect(files).toEqual([{ path: "both.yaml", reading: "not-understood", isAsDeclared: false }]);
    expect(access).toMatchObject([{ actual: undefined, missingKeys: [], extraKeys: [] }]);
  });
});
