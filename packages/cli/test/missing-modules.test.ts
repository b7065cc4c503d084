import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import { commitAll } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf } from "./secrets-fleet.ts";

const none = "{ }\n";
const user = { fullName: "Ada", isAdmin: true };

function configOf(hosts: Readonly<Record<string, object>>, own: object = {}): string {
  const system = { system: "x86_64-linux", users: ["ada", "ben"] };
  return JSON.stringify({
    users: { ada: user, ben: { fullName: "Ben" } },
    hosts: Object.fromEntries(
      Object.entries(hosts).map(([id, host]) => [id, { ...system, ...host }]),
    ),
    defaults: { stateVersion: "24.05" },
    ...own,
  });
}

/** Two people on two hosts, generated and committed. */
async function fleetOf(hosts: Readonly<Record<string, object>>, own: object = {}) {
  const folder = testRepository({
    "fleet.config.json": configOf(hosts, own),
    "users/ada.nix": none,
    "users/ben.nix": none,
    "users/ben/desk.nix": none,
    ...Object.fromEntries(Object.keys(hosts).map((id) => [`hosts/${id}.nix`, none])),
  });
  await runFleet(folder, ["generate"]);
  commitAll(folder, "all");
  return folder;
}

async function findings(folder: string) {
  const found = readDiagnostics(await runFleet(folder, ["check", "--json"]));
  return found.filter(({ code }) => code.startsWith("core/"));
}

const printed = async (folder: string) => (await runFleet(folder, ["check"])).stdout;

describe("several hosts that are called otherwise", () => {
  const keys = {
    desk: { ageKey: keyOf("keith").recipient },
    nas: { ageKey: keyOf("mini").recipient },
  };

  it("are told from each other by the keys that they have kept", async () => {
    const secrets = { secrets: { files: [] } };
    const folder = await fleetOf(keys, secrets);
    writeFiles(folder, {
      "fleet.config.json": configOf({ table: keys.desk, vault: keys.nas }, secrets),
    });
    const found = await findings(folder);
    expect(found).toMatchObject([
      { code: "core/looks-renamed", message: expect.stringContaining('of the host "desk"') },
      { code: "core/looks-renamed", message: expect.stringContaining('of the host "nas"') },
    ]);
    for (const { help = "" } of found) await followHelp(folder, help, { only: [0] });
    expect(await findings(folder)).toEqual([]);
    expect(git(folder, "ls-files", "hosts", "users/ben")).toBe(
      "hosts/table.nix\nhosts/vault.nix\nusers/ben/table.nix\n",
    );
  });

  it("are each asked about with all that they may have been, and nothing makes or removes a file", async () => {
    const folder = await fleetOf({ desk: {}, nas: {} });
    writeFiles(folder, { "fleet.config.json": configOf({ table: {}, vault: {} }) });
    expect(await findings(folder)).toMatchObject([
      {
        code: "core/looks-renamed",
        message:
          'The host "table" has no file, and there are files of "desk", "nas", which are not declared: that may be a rename.',
        help: 'If it was "desk": `git mv -- hosts/desk.nix hosts/table.nix && git mv -- users/ben/desk.nix users/ben/table.nix`. If it was "nas": `git mv -- hosts/nas.nix hosts/table.nix`. If it is new: create "hosts/table.nix". The least it can hold is: { }',
      },
      { code: "core/looks-renamed", message: expect.stringContaining('"vault"') },
    ]);
    expect(await printed(folder)).not.toMatch(/tee|git rm|stray-file/);
  });

  it("get no empty module either where a flake imports whatever there is", async () => {
    const folder = await fleetOf({ desk: {}, nas: {} });
    writeFiles(folder, {
      "fleet.config.json": configOf({ table: {}, vault: {} }),
      "flake.nix": "builtins.readDir ./hosts",
    });
    expect(await printed(folder)).not.toContain("tee");
  });

  it("are told as renames beside other mistakes", async () => {
    const folder = await fleetOf({ desk: {}, nas: {} });
    writeFiles(folder, {
      "fleet.config.json": configOf({ desk: { shel: "fish" }, vault: {} }),
    });
    expect(await findings(folder)).toMatchObject([
      { code: "core/unknown-key" },
      { code: "core/looks-renamed", place: "hosts.vault" },
    ]);
  });
});

