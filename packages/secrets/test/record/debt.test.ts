import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { SecretFile } from "../../src/files/secret-file.ts";
import {
  acknowledgeDebts,
  emptyRecord,
  isDate,
  listOwed,
  recordRotation,
  type SecretsRecord,
} from "../../src/record/debt.ts";
import { parseRecord } from "../../src/record/debt-record.ts";
import { reportDebts } from "../../src/record/debt-report.ts";
import { updateRecord } from "../../src/record/record-update.ts";

const owners = new Map([
  ["k", "user:keith"],
  ["t", "user:traci"],
  ["m", "host:mini"],
]);
const keyring = { owners, recipients: new Map(), sshForms: new Map<string, string>() };

function fileOf(path: string, ids: readonly string[]): SecretFile {
  const groups = [ids.map((id) => ({ id, claim: "fits" as const, hasComment: false }))];
  const header = {
    groups,
    threshold: undefined,
    lastModified: "",
    version: "",
    cryptRule: undefined,
    macOnlyEncrypted: false,
  };
  return {
    path,
    format: "yaml",
    header,
    plaintext: [],
    open: [],
    plainComments: [],
    sealed: 1,
    hasBlock: true,
    problems: [],
  };
}

const see = (record: SecretsRecord, files: Record<string, readonly string[]>) =>
  updateRecord(
    record,
    Object.entries(files).map(([path, ids]) => fileOf(path, ids)),
    keyring,
  );

const first = see(emptyRecord, {
  "a.yaml": ["k", "t", "x"],
  "b.yaml": ["k", "t", "x"],
  "c.yaml": ["k"],
});
const without = see(first, { "a.yaml": ["k"], "b.yaml": ["k", "t", "x"], "c.yaml": ["k"] });

describe("the record of readers", () => {
  it("keeps files with the same recipients together, with the names of the readers", () => {
    expect(first).toEqual({
      seen: [
        { recipients: { k: "user:keith", t: "user:traci", x: null }, files: ["a.yaml", "b.yaml"] },
        { recipients: { k: "user:keith" }, files: ["c.yaml"] },
      ],
      debts: [],
    });
  });

  it("turns a reader who was taken away into a debt, known by name when nobody declares it any more", () => {
    const gone = { ...keyring, owners: new Map([["k", "user:keith"]]) };
    const record = updateRecord(first, [fileOf("a.yaml", ["k"])], gone);
    expect(record.debts).toEqual([
      {
        file: "a.yaml",
        recipient: "t",
        reader: "user:traci",
        isRotated: false,
        acknowledged: null,
      },
      { file: "a.yaml", recipient: "x", reader: null, isRotated: false, acknowledged: null },
    ]);
  });

  it("forgets a debt when the reader reads again", () => {
    expect(see(without, { "a.yaml": ["k", "t", "x"] }).debts).toEqual([]);
  });

  it("keeps what is owed for a file that is gone, or cannot be read for now", () => {
    expect(see(without, {}).debts).toEqual(without.debts);
    const broken = { ...fileOf("a.yaml", []), header: undefined };
    expect(updateRecord(without, [broken], keyring).debts).toEqual(without.debts);
  });

  it("is paid by a new data key and a date, both", () => {
    expect(listOwed(without)).toHaveLength(2);
    const rotated = recordRotation(without, ["a.yaml"]);
    expect(listOwed(rotated)).toHaveLength(2);
    const dated = acknowledgeDebts(without, without.debts, "2026-05-31");
    expect(listOwed(dated)).toHaveLength(2);
    expect(listOwed(acknowledgeDebts(rotated, rotated.debts, "2026-05-31"))).toEqual([]);
  });

  it("is reported once for each file, with what is left to do", () => {
    const [owed, ...rest] = reportDebts(without, { keyring });
    expect(rest).toEqual([]);
    expect(owed?.code).toBe("secrets/revocation-debt");
    expect(owed?.message).toBe(
      "user:traci, x could read this file, and knows its secrets and its data key.",
    );
    const [then] = reportDebts(recordRotation(without, ["a.yaml"]), { keyring });
    expect(then?.help).toMatch(/^Change the secrets where they come from/);
  });

  it("survives the way through JSON", () => {
    const json: unknown = JSON.parse(JSON.stringify(without));
    expect(parseRecord(json, "fleet.lock.json")).toEqual({ value: without, diagnostics: [] });
    expect(parseRecord(undefined, "fleet.lock.json").value).toEqual(emptyRecord);
  });

  it.each([
    [null],
    [[]],
    ["x"],
    [{ seen: [{}], debts: [] }],
    [{ seen: [], debts: [{ file: 1 }] }],
    [{ seen: [], debts: [{ ...without.debts[0], acknowledged: "soon" }] }],
  ])("that is damaged is reported: %j", (json) => {
    expect(parseRecord(json, "fleet.lock.json").diagnostics).toMatchObject([
      { code: "secrets/bad-record" },
    ]);
  });

  const state = fc.dictionary(
    fc.constantFrom("a", "b", "__proto__"),
    fc.subarray(["k", "t", "m", "x"], { minLength: 1 }),
    { noNullPrototype: true },
  );
  law.prop([state, state])("owes whoever was taken away, and nobody else", (before, after) => {
    const record = see(see(emptyRecord, before), after);
    const lost = Object.keys(before).flatMap((path) =>
      Object.hasOwn(after, path)
        ? (before[path] ?? [])
            .filter((id) => !after[path]?.includes(id))
            .map((id) => `${path} ${id}`)
        : [],
    );
    expect(
      listOwed(record)
        .map(({ file, recipient }) => `${file} ${recipient}`)
        .sort(),
    ).toEqual(lost.sort());
    expect(see(record, after)).toEqual(record);
  });
});

it.each([
  ["2026-05-31", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13-01", false],
  ["2026-00-01", false],
  ["2026-5-1", false],
  ["today", false],
])("a date: %s %s", (text, holds) => {
  expect(isDate(text)).toBe(holds);
});
