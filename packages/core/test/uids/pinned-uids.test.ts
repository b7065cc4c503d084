import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import { ledgerJson, parseLedger, type UidLedgerJson } from "../../src/internal.ts";
import { canonicalSurroundings, sampleFleet } from "../sample-fleet.ts";

const linux = { system: "x86_64-linux" };

/** People on NixOS hosts, with what users, placements and other sections say. */
function fleetOf(
  hosts: Record<string, Record<string, object>>,
  { users = {}, ...sections }: { users?: Record<string, object> } & Record<string, unknown> = {},
): object {
  const ids = new Set([...Object.values(hosts).flatMap(Object.keys), ...Object.keys(users)]);
  const named = [...ids].map((id) => [id, { fullName: `X${id}`, ...users[id] }]);
  const placed = Object.entries(hosts).map(([id, own]) => [id, { ...linux, users: own }]);
  return sampleFleet({
    users: Object.fromEntries(named),
    hosts: Object.fromEntries(placed),
    ...sections,
  });
}

function run(declaration: object, json: UidLedgerJson = {}) {
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const ledger = parseLedger(json, "the ledger").value;
  const { value, diagnostics: resolved } = resolveFleet(fleet, {
    ...canonicalSurroundings(declaration),
    ledger,
  });
  const all = [...diagnostics, ...resolved].filter(
    ({ code }) => code !== "core/host-without-admin",
  );
  return {
    ledger: ledgerJson(value.ledger),
    uids: [...value.hosts.values()].flatMap(({ id, accounts }) =>
      [...accounts.values()].map(({ user, uid }) => `${user}@${id} ${uid?.value ?? "none"}`),
    ),
    found: all.map(({ code, path, message }) => `${code} at ${formatPath(path)}: ${message}`),
    helps: all.map(({ help }) => help),
  };
}

const codesOf = ({ found }: { found: readonly string[] }) =>
  found.map((text) => text.slice(0, text.indexOf(": ")));

