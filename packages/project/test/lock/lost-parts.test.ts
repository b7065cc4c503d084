import { fc, test } from "@fast-check/vitest";
import { parseLedger } from "@fleet/core/internal";
import { isError } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseLock, renderLock } from "../../src/lock/lock-file.ts";

const file = "fleet.lock.json";
const secrets = { seen: [{ recipients: { age1x: "user:keith" }, files: ["a.yaml"] }], debts: [] };
const uids = {
  accounts: { 1000: "keith", "studio/502": "keith" },
  tombstones: { 1001: "traci", "studio/503": "henry" },
};
const whole = { secrets, uids, version: 1 };
const sound = renderLock({ secrets, uids: parseLedger(uids, file).value, others: {} });
const read = (value: unknown) => parseLock(JSON.stringify(value), file);

describe("a part of fleet.lock.json under another name", () => {
  it.each<[string, object, string]>([
    ["one letter less", { uid: uids }, '"uid", and what that holds looks like "uids"'],
    ["another case", { Uids: uids }, '"Uids", and what that holds looks like "uids"'],
    ["a word of its own", { ledger: uids }, '"ledger", and what that holds looks like "uids"'],
    ["a copy", { old: { uids: { ...uids } } }, '"old", and what that holds looks like "uids"'],
    ["lines alone", { people: { 1000: "keith" } }, '"people", and what that holds looks'],
    ["one level up", { ...uids }, '"accounts", and what that holds looks like "uids"'],
    ["of secrets", { secret: secrets }, '"secret", and what that holds looks like "secrets"'],
    ["of secrets, elsewhere", { mine: secrets }, '"mine", and what that holds looks like'],
  ])("is an error, and no ledger that is empty: %s", (_, parts, message) => {
    const { diagnostics } = read({ ...parts, version: 1 });
    expect(diagnostics[0]).toMatchObject({ code: "cli/bad-lock", severity: "error", file });
    expect(diagnostics[0]?.message).toContain(message);
    expect(diagnostics[0]?.help).toContain("git restore --source=HEAD -- fleet.lock.json");
  });

  it("is none where another fleet wrote something of its own", () => {
    const others = { tests: { hosts: { mini: [1, "x"] } }, plan: { 9: [{ b: 1 }] } };
    expect(read({ ...whole, ...others })).toMatchObject({ others, diagnostics: [] });
  });
});

/** A slip in a name: a letter too few, too many, or another one. */
const slip = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("less", "more", "other"),
  letter: fc.constantFrom("a", "s", "_", "0", "U"),
});

function misspell(
  name: string,
  { at, kind, letter }: { at: number; kind: string; letter: string },
) {
  const index = at % name.length;
  const rest = kind === "more" ? index : index + 1;
  return `${name.slice(0, index)}${kind === "less" ? "" : letter}${name.slice(rest)}`;
}

/** A value with each key of a name under another one. */
function renameKey(value: unknown, from: string, to: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key === from ? to : key,
      renameKey(inner, from, to),
    ]),
  );
}

describe("a damaged fleet.lock.json", () => {
  test.prop([fc.constantFrom("uids", "accounts", "tombstones", "secrets", "version"), slip])(
    "is refused, or has lost nothing: a slip in the name of a part",
    (name, one) => {
      const found = read(renameKey(whole, name, misspell(name, one)));
      if (found.diagnostics.some(isError)) return;
      expect(renderLock(found)).toBe(sound);
    },
  );

  test.prop([
    fc.constantFrom("uids", "accounts", "tombstones"),
    fc.constantFrom(null, 0, "", [], false, [{}], "{}"),
  ])("is refused: a part of another kind", (name, value) => {
    const text = JSON.stringify(whole, (key, inner) => (key === name ? value : inner));
    expect(parseLock(text, file).diagnostics.some(isError)).toBe(true);
  });

  test.prop([fc.nat(sound.length - 3)])("is refused where its end is missing", (length) => {
    expect(parseLock(sound.slice(0, length), file).diagnostics.some(isError)).toBe(true);
  });

  test.prop([fc.nat(sound.length - 1), fc.constantFrom("", "\0", "{", "}", ",", ":", '"', "<<<<")])(
    "is refused, or has lost no line: a letter in place of another",
    (at, letter) => {
      const found = parseLock(`${sound.slice(0, at)}${letter}${sound.slice(at + 1)}`, file);
      if (found.diagnostics.some(isError)) return;
      const lines = (text: string) => text.match(/"[^"]+": "[^"]+"/g)?.length;
      expect(lines(renderLock(found))).toBe(lines(sound));
    },
  );
});
