import { describe, expect, it } from "vitest";
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
