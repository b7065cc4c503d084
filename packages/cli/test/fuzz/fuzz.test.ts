import { join } from "node:path";
import { expect, it } from "vitest";
import { kinds, tryCase } from "./cases.ts";
import { drawFirst, drawFree, drawMerge, drawUpdate } from "./kill-scenes.ts";
import { tryKills } from "./kills.ts";

it.each(kinds)("nothing is wrong with a %s that is not damaged", async (kind) => {
  expect(await tryCase(kind)).toMatchObject({ status: 0, isParsed: true, violations: [] });
});

it.each(kinds)("no damaged %s is called a mistake of fleet", async (kind) => {
  const violations: string[] = [];
  let parsed = 0;
  for (let seed = 0; seed < 40; seed += 1) {
    const outcome = await tryCase(kind, seed);
    parsed += Number(outcome.isParsed);
    violations.push(...outcome.violations.map((violation) => `${kind} ${seed}: ${violation}`));
  }
  expect(violations).toEqual([]);
  // What cannot be parsed never reaches the checks.
  expect(parsed).toBeGreaterThanOrEqual(16);
});

it("leaves nothing torn and nothing over where it is killed while it writes", async () => {
  const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
  const scenes = [drawFirst, drawUpdate, drawFree, drawMerge];
  const kills = await tryKills({ seed: 1, limit: 5, stride: 6, scenes, main });
  expect(kills.violations).toEqual([]);
  expect(kills.tidied).toBeGreaterThan(0);
});
