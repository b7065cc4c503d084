import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  changeKinds,
  compareFleets,
  type FleetFacts,
  factsOfText,
  noFacts,
  type PlannedChange,
} from "../../src/plan.ts";
import { factsOf, similarFleet, textsOf } from "./planned-fleets.ts";

const runs = { numRuns: 60 };

/** The names of now by those of before, as nodes of access have them, in a plan with renames. */
function renamesOf(changes: readonly PlannedChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap(({ kind, before, after }): [string, string][] => {
      if (kind === "user-renamed") return [[`user:${after}`, `user:${before}`]];
      return kind === "host-renamed" ? [[`host:${after}`, `host:${before}`]] : [];
    }),
  );
}

/**
 * What of a change the reverse of it has the other way round: all but the sentence, the place, the risk and the
 * reasons. Whoever was renamed is called as before.
 */
function mirrorAll(changes: readonly PlannedChange[]) {
  const renamed = renamesOf(changes);
  const rename = (name: string) => renamed.get(name) ?? name;
  const renameHost = (id: string) => rename(`host:${id}`).slice("host:".length);
  const renameAll = (value: unknown): unknown => {
    if (typeof value === "string") return rename(value);
    return Array.isArray(value) ? value.map(renameAll).sort() : value;
  };
  return changes.map(({ kind, hosts, files, who, what, before, after, root }) => ({
    kind: changeKinds[kind].mirror,
    hosts: hosts.map(renameHost).sort(),
    files,
    who: who === undefined ? undefined : rename(who),
    what,
    before: renameAll(after),
    after: renameAll(before),
    root: root === undefined ? undefined : root === "gained" ? "lost" : "gained",
  }));
}

function plain({ kind, hosts, files, who, what, before, after, root }: PlannedChange) {
  const inOrder = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
  return { kind, hosts, files, who, what, before: inOrder(before), after: inOrder(after), root };
}

function sorted(changes: readonly object[]): string[] {
  return changes.map((one) => JSON.stringify(one)).sort();
}

/** Two that are alike, and perhaps the same. */
const two = fc.tuple(similarFleet, similarFleet);

/** The facts that the generated `fleet.json` tells of a fleet. */
function toldOf(declaration: unknown): FleetFacts {
  const { "fleet.json": text = "", ".sops.yaml": sopsYaml } = textsOf(declaration);
  const facts = factsOfText(text, { sopsYaml });
  if (facts === undefined) throw new Error("bug: fleet.json cannot be read back");
  return facts;
}

/** The same fleet, in which the user `a` is called `z`, and the host `mini` `maxi`: `moved` says so. */
function moveAll(declaration: unknown): unknown {
  const text = JSON.stringify(declaration)
    .replaceAll('"a":', '"z":')
    .replaceAll('"members":["a"', '"members":["z"')
    .replaceAll('"b","a"', '"b","z"')
    .replaceAll('"user:a"', '"user:z"')
    .replaceAll('"mini":', '"maxi":')
    .replaceAll('"host:mini"', '"host:maxi"');
  return { ...JSON.parse(text), moved: { users: { a: "z" }, hosts: { mini: "maxi" } } };
}

const parted = new Set<PlannedChange["kind"]>([
  "account-created",
  "account-deleted",
  "uid-changed",
  "login-changed",
  "home-directory-changed",
  "host-added",
  "host-removed",
]);

describe("the plan", () => {
  test.prop([similarFleet], runs)("of what `moved` says parts nobody in two", (fleet) => {
    const one = factsOf(fleet);
    const other = factsOf(moveAll(fleet), one.fleet?.resolved.ledger);
    const { changes } = compareFleets(one, other);
    expect(changes.filter(({ kind }) => parted.has(kind))).toEqual([]);
    expect(changes.some(({ kind }) => kind === "host-renamed")).toBe(one.hosts.has("mini"));
    const back = compareFleets(other, one).changes;
    expect(sorted(mirrorAll(changes))).toEqual(sorted(back.map(plain)));
  });

  test.prop([similarFleet], runs)("of a fleet that stays is empty", (fleet) => {
    expect(compareFleets(factsOf(fleet), factsOf(structuredClone(fleet)))).toEqual({
      changes: [],
      work: [],
    });
  });

  test.prop([two], runs)("of the reverse of a change is its mirror", ([one, other]) => {
    const [there, back] = [[one, other] as const, [other, one] as const].map(([from, to]) =>
      compareFleets(factsOf(from), factsOf(to)),
    );
    expect(sorted(mirrorAll(there?.changes ?? []))).toEqual(sorted(back?.changes.map(plain) ?? []));
  });

  test.prop([two], runs)(
    "says nothing only where nothing that is generated differs",
    ([one, other]) => {
      const isEmpty = compareFleets(factsOf(one), factsOf(other)).changes.length === 0;
      const isEqual = JSON.stringify(textsOf(one)) === JSON.stringify(textsOf(other));
      if (isEqual) {
        const ways = compareFleets(factsOf(one), factsOf(other)).changes;
        expect(ways.filter(({ kind }) => !kind.startsWith("root-"))).toEqual([]);
      } else expect(isEmpty).toBe(false);
    },
  );

  test.prop([two], runs)("has no change twice", ([one, other]) => {
    const { changes } = compareFleets(factsOf(one), factsOf(other));
    const said = changes.map(({ hosts: _, files: __, place: ___, message: ____, ...rest }) =>
      JSON.stringify(rest),
    );
    expect(new Set(changes.map(({ message }) => message)).size).toBe(changes.length);
    expect(said.length).toBe(changes.length);
  });

  test.prop([similarFleet], runs)("of a fleet that is read back is empty", (fleet) => {
    expect(compareFleets(toldOf(fleet), factsOf(fleet)).changes).toEqual([]);
  });

  test.prop([two], runs)(
    "against a fleet.json says the same but for what that does not say",
    ([one, other]) => {
      const full = compareFleets(factsOf(one), factsOf(other)).changes;
      const told = compareFleets(toldOf(one), factsOf(other)).changes;
      const known = new Set(full.map(({ message }) => message));
      const isTold = ({ kind, who }: PlannedChange) =>
        kind !== "told-now" && !(kind.startsWith("root-key") && who === undefined);
      expect(told.filter(isTold).filter(({ message }) => !known.has(message))).toEqual([]);
    },
  );

  test.prop([similarFleet], runs)("of a first fleet names its hosts, and hosts alone", (fleet) => {
    const { changes } = compareFleets(noFacts, factsOf(fleet));
    expect(changes.length).toBeGreaterThan(0);
    const kinds = new Set(changes.map(({ kind }) => kind));
    expect(kinds.has("host-added")).toBe(true);
    expect([...kinds].filter((kind) => kind.startsWith("account-"))).toEqual([]);
  });
});
