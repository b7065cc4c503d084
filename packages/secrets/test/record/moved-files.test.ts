import { describe, expect, it } from "vitest";
import {
  acknowledgeDebts,
  type Debt,
  emptyRecord,
  listOwed,
  recordLoss,
  recordRotation,
  type SecretsRecord,
} from "../../src/record/debt.ts";
import { mergeRecords } from "../../src/record/debt-merge.ts";
import { parseRecord } from "../../src/record/debt-record.ts";
import { updateRecord } from "../../src/record/record-update.ts";
import { sampleFile, sampleKeyring } from "../support/sample-files.ts";

const [first, later] = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"];

function fileAt(path: string, lastModified: string, ids: readonly string[] = ["ada1"]) {
  const { header, ...file } = sampleFile(path, ids);
  return { ...file, header: header === undefined ? header : { ...header, lastModified } };
}

const look = (record: SecretsRecord, ...files: readonly ReturnType<typeof fileAt>[]) =>
  updateRecord(record, files, sampleKeyring);
const owedIn = (record: SecretsRecord) =>
  listOwed(record).map(({ file, isRotated }) => `${file} ${isRotated ? "rotated" : "open"}`);

/** What is owed after ben left a file, or several that were changed in one second. */
function owing(...paths: readonly string[]): SecretsRecord {
  const files = paths.map((path) => fileAt(path, first, ["ada1", "ben1"]));
  return look(look(emptyRecord, ...files), ...paths.map((path) => fileAt(path, first)));
}

const day = "2026-05-31";
const acknowledged = (record: SecretsRecord) => acknowledgeDebts(record, record.debts, day);
const lost = (record: SecretsRecord) => recordLoss(acknowledged(record), ["s.yaml"]);

describe("what is owed for a file that is gone", () => {
  it("rests once it is acknowledged, and is owed again when the file is back", () => {
    const gone = lost(owing("s.yaml"));
    expect(gone.debts).toMatchObject([{ isRotated: false, acknowledged: day, isGone: true }]);
    expect(owedIn(look(gone))).toEqual([]);
    const back = look(look(gone), fileAt("s.yaml", first));
    expect(back.debts).toEqual(owing("s.yaml").debts);
    expect(owedIn(acknowledged(back))).toEqual(["s.yaml open"]);
  });

  it("is paid for good where the file had its new data key", () => {
    const rotated = recordRotation(look(owing("s.yaml"), fileAt("s.yaml", later)), ["s.yaml"]);
    const gone = lost(rotated);
    expect(gone.debts[0]).not.toHaveProperty("isGone");
    expect(owedIn(look(look(gone), fileAt("s.yaml", later)))).toEqual([]);
  });
});

describe("a file from before its rotation", () => {
  const rotated = recordRotation(look(owing("s.yaml"), fileAt("s.yaml", later)), ["s.yaml"]);

  it("has the old data key, so that it is owed again", () => {
    const paid = acknowledged(rotated);
    expect(owedIn(look(paid, fileAt("s.yaml", later)))).toEqual([]);
    expect(owedIn(look(paid, fileAt("s.yaml", first)))).toEqual(["s.yaml open"]);
  });

  it("is none that was changed since, nor one of which an earlier record does not say when", () => {
    const edited = look(rotated, fileAt("s.yaml", "2026-01-03T00:00:00Z"));
    expect(owedIn(look(edited, fileAt("s.yaml", later)))).toEqual(["s.yaml rotated"]);
    const debts = rotated.debts.map(({ rotatedAt, ...debt }) => debt);
    expect(owedIn(look({ ...rotated, debts }, fileAt("s.yaml", first)))).toEqual([
      "s.yaml rotated",
    ]);
  });
});

