import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { reportUnused } from "../../src/internal.ts";

const names = { a: {}, b: {} };

function unused(own: object, host: object = {}): string[] {
  const { value } = parseFleet({
    users: { ada: { fullName: "Ada" } },
    hosts: { desk: { system: "x86_64-linux", users: ["ada"], ...host } },
    ...own,
  });
  if (value === undefined) throw new Error("bug: no fleet");
  return reportUnused(value).map(({ code, path }) => `${code} ${formatPath(path)}`);
}

describe("what nothing uses", () => {
  it("is told of profiles, aggregates and features, each in its place", () => {
    expect(unused({ profiles: names, aggregates: names, features: names })).toEqual([
      "core/unused-profile profiles.a",
      "core/unused-profile profiles.b",
      "core/unused-aggregate aggregates.a",
      "core/unused-aggregate aggregates.b",
      "core/unused-feature features.a",
      "core/unused-feature features.b",
    ]);
  });

  it.each<[string, object, object]>([
    ["defaults", { defaults: { homeProfile: "a" } }, {}],
    ["defaults for those who are not admin", { defaults: { nonAdminProfile: "a" } }, {}],
    ["a host", {}, { homeProfile: "a" }],
    ["a user", { users: { ada: { fullName: "Ada", homeProfile: "a" } } }, {}],
    ["a placement", {}, { users: { ada: { homeProfile: "a" } } }],
  ])("is no profile that %s names", (_, own, host) => {
    expect(unused({ profiles: names, ...own }, host)).toEqual(["core/unused-profile profiles.b"]);
  });

  it("is no profile that one in use extends, but those in a circle of their own", () => {
    const profiles = { a: { extends: ["b"] }, b: {}, c: { extends: ["d"] }, d: { extends: ["c"] } };
    expect(unused({ profiles }, { homeProfile: "a" })).toEqual([
      "core/unused-profile profiles.c",
      "core/unused-profile profiles.d",
    ]);
  });

  it.each<[string, object, object]>([
    ["defaults", { defaults: { aggregates: ["a"] } }, {}],
    ["a profile", { profiles: { p: { aggregates: ["a"] } } }, { homeProfile: "p" }],
    ["a user", { users: { ada: { fullName: "Ada", aggregates: ["a"] } } }, {}],
    ["a placement", {}, { users: { ada: { aggregates: ["a"] } } }],
  ])("is no aggregate that %s names", (_, own, host) => {
    expect(unused({ aggregates: names, ...own }, host)).toEqual([
      "core/unused-aggregate aggregates.b",
    ]);
  });

  it("is no feature that a host has", () => {
    expect(unused({ features: names }, { features: ["a"] })).toEqual([
      "core/unused-feature features.b",
    ]);
  });
});
