import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import { commitAll, peopleRepository, readUids } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";
const eve = { fullName: "Eve", email: "eve@example.org", sshKeys: [`${key} eve@desk`] };

interface Declared {
  readonly users: Readonly<Record<string, object>>;
  readonly mini?: object;
  readonly defaults?: object;
}

function configOf({ users, mini = {}, defaults = {} }: Declared): string {
  const host = { system: "x86_64-linux", users: Object.keys(users), ...mini };
  const rest = { defaults: { stateVersion: "24.05", ...defaults } };
  return `${JSON.stringify({ users, hosts: { mini: host }, ...rest })}\n`;
}

/** A fleet that was generated, and then declared otherwise. */
async function changed(before: Declared, after: Declared): Promise<string> {
  const folder = peopleRepository({});
  writeFiles(folder, { "fleet.config.json": configOf(before) });
  expect((await runFleet(folder, ["generate"])).status).toBe(0);
  writeFiles(folder, { "fleet.config.json": configOf(after) });
  return folder;
}

async function findings(folder: string, command = "check") {
  const found = readDiagnostics(await runFleet(folder, [command, "--json"]));
  const ours = /^cli\/(?:user-renamed|uid-|login-changes|home-moves|state-version)/;
  return found.filter(({ code }) => ours.test(code));
}

const ada = { fullName: "Ada" };

/** An account in `fleet.json`. */
function accountOf(folder: string, user: string): unknown {
  const { hosts } = JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8"));
  return hosts.mini.accounts[user];
}

describe("somebody who is called otherwise", () => {
  const zoe = { ...eve, fullName: "Zoe" };

  it.each([
    ["the mail address", { ...zoe, sshKeys: [] }],
    ["the SSH key", { ...zoe, email: "zoe@example.org", sshKeys: [`${key} other comment`] }],
    ["the name", { fullName: "Eve" }],
  ])("is told by %s, and no other uid is written", async (what, other) => {
    const folder = await changed({ users: { ada, eve } }, { users: { ada, zoe: other } });
    for (const command of ["check", "generate"]) {
      expect(await findings(folder, command)).toMatchObject([
        {
          code: "cli/user-renamed",
          severity: "error",
          place: "users.zoe",
          message: expect.stringContaining(`"zoe" has ${what}`),
        },
      ]);
    }
    expect(readUids(folder)).toEqual({ accounts: { 1000: "ada", 1001: "eve" } });
  });

  it("keeps the uid, the login and the home by what the help says", async () => {
    const folder = await changed({ users: { ada, eve } }, { users: { ada, zoe: eve } });
    const [found] = await findings(folder);
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(await findings(folder)).toEqual([]);
    expect(accountOf(folder, "zoe")).toMatchObject({
      uid: 1001,
      username: "eve",
      homeDirectory: "/home/eve",
    });
  });

  it("keeps them also by what the help says for all branches", async () => {
    const folder = await changed({ users: { ada, eve } }, { users: { ada, zoe: eve } });
    const [found] = await findings(folder);
    expect(found?.help).toContain('`moved: { users: { eve: "zoe" } }`');
    const config = JSON.parse(configOf({ users: { ada, zoe: eve } }));
    const moved = { users: { eve: "zoe" } };
    writeFiles(folder, { "fleet.config.json": JSON.stringify({ ...config, moved }) });
    expect(await findings(folder, "generate")).toEqual([]);
    expect(accountOf(folder, "zoe")).toMatchObject({ uid: 1001, username: "eve" });
    expect(readUids(folder)).toEqual({ accounts: { 1000: "ada", 1001: "zoe" } });
    writeFiles(folder, { "fleet.config.json": JSON.stringify(config) });
    expect(await findings(folder)).toMatchObject([
      { code: "cli/login-changes", help: expect.stringContaining('username: "eve"') },
    ]);
  });

  it("keeps a uid that was declared, and the files, by the commands of both helps", async () => {
    const declared = { ...eve, uid: 1001 };
    const folder = await changed(
      { users: { ada, eve: declared } },
      { users: { ada, evelyn: declared } },
    );
    commitAll(folder, "all");
    rmSync(join(folder, "users/zoe.nix"));
    const all = async () => readDiagnostics(await runFleet(folder, ["check", "--json"]));
    const found = (await all()).filter(({ severity }) => severity === "error");
    expect(found.map(({ code }) => code)).toEqual(["core/looks-renamed", "core/uid-taken"]);
    await followHelp(folder, found[0]?.help ?? "");
    commitAll(folder, "her file");
    await followHelp(folder, found[1]?.help ?? "", { only: [0] });
    expect((await all()).map(({ code }) => code)).not.toContain("core/uid-taken");
    expect(await findings(folder)).toEqual([]);
  });

  it("may have a new login in the old home, which is told as a login that changes", async () => {
    const moved = { ...eve, uid: 1001, homeDirectory: "/home/eve" };
    const folder = await changed({ users: { ada, eve } }, { users: { ada, zoe: moved } });
    expect((await runFleet(folder, ["uids", "free", "1001", "--yes"])).status).toBe(0);
    expect(await findings(folder)).toMatchObject([
      { code: "cli/login-changes", place: "users.zoe" },
    ]);
  });

  it("is another person where a uid is declared", async () => {
    const other = { ...eve, uid: 1002 };
    const folder = await changed({ users: { ada, eve } }, { users: { ada, zoe: other } });
    expect(await findings(folder)).toEqual([]);
  });

  it("is only likely where the ids are near, which stops nothing", async () => {
    const bob = { fullName: "Bob" };
    const folder = await changed(
      { users: { ada, bob } },
      { users: { ada, bobby: { fullName: "B" } } },
    );
    writeFiles(folder, { "users/bobby.nix": "{ }\n" });
    const { execFileSync } = await import("node:child_process");
    execFileSync("git", ["add", "--all"], { cwd: folder });
    expect(await findings(folder)).toMatchObject([
      { code: "cli/user-renamed", severity: "warning" },
    ]);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
  });

  it.each([
    ["shares nothing with whoever left", { zoe: { fullName: "Zoe" } }],
    ["has what others have as well", { zoe: { fullName: "Ada" } }],
  ])("is nobody who %s", async (_, come) => {
    const folder = await changed({ users: { ada, eve } }, { users: { ada, ...come } });
    expect(await findings(folder)).toEqual([]);
  });
});

