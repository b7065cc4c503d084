import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import {
  findAll,
  findCodes,
  resolveSound,
  sampleFleet,
  surroundingsOf,
  withMini,
} from "../sample-fleet.ts";

describe("a resolved host", () => {
  it("has what it says, and the rest from the fleet", () => {
    const { resolved } = resolveSound(
      withMini({ tags: ["b", "a", "b"], hardware: { cpu: "amd" }, formFactor: "desktop" }),
    );
    expect(resolved.hosts.get("mini")).toMatchObject({
      id: "mini",
      hostname: "mini",
      system: "x86_64-linux",
      platform: "nixos",
      stateVersion: "24.05",
      features: [],
      tags: ["b", "a"],
      hardware: { cpu: "amd" },
      formFactor: "desktop",
      primaryUser: undefined,
      trustedUsers: ["keith"],
    });
  });

  it("trusts its admins by their login names, in order", () => {
    const users = {
      zoe: { fullName: "Zoe", isAdmin: true, username: "adm" },
      keith: { fullName: "Keith", isAdmin: true },
      traci: { fullName: "Traci" },
    };
    const hosts = { mini: { system: "x86_64-linux", users: ["zoe", "keith", "traci"] } };
    const { resolved } = resolveSound(sampleFleet({ users, hosts }));
    expect(resolved.hosts.get("mini")?.trustedUsers).toEqual(["adm", "keith"]);
  });

  it("stands in the order of code units, also where ids are numbers", () => {
    const machine = { system: "x86_64-linux" };
    const hosts = { a: machine, "9": machine, B: machine, "10": machine };
    const { resolved } = resolveSound(sampleFleet({ hosts }));
    expect([...resolved.hosts.keys()]).toEqual(["10", "9", "B", "a"]);
  });
});

describe("the modules of a host", () => {
  const features = { desktop: {}, gaming: { modules: ["x/steam.nix", "x/wine"] } };
  const declared = { features: ["gaming", "desktop"], modules: ["extra.nix"] };
  const declaration = { ...withMini(declared), features };
  const files = [
    "hosts/shared.nix",
    "hosts/mini/default.nix",
    "hosts/mini/hardware.nix",
    "modules/desktop.nix",
    "x/steam.nix",
    "x/wine/default.nix",
    "extra.nix",
  ];
  const modulesIn = (around: readonly string[]) => {
    const { resolved } = resolveSound(declaration, surroundingsOf(around));
    return resolved.hosts
      .get("mini")
      ?.modules.map((module) => ("path" in module ? module.path : `attr:${module.attr}`));
  };

  it("go from what all share over the features to its own", () => {
    expect(modulesIn(files)).toEqual([
      "hosts/shared.nix",
      "x/steam.nix",
      "x/wine/default.nix",
      "modules/desktop.nix",
      "hosts/mini/hardware.nix",
      "hosts/mini/default.nix",
      "extra.nix",
    ]);
  });

  it("are found by name where the layout says so, beside those that are found by path", () => {
    const dendritic = {
      ...withMini({ features: ["desktop"], modules: ["extra.nix", { attr: "extra" }] }),
      features: { desktop: {} },
      layout: "dendritic",
    };
    const { resolved } = resolveSound(dendritic, surroundingsOf(["extra.nix"]));
    expect(resolved.hosts.get("mini")?.modules).toEqual([
      { attr: "desktop" },
      { attr: "machines/nixos/mini" },
      { path: "extra.nix" },
      { attr: "extra" },
    ]);
  });

  it("are files where there are any, and else names, in a layout that has both", () => {
    const layout = {
      host: ["hosts/{host}.nix", { attr: "hosts/{host}" }],
      allHosts: [{ attr: "everywhere" }],
      hardware: ["hardware/{platform}/{host}.nix"],
    };
    const machine = { system: "x86_64-linux" };
    const { resolved } = resolveSound(
      sampleFleet({ hosts: { a: machine, b: machine }, layout }),
      surroundingsOf(["hosts/a.nix", "hardware/nixos/b.nix"]),
    );
    const everywhere = { attr: "everywhere", optional: true };
    expect([...resolved.hosts.values()].map(({ modules }) => modules)).toEqual([
      [everywhere, { path: "hosts/a.nix" }],
      [everywhere, { path: "hardware/nixos/b.nix" }, { attr: "hosts/b" }],
    ]);
  });

  it("fill a preset with places of one's own", () => {
    const layout = { preset: "dendritic", host: ["machines/{host}.nix"] };
    const { resolved } = resolveSound(
      { ...withMini({ features: ["desktop"] }), features: { desktop: {} }, layout },
      surroundingsOf(["machines/mini.nix"]),
    );
    expect(resolved.hosts.get("mini")?.modules).toEqual([
      { attr: "desktop" },
      { path: "machines/mini.nix" },
    ]);
  });

  it("leave out what may be missing", () => {
    const required = files.filter((file) => !/shared|hardware/.test(file));
    expect(modulesIn(required)).toEqual([
      "x/steam.nix",
      "x/wine/default.nix",
      "modules/desktop.nix",
      "hosts/mini/default.nix",
      "extra.nix",
    ]);
  });

  it.each([
    ["hosts/mini/default.nix", "core/missing-file at hosts.mini"],
    ["modules/desktop.nix", "core/missing-file at features.desktop"],
    ["x/steam.nix", "core/missing-file at features.gaming.modules[0]"],
    ["extra.nix", "core/missing-file at hosts.mini.modules[0]"],
  ])("are reported where %s is missing", (missing, expected) => {
    const around = surroundingsOf(files.filter((file) => file !== missing));
    expect(findCodes(declaration, around)).toEqual([expected]);
  });

  it("are named where they are missing, so that Nix builds no host without them", () => {
    const { value: fleet } = parseFleet(declaration);
    const hosts = fleet && resolveFleet(fleet, surroundingsOf([])).value.hosts;
    const modules = hosts?.get("mini")?.modules ?? [];
    expect(modules.map((one) => ("path" in one ? one.path : ""))).toEqual([
      "x/steam.nix",
      "x/wine",
      "modules/desktop.nix",
      "hosts/mini.nix",
      "extra.nix",
    ]);
  });

  it("are none, and none is asked for, where there is no system", () => {
    const homesAlone = {
      ...withMini({ ...declared, modules: [], platform: "linux" }),
      features: { desktop: {}, gaming: {} },
    };
    const { resolved } = resolveSound(homesAlone, surroundingsOf(["hosts/shared.nix"]));
    expect(resolved.hosts.get("mini")?.modules).toEqual([]);
  });

  it("of a feature that no host has are not asked for", () => {
    const unused = sampleFleet({ features: { unused: {} } });
    expect(findCodes(unused, surroundingsOf(["hosts/mini.nix"]))).toEqual([]);
  });

  it("are asked for once, however many hosts need them", () => {
    const machine = { system: "x86_64-linux", features: ["desktop"] };
    const many = sampleFleet({ hosts: { a: machine, b: machine }, features: { desktop: {} } });
    expect(findCodes(many, surroundingsOf(["hosts/a.nix", "hosts/b.nix"]))).toEqual([
      "core/missing-file at features.desktop",
    ]);
  });

  it("are asked for in words that say what to create", () => {
    const [finding] = findAll(sampleFleet(), surroundingsOf([]));
    expect(finding?.message).toBe(
      'The host "mini" has no file: there is no "hosts/mini.nix" or "hosts/mini/default.nix".',
    );
    expect(finding?.help).toBe('Create "hosts/mini.nix". The least it can hold is: { }');
  });
});
