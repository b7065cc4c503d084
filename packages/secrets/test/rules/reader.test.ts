import { parseFleet, resolveFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { findUnknownName, parseReader, resolveReader } from "../../src/rules/reader.ts";
import { makeFleet, recipientOf } from "../support/fleet.ts";

const { fleet, resolved } = makeFleet({
  hosts: { mini: ["keith!", "traci", "henry"], travel: ["keith", "traci"], attic: ["henry!"] },
  operators: { recovery: [recipientOf("recovery")], ci: [recipientOf("ci")] },
  tags: { mini: ["family"], attic: ["server", "family"] },
});

function readersOf(text: string): string[] | string {
  const parsed = parseReader(text);
  return parsed.ok ? resolveReader(parsed.expression, fleet, resolved) : parsed.message;
}

describe("whoever is disabled on a host", () => {
  const declaration = {
    users: { keith: { isAdmin: true }, traci: {} },
    hosts: {
      mini: { system: "x86_64-linux", users: { keith: { isDisabled: true }, traci: {} } },
      travel: { system: "x86_64-linux", users: ["keith"] },
    },
    defaults: { stateVersion: "24.05" },
  };
  const { value: declared } = parseFleet(declaration);
  if (declared === undefined) throw new Error("bug: no fleet");
  const none = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: placed } = resolveFleet(declared, none);

  it.each([
    ["users@mini", ["user:traci"]],
    ["admins@mini", []],
    ["hosts@keith", ["host:travel"]],
    ["hosts@keith:admin", ["host:travel"]],
    ["admins@travel", ["user:keith"]],
    ["users", ["user:keith", "user:traci"]],
    ["user:keith", ["user:keith"]],
  ])("reads nothing by way of it: %s stands for %j", (text, readers) => {
    const parsed = parseReader(text);
    expect(parsed.ok && resolveReader(parsed.expression, declared, placed)).toEqual(readers);
  });
});

describe("a reader expression", () => {
  it.each([
    ["user:keith", ["user:keith"]],
    ["host:mini", ["host:mini"]],
    ["operator:ci", ["operator:ci"]],
    ["users", ["user:henry", "user:keith", "user:traci"]],
    ["admins", ["user:henry", "user:keith"]],
    ["hosts", ["host:attic", "host:mini", "host:travel"]],
    ["operators", ["operator:ci", "operator:recovery"]],
    ["users@mini", ["user:henry", "user:keith", "user:traci"]],
    ["users@travel", ["user:keith", "user:traci"]],
    ["admins@mini", ["user:keith"]],
    ["admins@travel", []],
    ["hosts@keith", ["host:mini", "host:travel"]],
    ["hosts@keith:admin", ["host:mini"]],
    ["tag:family", ["host:attic", "host:mini"]],
    ["platform:nixos", ["host:attic", "host:mini", "host:travel"]],
    ["platform:darwin", []],
    [recipientOf("friend"), [`recipient:${recipientOf("friend")}`]],
  ])("%s stands for %j", (text, readers) => {
    expect(readersOf(text)).toEqual(readers);
  });

  it.each([
    ["keith", /is no reader/],
    ["user:", /is no reader/],
    ["user:{user}", /is no reader/],
    ["user:a:b", /is no reader/],
    ["operators@mini", /is no reader/],
    ["readers:", /is no reader/],
    ["readers:a@mini", /is no reader/],
    ["platform:", /is no reader/],
    ["users@mini:admin", /is no reader/],
    ["admins@", /is no reader/],
    ["", /is no reader/],
    ["age1qqq", /cannot be a recipient\. Its checksum/],
    ["pgp:12", /fingerprint/],
  ])("is not %j", (text, message) => {
    expect(readersOf(text)).toMatch(message);
  });

  it("that is a private key is refused without being quoted", () => {
    const parsed = parseReader("AGE-SECRET-KEY-1QQQSYQC");
    expect(parsed).toMatchObject({ ok: false, problem: "private-key" });
    expect(JSON.stringify(parsed)).not.toContain("QQQSYQC");
  });

  it.each([
    ["user:kieth", 'Did you mean "keith"?'],
    ["host:mimi", 'Did you mean "mini"?'],
    ["admins@mimi", 'Did you mean "mini"?'],
    ["hosts@traci2", 'Did you mean "traci"?'],
    ["operator:c1", 'Did you mean "ci"?'],
    ["platform:nixs", 'Did you mean "nixos"?'],
    ["platform:macos", 'Choose one of "darwin", "linux", "nixos".'],
    ["readers:backend", "There is no reader group to choose from yet."],
    ["tag:famly", 'Did you mean "family"?'],
    ["user:constructor", 'Choose one of "henry", "keith", "traci".'],
  ])("with an unknown name gets a suggestion: %s", (text, help) => {
    const parsed = parseReader(text);
    expect(parsed.ok && findUnknownName(parsed.expression, fleet)?.help).toBe(help);
  });
});
