import { fc, test } from "@fast-check/vitest";
import { isError } from "@fleet/diagnostics";
import { describe, expect } from "vitest";
import { hostIdProblem, loginNameProblem } from "../../src/declaration/names.ts";
import { type Fleet, type FleetDeclaration, parseFleet, resolveFleet } from "../../src/index.ts";
import {
  emptyLedger,
  ledgerJson,
  mergeLedgers,
  parseLedger,
  type UidLedger,
  type UidSpace,
} from "../../src/internal.ts";
import { canonicalSurroundings } from "../sample-fleet.ts";
import { arbitraryLedger, arbitraryPeople } from "./arbitrary-ledger.ts";

function parse(declaration: FleetDeclaration): Fleet {
  const { value } = parseFleet(declaration);
  if (value === undefined) throw new Error("bug: the declaration is of the wrong shape");
  return value;
}

function resolve(declaration: FleetDeclaration, ledger: UidLedger) {
  const around = { ...canonicalSurroundings(declaration), ledger };
  return resolveFleet(parse(declaration), around);
}

/** The uids of all accounts: `host user` → uid. */
function uidsOf(declaration: FleetDeclaration, ledger: UidLedger): Map<string, number> {
  const uids = new Map<string, number>();
  for (const [host, { accounts }] of resolve(declaration, ledger).value.hosts) {
    for (const [user, { uid }] of accounts) {
      if (uid !== undefined) uids.set(`${host} ${user}`, uid.value);
    }
  }
  return uids;
}

function isSound(declaration: FleetDeclaration, ledger: UidLedger): boolean {
  return !resolve(declaration, ledger).diagnostics.some(isError);
}

function spacesOf({ nixos, hosts }: UidLedger): UidSpace[] {
  return [nixos, ...hosts.values()];
}

/** Whose a number is, or was. */
function ownersOf({ accounts, tombstones }: UidSpace): Map<number, string> {
  return new Map([...tombstones, ...accounts]);
}

/** The same fleet with everybody but one. */
function dismiss(leaver: string, fleet: FleetDeclaration): FleetDeclaration {
  const others = (record: object) =>
    Object.fromEntries(Object.entries(record).filter(([id]) => id !== leaver));
  const hosts = Object.entries(fleet.hosts).map(([id, host]) => {
    const { users = [] } = host;
    const left = Array.isArray(users) ? users.filter((user) => user !== leaver) : others(users);
    return [id, { ...host, users: left }];
  });
  return { ...fleet, users: others(fleet.users), hosts: Object.fromEntries(hosts) };
}

/** The same fleet without what anybody declares of uids. */
function undeclare(fleet: FleetDeclaration): FleetDeclaration {
  const text = JSON.stringify(fleet, (key, value) => (key === "uid" ? undefined : value));
  return JSON.parse(text);
}

/** Nobody is admin, so that everybody is served on Macs as well. */
function demote(fleet: FleetDeclaration): FleetDeclaration {
  const text = JSON.stringify(fleet, (key, value) => (key === "isAdmin" ? false : value));
  return JSON.parse(text);
}

const anybody = fc.constantFrom("ada", "bob", "constructor", "eve", "keith", "zoe");

/** Ids that a host may have, most of them with the domain that it is in. */
const arbitraryHostId = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,5}(\.[A-Za-z0-9][A-Za-z0-9_-]{0,5}){0,3}$/)
  .filter((id) => hostIdProblem(id) === undefined);

const arbitraryUserId = fc
  .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}$/)
  .filter((id) => loginNameProblem(id) === undefined);

