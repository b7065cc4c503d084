import { describe, expect, it } from "vitest";
import { createGaps, isGap } from "../../src/parse/gaps.ts";
import { findCodes, sampleFleet, surroundingsOf, withHenry, withMini } from "../sample-fleet.ts";

describe("a gap", () => {
  it("concerns what is at it, around it and inside of it", () => {
    const gaps = createGaps([
      ["hosts", "mini"],
      ["defaults", "uidRange", "nixos"],
    ]);
    expect(isGap(gaps, ["hosts", "mini"])).toBe(true);
    expect(isGap(gaps, ["hosts", "mini", "stateVersion"])).toBe(true);
    expect(isGap(gaps, ["defaults", "uidRange"])).toBe(true);
    expect(isGap(gaps, ["hosts", "travel"])).toBe(false);
    expect(isGap(gaps, ["constructor"])).toBe(false);
    expect(isGap(createGaps([]), [])).toBe(false);
    expect(isGap(gaps, ["defaults", "uidRange", "darwin"])).toBe(false);
  });
});

describe("a value of the wrong shape", () => {
  const nothing = surroundingsOf([]);

  it.each<[string, object, string]>([
    ["a release", withMini({ stateVersion: 24.05 }), "hosts.mini.stateVersion"],
    [
      "the release of all",
      sampleFleet({ defaults: { stateVersion: 24.05 } }),
      "defaults.stateVersion",
    ],
    ["all defaults", sampleFleet({ defaults: [] }), "defaults"],
    ["who is admin", withHenry({ isAdmin: "yes", extraGroups: ["wheel"] }), "users.henry.isAdmin"],
    [
      "a range of uids",
      sampleFleet({ defaults: { stateVersion: "24.05", uidRange: 1 } }),
      "defaults.uidRange",
    ],
    [
      "a user whom a host names",
      withHenry({ fullName: 7, hosts: ["mini"] }),
      "users.henry.fullName",
    ],
  ])("is reported once: %s", (_, input, place) => {
    const code = place.endsWith("]") ? "core/unknown-key" : "core/wrong-type";
    expect(findCodes(input)).toEqual([`${code} at ${place}`]);
  });

  it("does not make a user unknown whose body is broken", () => {
    const users = { keith: 7, traci: { fullName: "Traci" } };
    expect(findCodes(sampleFleet({ users }))).toEqual(["core/wrong-type at users.keith"]);
  });

  it("does not make a host unknown whose body is broken", () => {
    const users = { keith: { fullName: "Keith", hosts: ["mini"] } };
    const hosts = { mini: { system: 7 } };
    expect(findCodes(sampleFleet({ users, hosts }))).toEqual([
      "core/wrong-type at hosts.mini.system",
    ]);
  });

  it("does not make names unknown that stand in a misspelt section", () => {
    const { hosts, ...others } = { hosts: {}, ...sampleFleet() };
    expect(findCodes({ ...others, hostes: hosts }, surroundingsOf(["hosts/mini.nix"]))).toEqual([
      "core/unknown-key at hostes",
    ]);
  });

  it.each<[string, object, string]>([
    ["a layout", { layout: { host: 7 } }, "layout.host"],
    [
      "the modules of a feature",
      { features: { gaming: { modules: 7 } } },
      "features.gaming.modules",
    ],
    [
      "the platform of a host",
      { hosts: { mini: { system: "x86_64-linux", platform: "macos", features: [] } } },
      "hosts.mini.platform",
    ],
  ])("does not make a file missing: %s", (_, sections, place) => {
    const hosts = {
      mini: {
        system: "x86_64-linux",
        features: Object.keys(Object(sections)).includes("features") ? ["gaming"] : [],
      },
    };
    const input = sampleFleet({ hosts, ...sections });
    const around = place.startsWith("features") ? surroundingsOf(["hosts/mini.nix"]) : nothing;
    expect(findCodes(input, around)).toEqual([`core/wrong-type at ${place}`]);
  });

  it("does not make a group dangerous that the policy may accept", () => {
    const users = { traci: { fullName: "Traci", extraGroups: ["docker"], hosts: ["mini"] } };
    const hosts = { mini: { system: "x86_64-linux" } };
    const policy = { acceptedGroups: { traci: "docker" } };
    expect(findCodes(sampleFleet({ users, hosts, policy }))).toEqual([
      "core/wrong-type at policy.acceptedGroups.traci",
    ]);
  });

  it("does not hide what has nothing to do with it", () => {
    const input = { ...withMini({ stateVersion: 24.05, users: ["kieth"], modules: ["../x.nix"] }) };
    expect(findCodes(input, nothing)).toEqual([
      "core/wrong-type at hosts.mini.stateVersion",
      "core/unknown-user at hosts.mini.users[0]",
      "core/bad-path at hosts.mini.modules[0]",
      "core/missing-file at hosts.mini",
    ]);
  });

  it("does not hide what else is wrong with its owner", () => {
    const henry = { fullName: 7, uid: 5, homeProfile: "nope", extraGroups: ["wheel"] };
    expect(findCodes(withHenry(henry))).toEqual([
      "core/wrong-type at users.henry.fullName",
      "core/unknown-profile at users.henry.homeProfile",
      "core/wheel-without-admin at users.henry.extraGroups[0]",
      "core/uid-out-of-range at users.henry.uid",
    ]);
    const hosts = { "-x": { users: ["kieth"], features: ["gaming"], stateVersion: "1" } };
    expect(findCodes(sampleFleet({ hosts }))).toEqual([
      'core/missing-key at hosts["-x"].system',
      'core/unknown-user at hosts["-x"].users[0]',
      'core/bad-name at hosts["-x"]',
      'core/unknown-feature at hosts["-x"].features[0]',
      'core/bad-state-version at hosts["-x"].stateVersion',
    ]);
  });

  it("does not let the platform be guessed where the system is wrong", () => {
    const users = {
      keith: { fullName: "Keith", uid: 501, extraGroups: ["docker"], hosts: ["mac"] },
    };
    const hosts = { mac: { system: "aarch64-macos", primaryUser: "keith" } };
    const wrong = ["core/wrong-type at hosts.mac.system"];
    expect(findCodes(sampleFleet({ users, hosts }))).toEqual(wrong);
    const declared = { mac: { ...hosts.mac, platform: "darwin" } };
    expect(findCodes(sampleFleet({ users, hosts: declared }))).toEqual(wrong);
  });
});
