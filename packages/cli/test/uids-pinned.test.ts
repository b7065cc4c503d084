import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { commitAll, readUids, uidInFleet } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

interface Hosts {
  readonly desk: object;
  readonly mini: object;
  readonly policy?: object;
}

/** Ada and Bob on two NixOS hosts, with what the placements say. */
function configOf({ desk, mini, policy }: Hosts): Record<string, string> {
  const config = {
    users: { ada: { fullName: "Ada", isAdmin: true }, bob: { fullName: "Bob", isAdmin: true } },
    hosts: {
      desk: { system: "x86_64-linux", users: desk },
      mini: { system: "x86_64-linux", users: mini },
    },
    defaults: { stateVersion: "24.05" },
    policy,
  };
  return { "fleet.config.json": JSON.stringify(config) };
}

function repository(hosts: Hosts): string {
  const nix = ["users/ada", "users/bob", "hosts/desk", "hosts/mini"];
  return testRepository({
    ...configOf(hosts),
    ...Object.fromEntries(nix.map((path) => [`${path}.nix`, "{ }\n"])),
  });
}

async function generate(folder: string, hosts: Hosts) {
  writeFiles(folder, configOf(hosts));
  const run = await runFleet(folder, ["generate", "--json"]);
  const found = readDiagnostics(run).filter(({ code }) => code !== "cli/untracked-file");
  return { status: run.status, found };
}

const both = { ada: {}, bob: {} };
const pinned = { desk: both, mini: { ada: { uid: 1003 }, bob: {} } };

describe("a uid that is pinned on a NixOS host", () => {
  it("is written down for that host, and computed for it alone", async () => {
    const folder = repository(pinned);
    expect(await generate(folder, pinned)).toMatchObject({ status: 0 });
    expect(readUids(folder)).toEqual({
      accounts: { "1000": "ada", "1001": "bob", "mini/1003": "ada" },
    });
    expect(uidInFleet(folder, "mini", "ada")).toBe(1003);
    expect(uidInFleet(folder, "desk", "ada")).toBe(1000);
    expect((await runFleet(folder, ["generate", "--check"])).status).toBe(0);
    expect((await runFleet(folder, ["uids"])).stdout).toContain(
      "1003  ada   mini (NixOS)  declared: hosts.mini.users.ada.uid",
    );
  });

  it("warns when it is taken out, and is given up with its host", async () => {
    const folder = repository(pinned);
    await generate(folder, pinned);
    const { status, found } = await generate(folder, { desk: both, mini: both });
    expect(status).toBe(0);
    expect(found).toMatchObject([
      { code: "cli/uid-changes", message: expect.stringContaining("where it was pinned") },
    ]);
    expect(readUids(folder)).toMatchObject({ tombstones: { "mini/1003": "ada" } });
    const other = { desk: both, mini: { ada: {}, bob: { uid: 1003 } } };
    const taken = await generate(folder, other);
    expect(taken.found).toMatchObject([
      {
        code: "core/uid-taken",
        help: expect.stringContaining("fleet uids free 1003 --host mini"),
      },
    ]);
    const freed = await runFleet(folder, ["uids", "free", "1003", "--host", "mini", "--yes"]);
    expect(freed).toMatchObject({
      status: 0,
      stdout: 'Freed 1003, which was that of "ada".\n',
    });
    expect((await generate(folder, other)).status).toBe(0);
    expect(readUids(folder)).toMatchObject({ accounts: { "mini/1003": "bob" } });
  });

  it("is told after a merge in which the other branch has the number", async () => {
    const start = { desk: { ada: {} }, mini: {} };
    const folder = repository(start);
    await generate(folder, start);
    commitAll(folder, "begin");
    const branch = git(folder, "branch", "--show-current").trim();
    git(folder, "checkout", "--quiet", "-b", "pin");
    const pin = { desk: { ada: {} }, mini: { ada: { uid: 1001 } } };
    await generate(folder, pin);
    commitAll(folder, "pin");
    git(folder, "checkout", "--quiet", branch);
    await generate(folder, { desk: both, mini: {} });
    commitAll(folder, "come");
    expect(() => git(folder, "merge", "--quiet", "pin")).toThrow();
    writeFiles(folder, configOf({ desk: both, mini: pin.mini }));
    expect((await runFleet(folder, ["uids", "merge"])).status).toBe(0);
    expect(readUids(folder)).toEqual({
      accounts: { "1000": "ada", "1001": "bob", "mini/1001": "ada" },
    });
    const sharedUids = [{ uid: 1001, users: ["ada", "bob"], reason: "Both branches built." }];
    const merged = await generate(folder, { desk: both, mini: pin.mini });
    expect(merged).toMatchObject({
      status: 1,
      found: [{ code: "core/uid-shared", place: "hosts.mini.users.ada.uid" }],
    });
    const accepted = { desk: both, mini: pin.mini, policy: { sharedUids } };
    const codes = (await generate(folder, accepted)).found.map(({ code }) => code);
    expect(codes).not.toContain("core/uid-shared");
    const onOneHost = await generate(folder, { ...accepted, mini: { ...pin.mini, bob: {} } });
    expect(onOneHost.found.map(({ code }) => code)).toContain("core/uid-taken");
  });
});

describe("a uid that is left to the machine", () => {
  it("is none in fleet.json, with a warning that can be accepted", async () => {
    const left = { desk: both, mini: { ada: { uid: "machine" }, bob: {} } };
    const folder = repository(left);
    const { status, found } = await generate(folder, left);
    expect(status).toBe(0);
    expect(found.map(({ code }) => code)).toContain("core/uid-of-machine");
    expect(uidInFleet(folder, "mini", "ada")).toBeUndefined();
    const declaredAt = "hosts.mini.users.ada.uid";
    expect((await runFleet(folder, ["uids"])).stdout).toContain(
      `?     ada   mini (NixOS)  left to the machine: ${declaredAt}`,
    );
    expect(JSON.parse((await runFleet(folder, ["uids", "--json"])).stdout)).toMatchObject({
      leftToMachines: [{ user: "ada", host: "mini", declaredAt }],
    });
    const at = "hosts.mini.users.ada.uid";
    const accept = [{ code: "core/uid-of-machine", at, reason: "A machine of theirs." }];
    const accepted = await generate(folder, { ...left, policy: { accept } });
    expect(accepted.found).toEqual([]);
  });
});
