import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import { emptyLedger, ledgerJson, type UidLedger } from "../../src/internal.ts";
import { canonicalSurroundings, resolveSound, sampleFleet } from "../sample-fleet.ts";

const linux = { system: "x86_64-linux" };
const mac = { system: "aarch64-darwin" };

interface Space {
  readonly accounts?: Record<number, string>;
  readonly tombstones?: Record<number, string>;
}

const spaceFrom = ({ accounts = {}, tombstones = {} }: Space) => ({
  accounts: new Map(Object.entries(accounts).map(([uid, user]) => [Number(uid), user])),
  tombstones: new Map(Object.entries(tombstones).map(([uid, user]) => [Number(uid), user])),
});

/** A ledger of NixOS and of the Mac `macbook`. */
function ledgerOf(nixos: Space, macbook: Space = {}): UidLedger {
  return { nixos: spaceFrom(nixos), hosts: new Map([["macbook", spaceFrom(macbook)]]) };
}

const toSpace = (space: UidLedger["nixos"] | undefined): Space => ({
  accounts: Object.fromEntries(space?.accounts ?? []),
  tombstones: Object.fromEntries(space?.tombstones ?? []),
});

/** People by id, all on the host `mini`; what is given of them is theirs everywhere. */
function people(users: Record<string, object>, sections: object = {}): object {
  const named = Object.entries(users).map(([id, own]) => [id, { fullName: "Somebody", ...own }]);
  return sampleFleet({
    users: Object.fromEntries(named),
    hosts: { mini: { ...linux, users: Object.keys(users) } },
    ...sections,
  });
}

/** The same people on the Mac `macbook` instead, with what the placements say. */
function onMac(users: Record<string, object>, host: object = {}): object {
  const named = Object.keys(users).map((id) => [id, { fullName: "Somebody" }]);
  return sampleFleet({
    users: Object.fromEntries(named),
    hosts: { macbook: { ...mac, ...host, users } },
  });
}

function soundLedger(declaration: object, ledger: UidLedger = emptyLedger): UidLedger {
  return resolveSound(declaration, { ...canonicalSurroundings(declaration), ledger }).resolved
    .ledger;
}

const onNixos = (declaration: object, before: Space = {}) =>
  toSpace(soundLedger(declaration, ledgerOf(before)).nixos);
const onMacbook = (declaration: object, before: Space = {}) =>
  toSpace(soundLedger(declaration, ledgerOf({}, before)).hosts.get("macbook"));

function findIn(declaration: object, ledger: UidLedger) {
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const around = { ...canonicalSurroundings(declaration), ledger };
  // Of uids alone: most of these fleets have no admin.
  const all = [...diagnostics, ...resolveFleet(fleet, around).diagnostics];
  return all.filter(({ code }) => code !== "core/host-without-admin");
}

