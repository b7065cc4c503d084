import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

const profiles = { p: { modules: [] }, q: { modules: [] }, undefined: { modules: [] } };

/** Keith's homes on hosts that say this. */
function homesOn(hosts: Readonly<Record<string, object>>, user: object = {}) {
  const declared = Object.entries(hosts).map(([id, more]) => [
    id,
    { system: "x86_64-linux", users: ["keith"], ...more },
  ]);
  const fleet = sampleFleet({
    users: { keith: { fullName: "Keith", ...user } },
    hosts: Object.fromEntries(declared),
    defaults: { stateVersion: "24.05" },
    profiles,
  });
  const { homes } = resolveAll(fleet, surroundingsOf(["users/keith.nix"]));
  return Object.keys(hosts).map((id) => {
    const home = homes.byHost.get(id)?.get("keith");
    if (home === undefined) throw new Error(`bug: keith has no home on ${id}`);
    return home;
  });
}

describe("homes that are the same", () => {
  it("are one object where neither host nor placement decided anything", () => {
    const [first, second, third] = homesOn({ a: {}, b: {}, c: {} });
    expect(first?.kind).toEqual({});
    expect([second === first, third === first]).toEqual([true, true]);
  });

  it("are one object also where a placement between them decided otherwise", () => {
    const users = { keith: { home: "both" } };
    const [first, second, third] = homesOn({ a: {}, b: { users }, c: {} });
    expect([second === first, third === first]).toEqual([false, true]);
  });

  it("are of one kind, but not one, where only the places differ that decided", () => {
    const stateVersion = "23.11";
    const [first, second, third, other] = homesOn({
      a: { stateVersion },
      b: { stateVersion },
      c: { stateVersion },
      d: {},
    });
    expect(first?.kind).toEqual({});
    expect([second, third].map((home) => [home?.kind === first?.kind, home === first])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect(other?.kind).not.toBe(first?.kind);
    expect(other?.stateVersion.value).toBe("24.05");
  });

  it("are not one where a host has another profile of the same modules", () => {
    const [first, second] = homesOn({ a: { homeProfile: "p" }, b: { homeProfile: "q" } });
    expect([first, second].map((home) => home?.profile.value)).toEqual(["p", "q"]);
  });

  it.each(["homeProfile", "stateVersion"])(
    "name each host by its own where hosts have the same %s",
    (field) => {
      const value = { homeProfile: "p", stateVersion: "23.11" }[field];
      const homes = homesOn({ a: { [field]: value }, b: { [field]: value } });
      const decided = homes.map((home) =>
        field === "homeProfile" ? home.profile : home.stateVersion,
      );
      expect(decided.map(({ path = [] }) => formatPath(path))).toEqual([
        `hosts.a.${field}`,
        `hosts.b.${field}`,
      ]);
    },
  );

  it("name each placement that decided", () => {
    const users = { keith: { homeProfile: "p" } };
    const homes = homesOn({ a: { users }, b: { users } });
    expect(homes.map(({ profile: { path = [] } }) => formatPath(path))).toEqual([
      "hosts.a.users.keith.homeProfile",
      "hosts.b.users.keith.homeProfile",
    ]);
  });

  it("are told apart by profiles of whatever name", () => {
    const homes = homesOn({ a: {}, b: { homeProfile: "undefined" } });
    expect(homes.map(({ profile }) => profile.value)).toEqual([null, "undefined"]);
  });
});

describe("a home where fleet manages no system", () => {
  it.each(["standalone", "none"])("may be %s, by user and by placement", (home) => {
    const machine = { system: "x86_64-linux", platform: "linux" };
    const fleet = sampleFleet({
      users: { keith: { fullName: "Keith", home }, traci: { fullName: "Traci" } },
      hosts: { a: { ...machine, users: { keith: {}, traci: { home } } } },
      defaults: { stateVersion: "24.05" },
    });
    const { found } = resolveAll(fleet, surroundingsOf(["users/keith.nix", "users/traci.nix"]));
    expect(found).toEqual([]);
  });
});
