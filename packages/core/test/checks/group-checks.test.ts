import { describe, expect, it } from "vitest";
import { findAll, resolveSound, sampleFleet } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const withGroups = (groups: object, sections: object = {}) => sampleFleet({ groups, ...sections });
const mac = {
  hosts: { mini: { system: "aarch64-darwin", users: ["keith", "traci"], primaryUser: "traci" } },
};

describeChecks("groups", [
  ["a name that no group has", withGroups({ "a b": {} }), ['core/bad-name at groups["a b"]']],
  [
    "a purpose with an escape",
    withGroups({ media: { purpose: "a\u001b" } }),
    ["core/bad-text at groups.media.purpose"],
  ],
  [
    "an id of the system's",
    withGroups({ media: { gid: 999 } }),
    ["core/gid-out-of-range at groups.media.gid"],
  ],
  [
    "an id too large",
    withGroups({ media: { gid: 60001 } }),
    ["core/gid-out-of-range at groups.media.gid"],
  ],
  [
    "an id for one of NixOS's own",
    withGroups({ wheel: { gid: 2000 } }),
    ["core/gid-of-system-group at groups.wheel.gid"],
  ],
  [
    "two with one id",
    withGroups({ media: { gid: 2000 }, photos: { gid: 2000 } }),
    ["core/gid-taken at groups.photos.gid"],
  ],
  [
    "a member who is not declared",
    withGroups({ media: { members: ["traci", "tracy"] } }),
    ["core/unknown-user at groups.media.members[1]"],
  ],
  [
    "a host that is not declared",
    withGroups({ media: { hosts: ["miny"] } }),
    ["core/unknown-host at groups.media.hosts[0]"],
  ],
  [
    "a Mac",
    withGroups({ media: { hosts: ["mini"] } }, mac),
    ["core/group-off-nixos at groups.media.hosts[0]"],
  ],
  [
    "hosts by a tag, a platform and a word that select none",
    withGroups({
      media: { hosts: ["tag:servr", "platform:darwin", "platform:macos", "host:mini"] },
    }),
    [
      "core/unknown-tag at groups.media.hosts[0]",
      "core/selects-no-host at groups.media.hosts[1]",
      "core/bad-host-selector at groups.media.hosts[2]",
      "core/bad-host-selector at groups.media.hosts[3]",
    ],
  ],
  [
    "a platform that is not NixOS",
    withGroups({ media: { hosts: ["platform:darwin"] } }, mac),
    ["core/group-off-nixos at groups.media.hosts[0]"],
  ],
  [
    "a member who is misspelt on the host, and nothing that follows from it",
    withGroups(
      { media: { members: ["traci"] } },
      { hosts: { mini: { system: "x86_64-linux", users: ["keith", "tracy"] } } },
    ),
    ["core/unknown-user at hosts.mini.users[1]"],
  ],
  [
    "a member who is only on a Mac",
    withGroups({ media: { members: ["keith"] } }, mac),
    ["core/member-without-account at groups.media.members[0]"],
  ],
  [
    "a member who is on none of the group's hosts",
    withGroups(
      { media: { hosts: ["den"], members: ["traci"] } },
      {
        hosts: {
          den: { system: "x86_64-linux", users: ["keith"] },
          mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        },
      },
    ),
    ["core/member-without-account at groups.media.members[0]"],
  ],
  [
    "a member of wheel who is admin on one host of two",
    withGroups(
      { wheel: { members: ["traci"] } },
      {
        hosts: {
          den: { system: "x86_64-linux", users: { traci: { isAdmin: true } } },
          mini: { system: "x86_64-linux", users: ["traci"] },
        },
      },
    ),
    ["core/wheel-without-admin at groups.wheel.members[0]"],
  ],
  ["a name that is Nix's own", withGroups({ outPath: {} }), ["core/bad-name at groups.outPath"]],
  [
    "the id of the group that Nix builds as",
    withGroups({ media: { gid: 30000 } }),
    ["core/gid-out-of-range at groups.media.gid"],
  ],
  [
    "a name that JavaScript cannot keep",
    Object(JSON.parse(JSON.stringify(withGroups({ PROTO: {} })).replace("PROTO", "__proto__"))),
    ["core/bad-name at groups.__proto__"],
  ],
  [
    "a member of wheel who is no admin",
    withGroups({ wheel: { members: ["keith", "traci"] } }),
    ["core/wheel-without-admin at groups.wheel.members[1]"],
  ],
  [
    "a member as good as root who is no admin",
    withGroups({ docker: { members: ["traci"] } }),
    ["core/root-equivalent-group at groups.docker.members"],
  ],
]);

