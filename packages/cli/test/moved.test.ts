import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { tryGit } from "./branched-fleet.ts";
import { commitAll } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, readText, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const config = "fleet.config.yaml";
const shared = "secrets/shared.yaml";
const own = "secrets/users/traci.yaml";
const rules = (readers: string) => `    - { path: "${shared}", readers: [${readers}] }`;

/** The generated files and what is remembered, but for which config it was. */
function outcome(folder: string): readonly unknown[] {
  const { sources: _, generated: __, ...fleet } = JSON.parse(readText(folder, "fleet.json"));
  const lines = readText(folder, ".sops.yaml").split("\n");
  const tree = git(folder, "ls-files", "--", "users", "secrets");
  return [fleet, lines.filter((line) => !line.includes("sha256")), lockOf(folder), tree];
}

const lockOf = (folder: string) => JSON.parse(readText(folder, "fleet.lock.json"));
const edit = (folder: string, change: (text: string) => string) =>
  writeFileSync(join(folder, config), change(readText(folder, config)));
/** What somebody writes who calls traci otherwise. */
const moveTraci = (text: string) =>
  `moved: { users: { traci: tracy } }\n${text.replaceAll(/\btraci\b/g, "tracy")}`;
const codesOf = async (folder: string, ...args: string[]) =>
  readDiagnostics(await runAs("keith", folder, [...args, "--json"])).map(({ code }) => code);

/** A committed fleet in which traci could read a file, and owes a new value of it. */
async function owingFleet(): Promise<string> {
  const before = secretsConfig({ rules: rules('"user:keith", "user:traci"') });
  const files = { [shared]: ["keith", "traci", "recovery"], [own]: ["traci", "recovery"] };
  const folder = await secretsRepository(files, before);
  expect((await runAs("keith", folder, ["secrets", "sync", "--yes"])).status).toBe(0);
  writeFileSync(join(folder, config), secretsConfig({ rules: rules('"user:keith"') }));
  expect((await runFleet(folder, ["generate"])).status).toBe(0);
  expect((await runAs("keith", folder, ["secrets", "sync", "--yes"])).status).toBe(0);
  expect(lockOf(folder).secrets.debts).toMatchObject([{ file: shared, reader: "user:traci" }]);
  commitAll(folder, "a fleet");
  return folder;
}

