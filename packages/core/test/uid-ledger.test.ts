import { describe, expect, it } from "vitest";
import {
  emptyLedger,
  freeUid,
  ledgerJson,
  mergeLedgers,
  parseLedger,
  type UidLedger,
} from "../src/index.ts";

const file = "fleet.lock.json";

function read(value: unknown): UidLedger {
  const { value: ledger, diagnostics } = parseLedger(value, file);
  expect(diagnostics).toEqual([]);
  return ledger;
}

const full = {
  darwin: { blackphos: { accounts: { 501: "raquel" }, tombstones: { 503: "henry" } } },
  nixos: { accounts: { 1000: "keith" }, tombstones: { 1001: "traci" } },
};

describe("a ledger as JSON", () => {
  it.each([
    ["all that there can be", full],
    ["nothing", {}],
    ["accounts alone", { nixos: { accounts: { 1000: "keith" } } }],
    ["tombstones of a Mac alone", { darwin: { a: { tombstones: { 502: "b" } } } }],
  ])("comes back as it was: %s", (_, value) => {
    expect(ledgerJson(read(value))).toEqual(value);
  });

  it("is in the order of the numbers, one line for each", () => {
    const ledger = read({ nixos: { accounts: { 10000: "a", 9999: "b" } } });
    expect(JSON.stringify(ledgerJson(ledger), null, 1)).toBe(
      '{\n "nixos": {\n  "accounts": {\n   "9999": "b",\n   "10000": "a"\n  }\n }\n}',
    );
  });

  it("may be missing, or empty", () => {
    expect(read(undefined)).toEqual(emptyLedger);
    expect(read({ darwin: {}, nixos: { accounts: {} } })).toEqual(emptyLedger);
  });

  it.each<[string, unknown, string[]]>([
    ["a list", [], ['In "uids": [] is no object.']],
    ["null", null, ['In "uids": null is no object.']],
    [
      "a list of accounts",
      { nixos: { accounts: ["a"] } },
      ['In "uids.nixos.accounts": ["a"] is no object.'],
    ],
    ["a Mac that is none", { darwin: { a: 7 } }, ['In "uids.darwin.a": 7 is no object.']],
    ["another platform", { linux: {} }, ['In "uids": Nothing is known about "linux".']],
    [
      "another part",
      { nixos: { acounts: {} } },
      ['In "uids.nixos": Nothing is known about "acounts".'],
    ],
    [
      "keys that are no uids",
      {
        nixos: {
          accounts: { "": "a", "-1": "b", "01000": "c", "1e3": "d", "2147483648": "e", 0: "f" },
        },
      },
      [
        'In "uids.nixos.accounts": "0" is no uid.',
        'In "uids.nixos.accounts": "2147483648" is no uid.',
        'In "uids.nixos.accounts": "" is no uid.',
        'In "uids.nixos.accounts": "-1" is no uid.',
        'In "uids.nixos.accounts": "01000" is no uid.',
        'In "uids.nixos.accounts": "1e3" is no uid.',
      ],
    ],
    [
      "values that are no user ids",
      { nixos: { tombstones: { 1000: 7, 1001: "", 1002: "root", 1003: "a b" } } },
      [
        'In "uids.nixos.tombstones": 7 cannot be a user id. It is no text.',
        'In "uids.nixos.tombstones": "" cannot be a user id. It is empty.',
        'In "uids.nixos.tombstones": "root" cannot be a user id. The system keeps this name for itself.',
        'In "uids.nixos.tombstones": "a b" cannot be a user id. It holds a space.',
      ],
    ],
    [
      "a host that cannot be one",
      { darwin: { "../x": {} } },
      ['In "uids.darwin.../x": "../x" cannot be a host id. It holds the character ".".'],
    ],
    [
      "somebody with two uids",
      { nixos: { accounts: { 1000: "keith", 1001: "keith" } } },
      ['In "uids.nixos.accounts": "keith" has two uids, 1000 and 1001.'],
    ],
    [
      "a uid that somebody has and somebody had",
      { nixos: { accounts: { 1000: "keith" }, tombstones: { 1000: "traci" } } },
      [
        'In "uids.nixos": The uid 1000 is that of "keith" in `accounts`, and of "traci" in `tombstones`.',
      ],
    ],
    [
      "a uid that somebody has and had",
      { darwin: { a: { accounts: { 502: "b" }, tombstones: { 502: "b" } } } },
      ['In "uids.darwin.a": The uid 502 is that of "b" in `accounts`, and of "b" in `tombstones`.'],
    ],
    [
      "names that a terminal would obey",
      { nixos: { accounts: { 1000: "\u001b[2J\u202e" } } },
      [
        'In "uids.nixos.accounts": "\\u001b[2J\\u202e" cannot be a user id. A login name begins with a letter or an underscore.',
      ],
    ],
    [
      "several things at once",
      { nixos: 1, darwin: { a: { accounts: { x: "b" } } }, more: {} },
      [
        'In "uids": Nothing is known about "more".',
        'In "uids.darwin.a.accounts": "x" is no uid.',
        'In "uids.nixos": 1 is no object.',
      ],
    ],
  ])("is reported where it holds %s", (_, value, messages) => {
    const { diagnostics } = parseLedger(value, file);
    expect(diagnostics.map(({ message }) => message)).toEqual(messages);
    for (const found of diagnostics) {
      expect(found).toMatchObject({ code: "core/bad-ledger", severity: "error", path: [], file });
      expect(found.help).toMatch(/^[^\p{Cc}]+[.?]$/u);
    }
  });

  it("keeps what is sound beside what is not", () => {
    const { value } = parseLedger({ nixos: { accounts: { 1000: "keith", x: "y" } } }, file);
    expect(ledgerJson(value)).toEqual({ nixos: { accounts: { 1000: "keith" } } });
  });
});

