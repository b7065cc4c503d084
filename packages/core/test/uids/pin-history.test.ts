import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import {
  type EarlierAccount,
  type EarlierFleet,
  ledgerJson,
  listLedger,
  mergeLedgers,
  parseLedger,
  reportAllotments,
  reportLosses,
  reportRenames,
  reportReturns,
  reportUidChanges,
  reportUserRenames,
  type UidHistory,
  type UidLedgerJson,
} from "../../src/internal.ts";
import { canonicalSurroundings, resolveSound, sampleFleet } from "../sample-fleet.ts";

type Accounts = Record<string, Partial<EarlierAccount>>;

/** What NixOS hosts were built with. */
function builtWith(hosts: Record<string, Accounts>): EarlierFleet {
  const entries = Object.entries(hosts).map(([id, own]) => {
    const accounts = Object.entries(own).map(
      ([user, about]) => [user, { user, username: user, uid: undefined, ...about }] as const,
    );
    return [id, { platform: "nixos", accounts: new Map(accounts) }] as const;
  });
  return new Map(entries);
}

/** Keith on `desk`, and on `mini` as the placement says. */
function onMini(own: object, users: object = {}): object {
  return sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true, ...users } },
    hosts: {
      desk: { system: "x86_64-linux", users: ["keith"] },
      mini: { system: "x86_64-linux", users: { keith: own } },
    },
  });
}

interface Story {
  readonly declaration: object;
  readonly ledger: UidLedgerJson;
  readonly built: EarlierFleet;
  readonly committed?: UidLedgerJson;
}

function tell({ declaration, ledger, built, committed }: Story) {
  const recorded = parseLedger(ledger, "the ledger").value;
  const surroundings = { ...canonicalSurroundings(declaration), ledger: recorded };
  const { resolved } = resolveSound(declaration, surroundings);
  const history: UidHistory = {
    resolved,
    recorded,
    earlier: [built],
    ledgerFile: "fleet.lock.json",
    isForced: false,
  };
  const witnesses = {
    committed: committed === undefined ? undefined : parseLedger(committed, "HEAD").value,
    earlier: [built],
    mayRestore: false,
  };
  const found = [
    ...reportLosses(history, witnesses),
    ...reportReturns(history),
    ...reportUidChanges(history),
    ...reportRenames(history),
    ...reportUserRenames(history),
    ...reportAllotments(history),
  ];
  return {
    history,
    found,
    lines: found.map(
      ({ code, severity, path, message }) => `${severity} ${code} ${formatPath(path)}: ${message}`,
    ),
  };
}

const shared = { keith: { uid: 1000 } };
const bothShared = builtWith({ desk: shared, mini: shared });
const pinned = builtWith({ desk: shared, mini: { keith: { uid: 1003 } } });
const ofAll = { accounts: { "1000": "keith" } };
const withPin = { accounts: { "1000": "keith", "mini/1003": "keith" } };