describe("somebody who is called otherwise by `moved`", () => {
  it("comes to the same as by fleet rename, with what is owed and what is read", async () => {
    const folder = await owingFleet();
    const other = testdir();
    cpSync(folder, other, { recursive: true });
    const args = ["rename", "user", "traci", "tracy", "--yes"];
    expect((await runFleet(other, args)).status).toBe(0);
    edit(folder, moveTraci);
    await runFleet(folder, ["generate"]);
    expect(lockOf(folder).uids.accounts).toEqual({ 1000: "keith", 1001: "tracy" });
    expect(lockOf(folder).secrets.debts).toMatchObject([{ reader: "user:tracy" }]);
    expect((await runFleet(folder, args)).status).toBe(0);
    expect(outcome(folder)).toEqual(outcome(other));
    const { accounts } = JSON.parse(readText(folder, "fleet.json")).hosts.mini;
    expect(accounts.tracy).toMatchObject({
      username: "traci",
      uid: 1001,
      homeDirectory: "/home/traci",
    });
    expect(await codesOf(folder, "check")).toEqual(await codesOf(other, "check"));
    const again = readText(folder, "fleet.lock.json");
    expect((await runAs("keith", folder, ["secrets", "sync", "--yes"])).status).toBe(0);
    expect(readText(folder, "fleet.lock.json")).toBe(again);
  });

  it("is told which command moves the files, by each that sees them", async () => {
    const folder = await owingFleet();
    edit(folder, moveTraci);
    const told = readDiagnostics(await runFleet(folder, ["generate", "--json"]));
    expect(told).toMatchObject([
      {
        code: "core/looks-renamed",
        help: expect.stringContaining("fleet rename user traci tracy"),
      },
    ]);
    git(folder, "mv", "users/traci.nix", "users/tracy.nix");
    expect(await codesOf(folder, "generate")).toEqual(["core/moved-secrets"]);
    const status = await runAs("keith", folder, ["secrets", "status", "--json"]);
    const seen = readDiagnostics(status).filter(({ code }) => code === "secrets/no-rule");
    expect(seen).toMatchObject([
      { file: own, help: expect.stringMatching(/name of before.*fleet rename user traci tracy$/) },
    ]);
    expect(readDiagnostics(status).map(({ code }) => code)).not.toContain("secrets/missing-file");
  });

  it("owes by the new name where the record has the old one, from whichever branch it comes", async () => {
    const folder = await owingFleet();
    const recorded = readText(folder, "fleet.lock.json");
    edit(folder, moveTraci);
    await runFleet(folder, ["generate"]);
    await runFleet(folder, ["rename", "user", "traci", "tracy", "--yes"]);
    writeFileSync(join(folder, "fleet.lock.json"), recorded);
    const { stdout } = await runAs("keith", folder, ["secrets", "status"]);
    expect(stdout).toContain("tracy");
    expect(stdout).not.toContain("user:traci");
    expect((await runAs("keith", folder, ["secrets", "sync", "--yes"])).status).toBe(0);
    expect(lockOf(folder).secrets.debts).toMatchObject([{ reader: "user:tracy" }]);
  });

  it("is an error while both are declared, and nothing is written", async () => {
    const folder = await owingFleet();
    const { recipient } = keyOf("stranger");
    edit(folder, (text) =>
      moveTraci(text).replace("users:\n", `users:\n  traci: { ageKeys: [${recipient}] }\n`),
    );
    const run = await runFleet(folder, ["generate", "--json"]);
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)[0]).toMatchObject({
      code: "core/moved-declared",
      place: "moved.users.traci",
    });
    expect(git(folder, "status", "--short").trim()).toBe(`M ${config}`);
  });

  it("is no account deleted and created in a plan", async () => {
    const folder = await owingFleet();
    edit(folder, moveTraci);
    const { stdout } = await runFleet(folder, ["plan", "--json"]);
    const kinds = JSON.parse(stdout).changes.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toContain("user-renamed");
    for (const kind of ["account-deleted", "account-created", "login-changed", "reader-lost"]) {
      expect(kinds).not.toContain(kind);
    }
  });
});