describe("a uid that is freed", () => {
  it("is on record no more", () => {
    const ledger = read(full);
    const nixos = freeUid(ledger, ledger, { uid: 1001, host: undefined });
    expect(nixos).toMatchObject({ kind: "freed", user: "traci" });
    expect(nixos.kind === "freed" && ledgerJson(nixos.ledger)).toEqual({
      darwin: full.darwin,
      nixos: { accounts: full.nixos.accounts },
    });
    const mac = freeUid(ledger, ledger, { uid: 503, host: "blackphos" });
    expect(mac.kind === "freed" && ledgerJson(mac.ledger)).toEqual({
      darwin: { blackphos: { accounts: { 501: "raquel" } } },
      nixos: full.nixos,
    });
  });

  it("is never one that somebody has now", () => {
    const place = { uid: 1000, host: undefined };
    const ledger = read(full);
    expect(freeUid(ledger, ledger, place)).toEqual({ kind: "held", user: "keith" });
    const recorded = read({ nixos: { tombstones: { 1000: "keith" } } });
    expect(freeUid(recorded, ledger, place)).toEqual({ kind: "held", user: "keith" });
  });

  it("may be one whose owner is on record, but has another by now", () => {
    const recorded = read({ nixos: { accounts: { 1000: "keith" } } });
    const current = read({ nixos: { accounts: { 1005: "keith" }, tombstones: { 1000: "keith" } } });
    const freed = freeUid(recorded, current, { uid: 1000, host: undefined });
    expect(freed).toEqual({ kind: "freed", user: "keith", ledger: emptyLedger });
  });

  it.each([
    { uid: 1002, host: undefined },
    { uid: 503, host: undefined },
    { uid: 503, host: "stibnite" },
    { uid: 1001, host: "blackphos" },
  ])("is not one that nobody had there: %j", (place) => {
    const ledger = read(full);
    expect(freeUid(ledger, ledger, place)).toEqual({ kind: "unknown" });
  });
});

type Nixos = { accounts?: Record<number, string>; tombstones?: Record<number, string> };

