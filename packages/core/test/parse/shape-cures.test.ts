import { formatPath } from "@fleet/diagnostics";
import { expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

it.each<[string, object, string, string]>([
  [
    "a key in place of an operator",
    sampleFleet({ operators: { recovery: "age1x" } }),
    "operators.recovery",
    'Write an object: recovery: { ageKeys: ["age1x"] }.',
  ],
  [
    "keys in place of an operator",
    sampleFleet({ operators: { recovery: ["age1x"] } }),
    "operators.recovery",
    'Write an object: recovery: { ageKeys: ["age1x"] }.',
  ],
  [
    "one key in place of a list",
    sampleFleet({ operators: { recovery: { ageKeys: "age1x" } } }),
    "operators.recovery.ageKeys",
    'Write a list: ageKeys: ["age1x"].',
  ],
  [
    "a feature alone",
    withMini({ features: "x" }),
    "hosts.mini.features",
    'Write a list: features: ["x"].',
  ],
  [
    "a person's name alone",
    sampleFleet({ users: { keith: "Keith", traci: { fullName: "Traci" } } }),
    "users.keith",
    'Write an object: keith: { fullName: "Keith" }.',
  ],
  [
    "a system alone",
    sampleFleet({ hosts: { mini: "aarch64-darwin" } }),
    "hosts.mini",
    'Write an object: mini: { system: "aarch64-darwin" }.',
  ],
  [
    "a uid in quotes",
    withHenry({ uid: "1005" }),
    "users.henry.uid",
    "Write it without quotes: uid: 1005.",
  ],
  [
    "yes",
    withHenry({ isAdmin: "yes" }),
    "users.henry.isAdmin",
    "Write it without quotes: isAdmin: true.",
  ],
  ["0", withHenry({ isAdmin: 0 }), "users.henry.isAdmin", "Write isAdmin: false."],
  [
    "a path where a mode belongs",
    withHenry({ home: "/home/henry" }),
    "users.henry.home",
    'A directory is another key: homeDirectory: "/home/henry".',
  ],
  [
    "a mode misspelt",
    withHenry({ home: "standalon" }),
    "users.henry.home",
    'Did you mean "standalone"?',
  ],
  [
    "a list of one shell",
    withHenry({ shell: ["zsh"] }),
    "users.henry.shell",
    'Write a string: shell: "zsh".',
  ],
  [
    "a list of groups",
    sampleFleet({ groups: ["media"] }),
    "groups",
    'Write an object, by name: groups: { "media": {} }.',
  ],
  [
    "the first of a range of uids",
    sampleFleet({ groups: { staff1: { uidRange: 4000 } } }),
    "groups.staff1.uidRange",
    "Write the first and the last: uidRange: [4000, 4099].",
  ],
  ["admin", withHenry({ admin: true }), "users.henry.admin", 'Did you mean "isAdmin"?'],
  ["login", withHenry({ login: "h" }), "users.henry.login", 'Did you mean "username"?'],
  ["name", withHenry({ name: "h" }), "users.henry.name", 'Did you mean "fullName"?'],
  ["openssh", withHenry({ openssh: [] }), "users.henry.openssh", 'Did you mean "sshKeys"?'],
  ["groups", withHenry({ groups: [] }), "users.henry.groups", 'Did you mean "extraGroups"?'],
  ["roles of a host", withMini({ roles: [] }), "hosts.mini.roles", 'Did you mean "features"?'],
  ["imports of a host", withMini({ imports: [] }), "hosts.mini.imports", 'Did you mean "modules"?'],
  ["machines", sampleFleet({ machines: {} }), "machines", 'Did you mean "hosts"?'],
  [
    "isNormalUser",
    withHenry({ isNormalUser: true }),
    "users.henry.isNormalUser",
    "Leave it out: everybody who is declared is one.",
  ],
])("what to write is said of %s", (_, declaration, place, help) => {
  const found = parseFleet(declaration).diagnostics;
  expect(found.map(({ path }) => formatPath(path))).toEqual([place]);
  expect(found[0]?.help).toBe(help);
});

it.each(["hashedPassword", "initialPassword", "hashedPasswordFile"])(
  "how it is done is said of %s",
  (key) => {
    const [finding, ...others] = parseFleet(withHenry({ [key]: "$y$j9T$secret" })).diagnostics;
    expect(others).toEqual([]);
    expect(finding?.help).toContain('password: { secret: "NAME" }');
    expect(JSON.stringify(finding)).not.toContain("j9T");
  },
);
