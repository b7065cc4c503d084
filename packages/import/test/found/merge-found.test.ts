import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { FoundFleet, FoundHost } from "../../src/found/found-fleet.ts";
import type { FoundUser } from "../../src/found/found-user.ts";
import { mergeFound } from "../../src/found/merge-found.ts";
import { unsaidHost, unsaidUser } from "../../src/found/unsaid.ts";

const fleetOf = (...hosts: readonly FoundHost[]): FoundFleet => ({ hosts, homes: [] });

const ada: FoundUser = { ...unsaidUser("ada"), groups: ["wheel"], sshKeys: ["key of ada"] };

describe("a host that was evaluated", () => {
  const evaluated: FoundHost = {
    ...unsaidHost("mini", "nixosConfigurations"),
    users: [{ ...ada, definedIn: [{ path: "users/module.nix", isOwn: false }] }],
  };
  const inventory: FoundHost = {
    ...unsaidHost("mini", "clan"),
    platform: "nixos",
    tags: ["server"],
    deployTarget: "root@mini",
    users: [
      {
        ...ada,
        uid: 1000,
        groups: ["docker"],
        sshKeys: ["another key"],
        definedIn: [{ path: "flake.nix", isOwn: true }],
      },
      unsaidUser("ben"),
    ],
  };
  const [host] = mergeFound([fleetOf(evaluated), fleetOf(inventory)]).hosts;

  it("gets from an inventory what it does not know", () => {
    expect(host).toMatchObject({ platform: "nixos", tags: ["server"], deployTarget: "root@mini" });
    expect(host?.users[0]?.uid).toBe(1000);
  });

  it("gains no account, group or key by one", () => {
    expect(host?.users.map(({ login }) => login)).toEqual(["ada"]);
    expect(host?.users[0]).toMatchObject({ groups: ["wheel"], sshKeys: ["key of ada"] });
  });

  it("learns from it whose an account is", () => {
    expect(host?.users[0]?.definedIn).toEqual([
      { path: "flake.nix", isOwn: true },
      { path: "users/module.nix", isOwn: false },
    ]);
  });
});

describe("a name with a domain", () => {
  const short = unsaidHost("mini", "nixosConfigurations");
  const long = { ...unsaidHost("mini.example.org", "clan"), tags: ["server"] };

  it("is that of the host without one, and its domain is kept", () => {
    expect(mergeFound([fleetOf(short), fleetOf(long)]).hosts).toMatchObject([
      { name: "mini", domain: "example.org", tags: ["server"] },
    ]);
    expect(mergeFound([fleetOf(long), fleetOf(short)]).hosts).toMatchObject([
      { name: "mini.example.org", tags: ["server"] },
    ]);
  });

  it.each([
    ["another domain is said", fleetOf({ ...short, domain: "example.net" })],
    ["two could be meant", fleetOf(short, unsaidHost("mini.example.net", "clan"))],
  ])("is another's where %s", (_, fleet) => {
    const merged = mergeFound([fleet, fleetOf(long)]).hosts.map(({ name }) => name);
    expect(merged).toContain("mini.example.org");
    expect(merged).toContain("mini");
  });
});

const name = fc.constantFrom("a", "b", "c", "__proto__", "constructor", "d.e", 'q"${', "z\n");
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const names = fc.uniqueArray(name, { maxLength: 3 }).map((list) => list.sort());
const byName = <T>(one: fc.Arbitrary<T>, of: (value: T) => string) =>
  fc
    .uniqueArray(one, { maxLength: 4, selector: of })
    .map((list) => list.sort((x, y) => (of(x) < of(y) ? -1 : 1)));

const arbitraryUser: fc.Arbitrary<FoundUser> = fc
  .record({ login: name, uid: maybe(fc.nat()), groups: names, sshKeys: names, shell: maybe(name) })
  .map((said) => ({ ...unsaidUser(said.login), ...said, isUsualShell: said.shell === null }));

const arbitraryHost: fc.Arbitrary<FoundHost> = fc
  .record({
    name,
    source: fc.constantFrom("nixosConfigurations" as const, "clan" as const),
    system: maybe(name),
    tags: names,
    trustedUsers: maybe(names),
    users: byName(arbitraryUser, ({ login }) => login),
    data: maybe(fc.dictionary(name, fc.nat())),
  })
  .map((said) => ({ ...unsaidHost(said.name, said.source), ...said }));

const arbitraryFleet = byName(arbitraryHost, (host) => host.name).map((hosts) => fleetOf(...hosts));

describe("merging", () => {
  test.prop([arbitraryFleet])("leaves one fleet as it is, also twice", (fleet) => {
    expect(mergeFound([fleet])).toEqual(fleet);
    expect(mergeFound([fleet, fleet])).toEqual(fleet);
    expect(mergeFound([fleet, { hosts: [], homes: [] }])).toEqual(fleet);
  });

  test.prop([arbitraryFleet, arbitraryFleet, arbitraryFleet])(
    "is the same in whichever brackets, for fleets that have no host in common",
    (a, b, c) => {
      const rename = (fleet: FoundFleet, tail: string): FoundFleet =>
        fleetOf(...fleet.hosts.map((host) => ({ ...host, name: `${host.name}${tail}` })));
      const [first, next, last] = [rename(a, "-1"), rename(b, "-2"), rename(c, "-3")];
      const left = mergeFound([mergeFound([first, next]), last]);
      expect(left).toEqual(mergeFound([first, mergeFound([next, last])]));
      expect(left).toEqual(mergeFound([first, next, last]));
      expect(left.hosts).toHaveLength(a.hosts.length + b.hosts.length + c.hosts.length);
    },
  );

  test.prop([arbitraryFleet, arbitraryFleet])(
    "keeps every value of the first, every host and every tag of both",
    (a, b) => {
      const merged = new Map(mergeFound([a, b]).hosts.map((host) => [host.name, host]));
      for (const host of a.hosts) {
        const { system, trustedUsers } = merged.get(host.name) ?? {};
        if (host.system !== null) expect(system).toBe(host.system);
        if (host.trustedUsers !== null) expect(trustedUsers).toEqual(host.trustedUsers);
        for (const user of host.users) {
          const kept = merged.get(host.name)?.users.find(({ login }) => login === user.login);
          expect(kept?.sshKeys).toEqual(expect.arrayContaining([...user.sshKeys]));
          if (user.uid !== null) expect(kept?.uid).toBe(user.uid);
        }
      }
      // "d" and "d.e" may be one.
      const known = [...a.hosts, ...b.hosts].filter((host) => host.name !== "d.e");
      for (const host of known) {
        expect(merged.get(host.name)?.tags).toEqual(expect.arrayContaining([...host.tags]));
      }
    },
  );
});
