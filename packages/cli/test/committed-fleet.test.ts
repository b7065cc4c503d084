import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { commitAll, peopleRepository, readUids } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const ben = { fullName: "Ben Button" };

function configOf(users: Readonly<Record<string, object>>, stateVersion = "24.05"): string {
  const mini = { system: "x86_64-linux", users: ["ada", ...Object.keys(users)] };
  const ada = { fullName: "Ada", isAdmin: true };
  return JSON.stringify({
    users: { ada, ...users },
    hosts: { mini },
    defaults: { stateVersion },
  });
}

const declare = (folder: string, ...args: Parameters<typeof configOf>) =>
  writeFiles(folder, { "fleet.config.json": configOf(...args) });

/** A fleet of Ada and Ben that was generated and committed. */
async function committed(): Promise<string> {
  const folder = peopleRepository({});
  writeFiles(folder, { "users/ben.nix": "{ }\n", "users/benny.nix": "{ }\n" });
  commitAll(folder, "files");
  declare(folder, { ben });
  expect((await runFleet(folder, ["generate"])).status).toBe(0);
  commitAll(folder, "a fleet");
  return folder;
}

async function findings(folder: string, ...command: string[]): Promise<string[]> {
  const found = readDiagnostics(await runFleet(folder, [...command, "--json"]));
  const ours = /^cli\/(?:user-renamed|uid-|login-changes|home-moves|state-version)/;
  return found.map(({ code }) => code).filter((code) => ours.test(code));
}

const spoilt: [string, (folder: string) => void][] = [
  [
    "edited by hand",
    (folder) => {
      const path = join(folder, "fleet.json");
      writeFiles(folder, {
        "fleet.json": readFileSync(path, "utf8").replace("Ben Button", "Ben B. Button"),
      });
    },
  ],
  ["deleted", (folder) => rmSync(join(folder, "fleet.json"))],
  ["another's", (folder) => writeFiles(folder, { "fleet.json": "{}\n" })],
];

describe.each(spoilt)("a fleet.json that was %s", (_, spoil) => {
  it("lets nobody be renamed unseen: the last commit has it", async () => {
    const folder = await committed();
    spoil(folder);
    declare(folder, { benny: ben });
    for (const command of [["check"], ["generate"], ["generate", "--force"]]) {
      expect(await findings(folder, ...command)).toEqual(["cli/user-renamed"]);
    }
    expect(readUids(folder)).toEqual({ accounts: { 1000: "ada", 1001: "ben" } });
  });

  it("hides no login, uid and state version that changes", async () => {
    const folder = await committed();
    spoil(folder);
    declare(folder, { ben: { ...ben, username: "bb", uid: 1234 } }, "25.05");
    const found = await findings(folder, "check");
    expect(found.sort()).toEqual([
      "cli/login-changes",
      "cli/state-version-changes",
      "cli/uid-changes",
    ]);
  });
});

describe("a fleet.json that nobody has committed", () => {
  it("does not make anybody forgotten who is in the last commit", async () => {
    const folder = await committed();
    declare(folder, {});
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    declare(folder, { benny: ben });
    expect(await findings(folder, "check")).toEqual(["cli/user-renamed"]);
  });

  it("has the last word of whoever is in it", async () => {
    const folder = await committed();
    declare(folder, { ben: { ...ben, uid: 1234 } });
    expect(await findings(folder, "generate")).toEqual(["cli/uid-changes"]);
    declare(folder, { ben: { ...ben, uid: 1234, email: "ben@example.org" } });
    expect(await findings(folder, "check")).toEqual([]);
  });
});

describe("somebody under another id and name", () => {
  const ageKeys = ["age1hkkmamvxnd9hfuqk278mn5ndc496urql7340d7wgxdtz6nejdphsvly6xd"];

  it("is known by the age key, which fleet.json has among the secrets", async () => {
    const folder = await committed();
    declare(folder, { ben: { ...ben, ageKeys } });
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    declare(folder, { zoe: { fullName: "Zoe", ageKeys } });
    expect(await findings(folder, "check")).toEqual(["cli/user-renamed"]);
    declare(folder, { zoe: { fullName: "Zoe" } });
    expect(await findings(folder, "check")).toEqual([]);
  });

  it("is known where all hosts have another id as well", async () => {
    const folder = await committed();
    const table = configOf({ benny: ben }).replace('"mini"', '"table"');
    writeFiles(folder, { "hosts/table.nix": "{ }\n", "fleet.config.json": table });
    commitAll(folder, "another host");
    for (const command of ["check", "generate"]) {
      expect(await findings(folder, command)).toEqual(["cli/user-renamed"]);
    }
  });
});
