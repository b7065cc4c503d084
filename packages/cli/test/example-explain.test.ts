import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, test } from "vitest";
import { runIn } from "./run-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");

/** What is asked about a fleet: the first host and all its accounts, the first user, each profile, and each secret file. */
async function listQuestions(folder: string): Promise<readonly string[]> {
  const { fleet } = await openProject(nodeWorld({ folder }));
  if (fleet === undefined) throw new Error("bug: the example has no declaration");
  const { declared, resolved, secrets } = fleet;
  const first = [...resolved.hosts.values()].slice(0, 1);
  const files = [...fleet.files].filter((path) => /^secrets\/.*\.yaml$/.test(path)).sort();
  return [
    ...first.flatMap(({ id, accounts }) => [
      `host ${id}`,
      ...[...accounts.keys()].map((user) => `${user}@${id}`),
    ]),
    ...[...declared.users.keys()].slice(0, 1).map((id) => `user ${id}`),
    ...[...declared.profiles.keys()].map((id) => `profile ${id}`),
    ...(secrets === undefined ? [] : files.slice(0, 2).map((path) => `file ${path}`)),
  ];
}

// Whoever reads a change to one of these texts sees what became of whom, and by which line.
describe.each(readdirSync(examples))("the example %s", (name) => {
  test("says of every value who decided it", async () => {
    const folder = join(examples, name);
    const world = { ...nodeWorld({ folder }), confirm: undefined };
    let text = "";
    for (const question of await listQuestions(folder)) {
      const { status, stdout, stderr } = await runIn(
        world,
        ["explain", ...question.split(" ")],
        120,
      );
      expect([status, stderr]).toEqual([0, ""]);
      text += `$ fleet explain ${question}\n${stdout}\n`;
    }
    await expect(text).toMatchFileSnapshot(`example-explain/${name}.txt`);
  });
});
