import { describe, expect, it } from "vitest";
import {
  emptyLedger,
  freeUid,
  ledgerJson,
  mergeLedgers,
  parseLedger,
  type UidLedger,
} from "../../src/internal.ts";

const file = "fleet.lock.json";

function read(value: unknown): UidLedger {
  const { value: ledger, diagnostics } = parseLedger(value, file);
  expect(diagnostics).toEqual([]);
  return ledger;
}

const full = {
  accounts: { 1000: "keith", "blackphos/501": "raquel" },
  tombstones: { 1001: "traci", "blackphos/503": "henry" },
};

describe("a ledger as JSON", () => {
  it.each([
    ["all that there can be", full],
    ["nothing", {}],
    ["accounts alone", { accounts: { 1000: "keith" } }],
    ["tombstones of a Mac alone", { tombstones: { "a/502": "b" } }],
    ["what was freed", { accounts: { 1000: "keith" }, freed: { 1001: "traci", "a/502": "b" } }],
  ])("comes back as it was: %s", (_, value) => {
    expect(ledgerJson(read(value))).toEqual(value);
  });

  it("is in the order of the spaces and numbers, each line for itself", () => {
    const ledger = read({
      accounts: { "b/502": "b", "a/1000": "c", "a/999": "b", 10000: "a", 9999: "b" },
    });
    expect(JSON.stringify(ledgerJson(ledger), null, 1)).toBe(
      '{\n "accounts": {\n  "9999": "b",\n  "10000": "a",\n  "a/999": "b",\n  "a/1000": "c",\n  "b/502": "b"\n }\n}',
    );
  });

  it("says of nothing that it is freed which somebody has or had since", () => {
    const freed = { 1000: "a", 1001: "b", 1002: "c" };
    const ledger = read({ accounts: { 1000: "keith" }, tombstones: { 1001: "b" }, freed });
    expect(ledgerJson(ledger).freed).toEqual({ 1002: "c" });
  });

  it("may be missing, or empty", () => {
    expect(read(undefined)).toEqual(emptyLedger);
    expect(read({ accounts: {}, tombstones: {} })).toEqual(emptyLedger);
  });

  it.each<[string, unknown, string[]]>([
    ["a list", [], ['In "uids": [] is no object.']],
    ["null", null, ['In "uids": null is no object.']],
    ["a list of accounts", { accounts: ["a"] }, ['In "uids.accounts": ["a"] is no object.']],
    ["null for tombstones", { tombstones: null }, ['In "uids.tombstones": null is no object.']],
    ["another part", { acounts: {} }, ['In "uids": Nothing is known about "acounts".']],
    [
      "spaces one by one, as it once did",
      {
        darwin: { blackphos: { accounts: { 501: "raquel" } } },
        nixos: { accounts: { 1000: "keith" } },
      },
      [
        'In "uids": "darwin" is of a form that no fleet writes any more.',
        'In "uids": "nixos" is of a form that no fleet writes any more.',
      ],
    ],
    [
      "keys that are no uids",
      {
        accounts: {
          ...{ "": "a", "-1": "b", "01000": "c", "1e3": "d", "2147483648": "e", 0: "f" },
          ...{ "a/": "a", "a/0": "b", "a/b/502": "c", studio: "d" },
        },
      },
      [
        'In "uids.accounts": "0" is no uid.',
        'In "uids.accounts": "2147483648" is no uid.',
        'In "uids.accounts": "" is no uid.',
        'In "uids.accounts": "-1" is no uid.',
        'In "uids.accounts": "01000" is no uid.',
        'In "uids.accounts": "1e3" is no uid.',
        'In "uids.accounts": "" is no uid.',
        'In "uids.accounts": "0" is no uid.',
        'In "uids.accounts": "b/502" is no uid.',
        'In "uids.accounts": "studio" is no uid.',
      ],
    ],
    [
      "values that are no user ids",
      { tombstones: { 1000: 7, 1001: "", 1002: "root", 1003: "a b" } },
      [
        'In "uids.tombstones": 7 cannot be a user id. It is no text.',
        'In "uids.tombstones": "" cannot be a user id. It is empty.',
        'In "uids.tombstones": "root" cannot be a user id. The system keeps this name for itself.',
        'In "uids.tombstones": "a b" cannot be a user id. It holds a space.',
      ],
    ],
    [
      "a host that cannot be one",
      { accounts: { ".x/502": "a", "/502": "b", "10.0.0.1/502": "c" } },
      [
        'In "uids.accounts": ".x" cannot be a host id. It begins or ends with a dot.',
        'In "uids.accounts": "" cannot be a host id. It is empty.',
        'In "uids.accounts": "10.0.0.1" cannot be a host id. It ends in a number, so that programs take it for an address.',
      ],
    ],
    [
      "somebody with two uids",
      { accounts: { 1000: "keith", 1001: "keith", "a/501": "keith", "a/502": "keith" } },
      [
        'In "uids.accounts": "keith" has two uids, 1000 and 1001.',
        'In "uids.accounts": "keith" has two uids on "a", 501 and 502.',
      ],
    ],
    [
      "a uid that somebody has and somebody had",
      { accounts: { 1000: "keith" }, tombstones: { 1000: "traci" } },
      ['In "uids": The uid 1000 is that of "keith" in `accounts`, and of "traci" in `tombstones`.'],
    ],
    [
      "a uid that somebody has and had",
      { accounts: { "a/502": "b" }, tombstones: { "a/502": "b" } },
      ['In "uids": The uid 502 on "a" is that of "b" in `accounts`, and of "b" in `tombstones`.'],
    ],
    [
      "names that a terminal would obey",
      { accounts: { 1000: "\u001b[2J\u202e" } },
      [
        'In "uids.accounts": "\\u001b[2J\\u202e" cannot be a user id. A login name begins with a letter, a digit or an underscore.',
      ],
    ],
    [
      "several things at once",
      { tombstones: 1, accounts: { "a/x": "b" }, more: {} },
      [
        'In "uids": Nothing is known about "more".',
        'In "uids.accounts": "x" is no uid.',
        'In "uids.tombstones": 1 is no object.',
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
    const { value } = parseLedger({ accounts: { 1000: "keith", x: "y" } }, file);
    expect(ledgerJson(value)).toEqual({ accounts: { 1000: "keith" } });
  });
});

describe("a uid that is freed", () => {
  it("is on record as freed alone", () => {
    const ledger = read(full);
    const nixos = freeUid(ledger, ledger, { uid: 1001, host: undefined });
    expect(nixos).toMatchObject({ kind: "freed", user: "traci" });
    expect(nixos.kind === "freed" && ledgerJson(nixos.ledger)).toEqual({
      accounts: full.accounts,
      freed: { 1001: "traci" },
      tombstones: { "blackphos/503": "henry" },
    });
    const mac = freeUid(ledger, ledger, { uid: 503, host: "blackphos" });
    expect(mac.kind === "freed" && ledgerJson(mac.ledger)).toEqual({
      accounts: full.accounts,
      freed: { "blackphos/503": "henry" },
      tombstones: { 1001: "traci" },
    });
  });

  it("is never one that somebody has now", () => {
    const place = { uid: 1000, host: undefined };
    const ledger = read(full);
    expect(freeUid(ledger, ledger, place)).toEqual({ kind: "held", user: "keith" });
    const recorded = read({ tombstones: { 1000: "keith" } });
    expect(freeUid(recorded, ledger, place)).toEqual({ kind: "held", user: "keith" });
  });

  it("may be one whose owner is on record, but has another by now", () => {
    const recorded = read({ accounts: { 1000: "keith" } });
    const current = read({ accounts: { 1005: "keith" }, tombstones: { 1000: "keith" } });
    const freed = freeUid(recorded, current, { uid: 1000, host: undefined });
    expect(freed).toEqual({
      kind: "freed",
      user: "keith",
      ledger: read({ freed: { 1000: "keith" } }),
    });
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

type Ledger = {
  accounts?: Record<number, string>;
  tombstones?: Record<number, string>;
  freed?: Record<number, string>;
};

describe("the ledgers of two branches", () => {
  const merge = (base: Ledger, ours: Ledger, theirs: Ledger) => {
    const sides = { base: read(base), ours: read(ours), theirs: read(theirs) };
    return mergeLedgers(sides, "ours");
  };
  const keith = { accounts: { 1000: "keith" } };
  const buried = { tombstones: { 1000: "keith" } };
  const freed = { freed: { 1000: "keith" } };
  const both = { accounts: { 1000: "keith", 1001: "ada", 1002: "bob" } };

  it.each<[string, Ledger[], Ledger]>([
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
    ["what either side freed", [buried, freed, keith], keith],
    ["that a tombstone was freed", [buried, freed, buried], freed],
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
    expect(ledgerJson(ledger)).toEqual(expected);
    expect(clashes).toEqual([]);
  });

  it.each<[string, Ledger[], object[], Ledger]>([
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
    expect(ledgerJson(ledger)).toEqual(kept);
  });

  it("are merged Mac by Mac", () => {
    const { ledger: merged, clashes } = mergeLedgers(
      {
        base: read({ accounts: { "a/502": "ada" } }),
        ours: read({ accounts: { "a/502": "ada", "b/502": "bob" } }),
        theirs: read({
          accounts: { "b/502": "eve", "c/502": "zoe" },
          tombstones: { "a/502": "ada" },
        }),
      },
      "theirs",
    );
    expect(ledgerJson(merged)).toEqual({
      accounts: { "b/502": "eve", "c/502": "zoe" },
      tombstones: { "a/502": "ada" },
    });
    expect(clashes).toEqual([{ kind: "uid", host: "b", uid: 502, ours: "bob", theirs: "eve" }]);
  });
});
