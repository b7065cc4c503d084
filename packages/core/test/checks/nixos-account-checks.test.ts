import { describe, expect, it } from "vitest";
import { resolveSound, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const at = "hosts.mini.users.traci";
const ids = `${at}.subordinateIds`;
const mac = { system: "aarch64-darwin", primaryUser: "keith" };
const traci = (own: object, mini: object = {}) =>
  withMini({ users: { keith: {}, traci: own }, ...mini });
const ofUser = (own: object, mini: object = {}) => ({
  ...withMini({ users: { keith: {}, traci: {} }, ...mini }),
  users: { keith: { isAdmin: true }, traci: own },
});
const onMac = (own: object) => traci({}, { ...mac, users: { keith: { uid: 501 }, traci: own } });
const ofMacUser = (own: object) =>
  ofUser(own, { ...mac, users: { keith: { uid: 501 }, traci: {} } });

const both = (keith: unknown, own: unknown) =>
  withMini({ users: { keith: { subordinateIds: keith }, traci: { subordinateIds: own } } });

const rows: CheckRow[] = [
  ["nothing of one who stays", traci({ linger: true }), []],
  ["a text", traci({ linger: "yes" }), [`core/wrong-type at ${at}.linger`]],
  ["one on a Mac", onMac({ linger: true }), [`core/setting-off-nixos at ${at}.linger`]],
  [
    "a user who is on Macs alone",
    ofMacUser({ linger: false }),
    ["core/setting-off-nixos at users.traci.linger"],
  ],
  ["nothing of a range", traci({ subordinateIds: { start: 2000000000 } }), []],
  ["nothing of a word", traci({ subordinateIds: "none" }), []],
  ["another word", traci({ subordinateIds: "all" }), [`core/wrong-type at ${ids}`]],
  ["a list", traci({ subordinateIds: [100000, 65536] }), [`core/wrong-type at ${ids}`]],
  [
    "a range of nothing",
    traci({ subordinateIds: { start: 2000000000, count: 0 } }),
    [`core/bad-subordinate-ids at ${ids}.count`],
  ],
  [
    "one that is among the uids of people",
    ofUser({ subordinateIds: { start: 1000 } }),
    ["core/bad-subordinate-ids at users.traci.subordinateIds.start"],
  ],
  [
    "one beyond all ids",
    traci({ subordinateIds: { start: 4294960000 } }),
    [`core/bad-subordinate-ids at ${ids}.start`],
  ],
  [
    "one on a Mac",
    onMac({ subordinateIds: "auto" }),
    [`core/setting-off-nixos at ${at}.subordinateIds`],
  ],
  [
    "two that overlap",
    both({ start: 2000000000 }, { start: 2000065535 }),
    [`core/subordinate-ids-taken at ${ids}`],
  ],
  ["nothing of two side by side", both({ start: 2000000000 }, { start: 2000065536 }), []],
  [
    "one that NixOS gives to somebody else",
    both("auto", { start: 100000 }),
    [`core/subordinate-ids-taken at ${ids}`],
  ],
  ["nothing of it where nobody has one of NixOS's", both("none", { start: 100000 }), []],
  ["nothing of one behind those", both("auto", { start: 165536 }), []],
];

describeChecks("what NixOS alone has for accounts", rows);

describe("an account on NixOS", () => {
  const resolve = (user: object, placement: object = {}) => {
    const { resolved } = resolveSound({
      ...traci(placement),
      users: { keith: { isAdmin: true }, traci: user },
    });
    return resolved.hosts.get("mini")?.accounts.get("traci");
  };

  it("keeps running as its placement says, or else the user", () => {
    expect(resolve({})?.linger).toBe(undefined);
    expect(resolve({ linger: true })?.linger).toMatchObject({ value: true, origin: "user" });
    expect(resolve({ linger: true }, { linger: false })?.linger).toMatchObject({
      value: false,
      origin: "placement",
    });
  });

  it("runs nothing any more where it is disabled", () => {
    expect(resolve({ linger: true }, { isDisabled: true })?.linger).toEqual({
      value: false,
      origin: "placement",
      path: ["hosts", "mini", "users", "traci", "isDisabled"],
    });
    expect(resolve({}, { isDisabled: true })?.linger).toBe(undefined);
  });
});
