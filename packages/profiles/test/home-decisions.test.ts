import type { Decided } from "@fleet/core";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

interface Said {
  readonly placement?: object;
  readonly user?: object;
  readonly host?: object;
  readonly defaults?: object;
}

/** Keith's home where this is said, with the places in the declaration that decided it. */
function homeWhere({ placement = {}, user = {}, host = {}, defaults = {} }: Said) {
  const profiles = { p: {}, u: {}, n: {}, h: {}, f: {} };
  const declaration = sampleFleet({
    users: { keith: { fullName: "Keith", ...user } },
    hosts: { mini: { system: "x86_64-linux", users: { keith: placement }, ...host } },
    defaults: { stateVersion: "24.05", ...defaults },
    profiles,
  });
  const { homes } = resolveAll(declaration, surroundingsOf([]));
  const home = homes.byHost.get("mini")?.get("keith");
  if (home === undefined) throw new Error("bug: keith has no home");
  const placeOf = ({ path }: Decided<unknown>) => path && formatPath(path);
  return {
    mode: [home.mode.value, placeOf(home.mode)],
    profile: [home.profile.value, placeOf(home.profile)],
    stateVersion: [home.stateVersion.value, placeOf(home.stateVersion)],
  };
}

const everywhere = {
  placement: { homeProfile: "p" },
  user: { homeProfile: "u" },
  host: { homeProfile: "h" },
  defaults: { nonAdminProfile: "n", homeProfile: "f" },
};
const silent = { homeProfile: null };

describe("the profile of a home", () => {
  it.each<[string, Said, [string | null, string | undefined]]>([
    ["the placement", everywhere, ["p", "hosts.mini.users.keith.homeProfile"]],
    ["the user", { ...everywhere, placement: {} }, ["u", "users.keith.homeProfile"]],
    [
      "the user, where the placement asks the next",
      { ...everywhere, placement: silent },
      ["u", "users.keith.homeProfile"],
    ],
    [
      "what holds for who is not admin",
      { ...everywhere, placement: {}, user: silent },
      ["n", "defaults.nonAdminProfile"],
    ],
    [
      "the host, for an admin",
      { ...everywhere, placement: {}, user: { isAdmin: true } },
      ["h", "hosts.mini.homeProfile"],
    ],
    [
      "the host, for an admin of this host",
      { ...everywhere, placement: { isAdmin: true }, user: {} },
      ["h", "hosts.mini.homeProfile"],
    ],
    [
      "the host, where nothing holds for who is not admin",
      { host: everywhere.host, defaults: { homeProfile: "f", nonAdminProfile: null } },
      ["h", "hosts.mini.homeProfile"],
    ],
    ["the fleet", { host: silent, defaults: { homeProfile: "f" } }, ["f", "defaults.homeProfile"]],
    [
      "the fleet, for an admin",
      { user: { isAdmin: true }, defaults: everywhere.defaults },
      ["f", "defaults.homeProfile"],
    ],
    ["nothing", {}, [null, undefined]],
  ])("comes from %s", (_, said, expected) => {
    expect(homeWhere(said).profile).toEqual(expected);
  });
});

describe("how a home is built", () => {
  const homeMode = { admin: "standalone", nonAdmin: "both" };
  it.each<[string, Said, [string, string | undefined]]>([
    [
      "the placement",
      { placement: { home: "none" }, user: { home: "both" } },
      ["none", "hosts.mini.users.keith.home"],
    ],
    ["the user", { user: { home: "both" }, defaults: { homeMode } }, ["both", "users.keith.home"]],
    [
      "what holds for admins",
      { user: { isAdmin: true }, defaults: { homeMode } },
      ["standalone", "defaults.homeMode.admin"],
    ],
    [
      "what holds for the others",
      { defaults: { homeMode } },
      ["both", "defaults.homeMode.nonAdmin"],
    ],
    ["nothing", {}, ["integrated", undefined]],
    [
      "what a host without a system can do",
      { host: { platform: "linux" }, defaults: { homeMode } },
      ["standalone", undefined],
    ],
  ])("comes from %s", (_, said, expected) => {
    expect(homeWhere(said).mode).toEqual(expected);
  });
});

describe("the release of a home", () => {
  it.each<[string, Said, [string, string | undefined]]>([
    [
      "the user",
      { user: { stateVersion: "23.05" }, host: { stateVersion: "23.11" } },
      ["23.05", "users.keith.stateVersion"],
    ],
    ["the host", { host: { stateVersion: "23.11" } }, ["23.11", "hosts.mini.stateVersion"]],
    ["the fleet", {}, ["24.05", "defaults.stateVersion"]],
  ])("comes from %s", (_, said, expected) => {
    expect(homeWhere(said).stateVersion).toEqual(expected);
  });
});

describe("the home of a disabled account", () => {
  it("is none, by its placement, whatever else says how homes are built", () => {
    const { homes } = resolveAll(
      sampleFleet({
        users: { keith: { home: "both", homeProfile: null } },
        hosts: {
          mini: { system: "x86_64-linux", users: { keith: { isDisabled: true } } },
          travel: { system: "x86_64-linux", users: ["keith"] },
        },
        defaults: { stateVersion: "24.05", homeMode: { nonAdmin: "standalone" } },
      }),
      surroundingsOf([]),
    );
    expect(homes.byHost.get("mini")?.get("keith")).toMatchObject({
      mode: {
        value: "none",
        origin: "placement",
        path: ["hosts", "mini", "users", "keith", "isDisabled"],
      },
      modules: [],
    });
    expect(homes.byHost.get("travel")?.get("keith")?.mode.value).toBe("both");
    expect([...homes.standalone.keys()]).toEqual(["keith@travel"]);
  });
});
