import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { git, writeFiles } from "@fleet/test-kit";
import { commitAll, declarePeople, type People, peopleRepository } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const fleet = async (folder: string, ...args: string[]) => await runFleet(folder, args);
const main = join(import.meta.dirname, "..", "src", "main.ts");
/** What people configure as merge driver, from the sources. */
export const ownDriver = `"${process.execPath}" --conditions=@fleet/source "${main}" uids merge %O %A %B`;

/** Runs git where it may fail. */
export function tryGit(folder: string, ...args: string[]) {
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const names = ["-c", "user.name=keith", "-c", "user.email=keith@example.org"];
  const run = spawnSync("git", [...names, ...args], { cwd: folder, env, encoding: "utf8" });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

/** What is declared on two branches, and where they part. */
export interface Branches {
  readonly base: People;
  readonly ours: People;
  readonly theirs: People;
  /** What git calls to merge the lock file: `fleet uids merge`, or another command. */
  readonly driver?: string | undefined;
}

/**
 * A repository with two branches from one, each generated and committed by somebody, of which ours is
 * checked out and the other is called `theirs`.
 */
export async function branchedRepository({
  base,
  ours,
  theirs,
  driver,
}: Branches): Promise<string> {
  const folder = peopleRepository(base);
  if (driver !== undefined) {
    writeFiles(folder, { ".gitattributes": `${lock} merge=fleet-lock\n` });
    git(folder, "config", "merge.fleet-lock.driver", driver);
  }
  const generate = async (people: People, message: string) => {
    declarePeople(folder, people);
    const run = await fleet(folder, "generate");
    if (run.status !== 0) throw new Error(run.stderr);
    commitAll(folder, message);
  };
  await generate(base, "base");
  git(folder, "checkout", "--quiet", "-b", "theirs");
  await generate(theirs, "theirs");
  git(folder, "checkout", "--quiet", "-b", "ours", "HEAD~1");
  await generate(ours, "ours");
  return folder;
}

/** Ends a merge in the way that people do: the config as both want it, and all else by fleet. */
export async function finishMerge(folder: string, people: People): Promise<void> {
  declarePeople(folder, people);
  const run = await fleet(folder, "generate", "--force");
  if (run.status !== 0) throw new Error(run.stderr);
  commitAll(folder, "merged");
}

/** The uids of NixOS in `fleet.json`: user → uid. */
export function uidsOnMini(folder: string): Record<string, number> {
  const text = readFileSync(join(folder, "fleet.json"), "utf8");
  const { accounts } = JSON.parse(text).hosts.mini;
  const entries = Object.keys(accounts).map((user) => [user, accounts[user].uid]);
  return Object.fromEntries(entries);
}
