import { describe, expect, it } from "vitest";
import { findAll, findCodes, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

type Row = [title: string, declaration: object, findings: string[]];

const linux = "x86_64-linux";
const mac = "aarch64-darwin";

/** Two people on one host. */
function pair(keith: object, traci: object, sections: object = {}): object {
  return sampleFleet({
    users: { keith: { fullName: "Keith", ...keith }, traci: { fullName: "Traci", ...traci } },
    ...sections,
  });
}

/** A Mac with these people. */
function onMac(users: object): object {
  return sampleFleet({ hosts: { macbook: { system: mac, users } } });
}

/** A host for each letter, all with the same people. */
function manyHosts(count: number, users: unknown): object {
  const ids = Array.from({ length: count }, (_, index) => `host${index}`);
  return Object.fromEntries(ids.map((id) => [id, { system: linux, users }]));
}

const wheel: Row[] = [
  [
    "a user",
    pair({}, { extraGroups: ["video", "wheel"] }),
    ["core/wheel-without-admin at users.traci.extraGroups[1]"],
  ],
  [
    "a user without any account",
    withHenry({ extraGroups: ["wheel"] }),
    ["core/wheel-without-admin at users.henry.extraGroups[0]"],
  ],
  [
    "a placement",
    withMini({ users: { traci: { extraGroups: ["wheel"] } } }),
    ["core/wheel-without-admin at hosts.mini.users.traci.extraGroups[0]"],
  ],
  [
    "an admin who is none on this host",
    withMini({ users: { keith: { isAdmin: false, extraGroups: ["wheel"] } } }),
    ["core/wheel-without-admin at hosts.mini.users.keith.extraGroups[0]"],
  ],
  [
    "an admin with wheel everywhere, but for one host",
    pair(
      { isAdmin: true, extraGroups: ["wheel"] },
      {},
      { hosts: { mini: { system: linux, users: { keith: { isAdmin: false } } } } },
    ),
    ["core/wheel-without-admin at users.keith.extraGroups[0]"],
  ],
  [
    "everybody, through a feature",
    sampleFleet({ features: { a: { groups: ["wheel"] } } }),
    ["core/wheel-without-admin at features.a.groups[0]"],
  ],
  [
    "a user on many hosts, once",
    pair({ extraGroups: ["wheel"] }, {}, { hosts: manyHosts(9, ["keith"]) }),
    ["core/wheel-without-admin at users.keith.extraGroups[0]"],
  ],
];

const uids: Row[] = [
  ["below the range", pair({ uid: 999 }, {}), ["core/uid-out-of-range at users.keith.uid"]],
  ["root's", pair({ uid: 0 }, {}), ["core/uid-out-of-range at users.keith.uid"]],
  [
    "above the range",
    withMini({ users: { keith: { uid: 60001 } } }),
    ["core/uid-out-of-range at hosts.mini.users.keith.uid"],
  ],
  ["of a Mac, on NixOS", pair({ uid: 501 }, {}), ["core/uid-out-of-range at users.keith.uid"]],
  ["of nobody's account", withHenry({ uid: -5 }), ["core/uid-out-of-range at users.henry.uid"]],
  ["of a Mac, of nobody", withHenry({ uid: 501 }), ["core/uid-out-of-range at users.henry.uid"]],
  [
    "of NixOS, on a Mac",
    onMac({ traci: { uid: 1001 } }),
    ["core/uid-out-of-range at hosts.macbook.users.traci.uid"],
  ],
  [
    "of the system, on a Mac",
    onMac({ traci: { uid: 500 } }),
    ["core/uid-out-of-range at hosts.macbook.users.traci.uid"],
  ],
  [
    "that is a user's, but counts on NixOS alone",
    sampleFleet({
      users: { keith: { fullName: "Keith", uid: 1000 } },
      hosts: { macbook: { system: mac, users: ["keith"] } },
    }),
    ["core/uid-off-nixos at users.keith.uid"],
  ],
  [
    "of two people on one Mac",
    onMac({ keith: { uid: 501 }, traci: { uid: 501 } }),
    ["core/uid-taken at hosts.macbook.users.traci.uid"],
  ],
  [
    "of two people where home-manager is alone",
    withMini({ platform: "linux", users: { keith: { uid: 1000 }, traci: { uid: 1000 } } }),
    ["core/uid-taken at hosts.mini.users.traci.uid"],
  ],
  [
    "of somebody on another NixOS host",
    pair(
      { uid: 1000 },
      { uid: 1000 },
      { hosts: { a: { system: linux, users: ["keith"] }, b: { system: linux, users: ["traci"] } } },
    ),
    ["core/uid-taken at users.traci.uid"],
  ],
  [
    "of somebody, for one who has no account yet",
    sampleFleet({
      users: { keith: { fullName: "Keith", uid: 1000 }, traci: { fullName: "Traci", uid: 1000 } },
      hosts: { mini: { system: linux, users: ["keith"] } },
    }),
    ["core/uid-taken at users.traci.uid"],
  ],
  [
    "out of a range of one's own",
    pair(
      { uid: 1000 },
      {},
      { defaults: { stateVersion: "24.05", uidRange: { nixos: [2000, 3000] } } },
    ),
    ["core/uid-out-of-range at users.keith.uid"],
  ],
  [
    "out of range on many hosts, once",
    pair({ uid: 7 }, {}, { hosts: manyHosts(9, ["keith"]) }),
    ["core/uid-out-of-range at users.keith.uid"],
  ],
  ["of a build user of Nix", pair({ uid: 30005 }, {}), ["core/uid-taken at users.keith.uid"]],
  ["of somebody else", pair({ uid: 1000 }, { uid: 1000 }), ["core/uid-taken at users.traci.uid"]],
  [
    "of somebody else on many hosts, once",
    pair({ uid: 1000 }, { uid: 1000 }, { hosts: manyHosts(9, ["keith", "traci"]) }),
    ["core/uid-taken at users.traci.uid"],
  ],
];

const clashes: Row[] = [
  [
    "two login names",
    pair({}, { username: "keith" }),
    ["core/login-taken at users.traci.username"],
  ],
  [
    "a login name and an id",
    pair({ username: "traci" }, {}),
    ["core/login-taken at users.keith.username"],
  ],
  [
    "login names on many hosts, once",
    pair({ username: "traci" }, {}, { hosts: manyHosts(9, ["keith", "traci"]) }),
    ["core/login-taken at users.keith.username"],
  ],
  [
    "two home directories",
    pair({ homeDirectory: "/srv/us" }, { homeDirectory: "/srv/us" }),
    ["core/home-directory-taken at users.traci.homeDirectory"],
  ],
  [
    "a home directory and a login",
    pair({ homeDirectory: "/home/traci" }, {}),
    ["core/home-directory-taken at users.keith.homeDirectory"],
  ],
];

const dangerous: Row[] = [
  [
    "of a user",
    pair({}, { extraGroups: ["docker"] }),
    ["core/root-equivalent-group at users.traci.extraGroups"],
  ],
  [
    "of a placement",
    withMini({ users: { traci: { extraGroups: ["disk"] } } }),
    ["core/root-equivalent-group at hosts.mini.users.traci.extraGroups"],
  ],
  [
    "of a feature",
    sampleFleet({
      features: { vm: { groups: ["libvirtd"] } },
      hosts: { mini: { system: linux, users: ["traci"], features: ["vm"] } },
    }),
    ["core/root-equivalent-group at hosts.mini.features"],
  ],
  [
    "of a user on many hosts, once",
    pair({ extraGroups: ["lxd"] }, {}, { hosts: manyHosts(9, ["keith"]) }),
    ["core/root-equivalent-group at users.keith.extraGroups"],
  ],
];

describe.each([
  { what: "wheel, which is for admins alone: it is reported of", rows: wheel },
  { what: "declared uids: one is reported that is", rows: uids },
  { what: "what accounts of one host share: there are reported", rows: clashes },
  { what: "groups that amount to root: one is reported", rows: dangerous },
])("$what", ({ rows }) => {
  it.each(rows)("%s", (_, declaration, expected) => {
    expect(findCodes(declaration)).toEqual(expected);
  });
});

describe("accounts that are fine", () => {
  it.each<[string, object]>([
    ["an admin with wheel in so many words", pair({ isAdmin: true, extraGroups: ["wheel"] }, {})],
    [
      "an admin of one host with wheel there",
      withMini({ users: { traci: { isAdmin: true, extraGroups: ["wheel"] } } }),
    ],
    [
      "the same uid on Macs that share nobody",
      pair(
        {},
        {},
        {
          hosts: {
            a: { system: mac, users: { keith: { uid: 501 } } },
            b: { system: mac, users: { traci: { uid: 501 } } },
          },
        },
      ),
    ],
    [
      "the same uid where home-manager is alone",
      pair(
        { uid: 1000 },
        {},
        {
          hosts: {
            a: { system: linux, users: ["keith"] },
            b: { system: linux, platform: "linux", users: { traci: { uid: 1000 } } },
          },
        },
      ),
    ],
    [
      "another uid on a Mac",
      pair(
        { uid: 1000 },
        {},
        {
          hosts: {
            a: { system: linux, users: ["keith"] },
            b: { system: mac, users: { keith: { uid: 501 } } },
          },
        },
      ),
    ],
    [
      "an admin in a group that amounts to root",
      pair({ isAdmin: true, extraGroups: ["docker"] }, {}),
    ],
    [
      "a group that the policy accepts",
      pair({}, { extraGroups: ["docker"] }, { policy: { acceptedGroups: { traci: ["docker"] } } }),
    ],
    [
      "a group that amounts to root where groups are not fleet's",
      pair(
        {},
        { extraGroups: ["docker"] },
        { hosts: { a: { system: "aarch64-darwin", users: ["traci"] } } },
      ),
    ],
  ])("are not reported: %s", (_, declaration) => {
    expect(findCodes(declaration)).toEqual([]);
  });
});

describe("findings about accounts", () => {
  it("name both owners of a uid and the host", () => {
    const [finding] = findAll(pair({ uid: 1000 }, { uid: 1000 }));
    expect(finding?.message).toBe(
      'On "mini", the uid 1000 belongs to both "keith" (users.keith.uid) and "traci".',
    );
  });

  it.each([
    [undefined, "warning"],
    ["warning", "warning"],
    ["error", "error"],
  ])(
    "are as severe about dangerous groups as the policy %j says",
    (rootEquivalentGroups, severity) => {
      const [finding] = findAll(
        pair({ extraGroups: ["docker"] }, {}, { policy: { rootEquivalentGroups } }),
      );
      expect(finding?.severity).toBe(severity);
    },
  );

  it("say how to accept a group by name", () => {
    const [finding] = findAll(pair({ extraGroups: ["docker"] }, {}));
    expect(finding?.help).toContain('policy.acceptedGroups.keith: ["docker"]');
  });
});
