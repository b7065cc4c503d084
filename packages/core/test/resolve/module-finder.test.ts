import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { createModuleFinder, uniqueModules } from "../../src/internal.ts";
import { sampleFleet, surroundingsOf } from "../sample-fleet.ts";

describe("modules that are named more than once", () => {
  it("stand where they stood first, each once, paths and names apart", () => {
    const modules = [{ path: "a" }, { attr: "a" }, { path: "b" }, { path: "a" }, { attr: "a" }];
    expect(uniqueModules(modules)).toEqual([{ path: "a" }, { attr: "a" }, { path: "b" }]);
  });

  it.each([
    ["first", [{ attr: "a", optional: true }, { attr: "b" }, { attr: "a" }]],
    ["last", [{ attr: "a" }, { attr: "b" }, { attr: "a", optional: true }]],
  ] as const)("are not optional where the %s of them is", (_, modules) => {
    expect(uniqueModules(modules)).toEqual([{ attr: "a" }, { attr: "b" }]);
  });
});

describe("whether there can be a module for some hosts", () => {
  const finderOf = (layout: object, files: readonly string[]) => {
    const { value: fleet } = parseFleet(sampleFleet({ layout }));
    if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
    return createModuleFinder(fleet, surroundingsOf(files));
  };

  it.each<[boolean, string, string[]]>([
    [true, "users/{user}/{host}.nix", ["users/keith/mini.nix"]],
    [false, "users/{user}/{host}.nix", ["users/traci/mini.nix", "users/keith.nix"]],
    [true, "users/{user}-{host}.nix", ["users/keith-mini.nix"]],
    [true, "{host}/{user}.nix", ["mini/keith.nix"]],
    [true, "homes/{host}/of/{user}.nix", ["homes/mini/of/keith.nix"]],
    [false, "homes/{host}/of/{user}.nix", ["hosts/mini.nix"]],
  ])("is %s for %s and %j", (expected, template, files) => {
    const finder = finderOf({ userOnHost: [template] }, files);
    expect(finder.mayFind("userOnHost", { user: "keith" })).toBe(expected);
  });

  it("is not known of names, so that there can", () => {
    const finder = finderOf({ userOnHost: [{ attr: "{user}/{host}" }] }, []);
    expect(finder.mayFind("userOnHost", { user: "keith" })).toBe(true);
  });
});
