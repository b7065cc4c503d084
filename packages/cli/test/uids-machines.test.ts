import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unstamped } from "@fleet/codegen";
import { stampFile } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { git, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import {
  declarePeople,
  peopleConfig,
  peopleRepository,
  readUids,
  uidInFleet,
} from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const lock = "fleet.lock.json";
const generate = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["generate", ...args]);
const readText = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

const besideThePoint = new Set(["cli/untracked-file", "core/host-without-admin"]);

/** The findings of a run but for what git does not track, and that nobody is admin. */
function findings(run: Awaited<ReturnType<typeof generate>>) {
  return readDiagnostics(run).filter(({ code }) => !besideThePoint.has(code));
}

describe("a uid that changes", () => {
  it("because another is declared is a warning that says how to keep it, and how to change it", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await generate(folder);
    declarePeople(folder, { nixos: { keith: { uid: 1234 }, traci: {} } });
    const run = await generate(folder, "--json");
    expect(run.status).toBe(0);
    expect(findings(run)).toMatchObject([
      {
        code: "cli/uid-changes",
        severity: "warning",
        place: "users.keith.uid",
        message:
          '"keith" has the uid 1000 on "mini", and 1234 is declared. The system there keeps 1000.',
        help: expect.stringMatching(
          /^Declare 1000 to keep it\. .*: usermod -u 1234 keith; .*: find \/ -xdev -uid 1000$/,
        ),
      },
    ]);
    expect(uidInFleet(folder, "mini", "keith")).toBe(1234);
    expect(findings(await generate(folder, "--json"))).toEqual([]);
  });

  it("because the ledger was edited is an error, unless it is forced", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await generate(folder);
    const edited = readText(folder, lock).replace("1001", "1005");
    writeFiles(folder, { [lock]: edited });
    const run = await generate(folder, "--json");
    expect(run.status).toBe(1);
    expect(findings(run)).toMatchObject([
      {
        code: "cli/ledger-edited",
        file: lock,
        message:
          '"traci" has the uid 1001 on "mini", and would get 1005, because fleet.lock.json does not say 1001 any more.',
      },
    ]);
    expect(uidInFleet(folder, "mini", "traci")).toBe(1001);
    const forced = await generate(folder, "--json", "--force");
    expect(forced.status).toBe(0);
    expect(findings(forced)).toMatchObject([{ code: "cli/uid-changes", severity: "warning" }]);
    expect(uidInFleet(folder, "mini", "traci")).toBe(1005);
  });

  it("because the ledger was deleted is one as well, where it comes out otherwise", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await generate(folder);
    declarePeople(folder, { nixos: { ada: {}, keith: {}, traci: {} } });
    writeFiles(folder, { [lock]: '{ "version": 1 }' });
    expect(findings(await generate(folder, "--json")).map(({ message }) => message)).toEqual([
      '"ada" was allotted the uid 1000 on NixOS, and may have another one on a machine that exists.',
      '"keith" has the uid 1000 on "mini", and would get 1001, because fleet.lock.json does not say 1000 any more.',
      '"traci" has the uid 1001 on "mini", and would get 1002, because fleet.lock.json does not say 1001 any more.',
    ]);
  });

  it.each([
    ["the one before is somebody else's now", { keith: { uid: 1005 }, traci: { uid: 1000 } }, 1000],
    ["the one to come was somebody else's", { keith: { uid: 1001 } }, 1001],
  ])("names no command where %s", async (_, nixos, uid) => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 }, traci: { uid: 1001 } } });
    await generate(folder);
    declarePeople(folder, { nixos });
    expect((await runFleet(folder, ["uids", "free", `${uid}`, "--yes"])).status).toBe(0);
    const [found] = findings(await generate(folder, "--json"));
    expect(found?.message).toMatch(/^"keith" has the uid 1000 on "mini"/);
    expect(found?.help).toContain(`The uid ${uid} is or was that of "traci" as well`);
    expect(found?.help).not.toMatch(/usermod|chown/);
  });

  it("is a Mac's own", async () => {
    const people = { keith: { uid: 501, isAdmin: true }, traci: {} };
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 } }, mac: people });
    await generate(folder);
    declarePeople(folder, {
      nixos: { keith: { uid: 1000 } },
      mac: { keith: { uid: 510, isAdmin: true }, traci: {} },
    });
    expect(findings(await generate(folder, "--json"))).toMatchObject([
      {
        code: "cli/uid-changes",
        place: "hosts.macbook.users.keith.uid",
        help: "If `id -u keith` prints 510 there, nothing is to be done. Otherwise macOS keeps 501: declare that.",
      },
    ]);
  });

  it("is none where the account was not there, or had none", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    await generate(folder);
    declarePeople(folder, { nixos: { keith: {}, traci: { uid: 2000 } } });
    expect(findings(await generate(folder, "--json"))).toEqual([]);
  });

  it("is not looked for in a file that is not fleet's", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    await generate(folder);
    const text = readText(folder, "fleet.json").replace('"uid": 1000', '"uid": 1001');
    writeFileSync(join(folder, "fleet.json"), text);
    expect(findings(await generate(folder, "--json")).map(({ code }) => code)).toEqual([
      "cli/edited-file",
    ]);
    expect(findings(await generate(folder, "--json", "--force"))).toEqual([]);
  });
});

