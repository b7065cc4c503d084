import { describe, expect, it } from "vitest";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

const files = ["users/keith.nix", "home/all.nix", "home/mac.nix", "home/linux.nix"];
const fleet = (sections: object, present = files) =>
  resolveAll(
    sampleFleet({
      users: { keith: { fullName: "Keith", hosts: ["mini", "mac", "box"] } },
      hosts: {
        mini: { system: "x86_64-linux" },
        mac: { system: "aarch64-darwin" },
        box: { system: "x86_64-linux", platform: "linux" },
      },
      ...sections,
    }),
    surroundingsOf(present),
  );

const modules = [
  { path: "home/mac.nix", platforms: ["darwin"] },
  "home/all.nix",
  { path: "home/linux.nix", platforms: ["nixos", "linux"] },
  { attr: "box", platforms: ["linux"] },
];

/** The modules of keith's homes before his own. */
function modulesIn({ homes }: ReturnType<typeof fleet>) {
  return Object.fromEntries(
    [...homes.byHost].map(([host, byUser]) => {
      const all = byUser.get("keith")?.modules ?? [];
      return [host, all.slice(0, -1).map((one) => ("path" in one ? one.path : one.attr))];
    }),
  );
}

const expected = {
  mini: ["home/all.nix", "home/linux.nix"],
  mac: ["home/mac.nix", "home/all.nix"],
  box: ["home/all.nix", "home/linux.nix", "box"],
};

describe("a home module that is for some platforms is in the homes there alone:", () => {
  it.each<[string, object]>([
    [
      "of a profile",
      { profiles: { p: { modules } }, defaults: { stateVersion: "24.05", homeProfile: "p" } },
    ],
    [
      "of a profile that another extends",
      {
        profiles: { p: { modules }, q: { extends: ["p"], modules: [] } },
        defaults: { stateVersion: "24.05", homeProfile: "q" },
      },
    ],
    [
      "of an aggregate of all homes",
      { aggregates: { a: { modules } }, defaults: { stateVersion: "24.05", aggregates: ["a"] } },
    ],
    [
      "of an aggregate of a person",
      {
        aggregates: { a: { modules } },
        users: { keith: { fullName: "Keith", aggregates: ["a"], hosts: ["mini", "mac", "box"] } },
      },
    ],
  ])("%s", (_, sections) => {
    const resolution = fleet(sections);
    expect(modulesIn(resolution)).toEqual(expected);
    expect(resolution.found).toEqual([]);
  });

  it("and is missed wherever it is named, once for all platforms", () => {
    const aggregates = { a: { modules } };
    const { found } = fleet(
      {
        aggregates,
        defaults: { stateVersion: "24.05", aggregates: ["a"] },
        hosts: {
          mini: { system: "x86_64-linux" },
          mac: { system: "aarch64-darwin" },
          box: { system: "x86_64-linux" },
        },
      },
      files.filter((file) => file !== "home/mac.nix"),
    );
    expect(found).toEqual(["core/missing-file at aggregates.a.modules.0.path"]);
  });
});
