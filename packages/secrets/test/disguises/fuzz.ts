// `npm run fuzz`: damages and disguises without end, against real sops. Prints figures.
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyDisguise, randomCases } from "./cases.ts";
import { createFigures } from "./figures.ts";
import { openOracle } from "./oracle.ts";
import { type Outcome, runCases } from "./run.ts";

const seed = Number(process.env["FLEET_FUZZ_SEED"] ?? Date.now() % 1_000_000);
const count = Number(process.env["FLEET_FUZZ_RUNS"] ?? 2000);
const folder = join(tmpdir(), "fleet-fuzz", String(seed));
const say = (text: string) => process.stdout.write(`${text}\n`);

const oracle = openOracle();
const figures = createFigures(oracle.versions);
let violations = 0;

function tell(outcome: Outcome): void {
  figures.add(outcome);
  if (outcome.violations.length === 0) return;
  violations += 1;
  const { one } = outcome.judged;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${one.id}${one.base.ending}`);
  writeFileSync(file, one.bytes);
  say(`VIOLATION ${one.id}: ${one.title}\n  ${outcome.violations.join("\n  ")}\n  ${file}`);
}

say(`FLEET_FUZZ_SEED=${seed} FLEET_FUZZ_RUNS=${count}; sops ${oracle.versions.join(", ")}`);
const options = { isAsked: () => true, tell };
await runCases(everyDisguise(seed), oracle, options);
await runCases(randomCases(seed, count), oracle, options);
oracle.close();
say(`\n${figures.rows().join("\n")}\n\n${violations} violations`);
process.exitCode = violations === 0 ? 0 : 1;
