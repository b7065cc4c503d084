// How long the built command takes where no command is run, beside plain Node: an empty file on the same
// Node, which is the least there can be. The aim is 1.2 times that.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { medians } from "./measure.mjs";
import { formatTable, ratio, seconds } from "./table.mjs";

const fleetMain = join(import.meta.dirname, "..", "packages", "cli", "dist", "main.js");

/** Measures each command line, and prints a table. */
export function benchStart(folder) {
  const empty = join(folder, "empty.mjs");
  writeFileSync(empty, "");
  const env = { FLEET_CACHE_DIR: join(folder, ".cache-start") };
  const lines = [["--version"], ["--help"], ["generate", "--help"], ["no-command"]];
  const programs = [
    { command: process.execPath, args: [empty], env },
    ...lines.map((line) => ({
      command: process.execPath,
      args: [fleetMain, ...line],
      env,
      // A command that does not exist is wrong use.
      status: line[0] === "no-command" ? 2 : 0,
    })),
  ];
  const [floor, ...times] = medians(programs, 31);
  const rows = times.map((time, index) => [
    `fleet ${lines[index].join(" ")}`,
    seconds(floor),
    seconds(time),
    ratio(time, floor),
  ]);
  const head = ["command line", "plain Node", "fleet", "ratio"];
  return `fleet, where no command is run: seconds\n${formatTable(head, rows)}`;
}