describe("a uid on NixOS", () => {
  it("is the next free one, for users in the order of their ids", () => {
    expect(onNixos(people({ zoe: {}, ada: {}, keith: {} }))).toEqual({
      accounts: { 1000: "ada", 1001: "keith", 1002: "zoe" },
      tombstones: {},
    });
  });

  it("is none that anybody had, has, or declares, and none of Nix's build users", () => {
    const range = { stateVersion: "24.05", uidRange: { nixos: [29998, 60000] } };
    const fleet = sampleFleet({
      users: {
        ada: { fullName: "Ada" },
        bob: { fullName: "Bob" },
        // Without an account yet.
        eve: { fullName: "Eve", uid: 29999 },
      },
      hosts: { mini: { ...linux, users: ["ada", "bob"] } },
      defaults: range,
    });
    expect(onNixos(fleet, { tombstones: { 29998: "henry" } }).accounts).toEqual({
      31001: "ada",
      31002: "bob",
    });
  });

  it("is the one on record, whatever came before it", () => {
    const before = { accounts: { 1002: "ada", 1005: "keith" } };
    expect(onNixos(people({ ada: {}, bob: {}, keith: {} }), before).accounts).toEqual({
      1000: "bob",
      1002: "ada",
      1005: "keith",
    });
  });

  it("that is declared is put on record, and the earlier one buried", () => {
    const before = { accounts: { 1000: "keith" } };
    expect(onNixos(people({ keith: { uid: 1007 } }), before)).toEqual({
      accounts: { 1007: "keith" },
      tombstones: { 1000: "keith" },
    });
  });

  it("that is declared no more stays on record", () => {
    const declared = soundLedger(people({ keith: { uid: 1007 } }));
    expect(toSpace(soundLedger(people({ keith: {} }), declared).nixos).accounts).toEqual({
      1007: "keith",
    });
  });

  it("is buried with the last account, and comes back with its user", () => {
    const gone = onNixos(people({ ada: {} }), { accounts: { 1000: "keith" } });
    expect(gone).toEqual({ accounts: { 1001: "ada" }, tombstones: { 1000: "keith" } });
    expect(onNixos(people({ ada: {}, keith: {} }), gone)).toEqual({
      accounts: { 1000: "keith", 1001: "ada" },
      tombstones: {},
    });
  });

  it("is the highest of several that somebody comes back to", () => {
    const before = { tombstones: { 1000: "keith", 1003: "keith" } };
    expect(onNixos(people({ keith: {} }), before)).toEqual({
      accounts: { 1003: "keith" },
      tombstones: { 1000: "keith" },
    });
  });

  it("is the same on all hosts but those that pin another", () => {
    const fleet = sampleFleet({
      hosts: {
        a: { ...linux, users: ["keith"] },
        b: { ...linux, users: { keith: { uid: 1234 } } },
      },
    });
    const { resolved } = resolveSound(fleet);
    expect(resolved.hosts.get("a")?.accounts.get("keith")?.uid).toEqual({
      value: 1000,
      origin: "ledger",
    });
    expect(resolved.hosts.get("b")?.accounts.get("keith")?.uid).toEqual({
      value: 1234,
      origin: "placement",
      path: ["hosts", "b", "users", "keith", "uid"],
    });
    expect(ledgerJson(resolved.ledger)).toEqual({ accounts: { 1000: "keith", "b/1234": "keith" } });
  });

  it("is allotted to nobody where home-manager is alone", () => {
    const fleet = sampleFleet({
      hosts: { mini: { ...linux, platform: "linux", users: ["keith"] } },
    });
    const { resolved } = resolveSound(fleet);
    expect(resolved.ledger).toEqual(emptyLedger);
    expect(resolved.hosts.get("mini")?.accounts.get("keith")?.uid).toBeUndefined();
  });

  it("leaves accounts one object on all hosts that are alike", () => {
    const fleet = sampleFleet({
      hosts: { a: { ...linux, users: ["keith"] }, b: { ...linux, users: ["keith"] } },
    });
    const { resolved } = resolveSound(fleet);
    const [a, b] = ["a", "b"].map((id) => resolved.hosts.get(id)?.accounts.get("keith"));
    expect(a).toBe(b);
  });
});

describe("a uid on a Mac", () => {
  it("is the next free one from 502 for whom nix-darwin manages", () => {
    const users = { raquel: { uid: 501, isAdmin: true }, bob: {}, ada: {}, eve: { uid: 503 } };
    expect(onMacbook(onMac(users)).accounts).toEqual({
      501: "raquel",
      502: "ada",
      503: "eve",
      504: "bob",
    });
  });

  it("is another Mac's business nowhere else", () => {
    const users = { ada: { fullName: "Ada" }, bob: { fullName: "Bob" } };
    const hosts = { a: { ...mac, users: ["ada", "bob"] }, b: { ...mac, users: ["bob"] } };
    const ledger = soundLedger(sampleFleet({ users, hosts }));
    expect(toSpace(ledger.hosts.get("a")).accounts).toEqual({ 502: "ada", 503: "bob" });
    expect(toSpace(ledger.hosts.get("b")).accounts).toEqual({ 502: "bob" });
  });

  it("is no account's of an admin or primary user that declares none", () => {
    const { hosts } = soundLedger(
      onMac({ raquel: { isAdmin: true }, crs58: {} }, { primaryUser: "crs58" }),
    );
    expect([...hosts]).toEqual([]);
  });

  it("stays an admin's who had it before", () => {
    const before = { accounts: { 502: "raquel" } };
    expect(onMacbook(onMac({ raquel: { isAdmin: true } }), before)).toEqual({
      ...before,
      tombstones: {},
    });
  });

  it("is a placement's, whatever the user's is on NixOS", () => {
    const users = { keith: { fullName: "Keith", uid: 1000 } };
    const hosts = {
      mini: { ...linux, users: ["keith"] },
      macbook: { ...mac, users: { keith: { uid: 501 } } },
      other: { ...mac, users: ["keith"] },
    };
    const { resolved } = resolveSound(sampleFleet({ users, hosts }));
    const uids = [...resolved.hosts.values()].map(({ accounts }) => accounts.get("keith")?.uid);
    expect(uids).toEqual([
      { value: 501, origin: "placement", path: ["hosts", "macbook", "users", "keith", "uid"] },
      { value: 1000, origin: "user", path: ["users", "keith", "uid"] },
      { value: 502, origin: "ledger", path: undefined },
    ]);
  });

  it("stays buried when the Mac leaves the fleet, and is dug out with it", () => {
    const before = ledgerOf({}, { accounts: { 502: "ada" } });
    const gone = soundLedger(people({ keith: {} }), before);
    expect(toSpace(gone.hosts.get("macbook"))).toEqual({
      accounts: {},
      tombstones: { 502: "ada" },
    });
    expect(soundLedger(onMac({ ada: {} }), gone).hosts).toEqual(before.hosts);
  });
});

