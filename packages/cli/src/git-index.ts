import { spawn } from "node:child_process";
import type { Diagnostic } from "@fleet/core";
import { createProblem } from "./problem.ts";

/** What git tracks below a folder. */
export interface GitIndex {
  /** Paths from the folder; undefined where it is in no repository, or git is not installed. */
  readonly tracked: ReadonlySet<string> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Nothing that a repository can set may run a program, ask a question or write. */
const safeOptions = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager"];

/**
 * Asks git what it tracks below a folder. Git reads its index and nothing else for it; a repository
 * of another user, which git does not trust, gives a warning.
 */
export function readGitIndex(root: string): Promise<GitIndex> {
  const { promise, resolve } = Promise.withResolvers<GitIndex>();
  const git = spawn("git", [...safeOptions, "ls-files", "-z", "--cached"], {
    cwd: root,
    env: gitEnvironment(process.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  git.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  git.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  git.on("error", () => resolve({ tracked: undefined, diagnostics: [] }));
  git.on("close", (code) => {
    if (code === 0) resolve({ tracked: readPaths(output), diagnostics: [] });
    else
      resolve({ tracked: undefined, diagnostics: explain(Buffer.concat(complaints).toString()) });
  });
  return promise;
}

/**
 * The environment for git: a hook that runs fleet sets variables that would point git to another
 * repository or index than the folder's own.
 */
function gitEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      !name.startsWith("GIT_") ||
      name.startsWith("GIT_CONFIG") ||
      name === "GIT_CEILING_DIRECTORIES",
  );
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}

function readPaths(output: readonly Buffer[]): Set<string> {
  const paths = Buffer.concat(output).toString().split("\0");
  paths.pop();
  return new Set(paths);
}

function explain(complaint: string): Diagnostic[] {
  if (!complaint.includes("dubious ownership")) return [];
  const remedy = /git config --global --add safe\.directory .*/.exec(complaint)?.[0];
  return [
    createProblem(
      "git-distrusts-folder",
      "git does not read this repository, because it belongs to another user. So nothing is known about which files it tracks.",
      {
        severity: "warning",
        help: `If you trust it, run: ${remedy ?? "git config --global --add safe.directory <folder>"}`,
      },
    ),
  ];
}
