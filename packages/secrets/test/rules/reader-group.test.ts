import { fc, it as law } from "@fast-check/vitest";
import { parseFleet } from "@fleet/core";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { family, type MadeFleet, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";

type Groups = Record<string, readonly string[]>;

/** A fleet with these reader groups, and one rule with these readers alone. */
function made(readers: Groups, inRule: readonly string[]): MadeFleet {
  const rules = [{ path: "s/a", readers: inRule, operators: false }];
  return makeFleet({ ...family, readers, rules, defaultRules: false });
}

function readersIn(fleet: MadeFleet): string[] {
  const { rules } = resolveMade(fleet).value;
  return rules.flatMap(({ groups }) => groups.flat().map(({ reader }) => reader));
}

/** The findings of code and place, without what is a matter of who can recover a file. */
function findingsOf(fleet: MadeFleet): string[] {
  return resolveMade(fleet)
    .diagnostics.filter(({ code }) => !/single-recipient|no-recovery-key/.test(code))
    .map(({ code, path = [] }) => `${code.replace("secrets/", "")} ${formatPath(path)}`);
}

describe("a reader group", () => {
  it("stands for everybody in it, beside the others of a rule", () => {
    const fleet = made({ backend: ["user:traci", "hosts"] }, ["readers:backend", "user:henry"]);
    expect(readersIn(fleet)).toEqual(["host:mini", "host:travel", "user:henry", "user:traci"]);
    expect(findingsOf(fleet)).toEqual([]);
  });

  it("can hold other groups, keys and what other expressions stand for", () => {
    const groups = {
      all: ["readers:ops", "readers:mobile", recipientOf("friend")],
      ops: ["admins"],
      mobile: ["host:travel", "readers:ops"],
    };
    const fleet = made(groups, ["readers:all"]);
    expect(readersIn(fleet)).toEqual([
      "host:travel",
      `recipient:${recipientOf("friend")}`,
      "user:keith",
    ]);
    expect(findingsOf(fleet)).toEqual([]);
  });

  it("is the reason that is kept of whoever is in it", () => {
    const fleet = made({ ops: ["readers:in"], in: ["user:keith"] }, ["readers:ops", "admins"]);
    const [rule] = resolveMade(fleet).value.rules;
    expect(rule?.groups[0]).toMatchObject([{ expressions: ["admins", "readers:ops"] }]);
  });

  it("may have the name of a kind, for it is always said that a group is meant", () => {
    const groups = { users: ["user:traci"], constructor: ["user:henry"], "user-mini": ["admins"] };
    expect(readersIn(made(groups, ["readers:users"]))).toEqual(["user:traci"]);
    expect(readersIn(made(groups, ["readers:constructor"]))).toEqual(["user:henry"]);
    expect(readersIn(made(groups, ["users"]))).toHaveLength(3);
  });

  it("can be one of the key groups that are needed together", () => {
    const rules = [{ path: "s/a", groups: [["readers:ops"], ["user:traci"]], threshold: 2 }];
    const readers = { ops: ["user:keith", "user:henry"] };
    const fleet = makeFleet({ ...family, readers, rules, defaultRules: false });
    expect(readersIn(fleet)).toEqual(["user:henry", "user:keith", "user:traci"]);
  });

  it.each<[string, Groups, readonly string[], readonly string[]]>([
    ["names nobody", { ops: [] }, ["admins"], ["empty-reader secrets.readers.ops"]],
    ["alone lets nobody in", { ops: [] }, ["readers:ops"], ["no-recipient secrets.readers.ops"]],
    [
      "lets nobody in by way of another",
      { ops: ["readers:dev"], dev: [] },
      ["readers:ops"],
      ["no-recipient secrets.readers.dev"],
    ],
    [
      "holds something else",
      { ops: ["everybody", "user:keith"] },
      ["readers:ops"],
      ["bad-reader secrets.readers.ops[0]"],
    ],
    [
      "holds a placeholder",
      { ops: ["host:{host}"] },
      ["readers:ops"],
      ["bad-reader secrets.readers.ops[0]"],
    ],
    [
      "holds somebody unknown",
      { ops: ["user:keith", "user:kieth"] },
      ["readers:ops", "hosts"],
      ["unknown-reader secrets.readers.ops[1]"],
    ],
    [
      "holds an unknown group",
      { ops: ["readers:dev"] },
      ["readers:ops"],
      ["unknown-reader secrets.readers.ops[0]"],
    ],
    [
      "holds a private key",
      { ops: ["AGE-SECRET-KEY-1QQQ"] },
      ["readers:ops"],
      ["private-key secrets.readers.ops[0]"],
    ],
    [
      "has a name that no rule can write",
      { "on call": ["admins"] },
      ["admins"],
      ['bad-reader secrets.readers["on call"]'],
    ],
    [
      "is in itself",
      { ops: ["readers:ops", "admins"] },
      ["readers:ops"],
      ["reader-cycle secrets.readers.ops"],
    ],
    [
      "holds nothing but itself",
      { ops: ["readers:b"], b: ["readers:ops"] },
      ["readers:ops"],
      ["reader-cycle secrets.readers.b"],
    ],
    [
      "is in itself by way of others",
      { c: ["readers:a"], a: ["readers:b", "admins"], b: ["readers:c"], d: ["readers:a"] },
      ["readers:d"],
      ["reader-cycle secrets.readers.a"],
    ],
    [
      "stands for somebody who is nobody",
      { ops: ["user:keith", "platform:darwin"] },
      ["readers:ops"],
      ["empty-reader secrets.readers.ops[1]"],
    ],
    ["is unknown", {}, ["admins", "readers:ops"], ["unknown-reader secrets.files[0].readers[1]"]],
  ])("that %s is one finding", (_, groups, inRule, findings) => {
    expect(findingsOf(made(groups, inRule))).toEqual(findings);
  });

  it("says of all rules together that nobody is in it, and nothing of how few can read them", () => {
    const rules = ["s/a", "s/b"].map((path) => ({ path, readers: ["readers:ops"] }));
    const withNobody = { ...family, readers: { ops: [] }, rules, defaultRules: false };
    const alone = resolveMade(makeFleet({ ...withNobody, operators: {} })).diagnostics;
    expect(alone.map(({ message }) => message)).toEqual([
      'The reader group "ops" names nobody, so that nobody could decrypt "s/a" and 1 more.',
    ]);
    const { diagnostics } = resolveMade(makeFleet(withNobody));
    expect(diagnostics.map(({ code }) => code)).toEqual(["secrets/empty-reader"]);
  });

  it("names whoever has no key, in its own place and once for all rules", () => {
    const readers = { ops: ["user:henry", "user:keith"] };
    const rules = ["s/a", "s/b"].map((path) => ({ path, readers: ["readers:ops"] }));
    const users = { henry: [] };
    const fleet = makeFleet({ ...family, users, readers, rules, defaultRules: false });
    expect(findingsOf(fleet)).toEqual(["reader-without-key secrets.readers.ops[0]"]);
  });

  it("says what to write where its name stands bare, and how it comes to be in itself", () => {
    const bare = resolveMade(made({ ops: ["admins"] }, ["ops"])).diagnostics;
    expect(bare.map(({ help }) => help)).toContain('Write "readers:ops".');
    const groups = { a: ["readers:b"], b: ["readers:a"] };
    const circle = resolveMade(made(groups, ["admins"])).diagnostics;
    expect(circle.find(({ code }) => code === "secrets/reader-cycle")).toMatchObject({
      message: 'The reader group "a" is in itself: "readers:a" -> "readers:b" -> "readers:a".',
      help: 'Take "readers:b" out of it.',
    });
  });

  it("does not say whose private key a file holds", () => {
    const rules = [{ path: "s/a", readers: ["admins"], holdsKeyOf: ["readers:ops"] }];
    const readers = { ops: ["user:keith"] };
    const fleet = makeFleet({ ...family, readers, rules, defaultRules: false });
    expect(findingsOf(fleet)).toEqual(["bad-reader secrets.files[0].holdsKeyOf[0]"]);
  });

  it("called __proto__ is refused", () => {
    const text = '{"users":{},"hosts":{},"secrets":{"readers":{"__proto__":["admins"]}}}';
    const { diagnostics } = parseFleet(JSON.parse(text));
    expect(diagnostics.map(({ path = [] }) => formatPath(path))).toContain(
      "secrets.readers.__proto__",
    );
  });

  const names = ["a", "b", "c", "d"];
  const leaf = fc.constantFrom("user:keith", "user:henry", "hosts", "admins", "host:mini");
  const inner = fc.constantFrom(...names.map((name) => `readers:${name}`));

  law.prop([
    fc.tuple(...names.map(() => fc.array(fc.oneof(leaf, inner), { maxLength: 4 }))),
    fc.array(inner, { minLength: 1, maxLength: 3 }),
  ])("comes to what is written in it and in all that it leads to", (lists, inRule) => {
    const groups = new Map(names.map((name, index) => [`readers:${name}`, lists[index] ?? []]));
    const reached = new Set(inRule);
    for (const text of reached) for (const next of groups.get(text) ?? []) reached.add(next);
    const leaves = [...reached].filter((text) => !groups.has(text));
    const readers = Object.fromEntries(names.map((name, index) => [name, lists[index] ?? []]));
    expect(readersIn(made(readers, inRule))).toEqual(readersIn(made({}, leaves)));
  });
});
