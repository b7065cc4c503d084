import { describe, expect, it } from "vitest";
import { compareFleets, factsOfText, noFacts } from "../../src/plan.ts";
import { factsOf, keys, textsOf } from "./planned-fleets.ts";

interface Parts {
  readonly a?: object;
  readonly b?: object;
  readonly mini?: object;
  readonly fleet?: object;
}

const defaults = { stateVersion: "24.05" };
const hash = "$2b$05$abcdefghijklmnopqrstuuH5N5IrbyEFVpviC6.Iu/zQgxhwp337i";

/** A fleet of two people on one host, of whom one is an admin. */
function fleetOf({ a = {}, b = {}, mini = {}, fleet = {} }: Parts = {}) {
  return {
    users: {
      a: { uid: 1000, isAdmin: true, sshKeys: [keys.ssh], ageKeys: [keys.ada], ...a },
      b: { uid: 1001, sshKeys: [keys.other], ...b },
    },
    hosts: { mini: { system: "x86_64-linux", users: ["a", "b"], ...mini } },
    defaults,
    ...fleet,
  };
}

function planOf(before: unknown, after: unknown) {
  return compareFleets(factsOf(before), factsOf(after));
}

function said(before: Parts, after: Parts): string[] {
  const { changes } = planOf(fleetOf(before), fleetOf(after));
  return changes.map(({ risk, message }) => `${risk}: ${message}`);
}

const secrets = (readers: readonly string[], more: object = {}) => ({
  fleet: { secrets: { files: [{ path: "secrets/x.yaml", readers, ...more }] } },
});

const table: [string, Parts, Parts, string[]][] = [
  [
    "an admin, with no word of wheel and of Nix's trust",
    {},
    { b: { isAdmin: true } },
    ["risky: b becomes an admin on mini, and so root."],
  ],
  [
    "an admin no longer",
    { b: { isAdmin: true } },
    {},
    ["change: b is an admin no longer on mini."],
  ],
  [
    "a group that amounts to root, and one that does not",
    {},
    { b: { extraGroups: ["docker", "video"] } },
    ["risky: b joins docker on mini, which amounts to root.", "change: b joins video on mini."],
  ],
  [
    "an account that goes",
    {},
    { mini: { users: ["a"] } },
    [
      "risky: b has no account any more on mini (uid 1001). The home and every file of uid 1001 stay there.",
    ],
  ],
  [
    "an account that comes, as an admin",
    { mini: { users: ["a"] } },
    { b: { isAdmin: true } },
    ["risky: b gets an account on mini (uid 1001, an admin)."],
  ],
  [
    "somebody who is locked out",
    {},
    { b: { sshKeys: [] } },
    [
      "risky: b is locked out on mini: no key and no password is declared any more.",
      'change: b may log in no longer on mini with the key "ssh-ed25519 …1vg8eoU9v+y3".',
    ],
  ],
  [
    "an account that is disabled, with no word of what it has none of then",
    { b: { shell: "fish", extraGroups: ["docker"] } },
    { b: { shell: "fish", extraGroups: ["docker"], isDisabled: true } },
    ["risky: The account of b on mini is disabled: nobody logs in to it."],
  ],
  [
    "a last day",
    {},
    { b: { expires: "2027-06-30" } },
    ["change: The last day of b on mini is 2027-06-30."],
  ],
  [
    "a uid that moves",
    {},
    { b: { uid: 1005 } },
    ["risky: The uid of b on mini changes from 1001 to 1005; files keep the old one."],
  ],
  [
    "a login that moves, with its home",
    {},
    { b: { username: "bee" } },
    [
      "risky: The login of b on mini changes from b to bee: for the system, that is another account.",
      "change: The home directory of b on mini changes from /home/b to /home/bee.",
    ],
  ],
  [
    "a password, of which no hash is shown",
    {},
    { b: { password: { hash } } },
    ["change: The password of b on mini changes from nothing to hash."],
  ],
  [
    "a state version that is raised, with no word of the homes that follow",
    {},
    { mini: { stateVersion: "24.11" } },
    ["risky: The state version of mini is raised from 24.05 to 24.11."],
  ],
  [
    "one that is lowered",
    { mini: { stateVersion: "24.11" } },
    { mini: { stateVersion: "9.03" } },
    ["change: The state version of mini is lowered from 24.11 to 9.03."],
  ],
  [
    "trust of Nix beside being an admin",
    {},
    { b: { isTrustedByNix: true } },
    ["risky: Nix trusts b on mini, which amounts to root."],
  ],
  [
    "a key of root's, and whose it is",
    {},
    { fleet: { root: [{ sshKeys: ["user:b"] }] } },
    ['risky: b, with the key "ssh-ed25519 …1vg8eoU9v+y3", may log in as root on mini.'],
  ],
  [
    "sudo without a password",
    {},
    { fleet: { root: [{ sudoNeedsPassword: false }] } },
    ["change: sudo asks admins on mini for no password, as nothing is said otherwise."],
  ],
  [
    "a service",
    {},
    { a: { services: { codeServer: { port: 8080 } } } },
    ["change: codeServer runs for a on mini."],
  ],
  [
    "a shell, a profile and a mode of home",
    {},
    { b: { shell: "fish", homeProfile: "p", home: "none" }, fleet: { profiles: { p: {} } } },
    [
      "change: The shell of b on mini changes from bash to fish.",
      "change: The home of b on mini changes from integrated to none.",
    ],
  ],
  [
    "an entry of one's own data",
    {},
    { mini: { data: { rack: 3 } } },
    ['info: data on mini changes from nothing to {"rack":3}.'],
  ],
];