describe("a pin on a NixOS host", () => {
  it("is a line of its host, and everywhere else the person has the number of all hosts", () => {
    const fleet = fleetOf({ desk: { ada: {}, bob: {} }, mini: { ada: { uid: 1003 }, bob: {} } });
    expect(run(fleet)).toMatchObject({
      ledger: { accounts: { "1000": "ada", "1001": "bob", "mini/1003": "ada" } },
      uids: ["ada@desk 1000", "bob@desk 1001", "ada@mini 1003", "bob@mini 1001"],
      found: [],
    });
  });

  it("needs no number of all hosts for somebody who has no other account", () => {
    expect(run(fleetOf({ mini: { ada: { uid: 1003 }, bob: {} } })).ledger).toEqual({
      accounts: { "1000": "bob", "mini/1003": "ada" },
    });
  });

  it("needs no line where it is the number of all hosts, as older fleets have it on record", () => {
    const fleet = fleetOf({ desk: { ada: {} }, mini: { ada: { uid: 1003 } } });
    const before = { accounts: { "1003": "ada" } };
    expect(run(fleet, before)).toMatchObject({ ledger: before, found: [] });
    const alone = fleetOf({ mini: { ada: { uid: 1003 } } });
    expect(run(alone, before)).toMatchObject({ ledger: before, found: [] });
    const declared = fleetOf({ mini: { ada: { uid: 1003 } } }, { users: { ada: { uid: 1003 } } });
    expect(run(declared)).toMatchObject({ ledger: before, found: [] });
  });

  it("is allotted to nobody else, also when it is a tombstone", () => {
    const taken = { tombstones: { "mini/1000": "zoe", "gone/1001": "zoe" } };
    const fleet = fleetOf({ desk: { bob: {}, cleo: {} }, mini: { ada: { uid: 1002 } } });
    expect(run(fleet, taken)).toMatchObject({
      ledger: {
        accounts: { "1003": "bob", "1004": "cleo", "mini/1002": "ada" },
        tombstones: taken.tombstones,
      },
      found: [],
    });
  });

  it("is allotted to nobody on a Mac either, nor what is pinned on one on NixOS", () => {
    const mac = { system: "aarch64-darwin", users: { ada: { uid: 1000 }, bob: {} } };
    const fleet = {
      ...fleetOf({ mini: { ada: { uid: 1001 } }, desk: { cleo: {} } }, { users: { bob: {} } }),
      defaults: { stateVersion: "24.05", uidRange: { darwin: [1000, 1999] } },
    };
    const hosts = { ...Object(fleet).hosts, studio: mac };
    expect(run({ ...fleet, hosts }).ledger).toEqual({
      accounts: { "1002": "cleo", "mini/1001": "ada", "studio/1000": "ada", "studio/1002": "bob" },
    });
  });

  it("leaves a tombstone of its host when it is changed, or taken out, or its person goes", () => {
    const before = { accounts: { "1000": "ada", "mini/1003": "ada" } };
    const withPin = (own: object) => fleetOf({ desk: { ada: {} }, mini: { ada: own } });
    expect(run(withPin({ uid: 1004 }), before).ledger).toEqual({
      accounts: { "1000": "ada", "mini/1004": "ada" },
      tombstones: { "mini/1003": "ada" },
    });
    const gone = { accounts: { "1000": "ada" }, tombstones: { "mini/1003": "ada" } };
    expect(run(withPin({}), before)).toMatchObject({ ledger: gone, found: [] });
    expect(run(fleetOf({ desk: { ada: {} } }), before).ledger).toEqual(gone);
    expect(run(withPin({ uid: 1003 }), gone)).toMatchObject({ ledger: before, found: [] });
  });

  it.each<[string, object, UidLedgerJson, string[]]>([
    [
      "another pin there",
      fleetOf({ mini: { ada: { uid: 1003 }, bob: { uid: 1003 } } }),
      {},
      [
        'core/uid-taken at hosts.mini.users.bob.uid: On "mini", the uid 1003 belongs to both "ada" (hosts.mini.users.ada.uid) and "bob".',
      ],
    ],
    [
      "what somebody there declares for all hosts",
      fleetOf({ mini: { ada: { uid: 1003 }, bob: {} } }, { users: { bob: { uid: 1003 } } }),
      {},
      [
        'core/uid-taken at hosts.mini.users.ada.uid: On "mini", the uid 1003 belongs to both "bob" (users.bob.uid) and "ada".',
      ],
    ],
    [
      "what somebody there was allotted",
      fleetOf({ mini: { ada: { uid: 1003 }, bob: {} } }),
      { accounts: { "1003": "bob" } },
      [
        'core/uid-taken at hosts.mini.users.ada.uid: On "mini", the uid 1003 belongs to both "bob" (fleet.lock.json) and "ada".',
      ],
    ],
    [
      "what was pinned there for somebody who is gone",
      fleetOf({ mini: { ada: { uid: 1003 } } }),
      { tombstones: { "mini/1003": "zoe" } },
      [
        'core/uid-taken at hosts.mini.users.ada.uid: The uid 1003 of "ada" was that of "zoe", whose files may still have it.',
      ],
    ],
    [
      "what was pinned elsewhere for somebody who is gone",
      fleetOf({ mini: { ada: { uid: 1003 } } }),
      { tombstones: { "desk/1003": "zoe" } },
      [
        'core/uid-taken at hosts.mini.users.ada.uid: The uid 1003 of "ada" was that of "zoe", whose files may still have it.',
      ],
    ],
    [
      "what somebody who is gone had on all hosts",
      fleetOf({ mini: { ada: { uid: 1003 } } }),
      { tombstones: { "1003": "zoe" } },
      [
        'core/uid-taken at hosts.mini.users.ada.uid: The uid 1003 of "ada" was that of "zoe", whose files may still have it.',
      ],
    ],
    [
      "what somebody has on other hosts",
      fleetOf(
        { desk: { bob: {} }, mini: { ada: { uid: 1003 } } },
        { users: { bob: { uid: 1003 } } },
      ),
      {},
      [
        'core/uid-shared at hosts.mini.users.ada.uid: The uid 1003 is that of "ada" on "mini", and that of "bob" on all NixOS hosts (users.bob.uid): a file that moves between them changes hands.',
      ],
    ],
    [
      "what is pinned for somebody on another host, once",
      fleetOf({
        a: { ada: { uid: 1003 } },
        b: { ada: { uid: 1003 } },
        c: { bob: { uid: 1003 } },
        d: { bob: { uid: 1003 } },
      }),
      {},
      [
        'core/uid-shared at hosts.c.users.bob.uid: The uid 1003 is that of "bob" on "c", and that of "ada" on "a" (hosts.a.users.ada.uid): a file that moves between them changes hands.',
      ],
    ],
    [
      "the range",
      fleetOf({ mini: { ada: { uid: 900 } } }),
      {},
      [
        'core/uid-out-of-range at hosts.mini.users.ada.uid: The uid 900 of "ada" on "mini" is not between 1000 and 60000.',
      ],
    ],
    [
      "what is the system's",
      fleetOf({ mini: { ada: { uid: 30001 } } }),
      {},
      [
        'core/uid-taken at hosts.mini.users.ada.uid: The uid 30001 of "ada" on "mini" belongs to the build users of Nix.',
      ],
    ],
  ])("collides with %s", (_, fleet, before, expected) => {
    expect(run(fleet, before).found).toEqual(expected);
  });

  it("names the command that frees what was somebody else's, with its host", () => {
    const fleet = fleetOf({ mini: { ada: { uid: 1003 } } });
    const helpFor = (place: string) => run(fleet, { tombstones: { [place]: "zoe" } }).helps[0];
    expect(helpFor("desk/1003")).toContain("`fleet uids free 1003 --host desk`");
    expect(helpFor("web1.example.org/1003")).toContain(
      "`fleet uids free 1003 --host web1.example.org`",
    );
    expect(helpFor("1003")).toContain("`fleet uids free 1003`");
  });

  it("that is on record stays when somebody with the same number goes", () => {
    const fleet = fleetOf({ mini: { ada: { uid: 1003 } } });
    const before = { accounts: { "1003": "bob", "mini/1003": "ada" } };
    const ledger = { accounts: { "mini/1003": "ada" }, tombstones: { "1003": "bob" } };
    expect(run(fleet, before)).toMatchObject({ ledger, found: [] });
  });

  it("keeps those who share its number with somebody from its host, also when it is gone", () => {
    const fleet = fleetOf({ mini: { bob: {} } });
    const before = { accounts: { "1003": "bob" }, tombstones: { "mini/1003": "ada" } };
    expect(codesOf(run(fleet, before))).toEqual(["core/uid-taken at hosts.mini.users.bob"]);
    expect(run(fleet, before).helps[0]).toContain("`fleet uids free 1003 --host mini`");
  });
});