describe("a ledger, whatever was declared and on record", () => {
  test.prop([arbitraryHostId, arbitraryHostId, arbitraryUserId, arbitraryUserId])(
    "is read back as it was written, whatever ids hosts and users may have",
    (mini, mac, ada, bob) => {
      fc.pre(mini !== mac && ada !== bob);
      const fleet: FleetDeclaration = {
        users: { [ada]: { fullName: "Ada" }, [bob]: { fullName: "Bob" } },
        hosts: {
          [mini]: { system: "x86_64-linux", users: { [ada]: { uid: 1007 }, [bob]: {} } },
          [mac]: { system: "aarch64-darwin", users: { [ada]: {}, [bob]: { uid: 501 } } },
        },
        defaults: { stateVersion: "24.05" },
      };
      const written = JSON.stringify(ledgerJson(resolve(fleet, emptyLedger).value.ledger));
      for (const id of [`${mini}/1007`, `${mac}/501`, `${mac}/502`]) expect(written).toContain(id);
      const { value, diagnostics } = parseLedger(JSON.parse(written), "fleet.lock.json");
      expect(diagnostics).toEqual([]);
      expect(JSON.stringify(ledgerJson(value))).toBe(written);
    },
  );

  test.prop([arbitraryPeople, arbitraryLedger])("is sound afterwards", (fleet, before) => {
    const { ledger } = resolve(fleet, before).value;
    const read = parseLedger(JSON.parse(JSON.stringify(ledgerJson(ledger))), "fleet.lock.json");
    expect(read).toEqual({ value: ledger, diagnostics: [] });
  });

  test.prop([arbitraryPeople, arbitraryLedger])("changes once, and not again", (fleet, before) => {
    const { ledger } = resolve(fleet, before).value;
    expect(resolve(fleet, ledger).value.ledger).toEqual(ledger);
    expect(uidsOf(fleet, ledger)).toEqual(uidsOf(fleet, before));
  });

  test.prop([arbitraryPeople, arbitraryLedger])(
    "never gives a number to somebody else, and forgets none",
    (fleet, before) => {
      const after = resolve(fleet, before).value.ledger;
      for (const [index, space] of [before.nixos, ...before.hosts.values()].entries()) {
        const host = index === 0 ? undefined : [...before.hosts.keys()][index - 1];
        const now = host === undefined ? after.nixos : after.hosts.get(host);
        const owners = now === undefined ? new Map() : ownersOf(now);
        for (const [uid, user] of ownersOf(space)) expect(owners.get(uid)).toBe(user);
      }
    },
  );

  test.prop([arbitraryPeople, arbitraryLedger])(
    "names everybody who has an account on NixOS",
    (people, before) => {
      const fleet = undeclare(demote(people));
      const { ledger, hosts } = resolve(fleet, before).value;
      const onNixos = [...hosts.values()].filter(({ platform }) => platform === "nixos");
      const users = new Set(onNixos.flatMap(({ accounts }) => [...accounts.keys()]));
      expect([...ledger.nixos.accounts.values()].sort()).toEqual([...users].sort());
    },
  );
});

describe("uids that are left to machines by default", () => {
  test.prop([arbitraryPeople, arbitraryLedger])(
    "are those of all on NixOS who declare none, and what was theirs stays theirs",
    (people, before) => {
      const fleet = { ...people, defaults: { ...people.defaults, uid: "machine" as const } };
      const { hosts, ledger } = resolve(fleet, before).value;
      for (const { platform, accounts } of hosts.values()) {
        for (const { uid, uidOfMachine } of accounts.values()) {
          if (platform !== "nixos") expect(uidOfMachine).toBeUndefined();
          else expect(uid === undefined).toBe(uidOfMachine !== undefined);
          if (platform === "nixos") expect(uid?.origin).not.toBe("ledger");
        }
      }
      const now = ownersOf(ledger.nixos);
      for (const [uid, user] of ownersOf(before.nixos)) expect(now.get(uid)).toBe(user);
      for (const [uid, user] of ledger.nixos.accounts) expect(fleet.users[user]?.uid).toBe(uid);
    },
  );
});

