import { describe, expect, it } from "vitest";
import { checkStrictKeys, listKeyVariables } from "../../src/internal.ts";
import { publicKey, resolveSound, sampleFleet, surroundingsOf } from "../sample-fleet.ts";

const linux = "x86_64-linux";

function resolve(
  placement: object,
  { user = {}, host = {} }: { user?: object; host?: object } = {},
) {
  const declaration = sampleFleet({
    users: { keith: { isAdmin: true }, traci: { sshKeys: [publicKey], ...user } },
    hosts: {
      mini: { system: linux, users: { keith: {}, traci: placement }, features: ["v"], ...host },
      big: { system: linux, users: ["keith", "traci"], features: ["v"] },
    },
    features: { v: { groups: ["docker"], modules: [] } },
    groups: { media: { members: ["traci"] } },
  });
  const { fleet, resolved } = resolveSound(
    declaration,
    surroundingsOf(["hosts/mini.nix", "hosts/big.nix", "users/keith.nix", "users/traci.nix"], {
      "keys/traci.pub": `${publicKey} of mini\n`,
    }),
  );
  const accountOn = (id: string) => resolved.hosts.get(id)?.accounts.get("traci");
  return { fleet, resolved, accountOn, mini: resolved.hosts.get("mini") };
}

const names = (groups: readonly { value: string }[] = []) => groups.map(({ value }) => value);

describe("an account with less on one host", () => {
  it("lacks the groups that are taken away there, and has them elsewhere", () => {
    const { accountOn, mini } = resolve(
      { withoutGroups: ["docker", "media"], extraGroups: ["render"] },
      { user: { extraGroups: ["video"] } },
    );
    expect(names(accountOn("mini")?.groups)).toEqual(["video", "render"]);
    expect(names(accountOn("big")?.groups)).toEqual(["docker", "media", "video"]);
    expect(mini?.groups.get("media")?.members).toEqual([]);
  });

  it("has the keys of its placement instead of the user's, those of files read", () => {
    const { accountOn, fleet, resolved } = resolve({
      sshKeys: [{ file: "keys/traci.pub" }, { env: "KEY" }],
    });
    expect(accountOn("mini")?.sshKeys).toEqual([`${publicKey} of mini`, { env: "KEY" }]);
    expect(accountOn("big")?.sshKeys).toEqual([publicKey]);
    expect(listKeyVariables(resolved)).toEqual(["KEY"]);
    expect(
      checkStrictKeys(fleet, resolved, new Map()).map(({ code, path }) => [code, path]),
    ).toEqual([
      ["core/locked-out", ["users", "keith"]],
      ["core/key-not-set", ["hosts", "mini", "users", "traci", "sshKeys", 1, "env"]],
    ]);
  });

  it("has none where the placement says that there is none", () => {
    expect(resolve({ sshKeys: [] }).accountOn("mini")?.sshKeys).toEqual([]);
  });
});

describe("a disabled account", () => {
  const disabled = resolve(
    { isDisabled: true },
    { user: { isAdmin: true, extraGroups: ["video"], services: { codeServer: { port: 4444 } } } },
  );

  it("has no key, group and service, and is no admin, by its placement", () => {
    const path = ["hosts", "mini", "users", "traci", "isDisabled"];
    expect(disabled.accountOn("mini")).toMatchObject({
      isDisabled: { value: true, origin: "placement", path },
      isAdmin: { value: false, origin: "placement", path },
      groups: [],
      sshKeys: [],
      codeServer: undefined,
    });
    expect(disabled.mini?.trustedUsers).toEqual(["keith"]);
  });

  it("keeps its uid, and is what it was elsewhere", () => {
    const there = disabled.accountOn("big");
    expect(disabled.accountOn("mini")?.uid).toEqual(there?.uid);
    expect(there).toMatchObject({ isDisabled: { value: false, origin: "built-in" } });
    expect(names(there?.groups)).toEqual(["wheel", "docker", "media", "video"]);
  });

  it("says where that is declared, on each of the hosts that are alike", () => {
    const users = { keith: {}, traci: { isDisabled: true } };
    const { resolved } = resolveSound(
      sampleFleet({ hosts: { a: { system: linux, users }, b: { system: linux, users } } }),
    );
    const places = [...resolved.hosts.values()].map(
      ({ accounts }) => accounts.get("traci")?.isDisabled.path?.[1],
    );
    expect(places).toEqual(["a", "b"]);
  });

  it("is locked out on purpose, whatever strict keys say", () => {
    const { fleet, resolved } = resolveSound(
      sampleFleet({
        users: { keith: { isAdmin: true, sshKeys: [] }, traci: {} },
        hosts: { mini: { system: linux, users: { keith: {}, traci: { isDisabled: true } } } },
      }),
    );
    expect(checkStrictKeys(fleet, resolved, new Map())).toEqual([]);
  });

  it("administers no host", () => {
    const admins = (own: object) => () =>
      resolveSound(
        sampleFleet({ hosts: { mini: { system: linux, users: { keith: own, traci: {} } } } }),
      ).resolved.hosts.get("mini")?.trustedUsers;
    expect(admins({})()).toEqual(["keith"]);
    expect(admins({ isDisabled: true })()).toEqual([]);
  });

  it("of a Mac's admin stays macOS's own, and another is one that nix-darwin manages", () => {
    const { resolved } = resolveSound(
      sampleFleet({
        users: { keith: { isAdmin: true }, traci: {}, henry: {} },
        hosts: {
          mini: {
            system: "aarch64-darwin",
            primaryUser: "henry",
            users: {
              henry: { uid: 501 },
              keith: { uid: 502, isDisabled: true },
              traci: { uid: 503, isDisabled: true },
            },
          },
        },
      }),
    );
    expect(resolved.hosts.get("mini")?.knownUsers).toEqual(["traci"]);
  });
});

describe("a user who is disabled", () => {
  const path = ["users", "traci", "isDisabled"];
  const userOf = (own: object = {}) => ({ isDisabled: true, isAdmin: true, ...own });

  it("has accounts that are, by that", () => {
    const { accountOn, mini } = resolve({}, { user: userOf() });
    for (const host of ["mini", "big"]) {
      expect(accountOn(host)).toMatchObject({
        isDisabled: { value: true, origin: "user", path },
        isAdmin: { value: false, origin: "user", path },
        isTrustedByNix: { value: false, origin: "user", path },
        groups: [],
        sshKeys: [],
      });
    }
    expect(mini?.trustedUsers).toEqual(["keith"]);
  });

  it("has one that is not, where its placement says so", () => {
    const { accountOn } = resolve({ isDisabled: false }, { user: userOf() });
    expect(accountOn("mini")).toMatchObject({
      isDisabled: { value: false, origin: "placement" },
      isAdmin: { value: true },
      sshKeys: [publicKey],
    });
    expect(accountOn("big")?.isDisabled.value).toBe(true);
  });

  it("has no last day", () => {
    const { accountOn } = resolve({}, { user: userOf({ expires: "2027-06-30" }) });
    expect(accountOn("mini")?.expires).toBe(undefined);
  });

  it("is locked out on purpose, whatever strict keys say", () => {
    const { fleet, resolved } = resolve({}, { user: userOf({ sshKeys: undefined }) });
    const found = checkStrictKeys(fleet, resolved, new Map());
    expect(found.map(({ path: place }) => place)).toEqual([["users", "keith"]]);
  });
});
