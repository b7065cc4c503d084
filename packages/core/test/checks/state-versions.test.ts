import { describe, expect, it } from "vitest";
import { findAll, findCodes, sampleFleet } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const users = { keith: { fullName: "Keith", isAdmin: true } };
const placed = { users: { keith: { uid: 501 } }, primaryUser: "keith" };

function mac(more: object = {}, defaults: object = {}): object {
  return { users, hosts: { mac: { system: "aarch64-darwin", ...placed, ...more } }, defaults };
}

function nixos(more: object = {}): object {
  return { users, hosts: { mini: { system: "x86_64-linux", users: ["keith"], ...more } } };
}

describeChecks("releases", [
  ["none for NixOS", nixos(), ["core/missing-state-version at hosts.mini"]],
  ["none for the homes of a Mac", mac(), ["core/missing-state-version at hosts.mac"]],
  ["nothing of a Mac without accounts", mac({ users: [], primaryUser: undefined }), []],
  ["nothing of a Mac without homes", mac({ users: { keith: { uid: 501, home: "none" } } }), []],
  ["nothing of a Mac where no admin has a home", mac({}, { homeMode: { admin: "none" } }), []],
  [
    "nothing of a Mac whose people say theirs",
    {
      users: { keith: { ...users.keith, stateVersion: "24.05" } },
      hosts: { mac: { system: "aarch64-darwin", ...placed } },
    },
    [],
  ],
  [
    "the number of nix-darwin",
    mac({ stateVersion: 6 }),
    ["core/wrong-type at hosts.mac.stateVersion"],
  ],
  [
    "the number of nix-darwin in quotes",
    mac({ stateVersion: "6" }),
    ["core/bad-state-version at hosts.mac.stateVersion"],
  ],
  [
    "the number of nix-darwin on NixOS",
    nixos({ stateVersion: "6" }),
    ["core/bad-state-version at hosts.mini.stateVersion"],
  ],
  ...["24.04", "21.03", "20.05", "13.04", "24.5", "2405", "unstable"].map(
    (stateVersion): CheckRow => [
      stateVersion,
      nixos({ stateVersion }),
      ["core/bad-state-version at hosts.mini.stateVersion"],
    ],
  ),
  ...["13.10", "14.12", "15.09", "20.09", "21.05", "25.11"].map(
    (stateVersion): CheckRow => [`nothing of ${stateVersion}`, nixos({ stateVersion }), []],
  ),
]);

describe("the help about a release", () => {
  it.each<[string, object, (version: string) => object]>([
    ["none on NixOS", nixos(), (stateVersion) => nixos({ stateVersion })],
    ["none on a Mac", mac(), (stateVersion) => mac({ stateVersion })],
    ["6 on NixOS", nixos({ stateVersion: 6 }), (stateVersion) => nixos({ stateVersion })],
    ['"6" on NixOS', nixos({ stateVersion: "6" }), (stateVersion) => nixos({ stateVersion })],
    ["24.05 on NixOS", nixos({ stateVersion: 24.05 }), (stateVersion) => nixos({ stateVersion })],
    ["6 on a Mac", mac({ stateVersion: 6 }), (stateVersion) => mac({ stateVersion })],
    ['"6" on a Mac', mac({ stateVersion: "6" }), (stateVersion) => mac({ stateVersion })],
    ["6 of all", mac({}, { stateVersion: 6 }), (stateVersion) => mac({}, { stateVersion })],
    ['"6" of all', mac({}, { stateVersion: "6" }), (stateVersion) => mac({}, { stateVersion })],
  ])("leads to no other finding: %s", (_, declaration, mend) => {
    const [finding, ...others] = findAll(declaration);
    expect(others).toEqual([]);
    const [, version = ""] = finding?.help?.match(/stateVersion: "([^"]*)"/) ?? [];
    expect(version).not.toBe("");
    expect(findCodes(mend(version))).toEqual([]);
  });

  it.each([
    mac(),
    mac({ stateVersion: 6 }),
    mac({ stateVersion: "6" }),
    nixos({ stateVersion: 6 }),
  ])("says where nix-darwin's own number stands", (declaration) => {
    expect(findAll(declaration)[0]?.help).toContain(
      "module of the Mac: `system.stateVersion = 6;`",
    );
  });

  it("keeps a release that YAML took for a number", () => {
    expect(findAll(sampleFleet({ defaults: { stateVersion: 23.11 } }))[0]?.help).toBe(
      'Put it in quotes: stateVersion: "23.11".',
    );
  });
});
