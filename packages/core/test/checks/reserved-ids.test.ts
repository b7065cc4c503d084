import { describe, expect, it } from "vitest";
import {
  findAll,
  findCodes,
  resolveSound,
  sampleFleet,
  withHenry,
  withMini,
} from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const wide = { stateVersion: "24.05", uidRange: { nixos: [1000, 2 ** 31 - 1] } };

const ofTheSystem = [
  30000, 30001, 30500, 31000, 61184, 65519, 65534, 65535, 100000, 165536, 6653600,
];
const free = [1000, 29999, 31001, 31002, 60000, 61183, 65536, 99999, 6653601, 2 ** 31 - 1];

function withUid(uid: number): object {
  return sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true, uid }, traci: { fullName: "Traci" } },
    defaults: wide,
  });
}

describeChecks("uids of the system", [
  ...ofTheSystem.map(
    (uid): CheckRow => [`${uid}`, withUid(uid), ["core/uid-taken at users.keith.uid"]],
  ),
  ...free.map((uid): CheckRow => [`${uid}, which is nobody's`, withUid(uid), []]),
  [
    "one outside of the range, once",
    withMini({ users: { keith: { uid: 65534 }, traci: {} } }),
    ["core/uid-taken at hosts.mini.users.keith.uid"],
  ],
  ["one of nobody's account", withHenry({ uid: 30001 }), ["core/uid-taken at users.henry.uid"]],
  [
    "one of macOS",
    sampleFleet({
      hosts: {
        mac: { system: "aarch64-darwin", primaryUser: "keith", users: { keith: { uid: 301 } } },
      },
    }),
    ["core/uid-taken at hosts.mac.users.keith.uid"],
  ],
  [
    "a range of Macs that begins among them",
    sampleFleet({ defaults: { stateVersion: "24.05", uidRange: { darwin: [300, 999] } } }),
    ["core/bad-uid-range at defaults.uidRange.darwin"],
  ],
]);

describe("a uid of the system", () => {
  it("is never allotted", () => {
    const uidRange = { nixos: [29999, 40000] };
    const { resolved } = resolveSound(
      sampleFleet({ defaults: { stateVersion: "24.05", uidRange } }),
    );
    expect([...resolved.ledger.nixos.accounts.keys()]).toEqual([29999, 31001]);
  });

  it("comes with another that is nobody's, with which nothing is wrong", () => {
    const [finding] = findAll(withUid(30001));
    expect(finding?.help).toBe("Write one that nobody has, such as uid: 1001.");
    expect(findCodes(withUid(1001))).toEqual([]);
  });
});

function withGid(name: string, gid: number): object {
  return sampleFleet({ groups: { [name]: { gid } } });
}

describeChecks("gids", [
  ...["podman", "plugdev", "uinput", "wireshark", "media"].map(
    (name): CheckRow => [`none of ${name}, which NixOS numbers nowhere`, withGid(name, 1500), []],
  ),
  ...["video", "docker", "libvirtd", "nginx", "wheel", "kvm"].map(
    (name): CheckRow => [
      `${name}, which NixOS numbers`,
      withGid(name, 1500),
      [`core/gid-of-system-group at groups.${name}.gid`],
    ],
  ),
  ...[0, 999, 30000, 30001, 31000, 31001, 31002, 61184, 65534, 100000, 4294967294].map(
    (gid): CheckRow => [
      `${gid}, which is the system's`,
      withGid("media", gid),
      ["core/gid-out-of-range at groups.media.gid"],
    ],
  ),
  ["31003, which is nobody's", withGid("media", 31003), []],
]);
