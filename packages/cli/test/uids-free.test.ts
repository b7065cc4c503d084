import { type Run, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { declarePeople, peopleRepository, readUids } from "./people-fleet.ts";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const uids = async (folder: string, ...args: string[]): Promise<Run> =>
  await runFleet(folder, ["uids", ...args]);

/** A fleet in which Henry was on `mini` with 1001, and Zoe on the Mac with 502. */
async function fleetWithTombstones(): Promise<string> {
  const mac = { keith: { uid: 501, isAdmin: true } };
  const folder = peopleRepository({
    nixos: { ada: {}, henry: {}, keith: { uid: 1005 } },
    mac: { ...mac, zoe: {} },
  });
  await runFleet(folder, ["generate"]);
  declarePeople(folder, { nixos: { ada: {}, keith: { uid: 1005 } }, mac });
  await runFleet(folder, ["generate"]);
  return folder;
}

const recorded = {
  accounts: { 1000: "ada", 1005: "keith", "macbook/501": "keith" },
  tombstones: { 1001: "henry", "macbook/502": "zoe" },
};

describe("fleet uids", () => {
  it("lists who has which uid, who had it, and why", async () => {
    const folder = await fleetWithTombstones();
    expect(await uids(folder)).toMatchObject({
      status: 0,
      stderr: "",
      stdout: `uid   user   where          why
1000  ada    NixOS          allotted
1001  henry  NixOS          tombstone
1005  keith  NixOS          declared: users.keith.uid
501   keith  macbook (Mac)  declared: hosts.macbook.users.keith.uid
502   zoe    macbook (Mac)  tombstone
`,
    });
  });

  it("says the same in JSON, and what is not written down yet", async () => {
    const folder = peopleRepository({ nixos: { keith: {} } });
    const listed = (run: Run) => JSON.parse(run.stdout).uids;
    const keith = {
      uid: 1000,
      user: "keith",
      host: null,
      platform: "nixos",
      state: "allotted",
      declaredAt: null,
    };
    expect(listed(await uids(folder, "--json"))).toEqual([{ ...keith, isRecorded: false }]);
    expect((await uids(folder)).stdout).toContain("allotted, not written yet");
    expect(readUids(folder)).toBeUndefined();
    await runFleet(folder, ["generate"]);
    expect(listed(await uids(folder, "--json"))).toEqual([{ ...keith, isRecorded: true }]);
  });

  it("says where nobody has any", async () => {
    expect((await uids(peopleRepository({}))).stdout).toBe("No uid is given out.\n");
  });

  it("lists also where uids are what is wrong, and nothing where people may be missing", async () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 }, traci: { uid: 1000 } } });
    const clash = await uids(folder);
    expect(clash.status).toBe(1);
    expect(clash.stderr).toContain("core/uid-taken");
    expect(clash.stdout).toContain("keith");
    declarePeople(folder, { nixos: { keith: { uid: "1000" } } });
    expect(await uids(folder)).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("fleet uids free", () => {
  it("gives up the uid of somebody who is gone, and it goes to who comes next", async () => {
    const folder = await fleetWithTombstones();
    expect(await uids(folder, "free", "1001", "--yes")).toMatchObject({
      status: 0,
      stdout: 'Freed 1001, which was that of "henry".\n',
    });
    expect(readUids(folder)).toEqual({
      ...recorded,
      freed: { 1001: "henry" },
      tombstones: { "macbook/502": "zoe" },
    });
    declarePeople(folder, { nixos: { ada: {}, bob: {}, keith: { uid: 1005 } } });
    await runFleet(folder, ["generate"]);
    expect(readUids(folder)).toMatchObject({ accounts: { 1001: "bob" } });
  });

  it("gives up one of a Mac", async () => {
    const folder = await fleetWithTombstones();
    const run = await uids(folder, "free", "502", "--host", "macbook", "--yes", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: true,
      freed: { uid: 502, host: "macbook", user: "zoe" },
    });
    expect(readUids(folder)).toEqual({
      ...recorded,
      freed: { "macbook/502": "zoe" },
      tombstones: { 1001: "henry" },
    });
  });

  it("gives up what somebody else already declares, and somebody has left", async () => {
    const folder = peopleRepository({ nixos: { keith: { uid: 1000 }, traci: { uid: 1001 } } });
    await runFleet(folder, ["generate"]);
    declarePeople(folder, { nixos: { keith: { uid: 1005 }, traci: { uid: 1000 } } });
    const run = await runFleet(folder, ["generate", "--json"]);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "core/uid-taken", help: expect.stringContaining("fleet uids free 1000") },
    ]);
    expect((await uids(folder, "free", "1000", "--yes")).status).toBe(0);
    expect((await runFleet(folder, ["generate", "--force"])).status).toBe(0);
    expect(readUids(folder)).toEqual({
      accounts: { 1000: "traci", 1005: "keith" },
      tombstones: { 1001: "traci" },
    });
  });

  it("gives up what a Mac gave to somebody, once the other one has another there", async () => {
    const keith = { keith: { uid: 501, isAdmin: true } };
    const folder = peopleRepository({ mac: { ...keith, zoe: {} } });
    await runFleet(folder, ["generate"]);
    expect(readUids(folder)).toMatchObject({ accounts: { "macbook/502": "zoe" } });
    declarePeople(folder, { mac: { ...keith, ada: { uid: 502 }, zoe: {} } });
    const told = readDiagnostics(await runFleet(folder, ["generate", "--json"]));
    expect(told).toMatchObject([
      { code: "core/uid-taken", help: expect.stringContaining("free 502 --host macbook`") },
    ]);
    declarePeople(folder, { mac: { ...keith, ada: { uid: 502 }, zoe: { uid: 503 } } });
    expect((await uids(folder, "free", "502", "--host", "macbook", "--yes")).status).toBe(0);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(readUids(folder)).toMatchObject({
      accounts: { "macbook/502": "ada", "macbook/503": "zoe" },
    });
  });

  it.each<[string, string[], string, RegExp]>([
    ["one that somebody has", ["1000"], "cli/uid-held", /^The uid 1000 is that of "ada"/],
    ["one that nobody had", ["1234"], "cli/unknown-uid", /^Nobody had the uid 1234 on NixOS/],
    ["one of a Mac, on NixOS", ["502"], "cli/unknown-uid", /^Nobody had the uid 502 on NixOS/],
    [
      "one of NixOS, on a Mac",
      ["1001", "--host", "macbook"],
      "cli/unknown-uid",
      /^Nobody had the uid 1001 on "macbook"/,
    ],
    ["one on a host that pins none", ["1001", "--host", "mini"], "cli/unknown-host", /^No uid is/],
    ["one on a host that is none", ["1001", "--host", "x"], "cli/unknown-host", /no host/],
    ["what is no uid", ["henry"], "cli/bad-uid", /^"henry" is no uid/],
    ["nothing", [], "cli/bad-uid", /^No uid is named/],
  ])("refuses %s", async (_, args, code, message) => {
    const folder = await fleetWithTombstones();
    const run = await uids(folder, "free", ...args, "--yes", "--json");
    expect(run.status).toBe(2);
    const found = readOnlyDiagnostic(run);
    expect(found).toMatchObject({ code, message: expect.stringMatching(message) });
    if (args[0] === "502") expect(found.help).toContain("--host macbook");
    expect(readUids(folder)).toEqual(recorded);
  });

  it("says what could go wrong, and does nothing where nobody can be asked", async () => {
    const folder = await fleetWithTombstones();
    const run = await uids(folder, "free", "1001", "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/not-confirmed",
      help: expect.stringMatching(/will belong to whoever gets the uid next.*--yes/),
    });
    expect(readUids(folder)).toEqual(recorded);
  });

  it("does nothing where people may only seem to be gone", async () => {
    const folder = await fleetWithTombstones();
    declarePeople(folder, { nixos: { ada: {}, keith: { fullName: 7, uid: 1005 } } });
    const broken = await uids(folder, "free", "1005", "--yes", "--json");
    expect(broken.status).toBe(1);
    expect(readUids(folder)).toEqual(recorded);
    writeFiles(folder, { "fleet.lock.json": "{" });
    expect(readDiagnostics(await uids(folder, "free", "1001", "--yes", "--json"))).toMatchObject([
      { code: "core/wrong-type" },
      { code: "cli/bad-lock" },
    ]);
  });
});
