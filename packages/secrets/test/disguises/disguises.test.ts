import { afterAll, describe, expect, it } from "vitest";
import { families, randomCases } from "./cases.ts";
import { openOracle } from "./oracle.ts";
import { type Outcome, runCases } from "./run.ts";

const count = 200;
const seed = 9;

const oracle = openOracle();
afterAll(() => oracle.close());

const outcomes: Outcome[] = [];
await runCases(randomCases(seed, count), oracle, {
  // Of those that are not called right nothing has to be proved; some show that the cases are strong.
  isAsked: (number) => number % 6 === 0,
  tell: (outcome) => outcomes.push(outcome),
});

describe("a damaged or disguised file", () => {
  it("is never called right while a stranger opens it, a plain value stands in it, or a reader cannot", () => {
    const violations = outcomes.flatMap(({ judged: { one }, violations: found }) =>
      found.map((violation) => `${one.id} ${one.title}: ${violation}`),
    );
    expect(violations).toEqual([]);
  });

  it("comes in every family", () => {
    const seen = new Set(outcomes.map(({ judged }) => judged.one.family));
    expect(families.filter((family) => !seen.has(family))).toEqual([]);
  });

  it("is dangerous often enough to be a test", () => {
    const asked = outcomes.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict]));
    expect(asked.filter(({ strangers }) => strangers.length > 0).length).toBeGreaterThan(0);
    expect(asked.filter(({ readers }) => readers.length === 0).length).toBeGreaterThan(5);
    expect(outcomes.filter(({ judged }) => judged.one.marker !== undefined).length).toBeGreaterThan(
      count / 8,
    );
  });

  it("is the same for the same seed", () => {
    const again = [...randomCases(seed, 40)].map(({ title, bytes }) => [title, bytes]);
    expect([...randomCases(seed, 40)].map(({ title, bytes }) => [title, bytes])).toEqual(again);
  });
});
