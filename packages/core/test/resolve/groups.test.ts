import { describe, expect, it } from "vitest";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";

function groupsOf(user: object, placement: object, features: Record<string, object> = {}) {
  const { resolved } = resolveSound(
    sampleFleet({
      users: { keith: { fullName: "Keith", ...user } },
      hosts: {
        mini: {
          system: "x86_64-linux",
          users: { keith: placement },
          features: Object.keys(features),
        },
      },
      features,
    }),
  );
  return resolved.hosts.get("mini")?.accounts.get("keith")?.groups;
}

describe("the groups of an account", () => {
  it("are wheel, then those of the features, of the user and of the placement, in order", () => {
    const groups = groupsOf(
      { isAdmin: true, extraGroups: ["dialout", "adm"] },
      { extraGroups: ["plugdev"] },
      { zoo: { groups: ["video"] }, art: { groups: ["audio"] } },
    );
    expect(groups).toEqual([
      { value: "wheel", origin: "admin", path: ["users", "keith", "isAdmin"] },
      { value: "video", origin: "feature", path: ["hosts", "mini", "features"] },
      { value: "audio", origin: "feature", path: ["hosts", "mini", "features"] },
      { value: "dialout", origin: "user", path: ["users", "keith", "extraGroups"] },
      { value: "adm", origin: "user", path: ["users", "keith", "extraGroups"] },
      {
        value: "plugdev",
        origin: "placement",
        path: ["hosts", "mini", "users", "keith", "extraGroups"],
      },
    ]);
  });

  it("are there once, from whatever names them first", () => {
    const groups = groupsOf(
      { isAdmin: true, extraGroups: ["video", "wheel", "audio"] },
      { extraGroups: ["audio", "constructor"] },
      { desktop: { groups: ["video", "video"] } },
    );
    expect(groups).toEqual([
      { value: "wheel", origin: "admin", path: ["users", "keith", "isAdmin"] },
      { value: "video", origin: "feature", path: ["hosts", "mini", "features"] },
      { value: "audio", origin: "user", path: ["users", "keith", "extraGroups"] },
      {
        value: "constructor",
        origin: "placement",
        path: ["hosts", "mini", "users", "keith", "extraGroups"],
      },
    ]);
  });

  it("hold no wheel where a placement takes the admin back", () => {
    expect(groupsOf({ isAdmin: true }, { isAdmin: false })).toEqual([]);
  });
});
