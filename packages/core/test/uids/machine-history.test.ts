import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet, resolveFleet } from "../../src/index.ts";
import {
  type EarlierAccount,
  type EarlierFleet,
  emptyLedger,
  givesOutUids,
  parseLedger,
  reportAccountChanges,
  reportLosses,
  reportRenames,
  reportStateVersions,
  reportUserRenames,
  type UidHistory,
} from "../../src/internal.ts";
import { canonicalSurroundings } from "../sample-fleet.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";

type Accounts = Readonly<Record<string, Partial<EarlierAccount>>>;

function built(hosts: Readonly<Record<string, Accounts>>, stateVersion?: string): EarlierFleet {
  return new Map(
    Object.entries(hosts).map(([id, own]) => {
      const accounts = Object.entries(own).map(
        ([user, one]) => [user, { user, username: user, uid: undefined, ...one }] as const,
      );
      const platform = id === "studio" ? "darwin" : "nixos";
      return [id, { platform, stateVersion, accounts: new Map(accounts) }] as const;
    }),
  );
}

interface Story {
  readonly users: Readonly<Record<string, object>>;
  readonly hosts?: Readonly<Record<string, object>>;
  readonly ledger?: object;
  readonly earlier?: EarlierFleet;
  readonly isForced?: boolean;
}

function tell({ users, hosts = {}, ledger, earlier, isForced = false }: Story) {
  const named = Object.entries(users).map(([id, own]) => [id, { fullName: id, ...own }]);
  const declaration = {
    users: Object.fromEntries(named),
    hosts: { mini: { system: "x86_64-linux", users: Object.keys(users) }, ...hosts },
    defaults: { stateVersion: "24.05" },
  };
  const { value: declared } = parseFleet(declaration);
  if (declared === undefined) throw new Error("bug: no fleet");
  const recorded = ledger === undefined ? emptyLedger : parseLedger(ledger, "x").value;
  const around = { ...canonicalSurroundings(declaration), ledger: recorded };
  const { value: resolved } = resolveFleet(declared, around);
  const ledgerFile = "fleet.lock.json";
  const history: UidHistory = {
    resolved,
    recorded,
    earlier: earlier === undefined ? [] : [earlier],
    ledgerFile,
    isForced,
  };
  return { history, declared };
}

const known = { accounts: { 1000: "ada", 1001: "ben" } };
const both = (ben: Partial<EarlierAccount>, ada: Partial<EarlierAccount> = {}) =>
  built({ mini: { ada: { uid: 1000, ...ada }, ben: { uid: 1001, ...ben } } });

