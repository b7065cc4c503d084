import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { explainHome, explainProfile } from "../src/index.ts";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

const files = new Set([
  "users/common.nix",
  "users/keith.nix",
  "users/keith/mini.nix",
  "users/traci.nix",
  "profiles/base.nix",
  "profiles/desktop.nix",
  "home/edit.nix",
]);

const {
  fleet: declared,
  resolved,
  homes,
} = resolveAll(
  sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true },
      traci: { fullName: "Traci", homeProfile: null },
    },
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith", "traci"], homeProfile: "desktop" },
    },
    profiles: { base: {}, desktop: { extends: ["base"], aggregates: ["editors"] } },
    aggregates: { editors: { modules: ["home/edit.nix"] } },
    defaults: { stateVersion: "24.05", nonAdminProfile: "base" },
  }),
  surroundingsOf([...files]),
);
const fleet = { declared, resolved, homes, files };

function askedFor(user: string) {
  const values = explainHome(fleet, "mini", user)?.values ?? [];
  const profile = values.find(({ name }) => name === "homeProfile");
  return profile?.asked.map(({ path, says }) => [path && formatPath(path), says]);
}

describe("an explained home", () => {
  it("says who is asked for the profile, for admins and for others", () => {
    expect(askedFor("keith")).toEqual([
      ["hosts.mini.users.keith.homeProfile", null],
      ["users.keith.homeProfile", null],
      ["hosts.mini.homeProfile", "desktop"],
      ["defaults.homeProfile", null],
      [null, null],
    ]);
    expect(askedFor("traci")?.slice(0, 4)).toEqual([
      ["hosts.mini.users.traci.homeProfile", null],
      ["users.traci.homeProfile", null],
      ["defaults.nonAdminProfile", "base"],
      ["hosts.mini.homeProfile", "desktop"],
    ]);
  });

  it("has the modules that were computed, each with what asks for it", () => {
    const home = explainHome(fleet, "mini", "keith");
    expect(home?.profiles).toEqual(["base", "desktop"]);
    expect(home?.modules.map(({ module, because }) => [module, because])).toEqual([
      ["users/common.nix", "of every home"],
      ["profiles/base.nix", "of the profile base"],
      ["home/edit.nix", "named by the declaration"],
      ["profiles/desktop.nix", "of the profile desktop"],
      ["users/keith.nix", "of the user keith"],
      ["users/keith/mini.nix", "of keith on mini alone"],
    ]);
  });

  it("is none where there is no account", () => {
    expect(explainHome(fleet, "mini", "toString")).toBeUndefined();
  });
});

describe("an explained profile", () => {
  it("says what it is made of, who has it, and who names it", () => {
    const profile = explainProfile(fleet, "base");
    expect(profile).toMatchObject({ order: ["base"], extendedBy: ["desktop"] });
    expect(profile?.homes.map(({ user, because }) => [user, because])).toEqual([
      ["traci", "defaults.nonAdminProfile"],
    ]);
    expect(profile?.namedBy.map(({ path }) => formatPath(path))).toEqual([
      "defaults.nonAdminProfile",
    ]);
    expect(explainProfile(fleet, "desktop")?.modules.nixos.map(({ module }) => module)).toEqual([
      "profiles/base.nix",
      "home/edit.nix",
      "profiles/desktop.nix",
    ]);
  });

  it("is none where there is no such profile", () => {
    expect(explainProfile(fleet, "constructor")).toBeUndefined();
  });
});