describe("a file that was moved", () => {
  it("takes what it owes along, whether the record was written in between or not", () => {
    for (const record of [owing("s.yaml"), look(owing("s.yaml"))]) {
      const moved = look(record, fileAt("t.yaml", first));
      expect(owedIn(moved)).toEqual(["t.yaml open"]);
      expect(owedIn(look(moved, fileAt("t.yaml", first)))).toEqual(["t.yaml open"]);
      expect(look(moved, fileAt("t.yaml", first))).toEqual(moved);
    }
  });

  it("owes also where its old path was acknowledged, and once more at the old path when that is back", () => {
    const moved = look(lost(owing("s.yaml")), fileAt("t.yaml", first));
    expect(owedIn(moved)).toEqual(["t.yaml open"]);
    expect(owedIn(look(moved, fileAt("t.yaml", first), fileAt("s.yaml", first)))).toEqual([
      "s.yaml open",
      "t.yaml open",
    ]);
  });

  it("may be moved on, or copied", () => {
    const moved = look(owing("s.yaml"), fileAt("t.yaml", first));
    expect(owedIn(look(moved, fileAt("u.yaml", first)))).toEqual(["u.yaml open"]);
    const copied = look(owing("s.yaml"), fileAt("s.yaml", first), fileAt("t.yaml", first));
    expect(owedIn(copied)).toEqual(["s.yaml open", "t.yaml open"]);
  });

  it("owes only new secrets where it had its new data key", () => {
    const rotated = recordRotation(look(owing("s.yaml"), fileAt("s.yaml", later)), ["s.yaml"]);
    expect(owedIn(look(rotated, fileAt("t.yaml", later)))).toEqual(["t.yaml rotated"]);
  });

  it("is none that was changed at another time, or was seen before", () => {
    expect(owedIn(look(owing("s.yaml"), fileAt("t.yaml", later)))).toEqual(["s.yaml open"]);
    const both = look(owing("s.yaml"), fileAt("s.yaml", first), fileAt("o.yaml", later));
    expect(owedIn(look(both, fileAt("o.yaml", first)))).toEqual(["s.yaml open"]);
  });

  it("stays owed at the old path as well where fewer came than went", () => {
    const two = owing("r.yaml", "s.yaml");
    const moved = look(two, fileAt("t.yaml", first));
    expect(owedIn(moved)).toEqual(["r.yaml open", "s.yaml open", "t.yaml open"]);
    expect(owedIn(look(two, fileAt("t.yaml", first), fileAt("u.yaml", first)))).toEqual([
      "t.yaml open",
      "u.yaml open",
    ]);
  });

  it("does not make a record grow without end", () => {
    const [debt] = owing("s.yaml").debts;
    const debts = Array.from({ length: 2000 }, (_, n) => ({ ...debt, recipient: `r${n}` }) as Debt);
    const files = Array.from({ length: 2000 }, (_, n) => fileAt(`${n}.yaml`, first));
    expect(look({ seen: [], debts }, ...files).debts).toHaveLength(2000);
  });
});

describe("what a record says of files that are gone or moved", () => {
  const record = { ...emptyRecord, debts: lost(owing("s.yaml")).debts };

  it("survives JSON, and merges", () => {
    const json: unknown = JSON.parse(JSON.stringify(record));
    expect(parseRecord(json, "fleet.lock.json")).toEqual({ value: record, diagnostics: [] });
    const base = { ...emptyRecord, debts: owing("s.yaml").debts };
    expect(mergeRecords({ base, ours: record, theirs: base })).toEqual(record);
    const at = (rotatedAt: string) => ({
      ...base,
      debts: base.debts.map((debt) => ({ ...debt, isRotated: true, rotatedAt })),
    });
    expect(mergeRecords({ base, ours: record, theirs: at(first) }).debts).toMatchObject([
      { isGone: true, isRotated: true, acknowledged: day },
    ]);
    expect(mergeRecords({ base, ours: at(later), theirs: at(first) }).debts).toMatchObject([
      { rotatedAt: first },
    ]);
  });

  it.each([{ isGone: "yes" }, { lastModified: 1 }, { rotatedAt: null }])(
    "is damaged: %j",
    (more) => {
      const damaged = { ...record, debts: [{ ...record.debts[0], ...more }] };
      expect(parseRecord(damaged, "fleet.lock.json").diagnostics).toHaveLength(1);
    },
  );
});
