// Checks the packages as they would be published: what is in them, what they weigh, and whether their
// types resolve.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies, fail, root, run, say } from "./ensure.mjs";
import { packAll } from "./release/pack.mjs";
import { listPublished } from "./release/packages.mjs";

ensureDependencies();
run("node", [join(root, "scripts", "packages.mjs"), "--check"]);
// It is loaded after the dependencies are there.
const { judgeManifest, judgeTypes } = await import("./release/judge-tarball.mjs");
const folder = mkdtempSync(join(tmpdir(), "fleet-check-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const packed = packAll(root, listPublished(root), folder);
const wrong = [];
for (const one of packed) {
  for (const judge of [judgeManifest, judgeTypes]) {
    for (const said of await judge(one)) wrong.push(`  ${one.manifest.name}: ${said}\n`);
  }
}
if (wrong.length > 0) fail(`Packages cannot be used as they are packed:\n${wrong.join("")}`);
say(`${packed.length} packages pass publint, and their types resolve.`);