describe("the uids of accounts", () => {
  test.prop([arbitraryPeople, arbitraryLedger])(
    "are the same when all of them are declared as they were allotted",
    (people, before) => {
      const fleet = undeclare(demote(people));
      fc.pre(isSound(fleet, before));
      const uids = uidsOf(fleet, before);
      const { ledger } = resolve(fleet, before).value;
      const hosts = Object.entries(fleet.hosts).map(([id, host]) => {
        if (!host.system.endsWith("darwin")) return [id, host];
        const { users = [] } = host;
        const ids = Array.isArray(users) ? users : Object.keys(users);
        const placed = ids.map((user) => [user, { uid: uids.get(`${id} ${user}`) }]);
        return [id, { ...host, users: Object.fromEntries(placed) }];
      });
      const shared = new Map([...ledger.nixos.accounts].map(([uid, user]) => [user, uid]));
      const users = Object.entries(fleet.users).map(([id, user]) => {
        const uid = shared.get(id);
        return [id, uid === undefined ? user : { ...user, uid }];
      });
      const declared = {
        ...fleet,
        users: Object.fromEntries(users),
        hosts: Object.fromEntries(hosts),
      };
      expect(isSound(declared, before)).toBe(true);
      expect(uidsOf(declared, before)).toEqual(uids);
      expect(resolve(declared, before).value.ledger).toEqual(ledger);
    },
  );

  test.prop([arbitraryPeople, arbitraryLedger])(
    "are different for different people of a host",
    (people, before) => {
      const fleet = undeclare(demote(people));
      fc.pre(isSound(fleet, before));
      for (const { accounts } of resolve(fleet, before).value.hosts.values()) {
        const uids = [...accounts.values()].flatMap(({ uid }) => uid?.value ?? []);
        expect(new Set(uids).size).toBe(uids.length);
      }
    },
  );

  test.prop([arbitraryPeople, anybody])(
    "stay what they are when somebody comes",
    (fleet, comer) => {
      const everybody = undeclare(demote(fleet));
      const before = dismiss(comer, everybody);
      const { ledger } = resolve(before, emptyLedger).value;
      const after = uidsOf(everybody, ledger);
      for (const [account, uid] of uidsOf(before, emptyLedger))
        expect(after.get(account)).toBe(uid);
    },
  );

  test.prop([arbitraryPeople, anybody, anybody])(
    "are the same again when somebody went and comes back, whoever came meanwhile",
    (fleet, leaver, comer) => {
      fc.pre(leaver !== comer);
      const everybody = undeclare(demote(fleet));
      const first = dismiss(comer, everybody);
      const had = uidsOf(first, emptyLedger);
      const start = resolve(first, emptyLedger).value.ledger;
      const gone = resolve(dismiss(leaver, everybody), start).value;
      for (const space of spacesOf(gone.ledger)) {
        expect([...space.accounts.values()]).not.toContain(leaver);
      }
      const back = uidsOf(everybody, gone.ledger);
      for (const [account, uid] of had) expect(back.get(account)).toBe(uid);
    },
  );
});

/** Of NixOS: `host user` → uid and what decided it. */
function onNixos({ hosts }: ReturnType<typeof resolve>["value"]) {
  return [...hosts.values()].flatMap(({ id, platform, accounts }) =>
    platform !== "nixos"
      ? []
      : [...accounts.values()].flatMap(({ user, uid }) =>
          uid === undefined ? [] : [{ host: id, user, uid: uid.value, origin: uid.origin }],
        ),
  );
}

describe("uids of NixOS hosts of which some are pinned, and some left to the machine", () => {
  test.prop([arbitraryPeople, arbitraryLedger])(
    "are never those of two people of one host, whatever is accepted, unless an error says so",
    (fleet, before) => {
      const all = { uid: 0, users: Object.keys(fleet.users), reason: "A test." };
      const sharedUids = [1000, 1001, 1002, 1003, 1004, 1500].map((uid) => ({ ...all, uid }));
      const { value, diagnostics } = resolve({ ...fleet, policy: { sharedUids } }, before);
      if (diagnostics.some(({ code }) => code === "core/uid-taken")) return;
      for (const { id } of value.hosts.values()) {
        const uids = onNixos(value).flatMap(({ host, uid }) => (host === id ? uid : []));
        expect(new Set(uids).size).toBe(uids.length);
      }
    },
  );

  test.prop([arbitraryPeople, arbitraryLedger])(
    "are one person's each, unless something is said",
    (fleet, before) => {
      const { value, diagnostics } = resolve(fleet, before);
      const owners = new Map<number, string>();
      const isSaid = diagnostics.some(({ code }) => /uid-(?:taken|shared)$/.test(code));
      const shared = onNixos(value).filter(({ uid, user }) => {
        const owner = owners.get(uid) ?? user;
        owners.set(uid, owner);
        return owner !== user;
      });
      if (shared.length > 0) expect(isSaid).toBe(true);
    },
  );

  test.prop([arbitraryPeople, arbitraryLedger])(
    "are never allotted where they are or were somebody's anywhere on NixOS, or are declared",
    (fleet, before) => {
      const taken = new Map<number, Set<string>>();
      const add = (uid: unknown, user: string) => {
        if (typeof uid === "number") taken.set(uid, (taken.get(uid) ?? new Set()).add(user));
      };
      for (const space of spacesOf(before)) for (const one of ownersOf(space)) add(...one);
      for (const [id, { uid }] of Object.entries(fleet.users)) add(uid, id);
      for (const { users = {} } of Object.values(fleet.hosts)) {
        for (const [id, own] of Object.entries(users)) add(Object(own).uid, id);
      }
      for (const { user, uid, origin } of onNixos(resolve(fleet, before).value)) {
        const isNew = origin === "ledger" && ownersOf(before.nixos).get(uid) !== user;
        if (isNew && fleet.users[user]?.uid !== uid) expect(taken.get(uid)).toBeUndefined();
      }
    },
  );

  test.prop([arbitraryPeople, anybody])(
    "are the same again when somebody went and comes back",
    (fleet, leaver) => {
      fc.pre(isSound(fleet, emptyLedger));
      const start = resolve(fleet, emptyLedger).value.ledger;
      const gone = resolve(dismiss(leaver, fleet), start).value.ledger;
      expect(isSound(fleet, gone)).toBe(true);
      expect(resolve(fleet, gone).value.ledger).toEqual(start);
    },
  );
});

