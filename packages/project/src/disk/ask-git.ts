import { spawn } from "node:child_process";
import { createProblem } from "../codes.ts";
import type { TrackedFiles } from "./tracked-files.ts";

/** Nothing that a repository can set may run a program, ask a question or write. */
export const safeOptions = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "--no-pager",
];

/** Asks git itself what it tracks below a folder that is in a repository. */
export function askGit(root: string): Promise<TrackedFiles> {
  const { promise, resolve } = Promise.withResolvers<TrackedFiles>();
  const git = spawn("git", [...safeOptions, "ls-files", "-z", "--stage"], {
    cwd: root,
    env: gitEnvironment(process.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  git.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  git.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  git.on("error", ({ message }) => resolve(fail(message)));
  git.on("close", (code) => {
    if (code !== 0) return resolve(fail(Buffer.concat(complaints).toString().trim()));
    resolve(readEntries(Buffer.concat(output).toString()));
  });
  return promise;
}

/** Reads what `git ls-files --stage` prints: mode, object, side of a conflict or 0, and path. */
function readEntries(text: string): TrackedFiles {
  const tracked = new Set<string>();
  const unmerged = new Set<string>();
  // What comes behind the last zero is nothing.
  for (const entry of text.split("\0").slice(0, -1)) {
    const tab = entry.indexOf("\t");
    const path = entry.slice(tab + 1);
    tracked.add(path);
    if (entry[tab - 1] !== "0") unmerged.add(path);
  }
  return { tracked, unmerged, diagnostics: [] };
}

/**
 * The environment for git: a hook that runs fleet sets variables that would point git to another
 * repository or index than the folder's own.
 */
export function gitEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !name.startsWith("GIT_") || name.startsWith("GIT_CONFIG"),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}

function fail(complaint: string): TrackedFiles {
  return {
    tracked: undefined,
    unmerged: new Set(),
    diagnostics: [
      createProblem("git-failed", `git does not say which files it tracks: ${complaint}`, {
        severity: "warning",
        help: "Files that git does not track are not found now, and a flake will not see them.",
      }),
    ],
  };
}
