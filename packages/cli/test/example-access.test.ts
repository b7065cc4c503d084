import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openProject } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, test } from "vitest";
import { runIn } from "./run-fleet.ts";

const examples = join(import.meta.dirname, "../../../examples");

/** What is asked about a fleet: who can do what on each host, and what everybody can. */
async function listQuestions(folder: string): Promise<readonly string[]> {
  const { fleet } = await openProject(nodeWorld({ folder }));
  if (fleet === undefined) throw new Error("bug: the example has no declaration");
  const { users, hosts, serviceAccounts, operators } = fleet.declared;
  return [
    ...[...hosts.keys()].flatMap((host) => [`who-can login ${host}`, `who-can root ${host}`]),
    ...[...users.keys()].map((id) => `of user:${id}`),
    ...[...serviceAccounts.keys()].map((id) => `of service:${id}`),
    ...[...operators.keys()].map((id) => `of operator:${id}`),
  ];
}

// Whoever reads a change to one of these texts sees who gained what, and by which line.
describe.each(readdirSync(examples))("the example %s", (name) => {
  test("says who can log in, become root and read what", async () => {
    const folder = join(examples, name);
    const world = { ...nodeWorld({ folder }), confirm: undefined };
    let text = "";
    for (const question of await listQuestions(folder)) {
      const { status, stdout } = await runIn(world, ["access", ...question.split(" ")], 110);
      expect(status).toBe(0);
      text += `$ fleet access ${question}\n${stdout}\n`;
    }
    await expect(text).toMatchFileSnapshot(`example-access/${name}.txt`);
  });
});
