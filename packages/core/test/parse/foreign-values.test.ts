import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

class Person {
  fullName = "Ada";
}

const late = () => Promise.resolve({});
const key = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
const pem = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----";

function findings(input: unknown): string[] {
  return parseFleet(input).diagnostics.map(
    ({ code, path, message, help }) => `${code} at ${formatPath(path)}: ${message} ${help}`,
  );
}

describe("what no declaration holds is said, and not taken for an empty object:", () => {
  it.each<[string, unknown, string]>([
    [
      "a policy without await",
      sampleFleet({ policy: late() }),
      "core/wrong-type at policy: This is a promise. Write await: policy: await …",
    ],
    [
      "secrets without await",
      sampleFleet({ secrets: late() }),
      "core/wrong-type at secrets: This is a promise. Write await: secrets: await …",
    ],
    [
      "a placement without await",
      withMini({ users: { keith: late(), traci: {} } }),
      "core/wrong-type at hosts.mini.users.keith: This is a promise. Write await: keith: await …",
    ],
    [
      "hardware without await",
      withMini({ hardware: late() }),
      "core/wrong-type at hosts.mini.hardware: This is a promise. Write await: hardware: await …",
    ],
    [
      "a whole declaration without await",
      late(),
      "core/wrong-type at : This is a promise. Write await: await …",
    ],
    [
      "a map of what differs",
      withMini({ users: { keith: new Map([["isAdmin", false]]), traci: {} } }),
      'core/wrong-type at hosts.mini.users.keith: This is an object of the kind "Map". Write an object: keith: Object.fromEntries(…)',
    ],
    [
      "a set of tags",
      withMini({ tags: new Set(["a"]) }),
      'core/wrong-type at hosts.mini.tags: This is an object of the kind "Set". Write a list: tags: [...…]',
    ],
    [
      "a date in place of defaults",
      sampleFleet({ defaults: new Date(0) }),
      'core/wrong-type at defaults: This is an object of the kind "Date". Write a string: defaults: "…"',
    ],
    [
      "an object of a class",
      sampleFleet({ policy: new Person() }),
      'core/wrong-type at policy: This is an object of the kind "Person". Write a plain object: policy: { ...… }',
    ],
    [
      "an object that inherits",
      sampleFleet({ policy: Object.create({ rootEquivalentGroups: "error" }) }),
      "core/wrong-type at policy: This is an object that takes keys from another one. Write a plain object: policy: { ...… }",
    ],
    [
      "an error",
      sampleFleet({ policy: new Error("x") }),
      'core/wrong-type at policy: This is an object of the kind "Error". Write a plain object: policy: { ...… }',
    ],
    [
      "a function in place of a policy",
      sampleFleet({ policy: () => ({}) }),
      "core/wrong-type at policy: This is a function. Call it, and wait for it where it is async: policy: await f().",
    ],
    [
      "a key that is a symbol",
      withMini({ [Symbol("tags")]: ["a"] }),
      'core/unknown-key at hosts.mini: The key "Symbol(tags)" is a symbol, and means nothing here. Write a string for a key, or take it out.',
    ],
    [
      "a list of holes",
      withMini({ tags: new Array(2 ** 32 - 1) }),
      "core/wrong-type at hosts.mini.tags: This is a list of 4294967295 entries. Write at most 1000000.",
    ],
  ])("%s", (_, input, expected) => {
    expect(findings(input)).toEqual([expected]);
  });

  it("an object without a prototype is a plain one", () => {
    const bare: object = Object.assign(Object.create(null), { rootEquivalentGroups: "error" });
    expect(findings(sampleFleet({ policy: bare }))).toEqual([]);
  });

  it("what goes in a circle ends", () => {
    const circle: Record<string, unknown> = { rootEquivalentGroups: "error" };
    circle["accept"] = [circle];
    expect(findings(sampleFleet({ policy: circle })).length).toBeGreaterThan(0);
  });
});

describe("a private key is said to be one, and is not shown,", () => {
  it.each<[string, object, string]>([
    ["as an operator", sampleFleet({ operators: { recovery: key } }), "operators.recovery"],
    [
      "in place of a list",
      sampleFleet({ operators: { recovery: { ageKeys: key } } }),
      "operators.recovery.ageKeys",
    ],
    ["as a tag", withMini({ tags: ["a", key] }), "hosts.mini.tags[1]"],
    ["as a name", withHenry({ fullName: pem }), "users.henry.fullName"],
    ["under a key that there is not", withHenry({ privateKey: pem }), "users.henry.privateKey"],
  ])("%s", (_, input, place) => {
    const found = parseFleet(input).diagnostics;
    expect(found.map(({ code, path }) => `${code} at ${formatPath(path)}`)).toEqual([
      `core/private-key at ${place}`,
    ]);
    expect(JSON.stringify(found)).not.toMatch(/QQQQ|b3Bl/);
  });

  it("as the key of an object", () => {
    const found = parseFleet(sampleFleet({ operators: { [key]: { ageKeys: [] } } })).diagnostics;
    expect(found.map(({ code }) => code)).toEqual(["core/private-key"]);
    expect(found[0]?.message).not.toContain("QQQQ");
  });
});
