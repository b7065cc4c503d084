// `npm run version-packages`: makes the next version of all changesets: the manifests, the lock file,
// and the section of CHANGELOG.md. The pull request of the release workflow is what this changes.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, fail, readOptions, root, run, say } from "./ensure.mjs";
import { addSection, renderSection } from "./release/changelog.mjs";
import { listPublished } from "./release/packages.mjs";

readOptions({}, "npm run version-packages");
ensureDependencies();
// It is loaded after the dependencies are there.
const { parseChangesetFile } = await import("@changesets/parse");
const changesets = readChangesets();
run("changeset", ["version"], { stdio: ["ignore", "ignore", "inherit"] });
// Those of a prerelease are moved, and are taken in again by the version that follows it.
const taken = changesets.filter(({ path }) => !existsSync(path));
if (taken.length === 0) fail("There is no changeset. Write one: npx changeset");

const [{ manifest }] = listPublished(root);
addSection(root, renderSection(manifest.version, taken));
writeLock();
say(`${manifest.version}, of ${taken.length} changesets. See CHANGELOG.md.`);

/** All changesets, those of a prerelease among them. */
function readChangesets() {
  return [".changeset", ".changeset/pre"].flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder))
      .toSorted()
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .map((name) => readChangeset(join(root, folder, name)));
  });
}

function readChangeset(path) {
  try {
    return { path, ...parseChangesetFile(readFileSync(path, "utf8")) };
  } catch (error) {
    return fail(`${path} is no changeset: ${error.message}`);
  }
}

/** npm refuses a lock file that says another version of a workspace than its manifest. */
function writeLock() {
  const path = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (folder === "" || folder.includes("node_modules")) continue;
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    for (const field of ["version", "dependencies", "devDependencies"]) {
      if (manifest[field] !== undefined) entry[field] = manifest[field];
    }
  }
  writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`);
}