describe("a uid that two people share", () => {
  const shared = (sharedUids: readonly object[]) =>
    fleetOf(
      { desk: { bob: {}, cleo: {} }, mini: { ada: { uid: 1003 } } },
      { users: { bob: { uid: 1003 } }, policy: { sharedUids } },
    );
  const entry = { uid: 1003, users: ["bob", "ada"], reason: "The old laptop came with it." };

  it("is accepted by its number and its people", () => {
    expect(run(shared([entry]))).toMatchObject({
      ledger: { accounts: { "1000": "cleo", "1003": "bob", "mini/1003": "ada" } },
      found: [],
    });
  });

  it("has the entry in the help that accepts it", () => {
    const text = '{ uid: 1003, users: ["ada", "bob"], reason: "…" }';
    expect(run(shared([])).helps[0]).toContain(`policy: { sharedUids: [${text}] }`);
  });

  it.each<[string, readonly object[], string[]]>([
    [
      "another number",
      [{ ...entry, uid: 1004 }],
      [
        "core/uid-shared at hosts.mini.users.ada.uid",
        "core/unused-acceptance at policy.sharedUids[0]",
      ],
    ],
    [
      "other people",
      [{ ...entry, users: ["bob", "cleo"] }],
      [
        "core/uid-shared at hosts.mini.users.ada.uid",
        "core/unused-acceptance at policy.sharedUids[0]",
      ],
    ],
    [
      "one too many",
      [{ ...entry, users: ["ada", "bob", "cleo"] }],
      ["core/unused-acceptance at policy.sharedUids[0].users[2]"],
    ],
    ["it twice", [entry, entry], ["core/unused-acceptance at policy.sharedUids[1]"]],
    [
      "somebody who is not there",
      [{ ...entry, users: ["ada", "bob", "bobb"] }],
      ["core/unknown-user at policy.sharedUids[0].users[2]"],
    ],
    [
      "somebody twice",
      [{ ...entry, users: ["ada", "bob", "ada"] }],
      ["core/bad-acceptance at policy.sharedUids[0].users[2]"],
    ],
    [
      "one person alone, without a reason and below what people have",
      [entry, { uid: 7, users: ["ada"], reason: " " }],
      [
        "core/bad-acceptance at policy.sharedUids[1].uid",
        "core/bad-acceptance at policy.sharedUids[1].users",
        "core/bad-acceptance at policy.sharedUids[1].reason",
      ],
    ],
  ])("is not accepted by %s", (_, sharedUids, codes) => {
    expect(codesOf(run(shared(sharedUids)))).toEqual(codes);
  });

  it("is not accepted where both have it wherever they are, and is told once, with the way", () => {
    const users = { bob: { uid: 1003 }, ada: { uid: 1003 } };
    const fleet = fleetOf(
      { desk: { bob: {} }, mini: { ada: {} } },
      { users, policy: { sharedUids: [entry] } },
    );
    expect(codesOf(run(fleet))).toEqual(["core/uid-taken at users.bob.uid"]);
    expect(run(fleet).helps[0]).toContain("write that of one of them in placements");
  });

  it("is never one on the same host", () => {
    const fleet = fleetOf(
      { mini: { ada: { uid: 1003 }, bob: {} } },
      { users: { bob: { uid: 1003 } }, policy: { sharedUids: [entry] } },
    );
    expect(codesOf(run(fleet))).toContain("core/uid-taken at hosts.mini.users.ada.uid");
  });
});