describe("a pin on a machine that exists", () => {
  it("that stays is no finding", () => {
    const story = { declaration: onMini({ uid: 1003 }), ledger: withPin, built: pinned };
    expect(tell(story).lines).toEqual([]);
    expect(tell({ ...story, committed: withPin }).lines).toEqual([]);
  });

  it("that comes does not change what the machine has", () => {
    const declaration = onMini({ uid: 1003 });
    const { lines, found } = tell({ declaration, ledger: ofAll, built: bothShared });
    expect(lines).toEqual([
      'warning cli/uid-changes hosts.mini.users.keith.uid: "keith" has the uid 1000 on "mini", and 1003 is declared. The system there keeps 1000.',
    ]);
    expect(found[0]?.help).toMatch(
      /^To keep it, pin it in the placement: uid: 1000\. .*usermod -u 1003 keith/,
    );
  });

  it("that is another now does not change it either", () => {
    const declaration = onMini({ uid: 1004 });
    const { lines } = tell({ declaration, ledger: withPin, built: pinned });
    expect(lines).toEqual([
      'warning cli/uid-changes hosts.mini.users.keith.uid: "keith" has the uid 1003 on "mini", and 1004 is declared. The system there keeps 1003.',
    ]);
  });

  it("that is taken out leaves the machine what it has, and no edit of the ledger is suspected", () => {
    const { lines, found } = tell({ declaration: onMini({}), ledger: withPin, built: pinned });
    expect(lines).toEqual([
      'warning cli/uid-changes users.keith: "keith" has the uid 1003 on "mini", where it was pinned, and would get 1000, that of all NixOS hosts. The system there keeps 1003.',
    ]);
    expect(found[0]?.help).toMatch(
      /^To keep it, pin it in the placement: uid: 1003\. .*usermod -u 1000 keith/,
    );
  });

  it("that another person has elsewhere names no command that would give files away", () => {
    const sharing = sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true, uid: 1000 },
        traci: { fullName: "Traci", uid: 1003 },
      },
      hosts: {
        desk: { system: "x86_64-linux", users: ["keith", "traci"] },
        mini: { system: "x86_64-linux", users: ["keith"] },
      },
    });
    const ledger = { accounts: { ...withPin.accounts, "1003": "traci" } };
    const built = builtWith({
      desk: { ...shared, traci: { uid: 1003 } },
      mini: { keith: { uid: 1003 } },
    });
    const { lines, found } = tell({ declaration: sharing, ledger, built });
    expect(lines).toHaveLength(1);
    expect(found[0]?.help).toContain('is or was that of "traci" as well');
  });

  it("whose line was lost is told with its host", () => {
    const declaration = sampleFleet({
      users: { traci: { fullName: "Traci", isAdmin: true } },
      hosts: { mini: { system: "x86_64-linux", users: ["traci"] } },
    });
    const ledger = { accounts: { "1001": "traci" }, tombstones: { "1000": "keith" } };
    const built = builtWith({ mini: { keith: { uid: 1003 }, traci: { uid: 1001 } } });
    const { lines, found } = tell({ declaration, ledger, built, committed: withPin });
    expect(lines).toEqual([
      'error cli/uid-lost : The uid 1003 on "mini" is or was that of "keith", as the last commit says, and whoever comes next would get it, because fleet.lock.json does not say so any more.',
    ]);
    expect(found[0]?.help).toContain('"mini/1003": "keith"');
  });

  it("is none of all hosts' when somebody else is given the number there", () => {
    const accepted = { uid: 1003, users: ["keith", "traci"], reason: "Both had it before." };
    const declaration = {
      ...sampleFleet({
        users: {
          keith: { fullName: "Keith", isAdmin: true },
          traci: { fullName: "Traci", uid: 1003 },
        },
        hosts: {
          desk: { system: "x86_64-linux", users: ["keith", "traci"] },
          mini: { system: "x86_64-linux", users: { keith: { uid: 1003 } } },
        },
      }),
      policy: { sharedUids: [accepted] },
    };
    expect(tell({ declaration, ledger: withPin, built: pinned }).lines).toEqual([]);
  });

  it("of a login that is somebody else's now is moved, and pinned with its host", () => {
    const declaration = sampleFleet({
      users: { kieth: { fullName: "Kieth", isAdmin: true, username: "keith" } },
      hosts: { mini: { system: "x86_64-linux", users: ["kieth"] } },
    });
    const ledger = { accounts: { "mini/1003": "keith" } };
    const built = builtWith({ mini: { keith: { uid: 1003 } } });
    const { found } = tell({ declaration, ledger, built });
    const rename = found.find(({ code }) => code === "cli/uid-renamed");
    expect(rename?.help).toContain("`fleet rename user keith kieth`");
    expect(rename?.help).toContain('`uid: 1003` in the placement on "mini"');
  });

  it("of somebody who has another id and login is moved, and pinned with its host", () => {
    const email = "k@x.org";
    const declaration = sampleFleet({
      users: { kay: { fullName: "Kay", isAdmin: true, email } },
      hosts: { mini: { system: "x86_64-linux", users: ["kay"] } },
    });
    const ledger = { accounts: { "mini/1003": "keith" } };
    const built = builtWith({ mini: { keith: { uid: 1003, email } } });
    const { found } = tell({ declaration, ledger, built });
    const rename = found.find(({ code }) => code === "cli/user-renamed");
    expect(rename?.help).toContain('`moved: { users: { keith: "kay" } }`');
    expect(rename?.help).toContain('`uid: 1003` in the placement on "mini"');
  });

  it("is listed with its host and its placement", () => {
    const { history } = tell({
      declaration: onMini({ uid: 1003 }),
      ledger: withPin,
      built: pinned,
    });
    expect(listLedger(history)).toMatchObject([
      { uid: 1000, user: "keith", host: null, state: "allotted" },
      {
        uid: 1003,
        host: "mini",
        platform: "nixos",
        state: "declared",
        declaredAt: "hosts.mini.users.keith.uid",
        isRecorded: true,
      },
    ]);
  });
});

describe("pins of two branches", () => {
  const read = (json: UidLedgerJson) => parseLedger(json, "a side").value;
  const merge = (ours: UidLedgerJson, theirs: UidLedgerJson, base: UidLedgerJson = ofAll) => {
    const sides = { base: read(base), ours: read(ours), theirs: read(theirs) };
    const { ledger, clashes } = mergeLedgers(sides, "ours");
    return { ledger: ledgerJson(ledger), clashes };
  };

  it("are both kept, where they are of different hosts", () => {
    const theirs = { accounts: { "1000": "keith", "desk/1003": "traci" } };
    expect(merge(withPin, theirs)).toEqual({
      ledger: { accounts: { "1000": "keith", "desk/1003": "traci", "mini/1003": "keith" } },
      clashes: [],
    });
  });

  it("clash where they give one number of a host to two people", () => {
    const theirs = { accounts: { "1000": "keith", "mini/1003": "traci" } };
    expect(merge(withPin, theirs).clashes).toEqual([
      { kind: "uid", host: "mini", uid: 1003, ours: "keith", theirs: "traci" },
    ]);
  });

  it("clash where they give one person two numbers on a host", () => {
    const theirs = { accounts: { "1000": "keith", "mini/1004": "keith" } };
    expect(merge(withPin, theirs)).toEqual({
      ledger: { accounts: withPin.accounts, tombstones: { "mini/1004": "keith" } },
      clashes: [{ kind: "user", host: "mini", user: "keith", ours: 1003, theirs: 1004 }],
    });
  });

  it("are taken out where one side took them out", () => {
    const theirs = { accounts: ofAll.accounts, tombstones: { "mini/1003": "keith" } };
    expect(merge(withPin, theirs, withPin)).toEqual({ ledger: theirs, clashes: [] });
  });
});
