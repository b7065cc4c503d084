// `npm run fuzz`: declarations as values and as bytes, ledgers, and kills. Prints figures.
import { join } from "node:path";
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
import { drawSync } from "./kill-secrets.ts";
import { tryKills } from "./kills.ts";

const seed = Number(process.env["FLEET_FUZZ_SEED"] ?? Date.now() % 1_000_000);
const count = Number(process.env["FLEET_FUZZ_RUNS"] ?? 2000);
const scenes = [
  drawFirst,
  drawUpdate,
  drawFree,
  drawMerge,
  drawInit,
  drawAdd,
  drawRename,
  drawRemove,
];
const say = (text: string) => process.stdout.write(`${text}\n`);

say(`FLEET_FUZZ_SEED=${seed} FLEET_FUZZ_RUNS=${count}`);
let violations = 0;
for (const kind of kinds) {
  const statuses = [0, 0, 0];
  let slowest = 0;
  let parsed = 0;
  for (let index = 0; index < count; index += 1) {
    const outcome = await tryCase(kind, seed + index);
    statuses[outcome.status] = (statuses[outcome.status] ?? 0) + 1;
    parsed += Number(outcome.isParsed);
    slowest = Math.max(slowest, outcome.milliseconds);
    if (outcome.violations.length === 0) continue;
    violations += 1;
    say(
      `VIOLATION ${kind}, FLEET_FUZZ_SEED=${seed + index} FLEET_FUZZ_RUNS=1: ${outcome.violations.join("; ")}`,
    );
  }
  const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
  say(
    `${kind}: ${count} tried, ${statuses.join("/")} ended with 0/1/2, ${parsed} parsed, slowest ${Math.round(slowest)} ms, ${megabytes} MiB`,
  );
}
// The built command, as people have it: it starts in a fraction of the time.
const main = join(import.meta.dirname, "..", "..", "dist", "main.js");
const plan = { seed, stride: 1, main };
const killed = [
  await tryKills({ ...plan, limit: Math.ceil(count / 2), scenes }),
  // Each of these starts sops many times, and there are a hundred in one run of it.
  await tryKills({
    ...plan,
    limit: Math.ceil(count / 20),
    stride: Math.max(1, Math.ceil(1000 / count)),
    scenes: [drawSync],
  }),
];
for (const kills of killed) {
  for (const violation of kills.violations) say(`VIOLATION kill: ${violation}`);
  say(`kills: ${kills.tried} tried, ${kills.tidied} left something behind for the next run`);
  violations += kills.violations.length;
}
say(`${violations} violations`);
process.exitCode = violations === 0 ? 0 : 1;
