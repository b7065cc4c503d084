import { describe, expect, expectTypeOf, it } from "vitest";
import { defineFleet, type FleetDeclaration, type OwnData } from "../../src/index.ts";

const system = "x86_64-linux";
const keith = { fullName: "Keith" };

describe("defineFleet", () => {
  it("returns what it was given", () => {
    const declaration = { users: { keith }, hosts: { mini: { system } } } as const;
    expect(defineFleet(declaration)).toBe(declaration);
  });

  it("knows in an editor whose keys can be root's, and on which hosts", () => {
    const root = [
      { hosts: ["mini", "tag:server"], sshKeys: ["user:keith", "admins@mini", { env: "KEY" }] },
      { sshKeys: ["admins", "ssh-ed25519 AAAA ci", 'from="10.0.0.1" ssh-ed25519 AAAA'] },
    ] as const;
    const named = defineFleet({ users: { keith }, hosts: { mini: { system } }, root });
    expect(named.root).toBe(root);
    const wrong = defineFleet({
      users: { keith },
      hosts: { mini: { system } },
      // @ts-expect-error: nobody is called so.
      root: [{ sshKeys: ["user:keth"] }],
    });
    expect(wrong.root).toHaveLength(1);
  });

  it("makes names literal types", () => {
    const fleet = defineFleet({
      users: { keith: { ...keith, homeProfile: "desk", aggregates: ["ai"], hosts: ["mini"] } },
      hosts: {
        mini: { system, features: ["gaming"], homeProfile: null },
        mac: { system: "aarch64-darwin", users: { keith: { uid: 501 } }, primaryUser: "keith" },
      },
      profiles: { base: {}, desk: { extends: ["base"], aggregates: ["ai"] } },
      aggregates: { ai: {} },
      features: { gaming: { groups: ["gamemode"] } },
      defaults: { nonAdminProfile: "base", aggregates: ["ai"] },
      policy: { acceptedGroups: { keith: ["docker"] } },
    });
    expectTypeOf(fleet).toEqualTypeOf<
      FleetDeclaration<"keith", "mini" | "mac", "base" | "desk", "ai", "gaming">
    >();
  });

  it("takes a fleet without profiles, aggregates and features", () => {
    const fleet = defineFleet({ users: { keith }, hosts: { mini: { system, users: ["keith"] } } });
    expectTypeOf(fleet).toEqualTypeOf<FleetDeclaration<"keith", "mini", never, never, never>>();
  });

  it("says which section is missing, where `never` would say nothing", () => {
    type Host = FleetDeclaration<"keith", "mini", never, never, never>["hosts"]["mini"];
    type Feature = NonNullable<Host["features"]>[number];
    expectTypeOf<Feature>().toEqualTypeOf<`(no features are declared)${string}`>();
    type Profile = NonNullable<Host["homeProfile"]>;
    expectTypeOf<Profile>().toEqualTypeOf<`(no profiles are declared)${string}`>();
  });

  it("refuses names that are not declared", () => {
    const users = { keith };
    const hosts = { mini: { system } } as const;
    defineFleet({
      users,
      hosts: {
        // @ts-expect-error: there is no user "kieth"
        mini: { system, users: ["kieth"] },
        // @ts-expect-error: there is no user "kieth"
        mac: { system: "aarch64-darwin", primaryUser: "kieth" },
      },
    });
    // @ts-expect-error: there is no user "kieth" in a record of placements
    defineFleet({ users, hosts: { mini: { system, users: { kieth: {} } } } });
    // @ts-expect-error: there is no host "miny"
    defineFleet({ users: { keith: { ...keith, hosts: ["miny"] } }, hosts });
    // @ts-expect-error: there is no host "miny" in a record of placements
    defineFleet({ users: { keith: { ...keith, hosts: { miny: {} } } }, hosts });
    // @ts-expect-error: there is no profile "desk" where none is declared
    defineFleet({ users: { keith: { ...keith, homeProfile: "desk" } }, hosts });
    const codeServer = { port: 8080, hosts: ["miny" as const] };
    defineFleet({ users, hosts, moved: { users: { kay: "keith" }, hosts: { nas: "mini" } } });
    // @ts-expect-error: there is no user "kieth" for somebody to be called
    defineFleet({ users, hosts, moved: { users: { kay: "kieth" } } });
    // @ts-expect-error: "keith" is declared still
    defineFleet({ users: { ...users, kay: keith }, hosts, moved: { users: { keith: "kay" } } });
    // @ts-expect-error: there is no host "miny" for a service
    defineFleet({ users: { keith: { ...keith, services: { codeServer } } }, hosts });
    // @ts-expect-error: there is no user "kieth" in a group
    defineFleet({ users, hosts, groups: { media: { members: ["kieth"] } } });
    // @ts-expect-error: there is no host "miny" for a group
    defineFleet({ users, hosts, groups: { media: { hosts: ["miny"] } } });
    const profiles = { desk: {} };
    // @ts-expect-error: there is no profile "dask"
    defineFleet({ users, hosts: { mini: { system, homeProfile: "dask" } }, profiles });
    // @ts-expect-error: there is no profile "dask" to extend
    defineFleet({ users, hosts, profiles: { base: {}, desk: { extends: ["dask"] } } });
    // @ts-expect-error: there is no profile "dask" in the defaults
    defineFleet({ users, hosts, profiles: { desk: {} }, defaults: { homeProfile: "dask" } });
    const aggregates = { ai: {} };
    // @ts-expect-error: there is no aggregate "ia"
    defineFleet({ users: { keith: { ...keith, aggregates: ["ia"] } }, hosts, aggregates });
    const features = { gaming: {} };
    // @ts-expect-error: there is no feature "gamign"
    defineFleet({ users, hosts: { mini: { system, features: ["gamign"] } }, features });
    // @ts-expect-error: there is no user "kieth" in the policy
    defineFleet({ users, hosts, policy: { acceptedGroups: { kieth: ["docker"] } } });
    expect(users).toEqual({ keith });
  });

  it("takes any JSON for data of one's own, of a type of one's own", () => {
    interface Rack {
      readonly unit: number;
      readonly labels?: readonly string[];
    }
    type Desk = { readonly room: "left" | "right" };
    const desk: Desk = { room: "left" };
    const rack = (unit: number) => ({ unit, labels: [`u${unit}`] }) satisfies Rack;
    const fleet = defineFleet({
      users: { keith: { ...keith, data: desk } },
      hosts: {
        mini: { system, data: { rack: rack(4) } },
        // @ts-expect-error: a rack has units
        mac: { system: "aarch64-darwin", data: { rack: { units: 4 } satisfies Rack } },
      },
      data: [null, true, 0.5, "x", { deep: [{}], none: undefined }] as const,
    });
    expectTypeOf(fleet.hosts.mini.data).toEqualTypeOf<OwnData | undefined>();
    expectTypeOf(fleet).toEqualTypeOf<
      FleetDeclaration<"keith", "mini" | "mac", never, never, never>
    >();
    expect(fleet.users.keith.data).toBe(desk);
  });

  it("refuses data that JSON does not have", () => {
    const hosts = { mini: { system } } as const;
    // @ts-expect-error: a function
    defineFleet({ users: {}, hosts, data: { f: () => 1 } });
    // @ts-expect-error: a date
    defineFleet({ users: {}, hosts, data: { at: new Date() } });
    // @ts-expect-error: a map
    defineFleet({ users: {}, hosts, data: new Map([["a", 1]]) });
    // @ts-expect-error: a large whole number
    defineFleet({ users: {}, hosts, data: 5n });
    // @ts-expect-error: nothing in a list
    defineFleet({ users: {}, hosts, data: [undefined] });
    expect(hosts).toEqual({ mini: { system } });
  });

  it("refuses keys and values that mean nothing", () => {
    const users = { keith };
    const hosts = { mini: { system } } as const;
    // @ts-expect-error: the key is extraGroups
    defineFleet({ users: { keith: { fullName: "Keith", extragroups: ["video"] } }, hosts });
    // @ts-expect-error: a full name is a text
    defineFleet({ users: { keith: { fullName: 7 } }, hosts });
    // @ts-expect-error: the system is required
    defineFleet({ users, hosts: { mini: {} } });
    // @ts-expect-error: there is no such system
    defineFleet({ users, hosts: { mini: { system: "riscv64" } } });
    // @ts-expect-error: a release is a text
    defineFleet({ users, hosts, defaults: { stateVersion: 24.05 } });
    // @ts-expect-error: there is no such reader
    defineFleet({ users, hosts, secrets: { files: [{ path: "a", readers: ["user:kieth"] }] } });
    defineFleet({
      users,
      hosts,
      secrets: {
        files: [{ path: "a", readers: ["user:keith", "admins@mini", "readers:ops"] }],
        readers: { ops: ["user:keith", "platform:nixos"] },
      },
    });
    // @ts-expect-error: there is no such reader in the group
    defineFleet({ users, hosts, secrets: { readers: { ops: ["user:kieth"] } } });
    // @ts-expect-error: there is no such platform
    defineFleet({ users, hosts, secrets: { readers: { ops: ["platform:macos"] } } });
    // @ts-expect-error: there is no such section
    defineFleet({ users, hosts, secret: {} });
    expect(hosts).toEqual({ mini: { system } });
  });
});
