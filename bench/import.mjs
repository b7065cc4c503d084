// How long it takes to fold what was found of a fleet into a declaration, without what Nix takes to find it.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { peak } from "./measure.mjs";
import { formatTable, mib, seconds } from "./table.mjs";

const program = join(import.meta.dirname, "fold-found.mjs");

/** Measures all sizes, with a few people of fifty on every host, with all of them, and with a thousand. */
export function benchImport(sizes) {
  const rows = sizes.flatMap((hosts) => [
    measureSize({ hosts, people: 50, perHost: 5 }),
    ...(hosts > 1000 ? [] : [measureSize({ hosts, people: 50, perHost: 50 })]),
    ...(hosts > 100 ? [] : [measureSize({ hosts, people: 1000, perHost: 1000 })]),
  ]);
  const title =
    "import, folding what was found: seconds of a processor, and the most memory of all";
  return `${title}\n${formatTable(["hosts", "people", "accounts", "fold", "memory"], rows)}`;
}

function measureSize({ hosts, people, perHost }) {
  const args = ["--conditions=@fleet/source", program, ...[hosts, people, perHost].map(String)];
  const command = { command: process.execPath, args };
  const found = JSON.parse(execFileSync(command.command, args, { encoding: "utf8" }));
  const size = [hosts, people, found.accounts].map(String);
  return [...size, seconds(found.seconds), mib(peak(command))];
}