describe("somebody who has another id", () => {
  const find = (story: Story) =>
    reportUserRenames(tell({ ledger: known, ...story }).history).map(
      ({ severity, path, message }) =>
        `${severity} ${formatPath(path)}: ${/" (has .*?"|is on .*?),/.exec(message)?.[1]}`,
    );

  it.each<[string, Partial<EarlierAccount>, object, string]>([
    [
      "the mail address",
      { email: "b@x.org" },
      { email: "b@x.org" },
      'has the mail address "b@x.org"',
    ],
    ["the name", { fullName: "Ben B" }, { fullName: "Ben B" }, 'has the name "Ben B"'],
    [
      "the key",
      { sshKeys: [`${key} a`, { env: "X" }] },
      { sshKeys: [`${key} b`] },
      `has the SSH key "${key}"`,
    ],
  ])("is known by %s", (_, before, now, why) => {
    const users = { ada: {}, zoe: now };
    expect(find({ users, earlier: both(before) })).toEqual([`error users.zoe: ${why}`]);
    expect(find({ users, earlier: both(before), isForced: true })).toHaveLength(1);
    expect(
      find({ users: { ...users, zoe: { ...now, uid: 1005 } }, earlier: both(before) }),
    ).toEqual([]);
  });

  it("is known by an age key", () => {
    const told = (ageKeys: [string, string[]][]) => {
      const { history } = tell({
        users: { ada: {}, zoe: {} },
        ledger: known,
        earlier: both({ ageKeys: ["age1ben"] }),
      });
      return reportUserRenames({ ...history, ageKeys: new Map(ageKeys) });
    };
    expect(told([["zoe", ["age1ben"]]])).toMatchObject([
      { severity: "error", message: expect.stringContaining('has the age key "age1ben"') },
    ]);
    expect(told([["zoe", ["age1zoe"]]])).toEqual([]);
    expect(
      told([
        ["ada", ["age1ben"]],
        ["zoe", ["age1ben"]],
      ]),
    ).toEqual([]);
  });

  it("is known on NixOS hosts that are called otherwise as well", () => {
    const email = "b@x.org";
    const earlier = built({ desk: { ben: { uid: 1001, email } } });
    const users = { zoe: { email } };
    expect(find({ users, earlier })).toEqual([`error users.zoe: has the mail address "${email}"`]);
    expect(find({ users: { zoe: { email, uid: 1001 } }, earlier })).toEqual([]);
    expect(find({ users: { benny: {} }, earlier })).toEqual([]);
  });

  it("is known on a Mac that is called otherwise as well", () => {
    const email = "b@x.org";
    const ledger = { accounts: { "studio/502": "ben" } };
    const mac = (id: string) => ({
      [id]: { system: "aarch64-darwin", users: { ada: { uid: 501 }, zoe: {} } },
      mini: { system: "x86_64-linux", users: [] },
    });
    const earlier = built({ studio: { ben: { uid: 502, email } } });
    const users = { ada: {}, zoe: { email } };
    const told = (hosts: Record<string, object>) => find({ users, hosts, ledger, earlier });
    // The first free number there is the old one.
    expect(told(mac("air"))).toEqual([]);
    expect(told(mac("studio"))).toEqual([`error users.zoe: has the mail address "${email}"`]);
    const other = built({ studio: { ben: { uid: 503, email } } });
    expect(find({ users, hosts: mac("air"), earlier: other })).toEqual([
      `error users.zoe: has the mail address "${email}"`,
    ]);
  });

  it("is not known by what a third one has, before or now", () => {
    const email = "all@x.org";
    const zoe = { email };
    expect(find({ users: { ada: { email }, zoe }, earlier: both({ email }) })).toEqual([]);
    expect(find({ users: { ada: {}, zoe }, earlier: both({ email }, { email }) })).toEqual([]);
  });

  it("is likely to be one of a near id on the same hosts", () => {
    const near = { users: { ada: {}, benny: {} }, earlier: both({}) };
    expect(find(near)).toEqual(["warning users.benny: is on the same hosts"]);
    expect(find({ ...near, isForced: true })).toEqual([]);
    const hosts = { desk: { system: "x86_64-linux", users: ["benny"] } };
    expect(find({ users: { ada: {}, benny: {} }, hosts, earlier: both({}) })).toEqual([]);
    expect(find({ users: { ada: {}, zoe: {} }, earlier: both({}) })).toEqual([]);
  });

  it("is nobody who stays, or was there before", () => {
    const email = "b@x.org";
    expect(find({ users: { ada: {}, ben: { email }, zoe: {} }, earlier: both({ email }) })).toEqual(
      [],
    );
    expect(find({ users: { ada: { email } }, earlier: both({ email }) })).toEqual([]);
  });

  it("is said of the login where that stayed", () => {
    const story = {
      users: { ada: {}, zoe: { username: "ben", email: "b@x.org" } },
      ledger: known,
      earlier: both({ email: "b@x.org" }),
    };
    expect(find(story)).toEqual([]);
    expect(reportRenames(tell(story).history)).toHaveLength(1);
  });

  it("keeps the uid on a Mac by a rename as well", () => {
    const hosts = { studio: { system: "aarch64-darwin", users: { zoe: {} } } };
    const earlier = built({ studio: { ben: { uid: 502, email: "b@x.org" } } });
    const { history } = tell({
      users: { zoe: { email: "b@x.org" } },
      hosts: { ...hosts, mini: { system: "x86_64-linux" } },
      ledger: { accounts: { "studio/502": "ben" } },
      earlier,
    });
    expect(reportUserRenames(history)[0]?.help).toMatch(
      /^If so: run `fleet rename user ben zoe`, or write `moved: \{ users: \{ ben: "zoe" \} \}` for all branches; login and home stay, and the uid stays\./,
    );
  });
});