describe("a declared group", () => {
  const hostsOf = (declaration: object) => resolveSound(declaration).resolved.hosts;

  it("gives itself to its members, after those of features and before their own", () => {
    const declaration = sampleFleet({
      users: { keith: { fullName: "Keith", isAdmin: true, extraGroups: ["lp", "media"] } },
      hosts: { mini: { system: "x86_64-linux", users: ["keith"], features: ["desktop"] } },
      features: { desktop: { groups: ["video"] } },
      groups: { media: { members: ["keith"] } },
    });
    expect(hostsOf(declaration).get("mini")?.accounts.get("keith")?.groups).toEqual([
      { value: "wheel", origin: "admin", path: ["users", "keith", "isAdmin"] },
      { value: "video", origin: "feature", path: ["hosts", "mini", "features"] },
      { value: "media", origin: "group", path: ["groups", "media", "members"] },
      { value: "lp", origin: "user", path: ["users", "keith", "extraGroups"] },
    ]);
  });

  it("is on the hosts that it names, and only its members there are in it", () => {
    const machine = { system: "x86_64-linux", users: ["keith", "traci"] };
    const declaration = sampleFleet({
      hosts: { a: machine, b: machine },
      groups: { media: { hosts: ["b"], members: ["traci"], gid: 2000 } },
    });
    const hosts = hostsOf(declaration);
    expect(hosts.get("a")?.groups).toEqual(new Map());
    expect(hosts.get("a")?.accounts.get("traci")?.groups).toEqual([]);
    expect(hosts.get("b")?.groups).toEqual(new Map([["media", { gid: 2000, members: ["traci"] }]]));
    const others = hosts.get("b")?.accounts.get("keith")?.groups;
    expect(others?.map(({ value }) => value)).toEqual(["wheel"]);
  });

  it("is on the NixOS hosts that its selectors select", () => {
    const hosts = hostsOf(
      sampleFleet({
        hosts: {
          a: { system: "x86_64-linux", users: ["keith"], tags: ["server"] },
          b: { system: "x86_64-linux", users: ["keith"] },
          c: { system: "aarch64-darwin", users: { keith: { uid: 501 } }, tags: ["server"] },
        },
        groups: { backup: { hosts: ["tag:server"] }, media: { hosts: ["platform:nixos"] } },
      }),
    );
    const groups = [...hosts].map(([id, host]) => [id, [...host.groups.keys()]]);
    expect(groups).toEqual([
      ["a", ["backup", "media"]],
      ["b", ["media"]],
      ["c", []],
    ]);
  });

  it("is on every NixOS host when it names none, with whoever is in it by any way", () => {
    const declaration = sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true, username: "kb" },
        traci: { fullName: "Traci", extraGroups: ["media"] },
      },
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        travel: { system: "x86_64-linux", users: ["keith"] },
        mac: { system: "aarch64-darwin", users: { keith: { uid: 501 } } },
      },
      groups: { media: {}, wheel: { purpose: "Sudo" } },
    });
    const members = [...hostsOf(declaration)].map(([id, { groups }]) => [
      id,
      Object.fromEntries([...groups].map(([name, group]) => [name, group.members])),
    ]);
    expect(Object.fromEntries(members)).toEqual({
      mac: {},
      mini: { media: ["traci"], wheel: ["kb"] },
      travel: { media: [], wheel: ["kb"] },
    });
  });

  it("exists on a host that it names, also when nobody is in it", () => {
    const hosts = hostsOf(withGroups({ media: { hosts: ["mini"] } }));
    expect(hosts.get("mini")?.groups).toEqual(
      new Map([["media", { gid: undefined, members: [] }]]),
    );
  });

  it("names its members where it is said who is as good as root", () => {
    const [finding] = findAll(withGroups({ docker: { members: ["traci"] } }));
    expect(finding?.path).toEqual(["groups", "docker", "members"]);
  });
});