describe("a plan says", () => {
  it.each(table)("%s", (_, before, after, expected) => {
    expect(said(before, after)).toEqual(expected);
  });

  it("who can decrypt what, and what work follows", () => {
    const [one, other] = [["user:a"], ["user:a", "user:b"]].map((readers) =>
      fleetOf({ b: { ageKeys: [keys.mini] }, ...secrets(readers) }),
    );
    const gained = planOf(one, other);
    expect(gained.changes.map(({ message }) => message)).toEqual(["b can decrypt secrets/x.yaml."]);
    expect(gained.work.map(({ command }) => command)).toEqual(["fleet secrets sync"]);
    const lost = planOf(other, one);
    expect(lost.changes.map(({ kind, risk }) => [kind, risk])).toEqual([["reader-lost", "change"]]);
    expect(lost.work.map(({ command }) => command)).toEqual([
      "fleet secrets sync",
      "fleet secrets rotate",
      undefined,
    ]);
  });

  it("who becomes root by several things together, such as a service of an admin that asks for no password", () => {
    const [one, other] = ["password", "none"].map((auth) =>
      fleetOf({ a: { services: { codeServer: { port: 8080, auth } } }, mini: { tailscale: true } }),
    );
    const { changes } = planOf(one, other);
    const ways = changes.filter(({ kind }) => kind === "root-gained");
    expect(ways.map(({ who, hosts, risk }) => [who, hosts, risk])).toContainEqual([
      "user:b",
      ["mini"],
      "risky",
    ]);
    expect(ways[0]?.message).toMatch(/^\S+ becomes root on mini: /);
    const back = planOf(other, one).changes.filter(({ kind }) => kind === "root-lost");
    expect(back.map(({ who }) => who)).toEqual(ways.map(({ who }) => who));
  });

  it.each([
    [{}, "b gets a home on mini", "b has no account any more on mini (uid 1001)."],
    [
      { deploy: { engine: "system-manager" } },
      "b gets an account on mini",
      "The home and every file of uid 1001 stay; the account is locked, not deleted.",
    ],
  ])("accounts of another distribution by who makes them: %j", (more, gained, lost) => {
    const mini = { platform: "linux", ...more };
    const alone = { mini: { ...mini, users: ["a"] } };
    expect(said(alone, { mini }).join()).toContain(gained);
    expect(said({ mini }, alone).join()).toContain(lost);
  });

  it("the same change on forty hosts once", () => {
    const hosts = (isAdmin: boolean) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [
          `h${String(index).padStart(2, "0")}`,
          { system: "x86_64-linux", users: { a: { isAdmin } } },
        ]),
      );
    const [one, other] = [false, true].map((isAdmin) => ({
      users: { a: { uid: 1000, sshKeys: [keys.ssh] } },
      hosts: hosts(isAdmin),
      defaults,
    }));
    const { changes } = planOf(one, other);
    expect(changes.map(({ message }) => message)).toEqual([
      "a becomes an admin on h00, h01, h02 and 37 more hosts, and so root.",
    ]);
    expect(changes[0]?.hosts).toHaveLength(40);
    expect(changes[0]?.place).toEqual({ side: "after", path: "hosts.h00.users.a.isAdmin" });
  });

  it("a host that is called otherwise as one change, by its key", () => {
    const hosts = (id: string) => ({
      users: { a: { uid: 1000 } },
      hosts: { [id]: { system: "x86_64-linux", users: ["a"], hostname: "box", ageKey: keys.mini } },
      secrets: { files: [{ path: "secrets/x.yaml", readers: ["hosts"] }] },
      defaults,
    });
    const { changes } = planOf(hosts("desk"), hosts("mini"));
    expect(changes.map(({ message }) => message)).toEqual([
      "There is a rule about secrets/hosts/mini.yaml and secrets/hosts/mini/** now: host:mini can decrypt.",
      "There is no rule about secrets/hosts/desk.yaml and secrets/hosts/desk/** any more; before, host:mini could decrypt.",
      "The host desk is called mini now.",
      "The modules of mini change: hosts/mini.nix new, hosts/desk.nix gone.",
    ]);
  });

  it("a person who is called otherwise as one change, where the account is the same to the machine", () => {
    const after = fleetOf();
    const { b, ...users } = after.users;
    const mini = { system: "x86_64-linux", users: ["a", "c"] };
    const people = (c: object) => ({ ...after, users: { ...users, c }, hosts: { mini } });
    const renamed = planOf(fleetOf({ b: { sshKeys: [] } }), people({ uid: 1001, username: "b" }));
    expect(renamed.changes.map(({ message }) => message)).toContain("b is called c now.");
    expect(renamed.changes.filter(({ kind }) => /^(account|uid)-/.test(kind))).toEqual([]);
    expect(renamed.work).toEqual([]);
    const another = planOf(fleetOf({ b: { sshKeys: [] } }), people({ uid: 1002, username: "b" }));
    expect(another.changes.map(({ kind }) => kind)).not.toContain("user-renamed");
  });

  it.each<[string, object, string[]]>([
    ["nothing that machines see", { uid: 1001, username: "b" }, []],
    ["the login", { uid: 1001, username: "c" }, ["login-changed"]],
    ["the uid", { uid: 1002, username: "b" }, ["uid-changed"]],
  ])("that somebody is called otherwise, and as risky what changes with it: %s", (_, c, risky) => {
    const after = fleetOf({ fleet: {} });
    const { b: _gone, ...users } = after.users;
    const mini = { system: "x86_64-linux", users: ["a", "c"] };
    const person = { sshKeys: [keys.ssh], ...c };
    const moved = { users: { b: "c" } };
    const { changes } = planOf(fleetOf(), {
      ...after,
      users: { ...users, c: person },
      hosts: { mini },
      moved,
    });
    expect(changes.map(({ kind }) => kind)).toContain("user-renamed");
    expect(changes.flatMap(({ kind, risk }) => (risk === "risky" ? [kind] : []))).toEqual(risky);
  });

  it("that a uid goes to somebody else, whose files are to go first", () => {
    const before = fleetOf();
    const after = fleetOf({ b: { uid: 1002 }, fleet: {} });
    const users = { ...after.users, c: { uid: 1001, sshKeys: [keys.ssh] } };
    const mini = { system: "x86_64-linux", users: ["a", "b", "c"] };
    const { changes, work } = planOf(before, { ...after, users, hosts: { mini } });
    expect(work.map(({ reason }) => reason)).toContain(
      "Remove the files of b, or give them to another uid, as root on each of these hosts, before you switch: they go with the uid.",
    );
    expect(changes.filter(({ kind }) => kind === "uid-reused")).toMatchObject([
      { before: "user:b", after: "user:c", what: "1001", hosts: ["mini"], risk: "risky" },
    ]);
  });

  it("of a first fleet what it has", () => {
    const { changes } = compareFleets(noFacts, factsOf(fleetOf()));
    expect(changes.map(({ message }) => message)).toContain(
      "mini is new (x86_64-linux, for a and b, admins: a).",
    );
  });
});

