import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicKey, resolveSound, sampleFleet, surroundingsOf } from "../sample-fleet.ts";

const otherKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"B".repeat(43)} traci@pad`;
const linux = { system: "x86_64-linux" };

const fleetOf = (root: readonly object[], sections: object = {}) =>
  sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey] },
      traci: { fullName: "Traci", sshKeys: [otherKey, { env: "KEY_TRACI" }] },
    },
    hosts: {
      mini: { ...linux, users: ["keith", "traci"], tags: ["server"] },
      pad: { ...linux, users: { traci: { isAdmin: true } } },
      book: { system: "aarch64-darwin", users: ["keith"], tags: ["server"], primaryUser: "keith" },
    },
    root,
    ...sections,
  });

function rootOn(host: string, root: readonly object[], sections: object = {}) {
  const files = ["hosts/mini.nix", "hosts/pad.nix", "hosts/book.nix"];
  const around = surroundingsOf(files, { "keys/ci.pub": `# of CI\n${publicKey}\n` });
  return resolveSound(fleetOf(root, sections), around).resolved.hosts.get(host);
}

const keysOn = (host: string, ...root: object[]) =>
  rootOn(host, root)?.root.sshKeys.map(({ value, owners }) => [value, ...owners]);

describe("who may log in as root", () => {
  it.each<[string, string, unknown[]]>([
    [
      "user:traci",
      "mini",
      [
        [otherKey, "user:traci"],
        [{ env: "KEY_TRACI" }, "user:traci"],
      ],
    ],
    ["admins", "mini", [[publicKey, "user:keith"]]],
    [
      "admins",
      "pad",
      [
        [otherKey, "user:traci"],
        [{ env: "KEY_TRACI" }, "user:traci"],
      ],
    ],
    [
      "admins@pad",
      "mini",
      [
        [otherKey, "user:traci"],
        [{ env: "KEY_TRACI" }, "user:traci"],
      ],
    ],
    [
      "users",
      "mini",
      [
        [publicKey, "user:keith"],
        [otherKey, "user:traci"],
        [{ env: "KEY_TRACI" }, "user:traci"],
      ],
    ],
  ])("is whoever %s stands for on %s", (expression, host, keys) => {
    expect(keysOn(host, { sshKeys: [expression] })).toEqual(keys);
  });

  it("is nobody of the fleet where somebody has a key for its certificates alone", () => {
    const users = {
      keith: { fullName: "Keith", isAdmin: true, sshKeys: [`cert-authority ${publicKey}`] },
      traci: { fullName: "Traci", sshKeys: [otherKey], expires: "2027-06-30" },
    };
    const keys = (...sshKeys: string[]) =>
      rootOn("mini", [{ sshKeys }], { users })?.root.sshKeys.map(({ owners }) => owners);
    expect(keys(publicKey, otherKey)).toEqual([[], ["user:traci"]]);
    // Whoever is certified by Traci's key goes on when Traci has gone.
    const [authority] =
      rootOn("mini", [{ sshKeys: [`cert-authority ${otherKey}`] }], { users })?.root.sshKeys ?? [];
    expect([authority?.value, authority?.owners]).toEqual([`cert-authority ${otherKey}`, []]);
  });

  it("is whoever has a key that stands there itself, also with another comment", () => {
    const bare = publicKey.replace(" keith@mini", "");
    const foreign = otherKey.replaceAll("B", "C");
    const keys = [bare, { env: "KEY_TRACI" }, { file: "keys/ci.pub" }, foreign];
    expect(keysOn("mini", { sshKeys: keys })).toEqual([
      [bare, "user:keith"],
      [{ env: "KEY_TRACI" }, "user:traci"],
      [publicKey, "user:keith"],
      [foreign],
    ]);
  });

  it("is there once, by the first that says it", () => {
    const root = [{ hosts: ["mini"], sshKeys: ["admins"] }, { sshKeys: ["user:keith"] }];
    expect(rootOn("mini", root)?.root.sshKeys).toMatchObject([
      { origin: "root", path: ["root", 0, "sshKeys", 0] },
    ]);
    expect(rootOn("pad", root)?.root.sshKeys).toMatchObject([{ path: ["root", 1, "sshKeys", 0] }]);
  });

  it("is nobody on a Mac, unless that is selected", () => {
    expect(keysOn("book", { sshKeys: ["admins"] })).toEqual([]);
    expect(keysOn("book", { hosts: ["tag:server"], sshKeys: ["admins"] })).toHaveLength(1);
    expect(keysOn("pad", { hosts: ["tag:server"], sshKeys: ["admins"] })).toEqual([]);
  });
});