describe("a uid that is left to the machine", () => {
  it("is none in fleet, and none is allotted for it", () => {
    const fleet = fleetOf(
      { desk: { ada: {}, bob: {} }, mini: { ada: { uid: 1003 }, bob: { uid: "machine" } } },
      { users: { ada: { uid: "machine" } } },
    );
    const { ledger, uids, found } = run(fleet);
    expect(ledger).toEqual({ accounts: { "1000": "bob", "mini/1003": "ada" } });
    expect(uids).toEqual(["ada@desk none", "bob@desk 1000", "ada@mini 1003", "bob@mini none"]);
    expect(found.map((text) => text.slice(0, 90))).toEqual([
      'core/uid-of-machine at users.ada.uid: The uid of "ada" is left to each NixOS host, so flee',
      'core/uid-of-machine at hosts.mini.users.bob.uid: The uid of "bob" is left to "mini", so fl',
    ]);
  });

  it("leaves what was allotted before as a tombstone, which comes back", () => {
    const left = fleetOf({ desk: { ada: {} } }, { users: { ada: { uid: "machine" } } });
    const before = { accounts: { "1005": "ada" } };
    const { ledger } = run(left, before);
    expect(ledger).toEqual({ tombstones: { "1005": "ada" } });
    expect(run(fleetOf({ desk: { ada: {} } }), ledger).ledger).toEqual(before);
  });

  it("is found where it counts nowhere: on a Mac, and for somebody on Macs alone", () => {
    const studio = { system: "aarch64-darwin", users: { ada: { uid: "machine" } } };
    const users = { ada: { fullName: "Ada", uid: "machine" } };
    const fleet = sampleFleet({ users, hosts: { studio } });
    expect(codesOf(run(fleet))).toEqual([
      "core/uid-off-nixos at hosts.studio.users.ada.uid",
      "core/uid-off-nixos at users.ada.uid",
    ]);
  });

  it("is one by default for who declares none, with one finding for all", () => {
    const people = { ada: {}, bob: { uid: 1007 }, cleo: {}, dan: {}, eve: {}, zoe: {} };
    const fleet = fleetOf(
      { desk: { ada: {}, bob: {} }, mini: people },
      {
        users: { cleo: { uid: 1002 }, dan: { uid: "machine" } },
        defaults: { stateVersion: "24.05", uid: "machine" },
        groups: { staff: { members: ["zoe"], uidRange: [4000, 4999] } },
      },
    );
    const { ledger, uids, found } = run(fleet, { accounts: { "1001": "eve" } });
    expect(ledger).toEqual({
      accounts: { "1002": "cleo", "4000": "zoe", "mini/1007": "bob" },
      tombstones: { "1001": "eve" },
    });
    expect(uids).toEqual([
      ...["ada@desk none", "bob@desk none", "ada@mini none", "bob@mini 1007", "cleo@mini 1002"],
      ...["dan@mini none", "eve@mini none", "zoe@mini 4000"],
    ]);
    expect(found.map((text) => text.slice(0, text.indexOf(", so ")))).toEqual([
      'core/uid-of-machine at users.dan.uid: The uid of "dan" is left to each NixOS host',
      'core/uid-of-machine at defaults.uid: The uids of "ada", "bob", "eve" are left to each NixOS host',
    ]);
  });

  it("is none by default on Macs, and said of nobody where all declare one", () => {
    const defaults = { stateVersion: "24.05", uid: "machine" };
    const studio = { system: "aarch64-darwin", users: { ada: { uid: 501 }, bob: {} } };
    const users = { ada: { fullName: "Ada" }, bob: { fullName: "Bob" } };
    expect(run(sampleFleet({ users, hosts: { studio }, defaults }))).toMatchObject({
      ledger: { accounts: { "studio/501": "ada", "studio/502": "bob" } },
      found: [],
    });
    const numbered = fleetOf({ mini: { ada: {} } }, { users: { ada: { uid: 1003 } }, defaults });
    expect(run(numbered).found).toEqual([]);
  });

  it.each([1000, "allotted", null])("is the only thing that the defaults can say: %j", (uid) => {
    const defaults = { stateVersion: "24.05", uid };
    const { found } = run(fleetOf({ mini: { ada: {} } }, { defaults }));
    expect(found).toEqual([expect.stringMatching(/^core\/wrong-type at defaults\.uid: .*machine/)]);
  });

  it.each([
    ["another word", "system"],
    ["a number in quotes", "1003"],
    ["nothing", null],
    ["a fraction", 1003.5],
  ])("is said by no other word: %s", (_, uid) => {
    const { diagnostics } = parseFleet(fleetOf({ mini: { ada: { uid } } }));
    expect(diagnostics.map(({ code, path }) => `${code} at ${formatPath(path)}`)).toEqual([
      "core/wrong-type at hosts.mini.users.ada.uid",
    ]);
    expect(diagnostics[0]?.message).toContain("machine");
  });
});

