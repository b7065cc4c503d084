// Checks the packages as they would be published: what is in them, what they weigh, and whether their
// types resolve.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies, root, run, say } from "./ensure.mjs";
import { packPackage } from "./release/pack.mjs";
import { listPublished } from "./release/packages.mjs";

ensureDependencies();
run("node", [join(root, "scripts", "packages.mjs"), "--check"]);
const folder = mkdtempSync(join(tmpdir(), "fleet-check-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const one of listPublished(root)) {
  const tarball = packPackage(root, one, folder);
  say(`${one.folder}: publint`);
  run("publint", [tarball, "--strict"], { stdio: ["ignore", "ignore", "inherit"] });
  // A package that is only a command has no types to resolve.
  if (one.manifest.exports["."] === undefined) continue;
  say(`${one.folder}: attw`);
  run("attw", [tarball, "--profile", "esm-only", "--quiet"]);
}