describe("whoever is disabled", () => {
  const expressions = ["user:keith", "admins", "users", "admins@mini", "users@mini"];
  const disabledBy = (user: object, placement: object) => ({
    users: {
      keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey], ...user },
      traci: { fullName: "Traci", sshKeys: [otherKey] },
    },
    hosts: {
      mini: { ...linux, users: { keith: placement, traci: { isAdmin: true } } },
      pad: { ...linux, users: ["traci"] },
    },
  });
  const ownersOn = (host: string, expression: string, sections: object) =>
    rootOn(host, [{ sshKeys: [expression] }], sections)?.root.sshKeys.flatMap(
      ({ owners }) => owners,
    );

  it.each(expressions)("is not meant by %s, by the placement or by the user", (expression) => {
    for (const sections of [
      disabledBy({}, { isDisabled: true }),
      disabledBy({ isDisabled: true }, {}),
    ]) {
      expect(ownersOn("mini", expression, sections)).not.toContain("user:keith");
    }
    const anew = disabledBy({ isDisabled: true }, { isDisabled: false });
    expect(ownersOn("mini", expression, anew)).toContain("user:keith");
  });

  it("there is not meant by what they are on another host", () => {
    const both = { keith: {}, traci: {} };
    const hosts = {
      mini: { ...linux, users: { keith: { isDisabled: true }, traci: { isAdmin: true } } },
      pad: { ...linux, users: both },
    };
    expect(ownersOn("mini", "admins@pad", { hosts })).toEqual([]);
    expect(ownersOn("mini", "users@pad", { hosts })).not.toContain("user:keith");
    expect(ownersOn("pad", "admins@pad", { hosts })).toEqual(["user:keith"]);
  });

  it("everywhere logs in as root nowhere, with or without an account there", () => {
    expect(ownersOn("pad", "user:keith", disabledBy({ isDisabled: true }, {}))).toEqual([]);
    expect(ownersOn("pad", "user:keith", disabledBy({}, { isDisabled: true }))).toEqual([
      "user:keith",
    ]);
  });
});

describe("whom Nix trusts", () => {
  const users = (own: object) => ({
    users: {
      keith: { fullName: "Keith", isAdmin: true, ...own },
      traci: { fullName: "Traci", isAdmin: true },
    },
  });

  it("is whoever is admin, unless it is said otherwise", () => {
    expect(rootOn("mini", [], users({}))?.trustedUsers).toEqual(["keith", "traci"]);
    const host = rootOn("mini", [], users({ isTrustedByNix: false }));
    expect(host?.trustedUsers).toEqual(["traci"]);
    expect(host?.accounts.get("keith")).toMatchObject({
      isAdmin: { value: true },
      isTrustedByNix: { value: false, origin: "user", path: ["users", "keith", "isTrustedByNix"] },
      groups: [{ value: "wheel" }],
    });
    expect(host?.accounts.get("traci")?.isTrustedByNix).toEqual({
      value: true,
      origin: "admin",
      path: ["users", "traci", "isAdmin"],
    });
  });

  it("is said for one host by its placement, at its place on each", () => {
    const own = { isTrustedByNix: true };
    const hosts = {
      mini: { ...linux, users: { traci: own } },
      pad: { ...linux, users: { traci: own } },
    };
    for (const id of ["mini", "pad"]) {
      expect(rootOn(id, [], { hosts })?.accounts.get("traci")?.isTrustedByNix).toEqual({
        value: true,
        origin: "placement",
        path: ["hosts", id, "users", "traci", "isTrustedByNix"],
      });
    }
  });

  it("is whom an entry names beside, on its hosts, each once", () => {
    const root = [
      { trustedByNix: ["builder", "@trusted"] },
      { hosts: ["mini"], trustedByNix: ["builder"] },
    ];
    expect(rootOn("mini", root)?.trustedUsers).toEqual(["@trusted", "builder", "keith"]);
    expect(rootOn("book", root)?.trustedUsers).toEqual(["keith"]);
    expect(rootOn("mini", root)?.root.trustedByNix).toMatchObject([
      { value: "builder", path: ["root", 0, "trustedByNix", 0] },
      { value: "@trusted" },
    ]);
  });

  it("is by the group alone whoever is in one that an entry names", () => {
    const root = [{ trustedByNix: ["@trusted", "@wheel"] }];
    const hosts = { mini: { ...linux, users: ["keith", "traci", "eve"] } };
    const own = {
      users: {
        keith: { isAdmin: true },
        traci: { isTrustedByNix: true, extraGroups: ["trusted"] },
        eve: { isTrustedByNix: true },
      },
      hosts,
    };
    expect(rootOn("mini", root, own)?.trustedUsers).toEqual(["@trusted", "@wheel", "eve"]);
  });
});

describe("whether sudo asks for a password", () => {
  it("is so where nobody says otherwise", () => {
    const decided = rootOn("mini", [{ sshKeys: ["admins"] }])?.root.sudoNeedsPassword;
    expect(decided).toEqual({ value: true, origin: "built-in", path: undefined });
  });

  it("is said by the entry that selects the host most particularly, in whatever order", () => {
    const entries = [
      { hosts: ["mini"], sudoNeedsPassword: false },
      { hosts: ["tag:server"], sudoNeedsPassword: true },
      { hosts: ["platform:nixos", "platform:darwin"], sudoNeedsPassword: false },
      { sudoNeedsPassword: true },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 4 }), (root) => {
        const decided = (host: string) => {
          const { value, path = [] } = rootOn(host, root)?.root.sudoNeedsPassword ?? {};
          return [value, root[Number(path[1])]];
        };
        expect(decided("mini")).toEqual([false, entries[0]]);
        expect(decided("book")).toEqual([true, entries[1]]);
        expect(decided("pad")).toEqual([false, entries[2]]);
      }),
      { numRuns: 12 },
    );
  });
});