describe("an account that would be another", () => {
  const find = (story: Story) =>
    reportAccountChanges(tell({ ledger: known, ...story }).history).map(
      ({ code, path, help }) => `${code} ${formatPath(path)}: ${help?.split(": ").at(-1)}`,
    );

  it("is told with the line that keeps it, and the command that moves it", () => {
    const earlier = both({ username: "b" }, { homeDirectory: "/data/ada x" });
    expect(find({ users: { ada: {}, ben: {} }, earlier })).toEqual([
      "cli/home-moves users.ada: mkdir -p -- /home && mv -- '/data/ada x' /home/ada",
      "cli/login-changes users.ben: usermod -l ben -d /home/ben -m b",
    ]);
  });

  it("is told once for all hosts, and without a command on a Mac", () => {
    const hosts = {
      desk: { system: "x86_64-linux", users: ["ada"] },
      studio: { system: "aarch64-darwin", users: { ada: { uid: 501 } } },
    };
    const ada = { username: "a", uid: 1000 };
    const earlier = built({ mini: { ada }, desk: { ada }, studio: { ada: { username: "a" } } });
    const { history } = tell({ users: { ada: {} }, hosts, ledger: known, earlier });
    const found = reportAccountChanges(history);
    expect(found.map(({ message }) => /on (.*?) is/.exec(message)?.[1])).toEqual([
      '"desk" and 1 more',
      '"studio"',
    ]);
    expect(found[1]?.help).toBe(
      'To keep it: username: "a". To change it, on the Mac as another administrator, before you switch: System Settings, Users & Groups, a right click on "a", Advanced Options, Account name.',
    );
  });

  it("moves a home where the directory above it is", () => {
    const earlier = both({ homeDirectory: "/home/b" }, { homeDirectory: "/home/ada" });
    const users = { ada: { homeDirectory: "/srv/x y/ada" }, ben: {} };
    expect(find({ users, earlier })).toEqual([
      "cli/home-moves users.ada.homeDirectory: mkdir -p -- '/srv/x y' && mv -- /home/ada '/srv/x y/ada'",
      "cli/home-moves users.ben: mv -- /home/b /home/ben",
    ]);
  });

  it("moves a home on a Mac, which knows it by its directory service, where it can be", () => {
    const help = (homeDirectory: string) => {
      const hosts = {
        studio: { system: "aarch64-darwin", users: { ada: { uid: 501, homeDirectory } } },
        mini: { system: "x86_64-linux", users: [] },
      };
      const earlier = built({ studio: { ada: { homeDirectory: "/Users/ada" } } });
      const { history } = tell({ users: { ada: {} }, hosts, earlier });
      return reportAccountChanges(history)[0]?.help;
    };
    expect(help("/Users/a")).toBe(
      'To keep it: homeDirectory: "/Users/ada". To move it, as root on the Mac while nobody is logged in as "ada", before you switch: mv -- /Users/ada /Users/a && dscl . -change /Users/ada NFSHomeDirectory /Users/ada /Users/a',
    );
    expect(help("/Volumes/data/ada")).toContain("mkdir -p -- /Volumes/data && mv -- ");
    expect(help("/data/ada")).toBe(
      'To keep it: homeDirectory: "/Users/ada". At "/data/ada" it cannot be: macOS lets nobody write there. To move it, choose a place below /Users or /Volumes.',
    );
  });

  it("is none where nothing is known of it, on another platform, or where the login is somebody else's", () => {
    expect(find({ users: { ada: {}, ben: {} }, earlier: both({ username: undefined }) })).toEqual(
      [],
    );
    const handed = both({ username: "ben" }, { username: "a" });
    expect(
      find({ users: { ada: { username: "ben" }, ben: { username: "c" } }, earlier: handed }),
    ).toEqual(["cli/login-changes users.ben.username: usermod -l c -d /home/c -m ben"]);
    const hosts = { studio: { system: "x86_64-linux", users: ["ada"] } };
    const earlier = built({ studio: { ada: { username: "a" } } });
    expect(find({ users: { ada: {} }, hosts, earlier })).toEqual([]);
  });

  it("is that of one who is gone and had the uid", () => {
    const users = { ada: {}, zoe: { uid: 1001 } };
    expect(find({ users, ledger: { freed: { 1001: "ben" } }, earlier: both({}) })).toEqual([
      "cli/login-changes users.zoe: usermod -l zoe -d /home/zoe -m ben",
    ]);
  });
});

describe("a state version that differs", () => {
  const find = (story: Story, homes = new Map()) => {
    const { history, declared } = tell(story);
    return reportStateVersions(history, { declared, homes }).map(
      ({ path, message }) => `${formatPath(path)}: ${message.split(". ")[0]}`,
    );
  };

  it("is told where it is declared, once", () => {
    const hosts = {
      desk: { system: "x86_64-linux", stateVersion: "25.05", users: [] },
      lap: { system: "x86_64-linux", users: [] },
    };
    const earlier = built({ mini: {}, desk: {}, lap: {} }, "23.11");
    expect(find({ users: { ada: {} }, hosts, earlier })).toEqual([
      'hosts.desk.stateVersion: The state version of "desk" is "23.11", and would be "25.05"',
      'defaults.stateVersion: The state version of "lap" and 1 more is "23.11", and would be "24.05"',
    ]);
  });

  it("of a home is told apart from that of its host", () => {
    const home = (value: string, path: readonly string[]) =>
      new Map([["mini", new Map([["ada", { stateVersion: { value, origin: "user", path } }]])]]);
    const earlier = built({ mini: { ada: { home: { stateVersion: "24.05" } } } }, "24.05");
    const own = home("24.11", ["users", "ada", "stateVersion"]);
    expect(find({ users: { ada: {} }, earlier }, own)).toEqual([
      'users.ada.stateVersion: The state version of the home of "ada" is "24.05", and would be "24.11"',
    ]);
    const older = built({ mini: { ada: { home: { stateVersion: "23.11" } } } }, "23.11");
    const ofHost = home("24.05", ["defaults", "stateVersion"]);
    expect(find({ users: { ada: {} }, earlier: older }, ofHost)).toHaveLength(1);
  });

  it("is none where it is not known, or the host is another", () => {
    expect(find({ users: { ada: {} }, earlier: built({ mini: {} }) })).toEqual([]);
    expect(find({ users: { ada: {} }, earlier: built({ other: {} }, "20.09") })).toEqual([]);
  });
});