type Finding = [title: string, declaration: object, ledger: UidLedger, findings: string[]];

const noRoom = { stateVersion: "24.05", uidRange: { nixos: [1000, 1001], darwin: [501, 502] } };

const findings: Finding[] = [
  [
    "a declared uid that somebody else was allotted",
    people({ keith: {}, traci: { uid: 1000 } }),
    ledgerOf({ accounts: { 1000: "keith" } }),
    [
      'core/uid-taken at users.traci.uid: The uid 1000 of "traci" belongs to "keith", to whom it was allotted.',
    ],
  ],
  [
    "a declared uid of somebody who is gone",
    people({ traci: { uid: 1001 } }),
    ledgerOf({ tombstones: { 1001: "henry" } }),
    [
      'core/uid-taken at users.traci.uid: The uid 1001 of "traci" was that of "henry", whose files may still have it.',
    ],
  ],
  [
    "a declared uid of somebody who goes at the same time",
    people({ traci: { uid: 1001 } }),
    ledgerOf({ accounts: { 1001: "henry" } }),
    [
      'core/uid-taken at users.traci.uid: The uid 1001 of "traci" was that of "henry", whose files may still have it.',
    ],
  ],
  [
    "two people who change their uids with each other",
    people({ keith: { uid: 1001 }, traci: { uid: 1000 } }),
    ledgerOf({ accounts: { 1000: "keith", 1001: "traci" } }),
    [
      'core/uid-taken at users.keith.uid: The uid 1001 of "keith" was that of "traci", whose files may still have it.',
      'core/uid-taken at users.traci.uid: The uid 1000 of "traci" was that of "keith", whose files may still have it.',
    ],
  ],
  [
    "the newcomer of two who declare the same, not who had it",
    people({ ada: { uid: 1000 }, keith: { uid: 1000 } }),
    ledgerOf({ accounts: { 1000: "keith" } }),
    [
      'core/uid-taken at users.ada.uid: On "mini", the uid 1000 belongs to both "keith" (users.keith.uid) and "ada".',
    ],
  ],
  [
    "a declared uid of somebody who is gone, for one without an account",
    sampleFleet({
      users: { keith: { fullName: "Keith", uid: 1000 }, eve: { fullName: "Eve", uid: 1001 } },
      hosts: { mini: { ...linux, users: ["keith"] } },
    }),
    ledgerOf({ tombstones: { 1001: "henry" } }),
    [
      'core/uid-taken at users.eve.uid: The uid 1001 of "eve" was that of "henry", whose files may still have it.',
    ],
  ],
  [
    "a pinned uid of somebody who was on the Mac",
    onMac({ ada: { uid: 503 } }),
    ledgerOf({}, { tombstones: { 503: "henry" } }),
    [
      'core/uid-taken at hosts.macbook.users.ada.uid: The uid 503 of "ada" was that of "henry", whose files may still have it.',
    ],
  ],
  [
    "an admin on a Mac without a uid, where others need one",
    onMac({ raquel: { isAdmin: true }, crs58: {}, bob: {} }, { primaryUser: "crs58" }),
    emptyLedger,
    [
      'core/uid-needed at hosts.macbook.users.crs58: The uid of "crs58" on the Mac "macbook" is not known, so none can be allotted to "bob" there.',
      'core/uid-needed at hosts.macbook.users.raquel: The uid of "raquel" on the Mac "macbook" is not known, so none can be allotted to "bob" there.',
    ],
  ],
  [
    "an admin on a Mac without a uid, where somebody comes back",
    onMac({ raquel: { isAdmin: true }, bob: {} }),
    ledgerOf({}, { tombstones: { 502: "bob" } }),
    [
      'core/uid-needed at hosts.macbook.users.raquel: The uid of "raquel" on the Mac "macbook" is not known, so none can be allotted to "bob" there.',
    ],
  ],
  [
    "a range in which no uid is left",
    people({ ada: {}, bob: {}, eve: {} }, { defaults: noRoom }),
    ledgerOf({ tombstones: { 1001: "henry" } }),
    [
      'core/uid-range-full at defaults.uidRange.nixos: No uid from 1000 to 1001 is left on NixOS for "bob" and "eve".',
    ],
  ],
  [
    "a range in which none is left on a Mac",
    { ...onMac({ ada: {}, bob: {} }), defaults: noRoom },
    emptyLedger,
    [
      'core/uid-range-full at defaults.uidRange.darwin: No uid from 501 to 502 is left on the Mac "macbook" for "bob".',
    ],
  ],
  [
    "a uid on record that is outside of the range now",
    people({ keith: {} }),
    ledgerOf({ accounts: { 7: "keith" } }),
    [
      'core/uid-out-of-range at hosts.mini.users[0]: The uid 7 that is on record for "keith" is not between 1000 and 60000.',
    ],
  ],
  [
    "a uid on record that is one of Nix's own",
    people({ keith: {} }),
    ledgerOf({ accounts: { 30001: "keith" } }),
    [
      'core/uid-taken at hosts.mini.users[0]: The uid 30001 of "keith" on "mini" belongs to the build users of Nix.',
    ],
  ],
];

