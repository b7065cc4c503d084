// What `npm test` needs beside the tests: one run at a time, and what came of each workspace.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, root } from "./ensure.mjs";

/** Two runs in one checkout would build over each other. Stops where another is under way. */
export function takeTurn() {
  const folder = join(root, ".turbo");
  const lock = join(folder, "npm-test.pid");
  mkdirSync(folder, { recursive: true });
  const other = readOwner(lock);
  if (other !== undefined && isAlive(other)) {
    fail(
      `Another \`npm test\` runs in this checkout (process ${other}), and both would build over each other. Run this again when it is done.`,
    );
  }
  rmSync(lock, { force: true });
  writeFileSync(lock, String(process.pid), { flag: "wx" });
  process.on("exit", () => rmSync(lock, { force: true }));
  // Without this, a signal would end the process before it tidies up.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
}

function readOwner(lock) {
  try {
    return Number(readFileSync(lock, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * What the report of a workspace says; `undefined` where there is none.
 *
 * @param began when this run began, in milliseconds: an older report is one that turbo kept.
 */
export function readReport(file, began) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  const { numPassedTests, numFailedTests, numPendingTests, startTime, testResults } = report;
  const ended = Math.max(startTime, ...testResults.map(({ endTime }) => endTime));
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests,
    seconds: startTime < began ? undefined : (ended - startTime) / 1000,
  };
}

/** A line for each workspace, the one that took longest first. */
export function describeWorkspaces(reports) {
  const sorted = [...reports].sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
  const width = Math.max(...sorted.map(({ workspace }) => workspace.length));
  return sorted.map((report) => {
    const time = report.seconds === undefined ? "kept" : formatDuration(report.seconds);
    return `${report.workspace.padEnd(width)}  ${time.padStart(8)}  ${describeCounts(report)}`;
  });
}

/** `N passed, N failed`, and how many were skipped if any were. */
export function describeCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Such as `12 s` and `4 min 31 s`. */
export function formatDuration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
