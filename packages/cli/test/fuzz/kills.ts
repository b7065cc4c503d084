import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnFleet } from "../run-fleet.ts";
import { smallFleet } from "../small-fleet.ts";

/** What came of kills. */
export interface Kills {
  readonly tried: number;
  /** How many left a temporary file that the next run did not take away. */
  readonly leftOver: number;
  readonly violations: readonly string[];
}

const preload = join(import.meta.dirname, "kill-at.mjs");
const written = ["fleet.json", "fleet.lock.json"];

/**
 * Kills `generate` at each of its calls that write, one run after the other, at most so many times. What
 * is there then is whole: as it was before, or as it is to be.
 */
export function tryKills(limit: number): Kills {
  const folder = mkdtempSync(join(tmpdir(), "fleet-kills-"));
  for (const [name, text] of Object.entries(smallFleet)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  try {
    return killEach(folder, limit);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function killEach(folder: string, limit: number): Kills {
  spawnFleet(folder, ["generate"]);
  const whole = written.map((name) => readFileSync(join(folder, name), "utf8"));
  const clean = readdirSync(folder).sort().join();
  const violations: string[] = [];
  let leftOver = 0;
  let tried = 0;
  for (let at = 1; tried < limit; at += 1) {
    for (const name of written) rmSync(join(folder, name), { force: true });
    const run = spawnFleet(folder, ["generate"], {
      NODE_OPTIONS: `--import=${preload}`,
      FLEET_KILL_AT: String(at),
    });
    if (run.status === 0) break;
    tried += 1;
    for (const [index, name] of written.entries()) {
      const text = readIfThere(join(folder, name));
      if (text !== undefined && text !== whole[index])
        violations.push(`${name} is torn at call ${at}`);
    }
    const again = spawnFleet(folder, ["generate"]);
    if (again.status !== 0) violations.push(`the run after call ${at} ends with ${again.status}`);
    const left = readdirSync(folder).sort().join();
    if (left === clean) continue;
    leftOver += 1;
    for (const name of readdirSync(folder)) if (name.endsWith(".tmp")) rmSync(join(folder, name));
  }
  return { tried, leftOver, violations };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