describe("where uids are given out", () => {
  it.each(findings)("it is reported: %s", (_, declaration, ledger, expected) => {
    const found = findIn(declaration, ledger);
    const lines = found.map(
      ({ code, path, message }) => `${code} at ${formatPath(path)}: ${message}`,
    );
    expect(lines).toEqual(expected);
    for (const { help } of found) expect(help).toMatch(/^[^\p{Cc}]+[.?]$/u);
  });

  it("what is of the wrong shape is reported, and not what follows from it", () => {
    const wrong = [
      onMac({ raquel: { isAdmin: true, uid: "501" }, bob: {} }),
      onMac({ raquel: { isAdmin: "yes", uid: 501 }, bob: {} }),
      onMac({ raquel: {}, bob: {} }, { primaryUser: 7 }),
      people({ keith: { uid: "1000" } }),
      people({ keith: {} }, { defaults: { stateVersion: "24.05", uidRange: { nixos: [2, 1] } } }),
    ];
    for (const declaration of wrong) expect(findIn(declaration, emptyLedger)).toHaveLength(1);
  });

  it("it is said where a list of placements has room for a uid", () => {
    const help = (declaration: object) => findIn(declaration, emptyLedger)[0]?.help;
    const mac = { system: "aarch64-darwin", primaryUser: "ada" };
    const users = { ada: { fullName: "Ada" }, bob: { fullName: "Bob" } };
    expect(help(onMac({ raquel: { isAdmin: true }, bob: {} }))).toMatch(
      /^Set it in this placement, such as \{ uid: 501 \}\. On the Mac, /,
    );
    const listed = { users, hosts: { macbook: { ...mac, users: ["bob", "ada"] } } };
    expect(help(sampleFleet(listed))).toMatch(
      /^Write the list as a mapping, which has room for it: users: \{ ada: \{ uid: 501 \}, bob: \{\} \}\. /,
    );
    const ofUser = {
      users: {
        ada: { fullName: "Ada", hosts: ["mac-book", "mini"] },
        bob: { fullName: "Bob", hosts: ["mac-book"] },
      },
      hosts: { "mac-book": mac, mini: linux },
    };
    expect(help(sampleFleet(ofUser))).toContain(
      'hosts: { "mac-book": { uid: 501 }, mini: {} }. On the Mac, ',
    );
    const many = Object.fromEntries("abcdefgh".split("").map((id) => [id, { fullName: id }]));
    const macbook = { ...mac, users: ["ada", ...Object.keys(many)] };
    expect(help(sampleFleet({ users: { ...users, ...many }, hosts: { macbook } }))).toContain(
      "users: { ada: { uid: 501 }, a: {}, b: {}, c: {}, d: {}, e: {}, … }. ",
    );
  });

  it("it is said how a Mac's own number is taken from whom it was allotted to", () => {
    const ledger = ledgerOf({}, { accounts: { 502: "bob" } });
    expect(findIn(onMac({ ada: { uid: 502 }, bob: {} }), ledger)[0]?.help).toMatch(
      /^If the Mac gave it to "ada" .* for "bob" in the placement there another one, then run `fleet uids free 502 --host macbook`\. Otherwise choose another uid;/,
    );
  });

  it("it is said how the uid of somebody who is gone can be given up", () => {
    const helps = (declaration: object, ledger: UidLedger) =>
      findIn(declaration, ledger).map(({ help }) => help?.match(/`(fleet uids free [^`]*)`/)?.[1]);
    const nixos = ledgerOf({ tombstones: { 1001: "henry" } });
    expect(helps(people({ traci: { uid: 1001 } }), nixos)).toEqual(["fleet uids free 1001"]);
    const macbook = ledgerOf({}, { tombstones: { 503: "henry" } });
    expect(helps(onMac({ ada: { uid: 503 } }), macbook)).toEqual([
      "fleet uids free 503 --host macbook",
    ]);
  });
});
