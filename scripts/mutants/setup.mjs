// Runs in each worker of vitest before a test file: defines the switch of the mutants, and says afterwards
// which of them the file has reached.
import { appendFileSync } from "node:fs";
import { afterAll, expect, inject } from "vitest";

/** More often than this no test comes by: what goes on for ever ends here. */
const tooOften = 5_000_000;

const { active, log } = inject("mutant");
const reached = new Set();
let passed = 0;

globalThis.fleetMutant = (id) => {
  if (active === undefined) reached.add(id);
  if (id !== active) return false;
  passed += 1;
  if (passed > tooOften) throw new Error("The mutant goes on for ever.");
  return true;
};

afterAll(() => {
  if (active !== undefined) return;
  const file = expect.getState().testPath;
  appendFileSync(log, `${JSON.stringify({ file, reached: [...reached] })}\n`);
});
