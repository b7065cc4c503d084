// How long questions about access take, without what comes before: the fleet is computed already.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { peak } from "./measure.mjs";
import { formatTable, mib, seconds } from "./table.mjs";

const program = join(import.meta.dirname, "access-questions.mjs");

/** Measures all sizes, each with a few and with all people on every host, and prints a table. */
export function benchAccess(sizes) {
  const rows = sizes.flatMap((hosts) =>
    [20, 500].map((perHost) => measureSize({ hosts, people: 500, perHost, files: 10 * hosts })),
  );
  const title =
    "access, without computing the fleet: seconds, and the most memory of all of it (with the fleet)";
  const asked = ["who-can root", "who-can read", "of an admin", "root on all hosts"];
  const head = ["hosts", "people", "on each host", "files", ...asked, "memory"];
  return `${title}\n${formatTable(head, rows)}`;
}

function measureSize({ hosts, people, perHost, files }) {
  const size = [hosts, people, perHost, files].map(String);
  const command = { command: process.execPath, args: [program, ...size] };
  const { root, read, of, all } = JSON.parse(
    execFileSync(command.command, command.args, { encoding: "utf8" }),
  );
  return [...size, ...[root, read, of, all].map(seconds), mib(peak(command))];
}