describe("an account that exists", () => {
  it("keeps the password with its login, and the files in its home", async () => {
    const folder = await changed(
      { users: { ada, eve } },
      { users: { ada: { ...ada, homeDirectory: "/data/ada" }, eve: { ...eve, username: "e" } } },
    );
    const expected = [
      {
        code: "cli/home-moves",
        severity: "warning",
        place: "users.ada.homeDirectory",
        message:
          'The home of "ada" on "mini" is "/home/ada", and would be "/data/ada": that is a new directory, and empty.',
        help: expect.stringMatching(
          /^To keep it: homeDirectory: "\/home\/ada"\. .*: mkdir -p -- \/data && mv -- /,
        ),
      },
      {
        code: "cli/login-changes",
        severity: "warning",
        place: "users.eve.username",
        message:
          'The login of "eve" on "mini" is "eve", and would be "e": that is a new account, and the password stays with the old one.',
        help: expect.stringMatching(
          /^To keep it: username: "eve"\. .*: usermod -l e -d \/home\/e -m eve$/,
        ),
      },
    ];
    expect(await findings(folder)).toMatchObject(expected);
    expect(await findings(folder, "generate")).toMatchObject(expected);
    expect(await findings(folder)).toEqual([]);
  });

  it("begins anew on a host that is new", async () => {
    const moved = { users: { ada: { ...ada, username: "a" } } };
    expect(await findings(await changed({ users: { eve } }, moved))).toEqual([]);
  });
});

describe("a state version", () => {
  const users = { ada };

  it.each<[string, Partial<Declared>, Partial<Declared>, string, string]>([
    [
      "raised",
      {},
      { mini: { stateVersion: "25.05" } },
      "hosts.mini.stateVersion",
      '"mini" is "24.05"',
    ],
    [
      "of all",
      {},
      { defaults: { stateVersion: "23.11" } },
      "defaults.stateVersion",
      '"mini" is "24.05"',
    ],
    [
      "of a home",
      {},
      { users: { ada: { ...ada, stateVersion: "24.11" } } },
      "users.ada.stateVersion",
      'the home of "ada" is "24.05"',
    ],
  ])("that is %s is a warning, once", async (_, before, after, place, message) => {
    const folder = await changed({ users, ...before }, { users, ...after });
    expect(await findings(folder)).toMatchObject([
      {
        code: "cli/state-version-changes",
        severity: "warning",
        place,
        message: expect.stringContaining(message),
      },
    ]);
  });
});
