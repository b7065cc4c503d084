// `npm run identity`: writes identity.json wherever it must be repeated. With `-- --owner X`,
// `--repository X/y` and `--scope @z` after saying so in it; with `-- --check` it says what disagrees.
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fail, readOptions, root, run, say } from "./ensure.mjs";
import { checkManifests, readWritten, writeAddresses } from "./identity/manifests.mjs";
import { checkTexts, readTexts, rewriteTexts } from "./identity/texts.mjs";
import {
  changeIdentity,
  findMistake,
  findTaken,
  readIdentity,
  writeIdentity,
} from "./identity/values.mjs";

const text = { type: "string" };
const options = { check: { type: "boolean" }, owner: text, repository: text, scope: text };

const given = readOptions(
  options,
  "npm run identity -- [--check] [--owner X] [--repository X/y] [--scope @z]",
);
if (given.check) check();
else write();

function check() {
  const identity = readIdentity(root);
  const places = [...checkManifests(root, identity), ...checkTexts(root, identity)];
  if (places.length === 0) return say(`All says ${identity.repository} and ${identity.scope}.`);
  return fail(`These disagree with identity.json:\n${places.map((one) => `  ${one}\n`).join("")}\
Write it everywhere: npm run identity`);
}

function write() {
  const written = readWritten(root);
  const before = readIdentity(root);
  const identity = changeIdentity(before, given);
  const mistake = findMistake(identity) ?? findTaken(root, identity);
  if (mistake !== undefined) fail(mistake);
  // All is read before anything is written, so that nothing is written by half.
  const texts = [...readTexts(root)];
  writeIdentity(root, identity);
  const old = { repository: written.repository ?? before.repository, scope: written.scope };
  const changed = rewriteTexts(root, texts, { before: old, after: identity });
  writeAddresses(root, identity);
  relink(old.scope, identity.scope);
  const biome = join(root, "node_modules", ".bin", "biome");
  // Another scope sorts elsewhere among imports, and has another width.
  if (old.scope !== identity.scope && existsSync(biome)) {
    run(biome, ["check", "--write", "--log-level=error"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  say(`${identity.repository} and ${identity.scope}: ${changed.length} files written.`);
  check();
}

/** npm has linked the packages under their scope; the links lead to folders of the checkout. */
function relink(before, after) {
  const [from, to] = [before, after].map((scope) => join(root, "node_modules", scope));
  if (before !== after && existsSync(from) && !existsSync(to)) renameSync(from, to);
}