describe("the range of a group", () => {
  const people = { ada: {}, bob: {}, cleo: {}, dan: {} };
  const ranged = (groups: Record<string, object>, users: Record<string, object> = {}) =>
    fleetOf({ mini: people }, { users, groups });
  const students = { uidRange: [1001, 1002], members: ["bob", "cleo"] };

  it("is that of its members, and nobody else's", () => {
    expect(run(ranged({ students }))).toMatchObject({
      ledger: { accounts: { "1000": "ada", "1001": "bob", "1002": "cleo", "1003": "dan" } },
      found: [],
    });
  });

  it("may lie outside of the range of everybody", () => {
    const far = { students: { ...students, uidRange: [70000, 70001] } };
    expect(run(ranged(far))).toMatchObject({
      ledger: { accounts: { "1000": "ada", "1001": "dan", "70000": "bob", "70001": "cleo" } },
      found: [],
    });
  });

  it("is that of users who are in it by their own extraGroups, too", () => {
    const students = { uidRange: [4000, 4999], members: ["bob"] };
    const staff = { uidRange: [3000, 3999] };
    const cleo = { extraGroups: ["students"] };
    expect(
      run(ranged({ students, staff }, { cleo, bob: { extraGroups: ["staff"] } })),
    ).toMatchObject({
      ledger: { accounts: { "1000": "ada", "4000": "bob", "4001": "cleo", "1001": "dan" } },
      found: [],
    });
    const placed = fleetOf(
      { mini: { ada: cleo } },
      { groups: { students: { uidRange: [4000, 4999] } } },
    );
    expect(run(placed).ledger).toMatchObject({ accounts: { "1000": "ada" } });
  });

  it("changes no number that is on record", () => {
    const before = { accounts: { "1000": "bob", "1002": "ada" } };
    expect(run(ranged({ students }, { bob: { uid: 1000 } }), before)).toMatchObject({
      ledger: { accounts: { ...before.accounts, "1001": "cleo", "1003": "dan" } },
      found: [],
    });
  });

  it.each<[string, Record<string, object>, Record<string, object>, string[]]>([
    [
      "is full",
      { students: { ...students, uidRange: [1001, 1001] } },
      {},
      [
        'core/uid-range-full at groups.students.uidRange: No uid from 1001 to 1001 is left on NixOS in the group "students" for "cleo".',
      ],
    ],
    [
      "does not hold what a member declares",
      { students },
      { bob: { uid: 1500 } },
      [
        'core/uid-out-of-range at users.bob.uid: The uid 1500 of "bob" is not between 1001 and 1002, which those in "students" have.',
      ],
    ],
    [
      "is none",
      { students: { ...students, uidRange: [2000, 1000] } },
      {},
      [
        "core/bad-uid-range at groups.students.uidRange: No range of uids for people on NixOS goes from 2000 to 1000.",
      ],
    ],
    [
      "begins with the system's",
      { students: { ...students, uidRange: [900, 1999] } },
      {},
      [
        "core/bad-uid-range at groups.students.uidRange: No range of uids for people on NixOS goes from 900 to 1999.",
      ],
    ],
    [
      "overlaps with another, and gives somebody two",
      { staff: { uidRange: [1002, 1005], members: ["bob"] }, students },
      {},
      [
        'core/bad-uid-range at groups.students.uidRange: The uids from 1001 to 1002 of "students" overlap with those from 1002 to 1005 of "staff".',
        'core/bad-uid-range at groups.students.members[0]: "bob" is a member of "staff" and "students", and each has a range of uids.',
      ],
    ],
    [
      "is one of two for somebody by extraGroups",
      { staff: { uidRange: [1003, 1005] }, students },
      { dan: { extraGroups: ["students", "staff"] } },
      [
        'core/bad-uid-range at users.dan.extraGroups[0]: "dan" is in "staff" and "students", and each has a range of uids.',
      ],
    ],
  ])("is reported where it %s", (_, groups, users, expected) => {
    expect(run(ranged(groups, users)).found).toEqual(expected);
  });
});
