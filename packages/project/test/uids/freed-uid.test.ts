import type { Diagnostic } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { memoryWorld, type World } from "../../src/index.ts";
import { type FormerUid, giveUpUid, openLedger, type UidRequest } from "../../src/ledger.ts";

const lock = "/fleet/fleet.lock.json";
const accounts = { 1000: "ada", "macbook/501": "keith" };
const tombstones = { 1001: "henry", "macbook/502": "zoe" };

/** A fleet in which Henry was on NixOS with 1001, and Zoe on the Mac with 502. */
function worldWithTombstones(users: object = {}): World {
  const declaration = {
    users: { ada: { fullName: "Ada", isAdmin: true }, keith: { fullName: "Keith" }, ...users },
    hosts: {
      mini: { system: "x86_64-linux", users: ["ada"] },
      macbook: {
        system: "aarch64-darwin",
        users: { keith: { uid: 501, isAdmin: true } },
      },
    },
    defaults: { stateVersion: "24.05" },
  };
  const modules = ["hosts/mini", "hosts/macbook", "users/ada", "users/keith"];
  return memoryWorld({
    files: {
      "fleet.config.json": JSON.stringify(declaration),
      "fleet.lock.json": JSON.stringify({ uids: { accounts, tombstones }, version: 1 }),
      ...Object.fromEntries(modules.map((name) => [`${name}.nix`, "{ }"])),
    },
  });
}

const readUids = (world: World) => JSON.parse(new TextDecoder().decode(world.disk.read(lock))).uids;

async function giveUp(world: World, request: Partial<UidRequest>) {
  const agree = () => undefined;
  return giveUpUid(await openLedger(world, {}), { uid: "", host: undefined, agree, ...request });
}

describe("giveUpUid", () => {
  it("takes the uid of somebody who is gone out of the ledger", async () => {
    const world = worldWithTombstones();
    const freed = { uid: 1001, host: undefined, user: "henry" };
    expect(await giveUp(world, { uid: "1001" })).toEqual({ diagnostics: [], freed });
    expect(readUids(world)).toEqual({
      accounts,
      freed: { 1001: "henry" },
      tombstones: { "macbook/502": "zoe" },
    });
  });

  it("takes one of a Mac out, and asks with whose it was", async () => {
    const world = worldWithTombstones();
    const asked: FormerUid[] = [];
    const agree = (former: FormerUid) => {
      asked.push(former);
      return undefined;
    };
    await giveUp(world, { uid: "502", host: "macbook", agree });
    expect(asked).toEqual([{ uid: 502, host: "macbook", user: "zoe" }]);
    expect(readUids(world)).toEqual({
      accounts,
      freed: { "macbook/502": "zoe" },
      tombstones: { 1001: "henry" },
    });
  });

  it("changes nothing where nobody agrees, and says why", async () => {
    const world = worldWithTombstones();
    const refusal: Diagnostic = { code: "x/no", severity: "error", path: [], message: "No." };
    expect(await giveUp(world, { uid: "1001", agree: () => refusal })).toEqual({
      diagnostics: [refusal],
    });
    expect(readUids(world)).toEqual({ accounts, tombstones });
  });

  it("overwrites nothing that another run wrote while it asked", async () => {
    const world = worldWithTombstones();
    const other = JSON.stringify({ version: 1 });
    const agree = () => {
      world.disk.remove(lock);
      world.disk.create(lock, new TextEncoder().encode(other));
      return undefined;
    };
    const { diagnostics, freed } = await giveUp(world, { uid: "1001", agree });
    expect(diagnostics).toMatchObject([{ code: "cli/file-changed" }]);
    expect(freed).toBeUndefined();
    expect(new TextDecoder().decode(world.disk.read(lock))).toBe(other);
  });

  it.each<[string, Partial<UidRequest>, string, string]>([
    ["one that somebody has", { uid: "1000" }, "cli/uid-held", "of somebody who is gone"],
    ["one that nobody had", { uid: "1234" }, "cli/unknown-uid", "as a tombstone"],
    ["one of a Mac, on NixOS", { uid: "502" }, "cli/unknown-uid", "--host macbook"],
    ["one of NixOS, on a Mac", { uid: "1001", host: "macbook" }, "cli/unknown-uid", "tombstone"],
    ["one on a host that is no Mac", { uid: "1001", host: "mini" }, "cli/unknown-host", "--host"],
    ["what is no uid", { uid: "henry" }, "cli/bad-uid", "as a tombstone"],
    ["nothing", {}, "cli/bad-uid", "as a tombstone"],
  ])("refuses %s", async (_, request, code, help) => {
    const world = worldWithTombstones();
    const { diagnostics } = await giveUp(world, request);
    expect(diagnostics).toMatchObject([{ code, help: expect.stringContaining(help) }]);
    expect(readUids(world)).toEqual({ accounts, tombstones });
  });

  it("does nothing where people may only seem to be gone", async () => {
    const world = worldWithTombstones({ eve: { fullName: 7 } });
    expect(await giveUp(world, { uid: "1001" })).toEqual({ diagnostics: [] });
    expect(readUids(world)).toEqual({ accounts, tombstones });
  });
});
