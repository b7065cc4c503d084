// `npm run release`: publishes every package of the version that is checked out, and tags it. What is
// published already is left as it is, so a release that failed is finished by running this again.
// `-- --dry-run` stops before anything is published, `-- --notes` prints what the changelog says of
// the version, `-- --no-provenance` publishes from elsewhere than the workflow.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies, fail, root, run, say } from "./ensure.mjs";
import { placeholder, readIdentity } from "./identity/values.mjs";
import { readSection } from "./release/changelog.mjs";
import { packAll } from "./release/pack.mjs";
import { listPublished } from "./release/packages.mjs";
import { lookUp, publish, readRegistry } from "./release/registry.mjs";
import {
  chooseDistTag,
  findObstacle,
  findUnpushed,
  git,
  hasOrigin,
  isTagged,
  pushTag,
} from "./release/repository.mjs";

const flag = { type: "boolean" };
const given = readOptions();
const packages = listPublished(root);
const version = readVersion();
const tag = `v${version}`;

if (given.notes) console.log(readNotes());
else await release();

function readOptions() {
  const options = { "dry-run": flag, notes: flag, "no-provenance": flag };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error.message}\nnpm run release -- [--dry-run] [--no-provenance] | --notes`);
  }
}

/** The one version of all packages. */
function readVersion() {
  const versions = new Set(packages.map(({ manifest }) => manifest.version));
  if (versions.size > 1) fail(`The packages are not of one version: ${[...versions].join(", ")}.`);
  return [...versions][0];
}

function readNotes() {
  const notes = readSection(root, version);
  return notes ?? fail(`CHANGELOG.md says nothing of ${version}. Run: npm run version-packages`);
}

async function release() {
  const plan = makePlan();
  if (isTagged(root, tag)) return say(`${version} is released: origin has ${tag}. Nothing to do.`);
  ensureDependencies();
  run("turbo", ["run", "build", "--filter=./packages/*", "--output-logs=errors-only"]);
  const folder = mkdtempSync(join(tmpdir(), "fleet-release-"));
  try {
    const packed = packAll(root, packages, folder);
    const tarballs = packed.map(({ manifest: { name }, tarball }) => ({ name, version, tarball }));
    await publishAll(tarballs, plan);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How the version is published; stops with a sentence where it must not be. */
function makePlan() {
  const { owner, scope } = readIdentity(root);
  if (owner === placeholder) {
    fail(
      `Nobody publishes this yet: the owner in identity.json is ${placeholder}. Say who: npm run identity -- --owner keith --repository keith/fleet --scope @keith`,
    );
  }
  const branch = git(root, "branch", "--show-current") ?? "";
  const obstacle = findObstacle(root, { branch, version });
  if (obstacle !== undefined) fail(obstacle);
  readNotes();
  const canAttest = process.env.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined;
  if (!canAttest && !given["no-provenance"] && !given["dry-run"]) {
    fail(
      "Where a package comes from can only be attested in the workflow of GitHub. Merge the version pull request there, or publish without: npm run release -- --no-provenance",
    );
  }
  if (!hasOrigin(root)) fail("There is no remote called origin to give the tag to.");
  const unpushed = findUnpushed(root, branch);
  if (unpushed !== undefined) fail(unpushed);
  const hasProvenance = canAttest && !given["no-provenance"];
  return { scope, distTag: chooseDistTag(branch, version), hasProvenance };
}

async function publishAll(tarballs, plan) {
  const registry = readRegistry(root, plan.scope);
  const missing = await findMissing(tarballs, registry);
  if (given["dry-run"]) {
    return say(
      `To publish at ${registry.url} as ${plan.distTag}: ${printNames(missing)}; then ${tag}.`,
    );
  }
  if (!plan.hasProvenance) say("Published without provenance: this is not the workflow.");
  for (const [index, one] of missing.entries()) {
    const why = publish(root, one, plan);
    // An answer that was lost on its way is no reason to stop: the registry says what it has.
    if (why !== undefined && (await lookUp(registry, one)).state !== "same") {
      stop(why, { tarballs, left: missing.slice(index), registry });
    }
    say(`${one.name} ${version} is published.`);
  }
  await waitForAll(tarballs, registry);
  const why = pushTag(root, tag);
  if (why !== undefined) fail(why);
  say(`${version} is released: ${tarballs.length} packages at ${registry.url}, and ${tag}.`);
}

/** The tarballs that the registry has not got; stops where it has one with other contents. */
async function findMissing(tarballs, registry) {
  const missing = [];
  for (const one of tarballs) {
    const { state, why, files } = await lookUp(registry, one);
    if (state === "unknown") fail(`${why} This run published nothing.`);
    if (state === "other") {
      fail(
        `${one.name} ${version} is at ${registry.url} already, with other contents: ${files.join(", ")} of ${basename(one.tarball)}. No version is published twice. If an earlier run of this release began it, run it again on the commit of that run; else write a changeset for a new version.`,
      );
    }
    if (state === "missing") missing.push(one);
  }
  return missing;
}

function stop(why, { tarballs, left, registry }) {
  const done = tarballs.filter((one) => !left.includes(one));
  fail(
    `${why}\nOf ${version}, ${registry.url} has ${done.length === 0 ? "nothing" : printNames(done)}. Not published: ${printNames(left)}. There is no tag.\nRun this again on the same commit: it publishes what is missing, and nothing twice.`,
  );
}

/** A registry may need a while before it shows what it took. */
async function waitForAll(tarballs, registry) {
  for (let attempt = 0; ; attempt++) {
    const states = await Promise.all(tarballs.map((one) => lookUp(registry, one)));
    const left = tarballs.filter((_, index) => states[index].state !== "same");
    if (left.length === 0) return;
    if (attempt === 10) {
      stop(`The registry does not show ${printNames(left)} yet.`, { tarballs, left, registry });
    }
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
}

function printNames(tarballs) {
  return tarballs.length === 0 ? "nothing" : tarballs.map(({ name }) => name).join(", ");
}
