// `npm test`: installs what is missing, runs every test, and counts them. With `-- --all` also those
// that take minutes (`*.slow.test.ts`).
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkoutsFolder, hasCheckouts } from "./checkouts.mjs";
import { ensureDependencies, ensureNix, root, run, say } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";
import { ensureRegistry } from "./release/test-registry.mjs";

ensureDependencies();
ensureNix();
ensureSecretsTools();

const checkouts = process.env.FLEET_TEST_CHECKOUTS ?? checkoutsFolder;
const extra = process.argv.slice(2).filter((argument) => argument !== "--all");
const isAll = process.argv.includes("--all");
if (isAll) ensureRegistry();
const env = {
  ...(hasCheckouts(checkouts) ? { FLEET_TEST_CHECKOUTS: checkouts } : {}),
  ...(isAll ? { FLEET_TEST_SLOW: "true" } : {}),
};
if (env.FLEET_TEST_CHECKOUTS === undefined) {
  say("SKIPPED: the tests on the real module systems. `npm run checkouts` fetches what they need.");
}
if (!isAll) say("LEFT OUT: the tests that take minutes. `npm test -- --all` runs them as well.");

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
const reports = workspaces.map((folder) => join(root, folder, "test-report.json"));
for (const report of reports) rmSync(report, { force: true });

const { status } = run(
  "turbo",
  ["run", "test", "--continue=always", "--concurrency=2", "--output-logs=new-only", ...extra],
  {
    check: false,
    env,
  },
);

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const report of reports.filter(existsSync)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  counts.passed += numPassedTests;
  counts.failed += numFailedTests;
  counts.skipped += numPendingTests;
}
const missing = reports.filter((report) => !existsSync(report));
for (const report of missing) console.log(`No report: ${report}`);

console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`,
);
process.exit(
  status !== 0 || counts.failed > 0 || counts.passed === 0 || missing.length > 0 ? 1 : 0,
);
