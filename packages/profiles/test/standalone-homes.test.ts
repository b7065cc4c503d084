import { parseFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { checkHomeNames } from "../src/home-names.ts";
import { resolveAll, sampleFleet, surroundingsOf } from "./sample-homes.ts";

function namesIn(sections: object) {
  const { homes } = resolveAll(sampleFleet(sections), surroundingsOf([]));
  return [...homes.standalone].map(([name, { user, host }]) => `${name}: ${user} on ${host}`);
}

const machine = { system: "x86_64-linux", users: ["keith"] };

describe("the names of standalone homes", () => {
  it.each([
    ["integrated", []],
    ["none", []],
    ["standalone", ["keith@mini: keith on mini"]],
    ["both", ["keith@mini: keith on mini"]],
  ])("are given to homes that are %s: %j", (home, expected) => {
    expect(namesIn({ users: { keith: { fullName: "Keith", home } } })).toEqual(expected);
  });

  it("are what home-manager looks for, and what people declared", () => {
    const users = { keith: { fullName: "Keith", home: "standalone", username: "work-user" } };
    const hosts = { mini: { ...machine, hostname: "mini-1" } };
    expect(namesIn({ users, hosts })).toEqual([
      "keith@mini: keith on mini",
      "work-user@mini-1: keith on mini",
    ]);
  });

  it("mean who logs in so, where they could mean two", () => {
    const users = {
      ada: { fullName: "Ada", home: "standalone", username: "eve" },
      eve: { fullName: "Eve", home: "standalone", username: "ada" },
    };
    const hosts = { mini: { ...machine, users: ["ada", "eve"] } };
    expect(namesIn({ users, hosts })).toEqual(["ada@mini: eve on mini", "eve@mini: ada on mini"]);
  });

  it("stand in the order of code units", () => {
    const users = { keith: { fullName: "Keith", home: "standalone" } };
    const hosts = { a: machine, B: machine, "10": machine, "9": machine };
    expect(namesIn({ users, hosts }).map((text) => text.split(":")[0])).toEqual([
      "keith@10",
      "keith@9",
      "keith@B",
      "keith@a",
    ]);
  });
});

describe("homes that are named otherwise", () => {
  const ada = { fullName: "Ada", home: "standalone", username: "al" };
  const arm = { ...machine, system: "aarch64-linux", users: ["ada"], hostname: "Arm" };
  const resolve = (sections: object) => resolveAll(sampleFleet(sections), surroundingsOf([]));
  const named = (homeName: string, more: object = {}) =>
    namesIn({
      users: { ada },
      hosts: { "box.lan": arm },
      defaults: { stateVersion: "24.05", homeName },
      ...more,
    });

  it.each([
    ["{user}@{system}", "ada@aarch64-linux"],
    ["{user}", "ada"],
    ["{username}@{hostname}", "al@Arm"],
    ["{user}@{host}", "ada@box.lan"],
    ["home-of-{user}{user}", "home-of-adaada"],
  ])("have the one name that is declared: %s", (homeName, name) => {
    expect(named(homeName)).toEqual([`${name}: ada on box.lan`]);
  });

  it("are named by the placement before the user before the defaults", () => {
    const hosts = {
      a: { ...machine, users: { ada: { homeName: "{user}-here" } } },
      b: { ...machine, users: ["ada"] },
      c: { ...machine, users: ["eve"] },
    };
    const eve = { fullName: "Eve", home: "standalone" };
    const users = { ada: { ...ada, homeName: "{user}.{host}" }, eve };
    expect(named("{user}@{system}", { users, hosts })).toEqual([
      "ada-here: ada on a",
      "ada.b: ada on b",
      "eve@x86_64-linux: eve on c",
    ]);
  });

  it("leave the others the names that home-manager looks for", () => {
    const hosts = {
      a: { ...machine, users: { ada: { homeName: "{user}" } } },
      b: { ...machine, users: ["ada"] },
    };
    expect(namesIn({ users: { ada }, hosts })).toEqual([
      "ada: ada on a",
      "ada@b: ada on b",
      "al@b: ada on b",
    ]);
  });

  it("cannot have one name, which is said once with two of them", () => {
    const hosts = Object.fromEntries(
      ["a", "b", "c"].map((id) => [id, { ...machine, users: ["ada"] }]),
    );
    const sections = { users: { ada }, hosts };
    const defaults = { stateVersion: "24.05", homeName: "{user}" };
    expect(resolve({ ...sections, defaults }).found.filter((one) => /home-name/.test(one))).toEqual(
      ["profiles/home-name-taken at defaults.homeName"],
    );
    const like = { ...hosts, c: { ...machine, users: { ada: { homeName: "al@a" } } } };
    expect(resolve({ ...sections, hosts: like }).found).toContain(
      "profiles/home-name-taken at hosts.c.users.ada.homeName",
    );
  });

  it.each([
    "",
    "{who}",
    "{user",
    "user}",
    "-{user}",
    "{user}/x",
    "a#b",
    "a b",
    'a"b',
    "$(id)",
    `\${x}`,
    "%41",
    "{user}\n",
    "_type",
    "../x",
    "ä",
    "x".repeat(201),
  ])("cannot be called %j, and then have their usual names", (homeName) => {
    const hosts = { a: { ...machine, users: { ada: { homeName } } } };
    const { found, homes } = resolve({ users: { ada }, hosts });
    expect(found.filter((one) => /home-name/.test(one))).toEqual([
      "profiles/bad-home-name at hosts.a.users.ada.homeName",
    ]);
    expect([...homes.standalone.keys()]).toEqual(["ada@a", "al@a"]);
  });

  it.each([
    ["{{user}}", "It holds something else than letters"],
    ["{user}-{who}", '"{who}" stands for nothing'],
  ])("are told of %j what is written there", (homeName, problem) => {
    const users = { ada: { fullName: "Ada", homeName } };
    const hosts = { a: { ...machine, users: ["ada"] } };
    const { value } = parseFleet(sampleFleet({ users, hosts }));
    const told = value === undefined ? [] : [...checkHomeNames(value)].map((one) => one.message);
    expect(told).toEqual([expect.stringContaining(problem)]);
  });
});
