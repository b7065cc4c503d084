import { describe, expect, it } from "vitest";
import {
  checkTransitiveAccess,
  listAccess,
  whatCanBeReadBy,
  whoCanRead,
} from "../../src/access/access.ts";
import { family, makeFleet, resolveMade } from "../support/fleet.ts";

const paths = [
  "secrets/hosts/mini.yaml",
  "secrets/users/traci.yaml",
  "secrets/users/keith.yaml",
  "no/rule",
];
const { value: plain } = resolveMade(makeFleet(family));

const rules = [
  { path: "keys/traci", readers: ["user:henry"], operators: false, holdsKeyOf: ["user:traci"] },
  { path: "keys/henry", readers: ["host:travel"], operators: false, holdsKeyOf: ["user:henry"] },
  { path: "keys/ring", readers: ["user:traci"], operators: false, holdsKeyOf: ["host:travel"] },
];
const { value: holding } = resolveMade(makeFleet({ ...family, rules }));
const all = [...paths, "keys/traci", "keys/henry", "keys/ring"];

describe("access", () => {
  it("says who can read a file, by which rule and expression", () => {
    expect(whoCanRead(plain, "secrets/hosts/mini.yaml", paths)).toEqual(
      [
        ["host:mini", "host:mini"],
        ["operator:recovery", "operator:recovery"],
        ["user:keith", "admins@mini"],
      ].map(([reader, expression]) => ({
        path: "secrets/hosts/mini.yaml",
        reader,
        rule: { template: "secrets/hosts/{host}.yaml", origin: undefined },
        expressions: [expression],
        needsOthers: false,
        through: undefined,
      })),
    );
  });

  it("says what somebody can read", () => {
    expect(whatCanBeReadBy(plain, "user:traci", paths).map(({ path }) => path)).toEqual([
      "secrets/users/traci.yaml",
    ]);
    expect(whatCanBeReadBy(plain, "user:nobody", paths)).toEqual([]);
  });

  it("of a file without a rule is nobody's", () => {
    expect(whoCanRead(plain, "no/rule", paths)).toEqual([]);
  });

  it("follows keys that lie in files, also in a ring", () => {
    const readers = listAccess(holding, all)
      .filter(({ path }) => path === "secrets/users/traci.yaml")
      .map(({ reader, through }) => [reader, through?.path]);
    expect(readers).toEqual([
      ["host:travel", "keys/henry"],
      ["operator:recovery", undefined],
      ["user:henry", "keys/traci"],
      ["user:traci", undefined],
    ]);
  });

  it("that comes from a key in a file is worth a warning", () => {
    const [first] = [...checkTransitiveAccess(holding, all)];
    expect(first).toMatchObject({
      code: "secrets/transitive-access",
      severity: "warning",
      path: ["secrets", "files", 1],
    });
    expect([...checkTransitiveAccess(plain, paths)]).toEqual([]);
  });

  it("needs others where a rule has several groups", () => {
    const shared = [{ path: "s/a", groups: [["user:keith"], ["user:traci"]], threshold: 2 }];
    const { value } = resolveMade(makeFleet({ ...family, rules: shared }));
    expect(listAccess(value, ["s/a"]).map(({ needsOthers }) => needsOthers)).toEqual([true, true]);
  });
});