describe("a person or a Mac that is called otherwise", () => {
  const placed = (
    users: object,
    macs: Record<string, object> = {},
    own: Record<string, object> = {},
  ) => {
    const hosts = Object.entries(macs).map(([id, on]) => [
      id,
      { system: "aarch64-darwin", users: on },
    ]);
    const ids = [users, ...Object.values(macs)].flatMap((on) => Object.keys(on));
    const named = ids
      .sort()
      .map((id) => [id, { fullName: "Somebody", home: "integrated", ...own[id] }]);
    return `${JSON.stringify({
      users: Object.fromEntries(named),
      hosts: { mini: { system: "x86_64-linux", users }, ...Object.fromEntries(hosts) },
      defaults: { stateVersion: "24.05" },
    })}\n`;
  };
  const fleetOf = (config: string) => {
    const folder = peopleRepository({});
    writeFiles(folder, { "fleet.config.json": config, "hosts/atelier.nix": "{ }\n" });
    writeFiles(folder, { "hosts/studio.nix": "{ }\n", "users/cameron.nix": "{ }\n" });
    git(folder, "add", "--all");
    return folder;
  };

  it("is an error that says what to declare, and nothing changes then", async () => {
    const folder = fleetOf(placed({ ada: {}, keith: { username: "crs58" } }));
    await generate(folder);
    writeFiles(folder, {
      "fleet.config.json": placed({ ada: {}, cameron: { username: "crs58" } }),
    });
    const run = await generate(folder, "--json");
    expect(run.status).toBe(1);
    const [found] = findings(run);
    expect(found).toMatchObject({
      code: "cli/uid-renamed",
      place: "users.cameron",
      message:
        'The login "crs58" on "mini" was that of "keith" with the uid 1001, is that of "cameron" now, and would get 1002.',
    });
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(findings(await generate(folder, "--json"))).toEqual([]);
    expect(uidInFleet(folder, "mini", "cameron")).toBe(1001);
    expect(readUids(folder)).toEqual({ accounts: { 1000: "ada", 1001: "cameron" } });
  });

  it("is found on Macs, which keep the names of their own", async () => {
    const macs = (users: object) => placed({}, { studio: users });
    const folder = fleetOf(macs({ ada: {}, keith: { username: "crs58" } }));
    await generate(folder);
    writeFiles(folder, { "fleet.config.json": macs({ ada: {}, cameron: { username: "crs58" } }) });
    const [found] = findings(await generate(folder, "--json"));
    expect(found).toMatchObject({ code: "cli/uid-renamed" });
    expect(found?.help).toContain('`moved: { users: { keith: "cameron" } }`');
    const config = JSON.parse(macs({ ada: {}, cameron: { username: "crs58" } }));
    const moved = { users: { keith: "cameron" } };
    writeFiles(folder, { "fleet.config.json": JSON.stringify({ ...config, moved }) });
    expect(findings(await generate(folder, "--json"))).toEqual([]);
    expect(uidInFleet(folder, "studio", "cameron")).toBe(503);
  });

  it("is found where a Mac is new that has the logins of one that is gone", async () => {
    const folder = fleetOf(placed({}, { studio: { ada: {}, keith: {} } }));
    await generate(folder);
    writeFiles(folder, { "fleet.config.json": placed({}, { studio: { keith: {} } }) });
    await generate(folder);
    writeFiles(folder, { "fleet.config.json": placed({}, { atelier: { keith: {} } }) });
    const [found] = findings(await generate(folder, "--json"));
    expect(found).toMatchObject({
      code: "cli/uid-renamed",
      message:
        'The login "keith" on "studio" has the uid 503, is also on "atelier", and would get 502.',
    });
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(findings(await generate(folder, "--json"))).toEqual([]);
    expect(uidInFleet(folder, "atelier", "keith")).toBe(503);
    expect(readUids(folder)).toEqual({
      accounts: { "atelier/503": "keith" },
      tombstones: { "atelier/502": "ada" },
    });
  });

  it("is no new name where the person who had the login is still there", async () => {
    const folder = fleetOf(placed({ ada: {}, keith: { username: "crs58" } }));
    await generate(folder);
    const handedOver = placed({ ada: { username: "crs58" }, keith: {} });
    writeFiles(folder, { "fleet.config.json": handedOver });
    const [found] = findings(await generate(folder, "--json"));
    expect(found).toMatchObject({
      code: "cli/uid-renamed",
      place: "users.ada",
      help: expect.stringContaining('choose another login for "ada"'),
    });
    expect(found?.help).not.toContain("uids free");
  });

  it("may be somebody else, which has to be said", async () => {
    const folder = fleetOf(placed({ keith: { username: "crs58" } }));
    await generate(folder);
    writeFiles(folder, { "fleet.config.json": placed({ cameron: { username: "crs58" } }) });
    const run = await generate(folder, "--json", "--force");
    expect(findings(run)).toMatchObject([
      {
        code: "cli/uid-renamed",
        severity: "warning",
        help: expect.stringMatching(/^The system keeps 1000 for a login that is there/),
      },
    ]);
    expect(readUids(folder)).toEqual({
      accounts: { 1001: "cameron" },
      tombstones: { 1000: "keith" },
    });
  });
});