describe("a module that is missing and that git has", () => {
  it.each<[string, (folder: string) => void]>([
    ["was deleted", (folder) => rmSync(join(folder, "users/ada.nix"))],
    ["was taken out of git", (folder) => git(folder, "rm", "--quiet", "users/ada.nix")],
    [
      "was deleted beside one of nobody",
      (folder) => {
        rmSync(join(folder, "users/ada.nix"));
        writeFiles(folder, { "users/zoe.nix": none });
      },
    ],
  ])("comes back where it %s", async (_, change) => {
    const folder = await fleetOf({ desk: {} });
    writeFiles(folder, { "users/ada.nix": "{ programs = { }; }\n" });
    commitAll(folder, "more");
    change(folder);
    const [found] = await findings(folder);
    expect(found?.help).toMatch(/^Run: git restore .*-- users\/ada\.nix$/);
    await followHelp(folder, found?.help ?? "");
    expect(git(folder, "diff", "HEAD", "--", "users/ada.nix")).toBe("");
  });

  it("is told before anything is generated anew, and generate says that it saw less", async () => {
    const folder = await fleetOf({ desk: {} });
    git(folder, "mv", "users", "people");
    const found = readDiagnostics(await runFleet(folder, ["check", "--json"]));
    expect(found.map(({ code }) => code)).not.toContain("cli/stale-file");
    const { stderr } = await runFleet(folder, ["generate"]);
    expect(stderr).toContain("but for files that were not seen because of these errors");
  });

  it("comes back with all others by one command", async () => {
    const folder = await fleetOf({ desk: {} });
    rmSync(join(folder, "users"), { recursive: true });
    expect(await printed(folder)).toContain(
      "For both, run: git restore -- users/ada.nix users/ben.nix",
    );
  });

  it.each<[string, string, (folder: string) => void]>([
    [
      "into a folder by git",
      "people/users",
      (folder) => {
        mkdirSync(join(folder, "people"));
        git(folder, "mv", "users", "people/");
      },
    ],
    ["into another by git", "people", (folder) => git(folder, "mv", "users", "people")],
    [
      "into another without git",
      "people",
      (folder) => renameSync(join(folder, "users"), join(folder, "people")),
    ],
    [
      "but for its folder",
      "people/users",
      (folder) => {
        mkdirSync(join(folder, "people"));
        renameSync(join(folder, "users"), join(folder, "people/users"));
        mkdirSync(join(folder, "users"));
      },
    ],
  ])("moves back with its folder, which was moved %s", async (_, where, change) => {
    const folder = await fleetOf({ desk: {} });
    change(folder);
    const [found] = await findings(folder);
    expect(found?.message).toBe(
      `The user "ada" has no file: there is no "users/ada.nix" or "users/ada/default.nix", and there is "${where}/ada.nix".`,
    );
    expect(await printed(folder)).toMatch(/For both, run: mkdir -p users && (git )?mv -- /);
    await followHelp(folder, found?.help ?? "");
    expect(await findings(folder)).toEqual([]);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("is one that the declaration names as well", async () => {
    const folder = await fleetOf({ desk: { modules: ["parts/disk.nix"] } });
    writeFiles(folder, { "parts/disk.nix": none });
    commitAll(folder, "parts");
    git(folder, "mv", "parts", "pieces");
    const [found] = await findings(folder);
    expect(found?.message).toContain('there is "pieces/disk.nix"');
    await followHelp(folder, found?.help ?? "");
    expect(await findings(folder)).toEqual([]);
  });

  it("is a choice where a file of that path may be another", async () => {
    const folder = await fleetOf({ desk: {} });
    writeFiles(folder, {
      "examples/hosts/lap.nix": none,
      "fleet.config.json": configOf({ desk: {}, lap: {} }),
    });
    commitAll(folder, "example");
    const [found] = await findings(folder);
    expect(found?.help).toContain('Else create "hosts/lap.nix".');
    expect(await printed(folder)).not.toContain("tee");
  });
});
