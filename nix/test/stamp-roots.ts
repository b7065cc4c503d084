// `node nix/test/stamp-roots.ts`: puts into each fleet.json below nix/tests/roots, which are written by
// hand, the digest that it has to have. Those that are wrong on purpose are left alone.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stamp, unstamped } from "./fleet-text.ts";

const roots = join(import.meta.dirname, "..", "tests", "roots");
const wrong = ["edited", "empty", "newer", "older", "unversioned"];

for (const name of readdirSync(roots)) {
  if (wrong.includes(name)) continue;
  const path = join(roots, name, "fleet.json");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, stamp(text.replace(/(?<="generated": ")sha256-[\da-f]{64}/, unstamped)));
}