describe("a uid that is allotted to an account that may exist", () => {
  const allotted = (run: Awaited<ReturnType<typeof generate>>) =>
    findings(run).filter(({ code }) => code === "cli/uid-allotted");

  it("is a warning where fleet.json had none for it", async () => {
    const folder = peopleRepository({ nixos: { ada: {}, keith: {} } });
    await generate(folder);
    const text = JSON.parse(readText(folder, "fleet.json"));
    delete text.hosts.mini.accounts.keith.uid;
    text.generated = unstamped;
    writeFiles(folder, {
      "fleet.json": stampFile(nodeWorld(), `${JSON.stringify(text, null, 2)}\n`),
    });
    writeFiles(folder, { [lock]: '{ "uids": { "accounts": { "1000": "ada" } }, "version": 1 }\n' });
    expect(allotted(await generate(folder, "--json", "--dry-run"))).toMatchObject([
      {
        severity: "warning",
        place: "users.keith",
        message:
          '"keith" was allotted the uid 1001 on NixOS, and may have another one on a machine that exists.',
        help: expect.stringMatching(/declare what `id -u LOGIN` prints there before you switch/),
      },
    ]);
    expect(allotted(await runFleet(folder, ["check", "--json"]))).toHaveLength(1);
    expect((await generate(folder)).status).toBe(0);
    expect(allotted(await generate(folder, "--json"))).toEqual([]);
  });

  it("is a warning where there is a fleet.json, and no ledger that would know", async () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 } } });
    await generate(folder);
    rmSync(join(folder, lock));
    declarePeople(folder, { nixos: { keith: { uid: 1000 }, traci: {} } });
    expect(allotted(await generate(folder, "--json", "--dry-run"))).toMatchObject([
      { place: "users.traci" },
    ]);
  });

  it("is none where the ledger knows everybody, or the account had it", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    await generate(folder);
    declarePeople(folder, { nixos: { keith: {}, traci: {} } });
    expect(findings(await generate(folder, "--json"))).toEqual([]);
    writeFiles(folder, {
      "fleet.config.json": `${peopleConfig({ nixos: { keith: {}, traci: {} } })}\n`,
    });
    rmSync(join(folder, lock));
    expect(findings(await generate(folder, "--json"))).toEqual([]);
    expect(findings(await generate(peopleRepository({ nixos: { keith: {} } }), "--json"))).toEqual(
      [],
    );
  });
});

describe("fleet check", () => {
  it("says of uids what fleet generate would", async () => {
    const folder = peopleRepository({ nixos: { keith: {}, traci: {} } });
    await generate(folder);
    writeFiles(folder, { [lock]: readText(folder, lock).replace("1001", "1005") });
    const run = await runFleet(folder, ["check", "--json"]);
    expect(run.status).toBe(1);
    expect(findings(run)).toEqual(findings(await generate(folder, "--json")));
    expect(findings(run)).toMatchObject([{ code: "cli/ledger-edited" }]);
  });
});
