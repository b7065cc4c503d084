import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import { moveEarlier, moveLedger, type UidLedger } from "../../src/internal.ts";
import { sampleFleet } from "../sample-fleet.ts";
import { arbitraryLedger } from "../uids/arbitrary-ledger.ts";

const moves = fc.record({
  users: fc
    .dictionary(fc.constantFrom("ada", "bob", "eve"), fc.constantFrom("keith", "zoe", "new"))
    .map((all) => new Map(Object.entries(all))),
  hosts: fc
    .dictionary(fc.constantFrom("mini", "blackphos"), fc.constantFrom("toString", "vault"))
    .map((all) => new Map(Object.entries(all))),
});

/** Every number of a space with those who ever had it, each person in the place of whom they were before. */
function listOwners({ nixos, hosts }: UidLedger, names: ReadonlyMap<string, string>) {
  const spaces = [nixos, ...hosts.values()];
  return new Set(
    spaces.flatMap(({ accounts, tombstones }) =>
      [...accounts, ...tombstones].map(([uid, user]) => `${uid} ${names.get(user) ?? user}`),
    ),
  );
}

describe("a ledger under new ids", () => {
  test.prop([arbitraryLedger, moves])("is the same when it is moved twice", (ledger, moved) => {
    const once = moveLedger(ledger, moved);
    expect(moveLedger(once, moved)).toEqual(once);
  });

  test.prop([arbitraryLedger, moves])("names nobody by an id of before", (ledger, moved) => {
    const { nixos, hosts } = moveLedger(ledger, moved);
    for (const old of moved.hosts.keys()) expect(hosts.has(old)).toBe(false);
    const all = [nixos, ...hosts.values()].flatMap(({ accounts, tombstones }) => [
      ...accounts.values(),
      ...tombstones.values(),
    ]);
    for (const old of moved.users.keys()) expect(all).not.toContain(old);
  });

  test.prop([arbitraryLedger, moves.map(({ users }) => ({ users, hosts: new Map() }))])(
    "loses no number, and gives none to anybody else",
    (ledger, moved) => {
      expect(listOwners(moveLedger(ledger, moved), new Map())).toEqual(
        listOwners(ledger, moved.users),
      );
    },
  );

  test.prop([arbitraryLedger, moves])(
    "lets nobody have two at once in a space",
    (ledger, moved) => {
      const { nixos, hosts } = moveLedger(ledger, moved);
      for (const { accounts } of [nixos, ...hosts.values()]) {
        expect(new Set(accounts.values()).size).toBe(accounts.size);
      }
    },
  );
});

const keith = { fullName: "Keith", isAdmin: true };
const ledgerOf = (accounts: Record<number, string>): UidLedger => ({
  nixos: {
    accounts: new Map(Object.entries(accounts).map(([uid, user]) => [Number(uid), user])),
    tombstones: new Map(),
  },
  hosts: new Map(),
});

function resolve(declaration: object, ledger: UidLedger, files: readonly string[] = []) {
  const { value, diagnostics } = parseFleet(declaration);
  if (value === undefined) throw new Error("no fleet");
  const around = { files: new Set(files), tracked: new Set(files), contents: new Map(), ledger };
  const resolved = resolveFleet(value, { ...around, unreadable: new Set() });
  const found = [...diagnostics, ...resolved.diagnostics].filter(
    ({ code }) => code !== "core/missing-file",
  );
  return { account: resolved.value.hosts.get("mini")?.accounts.get("kmiller"), found, resolved };
}

describe("somebody who is called otherwise", () => {
  const declared = (more: object = {}, own: object = {}) =>
    sampleFleet({
      users: { kmiller: { ...keith, ...own } },
      hosts: { mini: { system: "x86_64-linux", users: ["kmiller"] } },
      moved: { users: { keith: "kmiller" } },
      ...more,
    });

  it("keeps uid, login and home, whoever wrote the ledger", () => {
    for (const user of ["keith", "kmiller"]) {
      const { account, found, resolved } = resolve(declared(), ledgerOf({ 1007: user }));
      expect(found).toEqual([]);
      expect(account).toMatchObject({
        uid: { value: 1007 },
        username: { value: "keith", origin: "moved", path: ["moved", "users", "keith"] },
        homeDirectory: { value: "/home/keith" },
      });
      expect(resolved.value.ledger).toEqual(ledgerOf({ 1007: "kmiller" }));
    }
  });

  it("has another login where that is declared", () => {
    const { account } = resolve(declared({}, { username: "km" }), ledgerOf({ 1007: "keith" }));
    expect(account).toMatchObject({ uid: { value: 1007 }, username: { value: "km" } });
  });

  it("has to say which uid goes on where both had one", () => {
    const ledger = ledgerOf({ 1000: "keith", 1001: "kmiller" });
    const { found } = resolve(declared(), ledger);
    expect(found).toMatchObject([{ code: "core/moved-uids", path: ["moved", "users", "keith"] }]);
    for (const uid of [1000, 1001]) {
      const chosen = resolve(declared({}, { uid }), ledger);
      expect(chosen.found).toEqual([]);
      expect(chosen.account?.uid?.value).toBe(uid);
      const { accounts, tombstones } = chosen.resolved.value.ledger.nixos;
      expect([...accounts, ...tombstones]).toEqual([
        [uid, "kmiller"],
        [2001 - uid, "kmiller"],
      ]);
    }
  });

  it("is told of secret files that have the old id, with the commands that move them", () => {
    const files = ["secrets/users/keith.yaml", "secrets/users/keith/mail.yaml"];
    const operators = { ci: { ageKeys: [] } };
    const { found } = resolve(declared({ operators }), ledgerOf({}), files);
    const told = found.filter(({ code }) => code === "core/moved-secrets");
    expect(told).toMatchObject([{ severity: "warning", path: ["moved", "users", "keith"] }]);
    expect(told[0]?.help).toContain("fleet rename user keith kmiller");
    expect(told[0]?.help).toContain(
      "git mv -- secrets/users/keith.yaml secrets/users/kmiller.yaml",
    );
    expect(told[0]?.help).toContain("mkdir -p -- secrets/users/kmiller && git mv --");
  });
});

it("what machines were built from has the new ids, but where these were there already", () => {
  const account = { user: "ada", username: "ada", uid: 1000 };
  const host = { platform: "nixos", accounts: new Map([["ada", account]]) };
  const moved = { users: new Map([["ada", "zoe"]]), hosts: new Map([["mini", "vault"]]) };
  const zoe = { platform: "nixos", accounts: new Map([["zoe", { ...account, user: "zoe" }]]) };
  expect(moveEarlier(new Map([["mini", host]]), moved)).toEqual(new Map([["vault", zoe]]));
  const both = new Map([
    ["mini", host],
    ["vault", zoe],
  ]);
  expect(moveEarlier(both, moved)).toEqual(new Map([["vault", zoe]]));
});
