import { describe, expect, it } from "vitest";
import { findCodes } from "../sample-fleet.ts";

/** What is found in a fleet whose group is on these hosts. */
function foundWith(hosts: object, named: readonly unknown[]) {
  const found = findCodes({
    users: { keith: { fullName: "Keith", uid: 1000 } },
    hosts,
    groups: { media: { hosts: named } },
    defaults: { stateVersion: "24.05" },
  });
  return found.filter((one) => one.includes(" at groups."));
}

const nixos = { system: "x86_64-linux", users: ["keith"] };
const mac = { system: "aarch64-darwin", users: ["keith"], primaryUser: "keith" };

describe("the hosts of a group", () => {
  it("are those that are declared and NixOS, each for itself", () => {
    expect(foundWith({ mini: nixos, mac, den: nixos }, ["mini", "den"])).toEqual([]);
    expect(foundWith({ mini: nixos, mac }, ["mini", "mac", "nowhere"])).toEqual([
      "core/group-off-nixos at groups.media.hosts[1]",
      "core/unknown-host at groups.media.hosts[2]",
    ]);
  });

  it.each([
    ["what is no host", 5],
    ["a host whose system is none", { ...nixos, system: 5 }],
    ["a host whose system is none that there is", { ...nixos, system: "x86_64-linxu" }],
    ["a Mac whose system is none", { ...mac, system: ["aarch64-darwin"] }],
  ])("have no finding of their own because of %s", (_, malformed) => {
    expect(foundWith({ mini: nixos, odd: malformed }, ["mini", "odd"])).toEqual([]);
  });
});