describe("a fleet.json of before", () => {
  /** What is generated of a fleet, without some fields of the accounts. */
  function factsWithout(...fields: readonly string[]) {
    const content = JSON.parse(textsOf(fleetOf())["fleet.json"] ?? "");
    for (const account of Object.values(content.hosts.mini.accounts)) {
      for (const field of fields) Reflect.deleteProperty(Object(account), field);
    }
    const facts = factsOfText(JSON.stringify(content));
    if (facts === undefined) throw new Error("bug: a fleet.json that cannot be read");
    return facts;
  }

  it("that does not say something leaves it unknown, and nothing is gained or lost", () => {
    const { changes } = compareFleets(factsWithout("groups", "isAdmin", "uid"), factsOf(fleetOf()));
    expect(new Set(changes.map(({ kind, risk }) => `${kind} ${risk}`))).toEqual(
      new Set(["told-now info"]),
    );
    expect(changes.map(({ message }) => message)).toContain(
      "uid of b on mini is 1001; what it was, the fleet.json of before does not say.",
    );
  });

  it("without what could not be declared then says that nothing was", () => {
    const after = factsOf(fleetOf({ b: { expires: "2027-06-30" } }));
    const { changes } = compareFleets(factsWithout(), after);
    expect(changes.map(({ kind }) => kind)).toEqual(["last-day-changed"]);
  });

  it.each(["", "[]", "{}", '{"version":"1"}', "nonsense"])("that is none is none: %j", (text) => {
    expect(factsOfText(text)).toBeUndefined();
  });

  it("with names of what every object has is compared like any other", () => {
    const text =
      '{"version":1,"hosts":{"__proto__":{"platform":"nixos","accounts":{"constructor":{}}}}}';
    const facts = factsOfText(text) ?? noFacts;
    const { changes } = compareFleets(noFacts, facts);
    expect(changes.map(({ kind, hosts }) => [kind, hosts])).toEqual([
      ["host-added", ["__proto__"]],
    ]);
  });
});
