// How long `fleet generate` takes, beside a floor that does the least that could be called the same.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { medians, peak } from "./measure.mjs";
import { writeSampleFleet } from "./sample-fleet.mjs";
import { formatTable, mib, ratio, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");
const floorMain = join(import.meta.dirname, "floor.mjs");

/** Measures all sizes, and prints a table. */
export function benchGenerate(folder, sizes) {
  const rows = sizes.map((size) => {
    const root = join(folder, `generate-${size}`);
    mkdirSync(root);
    writeSampleFleet(root, size);
    return measureSize(root, size);
  });
  const title = "fleet generate: seconds (× floor), and the most memory (× floor)";
  const head = [
    "hosts",
    "floor first",
    "fleet first",
    "floor warm",
    "fleet warm",
    "floor",
    "fleet",
  ];
  return `${title}\n${formatTable(head, rows)}`;
}

function measureSize(root, size) {
  const caches = { floor: join(root, ".cache-floor"), fleet: join(root, ".cache-fleet") };
  const node = process.execPath;
  const floor = { command: node, args: [floorMain, root, caches.floor] };
  const fleet = {
    command: node,
    args: [fleetMain, "generate", "--root", root],
    env: { FLEET_CACHE_DIR: caches.fleet },
  };
  provideCore(root);
  const forget = (...paths) => {
    for (const path of paths) rmSync(path, { recursive: true, force: true });
  };
  // As people have it: what is generated is tracked by git, and there is nothing to warn of.
  execFileSync(node, fleet.args, { env: { ...process.env, ...fleet.env }, stdio: "ignore" });
  execFileSync("git", ["-C", root, "add", "--", ".gitignore", "fleet*.json"]);
  const outputs = ["fleet.json", "fleet.index.json"].map((name) => join(root, name));
  const afresh = [
    { ...floor, before: () => forget(caches.floor) },
    { ...fleet, before: () => forget(caches.fleet, ...outputs) },
  ];
  const again = [floor, { ...fleet, before: () => forget(...outputs) }];
  const rounds = size >= 5000 ? 7 : size >= 1000 ? 11 : 21;
  const [floorFirst, fleetFirst] = medians(afresh, rounds);
  const [floorWarm, fleetWarm] = medians(again, rounds);
  const [floorPeak, fleetPeak] = afresh.map(peak);
  return [
    String(size),
    seconds(floorFirst),
    `${seconds(fleetFirst)} (${ratio(fleetFirst, floorFirst)})`,
    seconds(floorWarm),
    `${seconds(fleetWarm)} (${ratio(fleetWarm, floorWarm)})`,
    mib(floorPeak),
    `${mib(fleetPeak)} (${ratio(fleetPeak, floorPeak)})`,
  ];
}

/** The floor resolves `@fleet/core` as Node does, to the least there can be; git does not see it. */
function provideCore(root) {
  const folder = join(root, "node_modules", "@fleet", "core");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(folder, "index.js"), "export const defineFleet = (fleet) => fleet;\n");
}