describe("a uid whose line was lost", () => {
  const find = (story: Story, committed?: object) => {
    const { history } = tell(story);
    const ledger = committed === undefined ? undefined : parseLedger(committed, "x").value;
    const { earlier } = history;
    return reportLosses(history, { committed: ledger, earlier, mayRestore: true }).map(
      ({ message }) =>
        `${/The uid (.*?) is/.exec(message)?.[1]} of ${/that of (.*?) says/.exec(message)?.[1]}`,
    );
  };
  const users = { ada: {}, zoe: {} };
  const left = { accounts: { 1000: "ada" } };

  it.each([
    ["an account", { accounts: { 1001: "ben" } }],
    ["a tombstone", { tombstones: { 1001: "ben" } }],
  ])("is known from %s of the last commit", (_, committed) => {
    const found = ['1001 on NixOS of "ben", as the last commit'];
    expect(find({ users, ledger: left }, committed)).toEqual(found);
    expect(find({ users, ledger: left, isForced: true }, committed)).toEqual([]);
  });

  it("is known from what was built, on each Mac apart", () => {
    expect(find({ users, ledger: left, earlier: both({}) })).toEqual([
      '1001 on NixOS of "ben", as fleet.json',
    ]);
    const elsewhere = built({ studio: { ben: { uid: 1001 } } });
    expect(find({ users, ledger: left, earlier: elsewhere })).toEqual([]);
  });

  it("is none that was freed, is the same person's, or is on record", () => {
    const committed = { tombstones: { 1001: "ben" } };
    expect(find({ users, ledger: { ...left, freed: { 1001: "ben" } } }, committed)).toEqual([]);
    expect(find({ users, ledger: left }, { tombstones: { 1001: "zoe" } })).toEqual([]);
    expect(find({ users, ledger: { ...left, ...committed } }, committed)).toEqual([]);
    expect(find({ users, ledger: left })).toEqual([]);
  });

  it("is told where nobody gets it yet, by what knows of it, on each Mac apart", () => {
    const story = { users: { ada: {} }, ledger: left };
    expect(find(story, { ...left, tombstones: { 1007: "ben", "studio/502": "zoe" } })).toEqual([
      '1007 on NixOS of "ben", as the last commit',
      '502 on "studio" of "zoe", as the last commit',
    ]);
    const ben = built({ mini: { ben: { uid: 1001 } } });
    expect(find({ ...story, earlier: ben })).toEqual(['1001 on NixOS of "ben", as fleet.json']);
    expect(find({ ...story, ledger: {}, earlier: ben })).toEqual([]);
    expect(find(story, left)).toEqual([]);
  });

  it("is written again where the last commit cannot take the place of the file", () => {
    const { history } = tell({ users: { ada: {} }, ledger: left });
    const committed = parseLedger({ tombstones: { "studio/502": "ben" } }, "x").value;
    const helps = [true, false].flatMap((mayRestore) =>
      reportLosses(history, { committed, earlier: [], mayRestore }).map(({ help }) => help),
    );
    expect(helps[0]).toContain("`git restore --source=HEAD --staged --worktree -- ");
    expect(helps[1]).toContain(
      'Write the line again, into "tombstones" of "uids": "studio/502": "ben". If',
    );
  });

  it("is left to the account that would get another one", () => {
    const changed = { accounts: { 1000: "ada", 1002: "ben" } };
    const story = { users: { ada: {}, ben: {}, zoe: {} }, ledger: changed, earlier: both({}) };
    expect(find(story, known)).toEqual([]);
  });

  it("is asked for only where somebody gets one", () => {
    expect(givesOutUids(tell({ users, ledger: left }).history)).toBe(true);
    expect(givesOutUids(tell({ users: { ada: {} }, ledger: left }).history)).toBe(false);
    expect(givesOutUids(tell({ users: { ada: {} }, ledger: known }).history)).toBe(false);
  });
});
