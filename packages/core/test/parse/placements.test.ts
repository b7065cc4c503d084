import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { findAll, findCodes, sampleFleet, withMini } from "../sample-fleet.ts";

const person = { fullName: "Keith" };
const machine = { system: "x86_64-linux" };

function placementsOn(host: string, input: object): unknown[] {
  const placements = parseFleet(input).value?.hosts.get(host)?.placements.values() ?? [];
  return [...placements].map(({ user, own }) => ({ user, own }));
}

function errorsIn(input: object) {
  return parseFleet(input).diagnostics.filter(({ severity }) => severity === "error");
}

describe("placements", () => {
  it.each<[string, object, object]>([
    ["a list on the host", {}, { users: ["keith"] }],
    ["a record on the host", {}, { users: { keith: {} } }],
    ["a list on the user", { hosts: ["mini"] }, {}],
    ["a record on the user", { hosts: { mini: {} } }, {}],
    ["both, in the same words", { hosts: { mini: {} } }, { users: ["keith"] }],
  ])("can be %s", (_, user, host) => {
    const input = {
      users: { keith: { ...person, ...user } },
      hosts: { mini: { ...machine, ...host } },
    };
    expect(placementsOn("mini", input)).toEqual([{ user: "keith", own: {} }]);
    expect(errorsIn(input)).toEqual([]);
  });

  it("say the same on both sides in whatever order of keys, and with undefined for nothing", () => {
    const input = {
      users: {
        keith: { ...person, hosts: { mini: { uid: 1000, shell: "fish", home: undefined } } },
      },
      hosts: { mini: { ...machine, users: { keith: { shell: "fish", uid: 1000 } } } },
    };
    expect(errorsIn(input)).toEqual([]);
  });

  it("are in the order of user ids, wherever they were declared", () => {
    const input = {
      users: {
        zoe: { ...person, hosts: ["mini"] },
        ada: person,
        keith: { ...person, hosts: ["mini"] },
      },
      hosts: { mini: { ...machine, users: ["ada"] } },
    };
    expect(placementsOn("mini", input)).toMatchObject([
      { user: "ada" },
      { user: "keith" },
      { user: "zoe" },
    ]);
  });

  it.each<[string, object, string[]]>([
    [
      "on both sides with different content",
      {
        users: { keith: { ...person, hosts: { mini: { uid: 1001 } } } },
        hosts: { mini: { ...machine, users: { keith: { uid: 1000 } } } },
      },
      ["core/placed-twice at users.keith.hosts.mini"],
    ],
    [
      "with content on one side only",
      {
        users: { keith: { ...person, hosts: { mini: { isAdmin: true } } } },
        hosts: { mini: { ...machine, users: ["keith"] } },
      },
      ["core/placed-twice at users.keith.hosts.mini"],
    ],
    [
      "twice in the list of a host",
      { users: { keith: person }, hosts: { mini: { ...machine, users: ["keith", "keith"] } } },
      ["core/placed-twice at hosts.mini.users[1]"],
    ],
    [
      "twice in the list of a user",
      { users: { keith: { ...person, hosts: ["mini", "mini"] } }, hosts: { mini: machine } },
      ["core/placed-twice at users.keith.hosts[1]"],
    ],
  ])("cannot be declared %s", (_, input, expected) => {
    expect(findCodes({ ...input, defaults: { stateVersion: "24.05" } })).toEqual(expected);
  });

  it("name the other place where two differ", () => {
    const [finding] = findAll({
      users: { keith: { ...person, hosts: { mini: { uid: 1001 } } } },
      hosts: { mini: { ...machine, users: { keith: { uid: 1000 } } } },
      defaults: { stateVersion: "24.05" },
    });
    expect(finding?.message).toContain("hosts.mini.users.keith");
  });

  it("name users and hosts that are declared", () => {
    const users = { keith: { ...person, hosts: ["miny", "constructor"] } };
    const hosts = { mini: { ...machine, users: ["kieth", "toString"] } };
    const found = findAll(sampleFleet({ users, hosts }));
    expect(found.map(({ code, help }) => `${code}: ${help}`)).toEqual([
      'core/unknown-user: Did you mean "keith"?',
      'core/unknown-user: Choose one of "keith".',
      'core/unknown-host: Did you mean "mini"?',
      'core/unknown-host: Choose one of "mini".',
    ]);
  });

  it("may be none", () => {
    expect(findCodes(withMini({ users: [] }))).toEqual([]);
  });
});
