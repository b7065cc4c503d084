import { quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { World } from "../world/world.ts";
import { decodeText } from "./bytes.ts";
import { findOddGitFile } from "./git-folder.ts";
import type { TrackedFiles } from "./tracked-files.ts";

/** Nothing that a repository can set may run a program, ask a question or write. */
const safeOptions = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager"];

/** What git printed, or what it complained of. */
export type GitAnswer = GitOutput<string>;

type GitOutput<T> =
  | { readonly ok: true; readonly output: T }
  | { readonly ok: false; readonly complaint: string };

type GitWorld = Pick<World, "run" | "environment" | "disk">;

/**
 * Runs git in a folder, where nothing that a repository can set runs a program or asks a question. Where a
 * pipe or a device stands for a file that git reads first, it is not started: it would wait for ever. For
 * the others it has a minute.
 */
export async function runGit(
  world: GitWorld,
  folder: string,
  args: readonly string[],
): Promise<GitAnswer> {
  const answer = await runGitForBytes(world, folder, { args });
  return answer.ok ? { ok: true, output: decodeText(answer.output) } : answer;
}

/** The same for what need not be text. What git reads is `input`. Default: nothing. */
export async function runGitForBytes(
  { run, environment, disk }: GitWorld,
  folder: string,
  { args, input }: { readonly args: readonly string[]; readonly input?: string },
): Promise<GitOutput<Uint8Array>> {
  const odd = findOddGitFile(disk, folder);
  if (odd !== undefined) return { ok: false, complaint: `${quote(odd)} is no regular file` };
  const end = await run({
    program: "git",
    arguments: [...safeOptions, ...args],
    folder,
    environment: gitEnvironment(environment),
    input,
    timeLimit: 60_000,
    isLeaf: true,
  });
  switch (end.end) {
    case "exit":
      return end.status === 0
        ? { ok: true, output: end.output }
        : { ok: false, complaint: end.log.trim() };
    case "unstarted":
      return { ok: false, complaint: end.reason };
    case "signal":
      return { ok: false, complaint: `it was ended by ${end.signal}` };
    default:
      return { ok: false, complaint: "it was stopped" };
  }
}

/** Asks git itself what it tracks below a folder that is in a repository. */
export async function askGit(world: World, root: string): Promise<TrackedFiles> {
  const answer = await runGit(world, root, ["ls-files", "-z", "--stage"]);
  return answer.ok ? readEntries(answer.output) : fail(answer.complaint);
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
function gitEnvironment(environment: World["environment"]): World["environment"] {
  const kept = Object.entries(environment).filter(
    ([name]) => !name.startsWith("GIT_") || name.startsWith("GIT_CONFIG"),
  );
  return {
    ...Object.fromEntries(kept),
    // An object that a partial clone lacks would be fetched, by whatever program its config names.
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
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
