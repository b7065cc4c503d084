// `npm test`: installs what is missing, runs every test, and counts them. With `-- --all` also those
// that take minutes (`*.slow.test.ts`).
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkoutsFolder, hasCheckouts } from "./checkouts.mjs";
import { ensureDependencies, ensureNix, ensureTool, root, run, say } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";
import { ensureRegistry } from "./release/test-registry.mjs";
import {
  describeCounts,
  describeWorkspaces,
  formatDuration,
  readReport,
  takeTurn,
} from "./test-run.mjs";

const began = Date.now();
takeTurn();
ensureTool("git");
ensureTool("ssh-keygen");
ensureDependencies();
ensureNix();
ensureSecretsTools();

const checkouts = process.env.FLEET_TEST_CHECKOUTS || checkoutsFolder;
const extra = process.argv.slice(2).filter((argument) => argument !== "--all");
const isAll = process.argv.includes("--all");
if (isAll) ensureRegistry();
const env = {
  FLEET_TEST_CHECKOUTS: hasCheckouts(checkouts) ? checkouts : undefined,
  ...(isAll ? { FLEET_TEST_SLOW: "true" } : {}),
};
const leftOut = [
  ...(env.FLEET_TEST_CHECKOUTS === undefined
    ? ["SKIPPED: the tests on the real module systems. `npm run checkouts` fetches what they need."]
    : []),
  ...(isAll
    ? []
    : ["LEFT OUT: the tests that take minutes. `npm test -- --all` runs them as well."]),
];
for (const line of leftOut) say(line);

const workspaces = [
  ...readdirSync(join(root, "packages")).map((name) => join("packages", name)),
  "nix",
  "e2e",
].filter(hasTests);
function hasTests(folder) {
  const manifest = join(root, folder, "package.json");
  return (
    existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).scripts?.test !== undefined
  );
}
const reportOf = (workspace) => join(root, workspace, "test-report.json");
for (const workspace of workspaces) rmSync(reportOf(workspace), { force: true });

const { status } = run(
  "turbo",
  ["run", "test", "--continue=always", "--concurrency=2", "--output-logs=new-only", ...extra],
  { check: false, env },
);

const reports = workspaces.map((workspace) => ({
  workspace,
  ...readReport(reportOf(workspace), began),
}));
const missing = reports.filter(({ passed }) => passed === undefined);
const found = reports.filter(({ passed }) => passed !== undefined);
const sum = (name) => found.reduce((total, report) => total + report[name], 0);
const counts = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };

// On stdout the count alone is the last line; what else there is to say comes before it.
say("");
for (const line of describeWorkspaces(found)) say(line);
for (const { workspace } of missing) say(`${workspace}: no report`);
for (const line of leftOut) say(line);
say(`The tests took ${formatDuration((Date.now() - began) / 1000)}.`);
console.log(describeCounts(counts));
process.exit(
  status !== 0 || counts.failed > 0 || counts.passed === 0 || missing.length > 0 ? 1 : 0,
);
