// How long `fleet check` takes where nothing is wrong and no secrets are declared, from start to end.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { medians } from "./measure.mjs";
import { writeSampleFleet } from "./sample-fleet.mjs";
import { formatTable, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");

/** Measures all sizes, and prints a table. What `fleet --version` takes is the least there can be. */
export function benchCheck(folder, sizes) {
  const rows = sizes.map((size) => {
    const root = join(folder, `check-${size}`);
    mkdirSync(root);
    writeSampleFleet(root, size);
    return measureSize(root, size);
  });
  return `fleet check, without secrets: seconds\n${formatTable(["hosts", "version", "check"], rows)}`;
}

function measureSize(root, size) {
  const env = { FLEET_CACHE_DIR: join(root, ".cache-fleet") };
  const run = (...args) => ({ command: process.execPath, args: [fleetMain, ...args], env });
  // As people have it: what is generated is there and tracked, so that check compares it.
  const generate = run("generate", "--root", root);
  execFileSync(generate.command, generate.args, {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  execFileSync("git", ["-C", root, "add", "--", ".gitignore", "fleet*.json"]);
  const rounds = size >= 1000 ? 11 : 21;
  const times = medians([run("--version"), run("check", "--root", root)], rounds);
  return [String(size), ...times.map(seconds)];
}
