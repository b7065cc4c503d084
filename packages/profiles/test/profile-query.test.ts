import { expect, it } from "vitest";
import { listProfiles } from "../src/index.ts";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

it("tells which home has which profile and where that is declared", () => {
  const declaration = sampleFleet({
    users: { keith: { fullName: "Keith" }, traci: { fullName: "Traci", home: "none" } },
    hosts: {
      mini: { system: "x86_64-linux", users: { keith: { homeProfile: "p" } } },
      tower: { system: "x86_64-linux", users: ["keith", "traci"] },
    },
    defaults: { stateVersion: "24.05" },
    profiles: { p: {} },
  });
  const { homes } = resolveAll(declaration, surroundingsOf([]));
  const keith = { user: "keith", mode: "integrated" };
  const [placed, ...others] = listProfiles(homes);
  expect(placed).toEqual({
    ...keith,
    host: "mini",
    profile: "p",
    because: "hosts.mini.users.keith.homeProfile",
  });
  expect(others).toEqual([
    { ...keith, host: "tower", profile: null, because: null },
    { user: "traci", mode: "none", host: "tower", profile: null, because: null },
  ]);
  expect(listProfiles(homes, "mini")).toEqual([placed]);
});
