import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import {
  callSops,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  whoDecrypts,
} from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const rules = `    - { path: "${path}", readers: ["user:keith", "user:traci"] }`;
const lockOf = (folder: string) => JSON.parse(readText(folder, "fleet.lock.json"));

/** A clone, as on the machine of somebody else. */
function cloneOf(folder: string): string {
  const clone = testdir();
  git(clone, "clone", "--quiet", folder, ".");
  return clone;
}

/** A fleet whose secrets nobody ever looked at with fleet, and from which traci was removed. */
async function fleetWithoutTraci(): Promise<string> {
  const files = { [path]: ["keith", "traci", "recovery"] };
  const folder = await secretsRepository(files, secretsConfig({ rules }));
  commitAll(folder, "a fleet");
  expect(lockOf(folder).secrets).toBeUndefined();
  const removed = await runFleet(folder, ["remove", "user", "traci", "--yes"]);
  expect(removed).toMatchObject({ status: 0 });
  expect(removed.stdout).toContain("fleet secrets sync");
  commitAll(folder, "without traci");
  return folder;
}

describe("what somebody knew who was removed", () => {
  it("is owed after a sync on another machine, until it is changed", async () => {
    const clone = cloneOf(await fleetWithoutTraci());
    expect((await runAs("keith", clone, ["secrets", "sync", "--yes"])).status).toBe(0);
    expect(whoDecrypts(join(clone, path))).toEqual(["keith", "recovery"]);
    expect(lockOf(clone).secrets.debts).toMatchObject([
      { file: path, reader: "user:traci", isRotated: false, acknowledged: null },
    ]);
  });

  it("is owed as well where sops alone took the key off the file", async () => {
    const clone = cloneOf(await fleetWithoutTraci());
    callSops(["--config", join(clone, ".sops.yaml"), "updatekeys", "--yes", join(clone, path)], {
      env: { SOPS_AGE_KEY_FILE: keyOf("keith").file },
    });
    const status = await runAs("keith", clone, ["secrets", "status"]);
    expect(`${status.stdout}${status.stderr}`).toContain("user:traci");
    expect((await runAs("keith", clone, ["secrets", "sync", "--yes"])).status).toBe(0);
    expect(lockOf(clone).secrets.debts).toMatchObject([
      { file: path, recipient: keyOf("traci").recipient, reader: "user:traci" },
    ]);
  });
});

describe("what somebody reads without a key of their own", () => {
  const ofHost = `    - { path: "${path}", readers: ["host:mini"] }`;
  const withTraci = (more: string) =>
    secretsConfig({ rules: ofHost }).replace(/traci: \{ .*/, `traci: { fullName: Traci${more} }`);
  const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";

  async function leave(more: string): Promise<string> {
    const folder = await secretsRepository({ [path]: ["mini", "recovery"] }, withTraci(more));
    commitAll(folder, "a fleet");
    const { status, stdout } = await runFleet(folder, ["remove", "user", "traci", "--dry-run"]);
    expect(status).toBe(0);
    return stdout;
  }

  it("is named where they are root on a host that reads it, with the host's key", async () => {
    const plan = await leave(`, isAdmin: true, sshKeys: ["${sshKey}"]`);
    expect(plan).toContain(`"${path}" can be read now by the key of "host:mini": "empty", `);
    expect(plan).toContain('Also held: the key of "host:mini". A copy of it opens');
    expect(plan).not.toContain("fleet secrets acknowledge");
  });

  it("may be so where only the machine knows whether they log in", async () => {
    const plan = await leave(", isAdmin: true");
    expect(plan).toContain(`"${path}" may be read now by the key of "host:mini"`);
    expect(plan).toContain('Perhaps also held: the key of "host:mini".');
  });

  it("is nothing of somebody who is root nowhere", async () => {
    const plan = await leave(`, sshKeys: ["${sshKey}"]`);
    expect(plan).not.toContain(path);
    expect(plan).not.toContain("held");
  });
});

describe("the key files of somebody who is removed", () => {
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";
  const config = (keith: string) => `users:
  keith: { fullName: Keith, isAdmin: true, sshKeys: [${keith}] }
  ada: { fullName: Ada, sshKeys: [{ file: users/ada.pub }, { file: keys/lab.pub }] }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith, ada] }
`;

  async function fleet(keith: string, module = "{ }\n"): Promise<string> {
    const folder = testRepository({
      "fleet.config.yaml": config(keith),
      "users/keith.nix": module,
      "users/ada.nix": "{ }\n",
      "users/ada.pub": `${key} ada\n`,
      "keys/lab.pub": `${key.replace("IFNZ", "IFNY")} lab\n`,
      "hosts/mini.nix": "{ }\n",
    });
    await runFleet(folder, ["generate"]);
    commitAll(folder, "a fleet");
    return folder;
  }

  it("go with them, where git has them as they are", async () => {
    const folder = await fleet("");
    const plan = await runFleet(folder, ["remove", "user", "ada", "--dry-run"]);
    expect(plan.stdout).toMatch(/delete.* users\/ada\.pub/);
    expect(await runFleet(folder, ["remove", "user", "ada", "--yes"])).toMatchObject({ status: 0 });
    for (const file of ["users/ada.pub", "keys/lab.pub", "users/ada.nix"]) {
      expect(existsSync(join(folder, file))).toBe(false);
    }
    expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
  });

  it("stay where somebody else's key or a module is read from them", async () => {
    const folder = await fleet("{ file: keys/lab.pub }", "{ x = builtins.readFile ./ada.pub; }\n");
    expect(await runFleet(folder, ["remove", "user", "ada", "--yes"])).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, "keys/lab.pub"))).toBe(true);
    expect(existsSync(join(folder, "users/ada.pub"))).toBe(true);
  });

  it("are left where git has them otherwise, with the command that deletes them", async () => {
    const folder = await fleet("");
    writeFileSync(join(folder, "users/ada.pub"), `${key} ada@new\n`);
    const { status, stdout } = await runFleet(folder, ["remove", "user", "ada", "--yes"]);
    expect(status).toBe(0);
    expect(stdout).toContain("git rm --force --quiet -- users/ada.pub");
    expect(existsSync(join(folder, "users/ada.pub"))).toBe(true);
  });
});
