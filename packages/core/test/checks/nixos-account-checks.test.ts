import { describe, expect, it } from "vitest";
import { resolveSound, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const at = "hosts.mini.users.traci";
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

const rows: CheckRow[] = [
  ["nothing of one who stays", traci({ linger: true }), []],
  ["a text", traci({ linger: "yes" }), [`core/wrong-type at ${at}.linger`]],
  ["one on a Mac", onMac({ linger: true }), [`core/setting-off-nixos at ${at}.linger`]],
  [
    "a user who is on Macs alone",
    ofMacUser({ linger: false }),
    ["core/setting-off-nixos at users.traci.linger"],
  ],
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
