import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import type { Account, Decided } from "../../src/index.ts";
import { resolveSound, sampleFleet } from "../sample-fleet.ts";

const { resolved } = resolveSound(
  sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, hosts: { travel: { isAdmin: true } } },
      traci: { fullName: "Traci", username: "tr" },
      henry: { fullName: "Henry", extraGroups: ["audio"] },
    },
    hosts: {
      mini: {
        system: "x86_64-linux",
        features: ["desktop"],
        users: { keith: {}, traci: { homeDirectory: "/traci", extraGroups: ["dialout"] } },
      },
      travel: { system: "x86_64-linux", features: ["desktop"], users: ["henry"] },
      tower: {
        system: "x86_64-linux",
        features: ["desktop"],
        users: { henry: {}, traci: { homeDirectory: "/traci", extraGroups: ["dialout"] } },
      },
      plain: { system: "x86_64-linux", users: ["henry", "keith"] },
      plainer: { system: "x86_64-linux", users: ["keith", "henry"] },
    },
    features: { desktop: { groups: ["video"] } },
    groups: { media: { gid: 2000, members: ["traci"] } },
    defaults: { stateVersion: "24.05", shell: "fish" },
  }),
);

function accountOf(host: string, user: string): Account {
  const account = resolved.hosts.get(host)?.accounts.get(user);
  if (account === undefined) throw new Error(`bug: no account of ${user} on ${host}`);
  return account;
}

function placeOf(decided: Decided<unknown> | undefined): string | undefined {
  return decided?.path && formatPath(decided.path);
}

function groupPlace(host: string, user: string, name: string): string | undefined {
  return placeOf(accountOf(host, user).groups.find(({ value }) => value === name));
}

describe("the place that decided a value", () => {
  it.each<[string, keyof Account & ("shell" | "username" | "uid" | "homeDirectory"), string?]>([
    ["placement", "homeDirectory", "hosts.mini.users.traci.homeDirectory"],
    ["user", "username", "users.traci.username"],
    ["defaults", "shell", "defaults.shell"],
    ["ledger", "uid"],
  ])("is, for %s, that of its %s", (origin, key, expected) => {
    const decided = accountOf("mini", "traci")[key];
    expect([decided?.origin, placeOf(decided)]).toEqual([origin, expected]);
  });

  it("is nowhere for what is built in", () => {
    expect(accountOf("plain", "henry").username).toEqual({
      value: "henry",
      origin: "built-in",
      path: undefined,
    });
  });

  it("is, for what follows from being admin, where that was said", () => {
    expect(groupPlace("mini", "keith", "wheel")).toBe("users.keith.isAdmin");
    expect(groupPlace("travel", "keith", "wheel")).toBe("users.keith.hosts.travel.isAdmin");
  });

  it("is, for a group, where it was given", () => {
    expect(groupPlace("mini", "traci", "video")).toBe("hosts.mini.features");
    expect(groupPlace("mini", "traci", "media")).toBe("groups.media.members");
    expect(groupPlace("mini", "traci", "dialout")).toBe("hosts.mini.users.traci.extraGroups");
    expect(groupPlace("travel", "henry", "audio")).toBe("users.henry.extraGroups");
  });

  it("is on each host its own, also where all else is equal", () => {
    const [mini, tower] = [accountOf("mini", "traci"), accountOf("tower", "traci")];
    expect(tower.kind).toBe(mini.kind);
    expect(placeOf(tower.homeDirectory)).toBe("hosts.tower.users.traci.homeDirectory");
    expect(groupPlace("tower", "traci", "video")).toBe("hosts.tower.features");
    expect(groupPlace("tower", "traci", "dialout")).toBe("hosts.tower.users.traci.extraGroups");
  });
});

describe("an account on two hosts", () => {
  it("is one object where nothing differs, not even its places", () => {
    expect(accountOf("plainer", "henry")).toBe(accountOf("plain", "henry"));
  });

  it("is of one kind where nothing but places differs", () => {
    expect(accountOf("tower", "henry")).not.toBe(accountOf("travel", "henry"));
    expect(accountOf("tower", "henry").kind).toBe(accountOf("travel", "henry").kind);
    expect(accountOf("tower", "henry").kind).not.toBe(accountOf("plain", "henry").kind);
  });
});