describe("the ledgers of two branches", () => {
  const merge = (base: Nixos, ours: Nixos, theirs: Nixos) => {
    const sides = {
      base: read({ nixos: base }),
      ours: read({ nixos: ours }),
      theirs: read({ nixos: theirs }),
    };
    return mergeLedgers(sides, "ours");
  };
  const keith = { accounts: { 1000: "keith" } };
  const buried = { tombstones: { 1000: "keith" } };
  const both = { accounts: { 1000: "keith", 1001: "ada", 1002: "bob" } };

  it.each<[string, Nixos[], Nixos]>([
    [
      "what each of them added",
      [
        keith,
        { accounts: { 1000: "keith", 1001: "ada" } },
        { accounts: { 1000: "keith", 1002: "bob" } },
      ],
      both,
    ],
    ["a tombstone, where the other left the account as it was", [keith, buried, keith], buried],
    ["an account, where the other left the tombstone as it was", [buried, keith, buried], keith],
    ["nothing, where a tombstone was freed", [buried, {}, buried], {}],
    ["an account, where it was freed and came back", [buried, {}, keith], keith],
    ["a tombstone, where one side freed what the other buried", [keith, {}, buried], buried],
    ["a tombstone, where somebody came on both and went on one", [{}, keith, buried], buried],
    [
      "the new owner of a uid that one side freed",
      [buried, { accounts: { 1000: "ada" } }, buried],
      { accounts: { 1000: "ada" } },
    ],
    [
      "the new uid of somebody, and the tombstone of the old one",
      [keith, { accounts: { 1007: "keith" }, tombstones: { 1000: "keith" } }, both],
      { accounts: { 1001: "ada", 1002: "bob", 1007: "keith" }, tombstones: { 1000: "keith" } },
    ],
  ])("come to %s", (_, [base = {}, ours = {}, theirs = {}], expected) => {
    const { ledger, clashes } = merge(base, ours, theirs);
    expect(ledgerJson(ledger)).toEqual(
      Object.keys(expected).length === 0 ? {} : { nixos: expected },
    );
    expect(clashes).toEqual([]);
  });

  it.each<[string, Nixos[], object[], Nixos]>([
    [
      "a uid that each gave to somebody else",
      [
        keith,
        { accounts: { 1000: "keith", 1001: "ada" } },
        { accounts: { 1000: "keith", 1001: "bob" } },
      ],
      [{ kind: "uid", uid: 1001, ours: "ada", theirs: "bob" }],
      { accounts: { 1000: "keith", 1001: "ada" } },
    ],
    [
      "a uid of somebody who has already gone on one of them",
      [{}, { accounts: { 1000: "ada" } }, { tombstones: { 1000: "bob" } }],
      [{ kind: "uid", uid: 1000, ours: "ada", theirs: "bob" }],
      { accounts: { 1000: "ada" } },
    ],
    [
      "somebody whom each gave another uid",
      [{}, { accounts: { 1000: "ada" } }, { accounts: { 1001: "ada" } }],
      [{ kind: "user", user: "ada", ours: 1000, theirs: 1001 }],
      { accounts: { 1000: "ada" }, tombstones: { 1001: "ada" } },
    ],
    [
      "both at once",
      [{}, { accounts: { 1000: "bob" } }, { accounts: { 1000: "ada", 1001: "bob" } }],
      [
        { kind: "uid", uid: 1000, ours: "bob", theirs: "ada" },
        { kind: "user", user: "bob", ours: 1000, theirs: 1001 },
      ],
      { accounts: { 1000: "bob" }, tombstones: { 1001: "bob" } },
    ],
  ])("clash over %s", (_, [base = {}, ours = {}, theirs = {}], expected, kept) => {
    const { ledger, clashes } = merge(base, ours, theirs);
    expect(clashes).toEqual(expected.map((clash) => ({ ...clash, host: undefined })));
    expect(ledgerJson(ledger)).toEqual({ nixos: kept });
  });

  it("are merged Mac by Mac", () => {
    const ledger = (darwin: object) => read({ darwin });
    const { ledger: merged, clashes } = mergeLedgers(
      {
        base: ledger({ a: { accounts: { 502: "ada" } } }),
        ours: ledger({ a: { accounts: { 502: "ada" } }, b: { accounts: { 502: "bob" } } }),
        theirs: ledger({
          a: { tombstones: { 502: "ada" } },
          b: { accounts: { 502: "eve" } },
          c: { accounts: { 502: "zoe" } },
        }),
      },
      "theirs",
    );
    expect(ledgerJson(merged)).toEqual({
      darwin: {
        a: { tombstones: { 502: "ada" } },
        b: { accounts: { 502: "eve" } },
        c: { accounts: { 502: "zoe" } },
      },
    });
    expect(clashes).toEqual([{ kind: "uid", host: "b", uid: 502, ours: "bob", theirs: "eve" }]);
  });
});
