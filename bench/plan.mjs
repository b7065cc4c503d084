// How long `fleet plan` takes, beside `fleet generate` of the same fleet.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { medians, peak } from "./measure.mjs";
import { writeSampleFleet } from "./sample-fleet.mjs";
import { formatTable, mib, ratio, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");

/** Measures all sizes: a plan of nothing, and one in which somebody becomes an admin on every host that they are on. */
export function benchPlan(folder, sizes) {
  const rows = sizes.map((size) => {
    const root = join(folder, `plan-${size}`);
    mkdirSync(root);
    writeSampleFleet(root, size);
    return measureSize(root, size);
  });
  const title =
    "fleet plan against the last commit: seconds (× generate), and the most memory (× generate)";
  const head = ["hosts", "generate", "of nothing", "of an admin", "generate", "of an admin"];
  return `${title}\n${formatTable(head, rows)}`;
}

function measureSize(root, size) {
  const run = (...args) => ({
    command: process.execPath,
    args: [fleetMain, ...args, "--root", root],
    env: { FLEET_CACHE_DIR: join(root, ".cache-fleet") },
  });
  const generate = run("generate");
  execFileSync(generate.command, generate.args, {
    env: { ...process.env, ...generate.env },
    stdio: "ignore",
  });
  const git = (...args) => {
    const who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
    execFileSync("git", ["-C", root, ...who, ...args], { stdio: "ignore" });
  };
  git("add", "--all");
  git("commit", "--quiet", "--message", "all");
  const config = join(root, "fleet.config.ts");
  const text = readFileSync(config, "utf8");
  const changed = text.replaceAll(/(user01: \{.*?)isAdmin: false/g, "$1isAdmin: true");
  const as = (contents) => () => writeFileSync(config, contents);
  const outputs = ["fleet.json", "fleet.index.json"].map((name) => join(root, name));
  const forget = () => {
    for (const path of outputs) rmSync(path, { force: true });
  };
  const rounds = size >= 1000 ? 7 : 15;
  const programs = [
    {
      ...generate,
      before: () => {
        as(text)();
        forget();
      },
    },
    { ...run("plan"), before: as(text) },
    { ...run("plan"), before: as(changed) },
  ];
  const [generated, nothing, admin] = medians(programs, rounds);
  const [generatePeak, , adminPeak] = programs.map(peak);
  return [
    String(size),
    seconds(generated),
    `${seconds(nothing)} (${ratio(nothing, generated)})`,
    `${seconds(admin)} (${ratio(admin, generated)})`,
    mib(generatePeak),
    `${mib(adminPeak)} (${ratio(adminPeak, generatePeak)})`,
  ];
}
