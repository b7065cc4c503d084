import { describe, expect, it } from "vitest";
import { emptyRecord } from "../../src/record/debt.ts";
import { mergeRecords } from "../../src/record/debt-merge.ts";
import { parseRecord } from "../../src/record/debt-record.ts";
import { reportDebts } from "../../src/record/debt-report.ts";
import { listNames, updateRecord } from "../../src/record/record-update.ts";
import { sampleFile, sampleKeyring } from "../support/sample-files.ts";

const keyring = { ...sampleKeyring, former: undefined };
const named = { ...emptyRecord, names: { dan1: "user:dan" } };

describe("the name of somebody who left", () => {
  it("goes over to the files that know the key, and from there to what is owed", () => {
    const seen = updateRecord(named, [sampleFile("a.yaml", ["ada1", "dan1"])], keyring);
    expect(seen).toEqual({
      seen: [{ recipients: { ada1: "user:ada", dan1: "user:dan" }, files: ["a.yaml"] }],
      debts: [],
    });
    const { debts } = updateRecord(seen, [sampleFile("a.yaml", ["ada1"])], keyring);
    expect(debts).toMatchObject([{ recipient: "dan1", reader: "user:dan" }]);
  });

  it("is known for a file that was first seen after it left, and for a debt that had none", () => {
    const debt = { file: "b.yaml", recipient: "dan1", reader: null, isRotated: false };
    const record = { ...named, debts: [{ ...debt, acknowledged: null }] };
    const files = [sampleFile("a.yaml", ["dan1"])];
    const { seen, debts } = updateRecord(record, files, keyring);
    expect(seen).toEqual([{ recipients: { dan1: "user:dan" }, files: ["a.yaml"] }]);
    expect(debts).toMatchObject([{ reader: "user:dan" }]);
  });

  it("stays where a file cannot be read for now", () => {
    const broken = { ...sampleFile("a.yaml", []), header: undefined };
    expect(updateRecord(named, [broken], keyring)).toEqual(named);
  });

  it("goes when no file knows the key", () => {
    expect(updateRecord(named, [sampleFile("a.yaml", ["ada1"])], keyring).names).toBeUndefined();
  });

  it("survives merges and JSON", () => {
    const other = { ...emptyRecord, names: { eve1: "user:eve" } };
    const both = { ...emptyRecord, names: { dan1: "user:dan", eve1: "user:eve" } };
    expect(mergeRecords({ base: emptyRecord, ours: named, theirs: other })).toEqual(both);
    expect(mergeRecords({ base: named, ours: named, theirs: emptyRecord })).toEqual(named);
    const json: unknown = JSON.parse(JSON.stringify(both));
    expect(parseRecord(json, "fleet.lock.json")).toEqual({ value: both, diagnostics: [] });
    const damaged = parseRecord({ ...emptyRecord, names: { dan1: null } }, "fleet.lock.json");
    expect(damaged.diagnostics).toMatchObject([{ code: "secrets/bad-record" }]);
  });

  it("is the latest that was written down", () => {
    const seen = [{ recipients: { dan1: "user:old", xyz1: null }, files: ["a.yaml"] }];
    expect([...listNames({ ...named, seen })]).toEqual([["dan1", "user:dan"]]);
  });

  it("is quoted in what is owed where it is no reader's", () => {
    const debt = { file: "a.yaml", recipient: "dan1", isRotated: false, acknowledged: null };
    const [owed] = reportDebts(
      { seen: [], debts: [{ ...debt, reader: "\u001b[2J" }] },
      { keyring },
    );
    expect(owed?.message).toMatch(
      /^"\\u001b\[2J" \(no longer declared, says fleet\.lock\.json\) could read this file/,
    );
  });
});
