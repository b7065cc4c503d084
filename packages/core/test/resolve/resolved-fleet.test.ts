import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { type Origin, originPath } from "../../src/index.ts";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";

const { fleet, resolved } = resolveSound(
  sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, hosts: { travel: { isAdmin: true } } },
      traci: { fullName: "Traci" },
    },
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith", "traci"] },
      travel: { system: "x86_64-linux" },
    },
  }),
);

function placeOf(host: string, user: string, key: string, origin: Origin): string | undefined {
  const account = resolved.hosts.get(host)?.accounts.get(user);
  if (account === undefined) throw new Error(`bug: no account of ${user} on ${host}`);
  const path = originPath(fleet, { host, account, key, origin });
  return path && formatPath(path);
}

describe("the place that decided a value", () => {
  it.each<[Origin, string | undefined]>([
    ["placement", "hosts.mini.users[1].shell"],
    ["user", "users.traci.shell"],
    ["host", "hosts.mini.shell"],
    ["feature", "hosts.mini.features"],
    ["defaults", "defaults.shell"],
    ["built-in", undefined],
  ])("is, for %s, %s", (origin, expected) => {
    expect(placeOf("mini", "traci", "shell", origin)).toBe(expected);
  });

  it("is, for what follows from being admin, where that was said", () => {
    expect(placeOf("mini", "keith", "groups", "admin")).toBe("users.keith.isAdmin");
    expect(placeOf("travel", "keith", "groups", "admin")).toBe("users.keith.hosts.travel.isAdmin");
  });
});
