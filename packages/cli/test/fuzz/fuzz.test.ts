import { expect, it } from "vitest";
import { kinds, tryCase } from "./cases.ts";
import { tryKills } from "./kills.ts";

it.each(kinds)("no damaged %s is called a mistake of fleet", async (kind) => {
  const violations: string[] = [];
  for (let seed = 0; seed < 40; seed += 1) {
    const outcome = await tryCase(kind, seed);
    violations.push(...outcome.violations.map((violation) => `${kind} ${seed}: ${violation}`));
  }
  expect(violations).toEqual([]);
});

it("leaves nothing torn where it is killed while it writes", () => {
  expect(tryKills(3)).toMatchObject({ tried: 3, violations: [] });
});
