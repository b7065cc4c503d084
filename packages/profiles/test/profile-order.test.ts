import { fc, test } from "@fast-check/vitest";
import type { Fleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { orderProfiles } from "../src/index.ts";

type Extends = Readonly<Record<string, readonly string[]>>;

/** Profiles that extend each other so, in the order of their ids. */
function profilesOf(bases: Extends): Fleet["profiles"] {
  const entries = Object.entries(bases).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    entries.map(([id, list]) => [id, { id, extends: list, aggregates: [], modules: undefined }]),
  );
}

function orderOf(id: string, bases: Extends): readonly string[] | undefined {
  return orderProfiles(profilesOf(bases)).value.get(id);
}

it("refuses a chain that nobody can mean", () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `p${String(index).padStart(5, "0")}`);
  const bases = Object.fromEntries(ids.map((id, index) => [id, ids.slice(index - 1, index)]));
  const { diagnostics } = orderProfiles(profilesOf(bases));
  expect(diagnostics).toMatchObject([
    { code: "profiles/long-chain", path: ["profiles", "p02001", "extends"] },
  ]);
});

describe("the order of profiles", () => {
  it.each<[string, Extends, string[]]>([
    ["one alone", { a: [] }, ["a"]],
    ["a chain", { a: ["b"], b: ["c"], c: [] }, ["c", "b", "a"]],
    ["two bases, as they are named", { a: ["c", "b"], b: [], c: [] }, ["c", "b", "a"]],
    ["a diamond", { a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, ["d", "b", "c", "a"]],
    ["a base named twice", { a: ["b", "b"], b: [] }, ["b", "a"]],
    ["a base that is not declared", { a: ["x", "b"], b: [] }, ["b", "a"]],
    ["names of all objects", { a: ["constructor"], constructor: [] }, ["constructor", "a"]],
  ])("is right for %s", (_, bases, expected) => {
    expect(orderOf("a", bases)).toEqual(expected);
  });

  it("is right for a long chain", () => {
    const length = 1000;
    const chain = Array.from({ length }, (_, index) => [`p${index}`, [`p${index + 1}`]] as const);
    const profiles = profilesOf({ ...Object.fromEntries(chain), [`p${length}`]: [] });
    expect(orderProfiles(profiles).value.get("p0")?.length).toBe(length + 1);
  });

  it.each<[string, Extends, string[]]>([
    ["itself", { a: ["a"] }, ['"a" extends "a"']],
    ["each other", { a: ["b"], b: ["a"] }, ['"a" extends "b" extends "a"']],
    [
      "a circle of which the first is met last",
      { a: ["c"], b: ["c"], c: ["b"] },
      ['"b" extends "c" extends "b"'],
    ],
    [
      "two circles",
      { a: ["b"], b: ["a"], c: ["d"], d: ["c"] },
      ['"a" extends "b" extends "a"', '"c" extends "d" extends "c"'],
    ],
  ])("is reported where profiles extend %s", (_, bases, loops) => {
    const { diagnostics } = orderProfiles(profilesOf(bases));
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual(
      loops.map((loop) => `profiles/cycle Profiles extend each other in a circle: ${loop}.`),
    );
  });

  it("goes on outside of a circle", () => {
    const bases = { a: ["b"], b: ["a"], c: ["a", "d"], d: [] };
    expect(orderOf("a", bases)).toEqual(["a"]);
    expect(orderOf("c", bases)).toEqual(["a", "d", "c"]);
  });

  const ids = ["a", "b", "c", "d", "e", "f"];
  const anyBases = fc.record(
    Object.fromEntries(ids.map((id) => [id, fc.shuffledSubarray(ids, { maxLength: 3 })])),
  );
  const soundBases = fc
    .shuffledSubarray(ids, { minLength: ids.length })
    .chain((order) =>
      fc.record(
        Object.fromEntries(
          order.map((id, index) => [id, fc.shuffledSubarray(order.slice(0, index))]),
        ),
      ),
    );

  test.prop([soundBases])("puts whatever a profile extends before it, each once", (bases) => {
    const { value: orders, diagnostics } = orderProfiles(profilesOf(bases));
    expect(diagnostics).toEqual([]);
    for (const [id, order] of orders) {
      expect(order.at(-1)).toBe(id);
      expect(new Set(order).size).toBe(order.length);
      for (const member of order) {
        for (const base of bases[member] ?? []) {
          expect(order.indexOf(base)).toBeGreaterThanOrEqual(0);
          expect(order.indexOf(base)).toBeLessThan(order.indexOf(member));
        }
      }
    }
  });

  test.prop([anyBases])("reports a circle if and only if some profile leads to itself", (bases) => {
    const leadsTo = (from: string, seen = new Set<string>()): Set<string> => {
      for (const base of bases[from] ?? []) if (!seen.has(base)) leadsTo(base, seen.add(base));
      return seen;
    };
    const isCircular = ids.some((id) => leadsTo(id).has(id));
    const { value: orders, diagnostics } = orderProfiles(profilesOf(bases));
    expect(diagnostics.length > 0).toBe(isCircular);
    expect([...orders.keys()]).toEqual(ids);
  });
});
