import { git, writeFiles } from "@fleet/test-kit";
import { runFleet } from "../run-fleet.ts";
import {
  addPerson,
  changeFleet,
  drawFleet,
  type KillFleet,
  killFiles,
  removePerson,
} from "./kill-fleets.ts";
import type { Random } from "./random.ts";

/** A command that writes, and what it finds. */
export interface KillScene {
  readonly name: string;
  readonly command: readonly string[];
  /** What brings the rest in line once the command was run to its end. */
  readonly next: readonly string[];
  /** What the command needs of the environment. Default: nothing. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files of JSON that it writes more than once: each of these texts is right, as long as it is whole. */
  readonly repeated?: readonly string[];
  /** What of a file is to be whole, where no two runs write the same bytes; undefined for its text. */
  readonly read?: (folder: string, path: string) => string | undefined;
}

/** Puts into an empty folder what a command finds. */
export type DrawScene = (folder: string, random: Random) => Promise<KillScene>;

/** Runs a command that has to succeed. */
export async function runToEnd(folder: string, args: readonly string[]): Promise<void> {
  const { status, stderr } = await runFleet(folder, args);
  if (status !== 0) throw new Error(`${args.join(" ")} ends with ${status}: ${stderr}`);
}

const generate = ["generate"];

async function generateAs(folder: string, fleet: KillFleet): Promise<void> {
  writeFiles(folder, killFiles(fleet));
  await runToEnd(folder, generate);
}

/** `generate` where nothing is generated yet. */
export const drawFirst: DrawScene = (folder, random) => {
  writeFiles(folder, killFiles(drawFleet(random)));
  return Promise.resolve({ name: "first generate", command: generate, next: generate });
};

/** `generate` over what was generated from another declaration. */
export const drawUpdate: DrawScene = async (folder, random) => {
  const fleet = drawFleet(random);
  await generateAs(folder, fleet);
  writeFiles(folder, killFiles(changeFleet(fleet, random)));
  return { name: "generate", command: generate, next: generate };
};

/** `uids free` of somebody who is gone. */
export const drawFree: DrawScene = async (folder, random) => {
  const fleet = drawFleet(random);
  await generateAs(folder, fleet);
  await generateAs(folder, removePerson(fleet));
  const uid = 999 + Object.keys(fleet.people).length;
  return { name: "uids free", command: ["uids", "free", `${uid}`, "--yes"], next: generate };
};

/** `uids merge` of two branches, each of which gave somebody a uid. */
export const drawMerge: DrawScene = async (folder, random) => {
  const fleet = { ...drawFleet(random), hosts: 1 };
  const [ours, theirs] = [addPerson(fleet, random), addPerson(fleet, random)];
  const commit = async (branch: string, declared: KillFleet) => {
    git(folder, "checkout", "--quiet", "-b", branch);
    writeFiles(folder, killFiles(declared));
    // What git does not track is wrong.
    git(folder, "add", "--all");
    await runToEnd(folder, generate);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "-m", branch);
  };
  git(folder, "init", "--quiet", "--template=");
  await commit("base", fleet);
  await commit("theirs", theirs);
  git(folder, "checkout", "--quiet", "base");
  await commit("ours", ours);
  try {
    git(folder, "merge", "--quiet", "theirs");
  } catch {
    // It is the conflict that is wanted.
  }
  writeFiles(folder, killFiles({ ...fleet, people: { ...theirs.people, ...ours.people } }));
  const keep = random.pick(["ours", "theirs"], "ours");
  return {
    name: "uids merge",
    command: ["uids", "merge", "--keep", keep],
    next: ["generate", "--force"],
  };
};

/** `init` in an empty folder. */
export const drawInit: DrawScene = (_folder, random) => {
  const isMac = random.below(2) === 0;
  const machine = isMac
    ? ["--system", "aarch64-darwin", "--uid", "501"]
    : ["--system", "x86_64-linux"];
  const people = random.below(2) === 0 ? [] : ["--user", "traci=Traci", "--user", "ben"];
  const command = ["init", ".", "--yes", "--no-look", "--host", "mini", "--admin", "keith=Keith"];
  return Promise.resolve({
    name: "init",
    command: [...command, ...machine, ...people],
    next: generate,
  });
};

/** `add` of somebody or something, in a repository in which all is committed. */
export const drawAdd: DrawScene = (folder, random) =>
  drawChange(folder, random, [
    ["add", "user", "mary", "--host", "box0"],
    ["add", "host", "nas", "--system", "x86_64-linux", "--user", "ada"],
    ["add", "secret", "backup", "--to", "host:box0"],
  ]);

/** `rename` there. */
export const drawRename: DrawScene = (folder, random) =>
  drawChange(folder, random, [
    ["rename", "user", "ada", "alice", "--yes"],
    ["rename", "host", "box0", "vault", "--yes"],
    ["rename", "user", "ada", "alice", "--say-moved", "--login", "change", "--yes"],
  ]);

/** `remove` there. */
export const drawRemove: DrawScene = (folder, random) =>
  drawChange(folder, random, [
    ["remove", "user", "bob", "--yes"],
    ["remove", "host", "box1", "--yes"],
  ]);

async function drawChange(
  folder: string,
  random: Random,
  commands: readonly (readonly string[])[],
): Promise<KillScene> {
  const fleet = { ...drawFleet(random), hosts: 2, hasSecrets: true };
  git(folder, "init", "--quiet", "--template=");
  writeFiles(folder, killFiles(fleet));
  git(folder, "add", "--all");
  await runToEnd(folder, generate);
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "-m", "base");
  const command = random.pick(commands, ["remove", "host", "mac", "--yes"]);
  return { name: command.slice(0, 2).join(" "), command, next: generate };
}
