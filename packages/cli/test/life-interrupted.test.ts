import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

/** A fleet in which a run was ended while it changed something: what it had written down is all that is left. */
async function interruptedFleet(): Promise<string> {
  const folder = testRepository(smallFleet);
  await runFleet(folder, ["generate"]);
  commitAll(folder, "base");
  const step = { kind: "write", path: "modules/later.nix", before: null };
  const index = { added: ["modules/later.nix"], moved: [], deleted: [] };
  const journal = { version: 1, title: "add user \u001b[31mada", steps: [step], index };
  writeFiles(folder, {
    ".fleet-work/change/0": "{ }\n",
    ".fleet-work/change/journal.json": JSON.stringify(journal),
  });
  return folder;
}

const isWaiting = (folder: string) => existsSync(join(folder, ".fleet-work/change/journal.json"));

it.each([
  [["check"]],
  [["generate", "--check"]],
  [["generate", "--dry-run"]],
  [["add", "user", "ben", "--dry-run"]],
  [["add", "host", "nas", "--system", "x86_64-linux", "--dry-run"]],
  [["add", "secret", "wifi", "--to", "host:mini", "--dry-run"]],
  [["rename", "user", "keith", "kmiller", "--dry-run"]],
  [["remove", "host", "mini", "--dry-run"]],
  [["secrets", "edit", "secrets/hosts/mini.yaml"]],
])("%j warns of a change that was begun, and leaves it", async (args) => {
  const folder = await interruptedFleet();
  const { stderr, stdout } = await runFleet(folder, args);
  expect(`${stdout}${stderr}`).toContain("life/interrupted");
  expect(`${stdout}${stderr}`).toContain("complete it: fleet generate");
  expect(`${stdout}${stderr}`).not.toContain("\u001b[31m");
  expect(isWaiting(folder)).toBe(true);
  expect(existsSync(join(folder, "modules"))).toBe(false);
});

it("doctor has a row of it, and is not content", async () => {
  const folder = await interruptedFleet();
  const { status, stdout } = await runFleet(folder, ["doctor", "--json"]);
  expect(status).toBe(1);
  expect(JSON.parse(stdout).rows).toContainEqual(
    expect.objectContaining({ what: "change", fitness: "broken", fact: "life/interrupted" }),
  );
});

it.each([
  [["generate"]],
  [["add", "user", "ben"]],
  [["rename", "user", "keith", "kmiller", "--yes"]],
])("%j completes it first, and says so", async (args) => {
  const folder = await interruptedFleet();
  const { status, stdout } = await runFleet(folder, args);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Completed what was interrupted: add user .*ada\.\n/);
  expect(isWaiting(folder)).toBe(false);
  expect(readFileSync(join(folder, "modules/later.nix"), "utf8")).toBe("{ }\n");
  expect(git(folder, "status", "--short", "--", "modules")).toContain("A modules/later.nix");
  expect((await runFleet(folder, ["check"])).stdout).not.toContain("life/interrupted");
});

it("check says of one that cannot be read what is to be done", async () => {
  const folder = await interruptedFleet();
  writeFiles(folder, { ".fleet-work/change/journal.json": "{" });
  const { status, stdout } = await runFleet(folder, ["check"]);
  expect(status).toBe(2);
  expect(stdout).toContain("life/bad-journal");
});
