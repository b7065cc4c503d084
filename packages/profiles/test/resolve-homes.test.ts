import { describe, expect, it } from "vitest";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

const profiles = {
  minimal: { modules: ["x/minimal.nix"] },
  workstation: { extends: ["minimal"], aggregates: ["development"] },
};
const aggregates = { everybody: {}, development: { modules: ["x/dev.nix"] }, ai: {}, shell: {} };
const declaration = sampleFleet({
  users: { keith: { fullName: "Keith", homeProfile: "workstation", aggregates: ["ai"] } },
  hosts: {
    mini: { system: "x86_64-linux", users: { keith: { aggregates: ["shell", "ai"] } } },
    travel: { system: "x86_64-linux", users: ["keith"] },
  },
  defaults: { stateVersion: "24.05", aggregates: ["everybody"] },
  profiles,
  aggregates,
});
const files = [
  "users/common.nix",
  "aggregates/everybody.nix",
  "x/minimal.nix",
  "x/dev.nix",
  "profiles/workstation.nix",
  "aggregates/ai/default.nix",
  "aggregates/shell.nix",
  "users/keith.nix",
  "users/keith/mini.nix",
];

function modulesOn(host: string, around: readonly string[] = files) {
  const { homes } = resolveAll(declaration, surroundingsOf(around));
  return homes.byHost
    .get(host)
    ?.get("keith")
    ?.modules.map((module) => ("path" in module ? module.path : `attr:${module.attr}`));
}

describe("the modules of a home", () => {
  it("go from what all share over the profile and the aggregates to one's own", () => {
    expect(modulesOn("mini")).toEqual(files);
  });

  it("are found by name where the layout says so, and on one host where there is such a name", () => {
    const { homes } = resolveAll(
      sampleFleet({
        users: { keith: { fullName: "Keith", homeProfile: "desk", aggregates: ["ai"] } },
        profiles: { base: {}, desk: { extends: ["base"] } },
        aggregates: { ai: {} },
        layout: "dendritic",
      }),
      surroundingsOf([]),
    );
    expect(homes.byHost.get("mini")?.get("keith")?.modules).toEqual([
      { attr: "profiles/base" },
      { attr: "profiles/desk", optional: true },
      { attr: "ai" },
      { attr: "users/keith" },
      { attr: "users/keith/mini", optional: true },
    ]);
  });

  it("are those of one host alone, however the layout orders folders", () => {
    const hosts = {
      mini: { system: "x86_64-linux", users: ["keith"] },
      den: { system: "x86_64-linux", users: ["keith"] },
    };
    const layout = { user: ["homes/{user}.nix"], userOnHost: ["machines/{host}/homes/{user}.nix"] };
    const { homes } = resolveAll(
      sampleFleet({ hosts, layout }),
      surroundingsOf(["homes/keith.nix", "machines/den/homes/keith.nix"]),
    );
    const own = (host: string) => homes.byHost.get(host)?.get("keith")?.modules;
    expect(own("mini")).toEqual([{ path: "homes/keith.nix" }]);
    expect(own("den")).toEqual([
      { path: "homes/keith.nix" },
      { path: "machines/den/homes/keith.nix" },
    ]);
  });

  it("hold nothing that is for another host", () => {
    expect(modulesOn("travel")).toEqual(
      files.filter((file) => !/shell|mini\.nix/.test(file) || file === "x/minimal.nix"),
    );
  });

  it("leave out what may be missing", () => {
    const optional = ["users/common.nix", "profiles/workstation.nix", "users/keith/mini.nix"];
    const required = files.filter((file) => !optional.includes(file));
    expect(modulesOn("mini", required)).toEqual(required);
    expect(resolveAll(declaration, surroundingsOf(required)).found).toEqual([]);
  });

  it.each([
    ["users/keith.nix", "core/missing-file at users.keith"],
    ["x/minimal.nix", "core/missing-file at profiles.minimal.modules.0"],
    ["x/dev.nix", "core/missing-file at aggregates.development.modules.0"],
    ["aggregates/shell.nix", "core/missing-file at aggregates.shell"],
  ])("are reported once where %s is missing", (missing, expected) => {
    const around = surroundingsOf(files.filter((file) => file !== missing));
    expect(resolveAll(declaration, around).found).toEqual([expected]);
  });

  it("are not asked for of profiles and aggregates that no home has", () => {
    const unused = sampleFleet({ profiles: { unused: {} }, aggregates: { unused: {} } });
    expect(resolveAll(unused, surroundingsOf(["users/keith.nix"])).found).toEqual([]);
  });

  it("are asked for of a profile that says nothing of what it is made of", () => {
    const bare = sampleFleet({
      profiles: { bare: {} },
      defaults: { stateVersion: "24.05", homeProfile: "bare" },
    });
    expect(resolveAll(bare, surroundingsOf(["users/keith.nix"])).found).toEqual([
      "core/missing-file at profiles.bare",
    ]);
  });

  it("are not missing where what names them was of the wrong shape", () => {
    const broken = sampleFleet({
      profiles: { bare: { extends: "minimal" }, minimal: {} },
      defaults: { stateVersion: "24.05", homeProfile: "bare" },
    });
    expect(resolveAll(broken, surroundingsOf(["users/keith.nix"])).found).toEqual([]);
  });
});

describe("homes", () => {
  it("are there for every account, also where none is built", () => {
    const none = sampleFleet({ users: { keith: { fullName: "Keith", home: "none" } } });
    const { homes, found } = resolveAll(none, surroundingsOf([]));
    expect(homes.byHost.get("mini")?.get("keith")).toMatchObject({
      mode: { value: "none" },
      modules: [],
    });
    expect(found).toEqual([]);
  });

  it.each(["integrated", "both"])("cannot be %s where fleet manages no system", (home) => {
    const machine = { system: "x86_64-linux", platform: "linux", users: ["keith"] };
    const many = sampleFleet({
      users: { keith: { fullName: "Keith", home } },
      hosts: { a: machine, b: machine, c: { ...machine, users: { keith: { home } } } },
    });
    expect(resolveAll(many, surroundingsOf(["users/keith.nix"])).found).toEqual([
      "profiles/no-system at users.keith.home",
      "profiles/no-system at hosts.c.users.keith.home",
    ]);
  });

  it("go on where profiles extend each other in a circle", () => {
    const circle = sampleFleet({
      profiles: { a: { extends: ["b"], modules: ["a.nix"] }, b: { extends: ["a"] } },
      defaults: { stateVersion: "24.05", homeProfile: "a" },
    });
    const { homes, found } = resolveAll(circle, surroundingsOf(["a.nix", "users/keith.nix"]));
    expect(found).toEqual(["profiles/cycle at profiles.a.extends"]);
    expect(homes.byHost.get("mini")?.get("keith")?.modules).toEqual([
      { path: "a.nix" },
      { path: "users/keith.nix" },
    ]);
  });
});