describe("a merge of two ledgers", () => {
  const side = fc.constantFrom("ours" as const, "theirs" as const);

  test.prop([arbitraryLedger, arbitraryLedger, side])(
    "is what one side says where the other changed nothing",
    (base, changed, kept) => {
      const ours = mergeLedgers({ base, ours: changed, theirs: base }, kept);
      const theirs = mergeLedgers({ base, ours: base, theirs: changed }, kept);
      const same = mergeLedgers({ base, ours: changed, theirs: changed }, kept);
      for (const merged of [ours, theirs, same]) {
        expect(merged).toEqual({ ledger: changed, clashes: [] });
      }
    },
  );

  test.prop([arbitraryLedger, arbitraryLedger, arbitraryLedger, side])(
    "is sound, and knows nobody whom neither side knew",
    (base, ours, theirs, kept) => {
      const { ledger } = mergeLedgers({ base, ours, theirs }, kept);
      const json = JSON.parse(JSON.stringify(ledgerJson(ledger)));
      expect(parseLedger(json, "fleet.lock.json")).toEqual({ value: ledger, diagnostics: [] });
      for (const [uid, user] of ownersOf(ledger.nixos)) {
        expect([ours, theirs].map(({ nixos }) => ownersOf(nixos).get(uid))).toContain(user);
      }
    },
  );

  test.prop([arbitraryLedger, arbitraryLedger, arbitraryLedger])(
    "is the same, and clashes over the same, from whichever side it is seen",
    (base, ours, theirs) => {
      const here = mergeLedgers({ base, ours, theirs }, "ours");
      const there = mergeLedgers({ base, ours: theirs, theirs: ours }, "theirs");
      const turned = there.clashes.map((clash) => ({
        ...clash,
        ours: clash.theirs,
        theirs: clash.ours,
      }));
      expect({ ledger: there.ledger, clashes: turned }).toEqual(here);
    },
  );

  test.prop([arbitraryPeople, arbitraryPeople, arbitraryPeople])(
    "never leaves two people of two branches with one number",
    (start, left, right) => {
      const grow = (fleet: FleetDeclaration, ledger: UidLedger) =>
        resolve(undeclare(demote(fleet)), ledger).value.ledger;
      const base = grow(start, emptyLedger);
      const [ours, theirs] = [grow(left, base), grow(right, base)];
      const { clashes } = mergeLedgers({ base, ours, theirs }, "ours");
      const disputed = new Set(clashes.flatMap((c) => (c.kind === "uid" && !c.host ? c.uid : [])));
      for (const [uid, user] of ownersOf(ours.nixos)) {
        const other = ownersOf(theirs.nixos).get(uid);
        if (other !== undefined) expect(disputed.has(uid)).toBe(other !== user);
      }
    },
  );
});
