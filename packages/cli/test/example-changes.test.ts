import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { git, testdir } from "@fleet/test-kit";
import { describe, expect, test } from "vitest";
import { runFleet } from "./run-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");

/** An example as a repository of its own, with one commit. */
function copyExample(name: string): string {
  const folder = testdir();
  cpSync(join(examples, name), folder, { recursive: true });
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

/** What is done to a fleet: to the last user and host that it declares, and to newcomers. */
async function listChanges(folder: string): Promise<readonly string[]> {
  const { fleet } = await openProject(nodeWorld({ folder }));
  if (fleet === undefined) throw new Error("bug: the example has no declaration");
  const user = [...fleet.declared.users.keys()].at(-1);
  const host = [...fleet.declared.hosts.values()].at(-1);
  if (user === undefined || host === undefined) throw new Error("bug: nobody is there");
  const { id, system } = host;
  return [
    `add user newcomer --name Newcomer --host ${id}`,
    `add host spare --system ${system} --user ${user}`,
    `rename user ${user} somebody --yes`,
    `rename host ${id} somewhere --yes`,
    `remove user ${user} --yes`,
    `remove host ${id} --yes`,
  ];
}

/** What a change made of the config, and which files it wrote, moved and removed. */
function showWork(folder: string): string {
  git(folder, "add", "--all");
  const config = git(folder, "diff", "--cached", "--unified=1", "--", "fleet.config.*");
  // What follows @@ and what stands above it differ from git to git.
  const lines = config
    .split("\n")
    .filter((line) => /^[-+ ]/.test(line) && !/^(?:---|\+\+\+)/.test(line));
  const files = git(folder, "diff", "--cached", "--name-status", "--find-renames");
  const moves = files.replaceAll(/^R\d+/gm, "R");
  return `${lines.map((line) => `${line}\n`).join("")}${lines.length > 0 ? "\n" : ""}${moves}`;
}

// Whoever reads a change to one of these texts sees what a command writes into a config, and what it does beside.
describe.each(readdirSync(examples))("the example %s", (name) => {
  test("is changed by the commands of a fleet's life as a person would", async () => {
    const folder = copyExample(name);
    let text = "";
    for (const change of await listChanges(folder)) {
      const { status, stdout, stderr } = await runFleet(folder, change.split(" "));
      expect(`${stdout}${stderr}`).not.toContain(folder);
      text += `$ fleet ${change}\n${stdout}${stderr}ends with ${status}\n\n${showWork(folder)}\n`;
      git(folder, "reset", "--quiet", "--hard");
      git(folder, "clean", "--quiet", "--force", "-d", "-x");
    }
    await expect(text).toMatchFileSnapshot(`example-changes/${name}.txt`);
  });
});