describe("a rename on one branch, and somebody who comes on another", () => {
  const declared = `users:
  traci: { fullName: Traci }
  keith: { fullName: Keith, isAdmin: true }
hosts:
  mini:
    system: x86_64-linux
    stateVersion: "24.05"
    users:
      - traci
      - keith
`;
  const withZoe = declared
    .replace("hosts:\n", "  zoe: { fullName: Zoe }\nhosts:\n")
    .replace("- keith\n", "- keith\n      - zoe\n");

  async function branch(folder: string, name: string, text: string): Promise<void> {
    git(folder, "checkout", "--quiet", "-b", name, "main");
    writeFiles(folder, { [config]: text });
    await runFleet(folder, ["generate"]);
    commitAll(folder, name);
  }

  async function merged(into: string, from: string): Promise<string> {
    const modules = ["users/traci", "users/tracy", "users/keith", "users/zoe", "hosts/mini"];
    const folder = testRepository({
      [config]: declared,
      ...Object.fromEntries(modules.map((path) => [`${path}.nix`, "{ }\n"])),
    });
    await runFleet(folder, ["generate"]);
    commitAll(folder, "base");
    git(folder, "branch", "-M", "main");
    await branch(folder, "rename", moveTraci(declared));
    await branch(folder, "zoe", withZoe);
    git(folder, "checkout", "--quiet", into);
    tryGit(folder, "merge", "--quiet", from);
    const merge = await runFleet(folder, ["uids", "merge"]);
    expect(merge).toMatchObject({ status: 0 });
    expect(await runFleet(folder, ["generate", "--force"])).toMatchObject({ status: 0 });
    commitAll(folder, "merged");
    return folder;
  }

  it("come to one fleet, in whichever order they are merged", async () => {
    const [one, other] = [await merged("rename", "zoe"), await merged("zoe", "rename")];
    for (const path of [config, "fleet.json", "fleet.lock.json"]) {
      expect(readText(one, path)).toBe(readText(other, path));
    }
    expect(lockOf(one).uids.accounts).toEqual({ 1000: "keith", 1001: "tracy", 1002: "zoe" });
    expect(await runFleet(one, ["generate", "--check"])).toMatchObject({ status: 0 });
  });

  it("keep the uid also where the branch without the rename is generated with it first", async () => {
    const folder = await merged("zoe", "rename");
    // As of a branch that has not heard of it: the config is merged, the ledger is the old one.
    const old = git(folder, "show", "zoe:fleet.lock.json");
    writeFiles(folder, { "fleet.lock.json": old });
    expect(await runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
    expect(lockOf(folder).uids.accounts).toEqual({ 1000: "keith", 1001: "tracy", 1002: "zoe" });
    expect(git(folder, "status", "--short")).toBe("");
  });
});

describe("fleet rename --say-moved", () => {
  const small = `users: { keith: { fullName: Keith, isAdmin: true } }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith] }
`;
  async function fleet(): Promise<string> {
    const folder = testRepository({
      [config]: small,
      "users/keith.nix": "{ }\n",
      "hosts/mini.nix": "{ }\n",
    });
    await runFleet(folder, ["generate"]);
    commitAll(folder, "base");
    return folder;
  }

  it("writes `moved`, follows a second rename, and takes its line out on the way back", async () => {
    const folder = await fleet();
    const rename = (...args: string[]) =>
      runFleet(folder, ["rename", "user", ...args, "--say-moved", "--yes"]);
    expect(await rename("keith", "kay")).toMatchObject({ status: 0, stderr: "" });
    expect(readText(folder, config)).toMatch(/^moved:\s+users:\s+keith: kay$/m);
    expect(await rename("kay", "kim")).toMatchObject({ status: 0, stderr: "" });
    expect(readText(folder, config)).toMatch(/keith: kim\n\s+kay: kim/);
    expect(lockOf(folder).uids.accounts).toEqual({ 1000: "kim" });
    expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
    const back = await runFleet(folder, ["rename", "user", "kim", "keith", "--yes"]);
    expect(back).toMatchObject({ status: 0 });
    expect(readText(folder, config)).not.toContain("keith: keith");
    expect(lockOf(folder).uids.accounts).toEqual({ 1000: "keith" });
  });

  it("is taken out with whom it is about", async () => {
    const folder = await fleet();
    await runFleet(folder, ["add", "user", "ada", "--host", "mini"]);
    await runFleet(folder, ["rename", "user", "ada", "ida", "--say-moved", "--yes"]);
    expect(await runFleet(folder, ["remove", "user", "ida", "--yes"])).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, config), "utf8")).toBe(small);
    expect(lockOf(folder).uids.tombstones).toEqual({ 1001: "ida" });
  });

  it("says it of hosts, whose name changes as before", async () => {
    const folder = await fleet();
    const args = ["rename", "host", "mini", "vault", "--say-moved", "--yes"];
    expect(await runFleet(folder, args)).toMatchObject({ status: 0, stderr: "" });
    expect(readText(folder, config)).toMatch(/^moved:\s+hosts:\s+mini: vault$/m);
    expect(JSON.parse(readText(folder, "fleet.json")).hosts.vault.hostname).toBe("vault");
    rmSync(join(folder, "fleet.lock.json"));
  });

  it.each([
    ["stays", [], "keith"],
    ["changes", ["--login", "change"], "km"],
  ])("is no other login by a second rename, unless it %s", async (_, options, login) => {
    const folder = await fleet();
    const text = readText(folder, config).replaceAll("keith", "kmiller");
    writeFiles(folder, { [config]: `moved: { users: { keith: kmiller } }\n${text}` });
    await runFleet(folder, ["rename", "user", "keith", "kmiller", "--yes"]);
    const args = ["rename", "user", "kmiller", "km", "--yes", ...options];
    expect(await runFleet(folder, args)).toMatchObject({ status: 0 });
    const { accounts } = JSON.parse(readText(folder, "fleet.json")).hosts.mini;
    expect(accounts.km).toMatchObject({ username: login, uid: 1000 });
    expect(readText(folder, config)).toContain(`username: ${login}`);
  });
});
