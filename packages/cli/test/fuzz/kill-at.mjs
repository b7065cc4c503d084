// Kills the process before its nth call that writes, in the middle where that is a write. FLEET_KILL_AT is n.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const names = [
  "openSync",
  "writeSync",
  "fsyncSync",
  "renameSync",
  "linkSync",
  "chmodSync",
  "fchmodSync",
  "mkdirSync",
  "rmSync",
  "copyFileSync",
  "closeSync",
];
const at = Number(process.env.FLEET_KILL_AT);
const isOut = (file) => file === 1 || file === 2;
const isReading = (name, flags) => name === "openSync" && flags !== "wx" && flags !== "w";
let calls = 0;
const written = new Set();

for (const name of names) {
  const original = fs[name];
  fs[name] = (...args) => {
    const isOther =
      isReading(name, args[1]) || isOut(args[0]) || (name === "closeSync" && !written.has(args[0]));
    if (isOther) return original(...args);
    calls += 1;
    if (calls === at) {
      if (name === "writeSync") original(args[0], args[1].subarray(0, args[1].length / 2));
      process.kill(process.pid, "SIGKILL");
    }
    const result = original(...args);
    if (name === "openSync") written.add(result);
    return result;
  };
}
syncBuiltinESMExports();
