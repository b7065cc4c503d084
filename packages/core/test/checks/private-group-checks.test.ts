import { describe, expect, it } from "vitest";
import { accountNode, createAccessGraph } from "../../src/access.ts";
import { listGroups } from "../../src/index.ts";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

const at = "hosts.mini.users.traci.primaryGroup";
const linux = "x86_64-linux";
const traci = (own: object, sections: object = {}) =>
  sampleFleet({
    hosts: { mini: { system: linux, users: { keith: {}, traci: own } } },
    ...sections,
  });
const ofUser = (own: object, sections: object = {}) =>
  sampleFleet({
    users: { keith: { isAdmin: true }, traci: own },
    hosts: { mini: { system: linux, users: ["keith", "traci"] } },
    ...sections,
  });
const mac = {
  system: "aarch64-darwin",
  primaryUser: "keith",
  users: { keith: { uid: 501 }, traci: { primaryGroup: "media" } },
};

const rows: CheckRow[] = [
  ["nothing of a declared group", traci({ primaryGroup: "media" }, { groups: { media: {} } }), []],
  ["nothing of one's own", ofUser({ primaryGroup: "private" }), []],
  ["nothing of the one that everybody has", ofUser({ primaryGroup: "users" }), []],
  ["a name that is none", traci({ primaryGroup: "a b" }), [`core/bad-name at ${at}`]],
  ["no name", traci({ primaryGroup: "" }), [`core/bad-name at ${at}`]],
  ["a boolean", traci({ primaryGroup: true }), [`core/wrong-type at ${at}`]],
  ["wheel", traci({ primaryGroup: "wheel" }), [`core/wheel-without-admin at ${at}`]],
  [
    "wheel of a user",
    ofUser({ primaryGroup: "wheel" }),
    ["core/wheel-without-admin at users.traci.primaryGroup"],
  ],
  ["nothing of wheel for an admin", ofUser({ primaryGroup: "wheel", isAdmin: true }), []],
  [
    "a group that amounts to root",
    traci({ primaryGroup: "docker" }),
    [`core/root-equivalent-group at ${at}`],
  ],
  [
    "nothing of one that is accepted",
    traci({ primaryGroup: "docker" }, { policy: { acceptedGroups: { traci: ["docker"] } } }),
    [],
  ],
  [
    "nothing of one of an account that is disabled",
    traci({ primaryGroup: "docker", isDisabled: true }),
    [],
  ],
  ["a Mac", sampleFleet({ hosts: { mini: mac } }), [`core/group-off-nixos at ${at}`]],
  [
    "a private group that is declared",
    traci({ primaryGroup: "private" }, { groups: { traci: {} } }),
    [`core/private-group-taken at ${at}`],
  ],
  [
    "nothing of one that is declared for other hosts",
    sampleFleet({
      hosts: {
        mini: { system: linux, users: { keith: {}, traci: { primaryGroup: "private" } } },
        big: { system: linux, users: ["keith"] },
      },
      groups: { traci: { hosts: ["big"] } },
    }),
    [],
  ],
  [
    "a private group that is one of NixOS",
    traci({ primaryGroup: "private", username: "libvirtd" }),
    [`core/private-group-taken at ${at}`],
  ],
  [
    "the private group of somebody else",
    sampleFleet({
      users: { keith: { isAdmin: true, primaryGroup: "private" }, traci: {} },
      hosts: { mini: { system: linux, users: { keith: {}, traci: { primaryGroup: "keith" } } } },
    }),
    [`core/private-group-taken at ${at}`],
  ],
  [
    "a private group whose gid is another's",
    traci({ primaryGroup: "private", uid: 1500 }, { groups: { media: { gid: 1500 } } }),
    [`core/gid-taken at ${at}`],
  ],
  [
    "nothing of a private group whose gid is nobody else's",
    traci({ primaryGroup: "private", uid: 1500 }, { groups: { media: { gid: 1501 } } }),
    [],
  ],
  [
    "everybody's group, which Nix trusts",
    traci({}, { root: [{ trustedByNix: ["@users"] }] }),
    ["core/trusted-by-group at root[0].trustedByNix[0]"],
  ],
  [
    "nothing of it where nobody has it",
    traci({ primaryGroup: "private" }, { root: [{ trustedByNix: ["@users"] }] }),
    [],
  ],
  [
    "another group that Nix trusts",
    traci(
      { primaryGroup: "media" },
      { groups: { media: {} }, root: [{ trustedByNix: ["@media"] }] },
    ),
    ["core/trusted-by-group at root[0].trustedByNix[0]"],
  ],
];

describeChecks("a primary group", rows);

describe("the primary group of an account", () => {
  const resolve = (own: object, sections: object = {}) => {
    const { fleet: declared, resolved } = resolveSound(traci(own, sections));
    return { declared, resolved, mini: resolved.hosts.get("mini") };
  };

  it("is a group like others, with its members", () => {
    const { declared, resolved, mini } = resolve(
      { primaryGroup: "media", extraGroups: ["media", "video"] },
      { groups: { media: { gid: 1500 } } },
    );
    expect(mini?.accounts.get("traci")?.primaryGroup).toEqual({
      value: "media",
      origin: "placement",
      path: ["hosts", "mini", "users", "traci", "primaryGroup"],
    });
    expect(mini?.groups.get("media")?.members).toEqual(["traci"]);
    const [media] = listGroups({ declared, resolved }).filter(({ group }) => group === "media");
    expect(media?.members).toEqual([{ user: "traci", login: "traci", because: at }]);
  });

  it("is made with the account where it is private, and has its uid", () => {
    const { declared, resolved, mini } = resolve({
      primaryGroup: "private",
      username: "tra",
      uid: 1234,
    });
    expect(mini?.accounts.get("traci")).toMatchObject({
      primaryGroup: { value: "tra" },
      hasOwnGroup: true,
    });
    const own = listGroups({ declared, resolved }).find(({ group }) => group === "tra");
    expect(own).toMatchObject({ isDeclared: true, gid: 1234 });
  });

  it("is a way to root where it amounts to that, and none of who is disabled", () => {
    const policy = { acceptedGroups: { traci: ["docker"] } };
    const ways = (own: object) => {
      const { from } = createAccessGraph(resolve({ primaryGroup: "docker", ...own }, { policy }));
      return from(accountNode("traci", "mini")).filter(({ verb }) => verb === "root");
    };
    expect(ways({})).toMatchObject([{ reason: expect.stringContaining('the group "docker"') }]);
    expect(ways({ isDisabled: true })).toEqual([]);
  });
});
