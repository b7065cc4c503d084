import { join } from "node:path";
import { expect, it } from "vitest";
import { kinds, tryCase } from "./cases.ts";
import {
  drawAdd,
  drawFirst,
  drawFree,
  drawInit,
  drawMerge,
  drawRemove,
  drawRename,
  drawUpdate,
} from "./kill-scenes.ts";
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

it.each([
  { name: "a first generate", scene: drawFirst, stride: 8 },
  { name: "generate", scene: drawUpdate, stride: 6 },
  { name: "uids free", scene: drawFree, stride: 4 },
  { name: "uids merge", scene: drawMerge, stride: 4 },
  { name: "init", scene: drawInit, stride: 23 },
  { name: "add", scene: drawAdd, stride: 23 },
  { name: "rename", scene: drawRename, stride: 23 },
  { name: "remove", scene: drawRemove, stride: 23 },
])(
  "nothing is torn and nothing left over where $name is killed while it writes",
  async ({ scene, stride }) => {
    const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
    const kills = await tryKills({ seed: 1, limit: 1, stride, scenes: [scene], main });
    expect(kills.violations).toEqual([]);
    expect(kills.tidied).toBeGreaterThan(0);
  },
);
