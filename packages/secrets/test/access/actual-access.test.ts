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

function compared(
  ...args: Parameters<typeof compareAccess> extends [unknown, ...infer R] ? R : never
) {
  return compareAccess(secrets, ...args).access.map(
    ({ path, name, declared, actual, through }) =>
      `${path} ${name} ${declared === undefined ? "-" : "declared"} ${actual}${through === undefined ? "" : ` through ${through.path}`}`,
  );
}

describe("who can decrypt, beside who should", () => {
  it("follows keys that lie in files by what the headers say", () => {
    expect(compared([file("a.yaml", traci, travel), file("keys/traci", keith)], [])).toEqual([
      "a.yaml host:travel - true",
      "a.yaml user:henry declared false through keys/traci",
      "a.yaml user:keith declared true",
      "a.yaml user:traci declared true",
      "keys/traci user:henry declared false",
      "keys/traci user:keith - true",
    ]);
  });

  it("is not known behind a file that is not understood", () => {
    const problem = {
      code: "secrets/unparsable",
      severity: "error",
      path: [],
      message: "",
    } as const;
    const broken = { ...file("keys/traci"), header: undefined, problems: [problem] };
    expect(compared([file("a.yaml", keith, traci), broken], [])).toEqual([
      "a.yaml user:henry declared undefined through keys/traci",
      "a.yaml user:keith declared true",
      "a.yaml user:traci declared true",
      "keys/traci user:henry declared undefined",
    ]);
  });

  it("is everybody where a file is not encrypted, and nobody where there is none", () => {
    const plain = { ...file("a.yaml"), header: undefined };
    expect(compared([plain], ["keys/traci"])).toEqual([
      "a.yaml user:henry declared true through keys/traci",
      "a.yaml user:keith declared true",
      "a.yaml user:traci declared true",
      "keys/traci user:henry declared false",
    ]);
  });

  it("names a key that nobody declares by whose it was", () => {
    const former = new Map([["age1ben", { reader: "user:ben", source: "fleet.lock.json" }]]);
    const known = { ...secrets, keyring: { ...secrets.keyring, former } };
    const { access } = compareAccess(known, [file("b.yaml", henry, "age1ben")], []);
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
