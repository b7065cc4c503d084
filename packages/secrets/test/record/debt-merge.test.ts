import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Debt, SecretsRecord } from "../../src/record/debt.ts";
import { mergeRecords } from "../../src/record/debt-merge.ts";
import { parseRecord } from "../../src/record/debt-record.ts";

const debt = (more: Partial<Debt> = {}): Debt => ({
  file: "a.yaml",
  recipient: "t",
  reader: "user:traci",
  isRotated: false,
  acknowledged: null,
  ...more,
});

/** A record of files with their recipients, of which none had a reader in the declaration. */
function record(files: Record<string, readonly string[]>, debts: readonly Debt[] = []) {
  const seen = Object.entries(files).map(([file, ids]) => ({
    recipients: Object.fromEntries(ids.map((id) => [id, null])),
    files: [file],
  }));
  return { seen, debts };
}

/** From each file to its recipients. */
function seenIn({ seen }: SecretsRecord): Record<string, string[]> {
  const entries = seen.flatMap(({ files, recipients }) =>
    files.map((file) => [file, Object.keys(recipients)] as const),
  );
  return Object.fromEntries(entries);
}

const before = record({ "a.yaml": ["k", "t"], "b.yaml": ["k"] });

describe("the records of two branches", () => {
  it("come to what each of them changed", () => {
    const ours = record({ "a.yaml": ["k"], "b.yaml": ["k"] }, [debt()]);
    const theirs = record({ "a.yaml": ["k", "t"], "b.yaml": ["k", "m"], "c.yaml": ["k"] });
    const merged = mergeRecords({ base: before, ours, theirs });
    expect(seenIn(merged)).toEqual({ "a.yaml": ["k"], "b.yaml": ["k", "m"], "c.yaml": ["k"] });
    expect(merged.debts).toEqual([debt()]);
  });

  it("have seen a file that both changed with the recipients of either", () => {
    const ours = record({ "a.yaml": ["k", "m"] });
    const theirs = record({ "a.yaml": ["k", "z"] });
    expect(seenIn(mergeRecords({ base: before, ours, theirs }))).toEqual({
      "a.yaml": ["k", "m", "z"],
    });
  });

  it.each<[string, Partial<Debt>, Partial<Debt>, Partial<Debt>, Partial<Debt>]>([
    ["what one of them has paid", {}, { isRotated: true }, {}, { isRotated: true }],
    [
      "what both have paid, each a part",
      {},
      { isRotated: true },
      { isRotated: true, acknowledged: "2026-05-31" },
      { isRotated: true, acknowledged: "2026-05-31" },
    ],
    [
      "the later of two days",
      { isRotated: true },
      { isRotated: true, acknowledged: "2026-01-02" },
      { isRotated: true, acknowledged: "2026-05-31" },
      { isRotated: true, acknowledged: "2026-05-31" },
    ],
    [
      "a debt that is open again, where the other changed nothing",
      { isRotated: true, acknowledged: "2026-01-02" },
      {},
      { isRotated: true, acknowledged: "2026-01-02" },
      {},
    ],
  ])("owe %s", (_, base, ours, theirs, expected) => {
    const of = (more: Partial<Debt>) => record({ "a.yaml": ["k"] }, [debt(more)]);
    const merged = mergeRecords({ base: of(base), ours: of(ours), theirs: of(theirs) });
    expect(merged.debts).toEqual([debt(expected)]);
  });

  it("owe nothing for a reader who came back, and all for one who did not", () => {
    const base = record({ "a.yaml": ["k"] }, [debt()]);
    const back = record({ "a.yaml": ["k", "t"] });
    expect(mergeRecords({ base, ours: back, theirs: base }).debts).toEqual([]);
    const forgetful = record({ "a.yaml": ["k"] });
    expect(mergeRecords({ base, ours: base, theirs: forgetful }).debts).toEqual([debt()]);
  });
});

const ids = fc.constantFrom("k", "t", "m");
const files = fc.constantFrom("a.yaml", "b.yaml");
const anyRecord: fc.Arbitrary<SecretsRecord> = fc
  .tuple(
    fc.dictionary(files, fc.shuffledSubarray(["k", "t", "m"])),
    fc.uniqueArray(
      fc.record({
        file: files,
        recipient: ids,
        reader: fc.constant(null),
        isRotated: fc.boolean(),
        acknowledged: fc.constantFrom(null, "2026-05-31"),
      }),
      { selector: ({ file, recipient }) => `${file} ${recipient}` },
    ),
  )
  .map(([seen, debts]) => {
    const open = debts.filter(({ file, recipient }) => seen[file]?.includes(recipient) !== true);
    const sorted = Object.fromEntries(Object.entries(seen).map(([key, all]) => [key, all.sort()]));
    const ordered = record(sorted, open);
    const same = { base: ordered, ours: ordered, theirs: ordered };
    return mergeRecords(same);
  });

describe("a merge of records", () => {
  law.prop([anyRecord, anyRecord, anyRecord])("can be read, and is fair", (base, ours, theirs) => {
    const merged = mergeRecords({ base, ours, theirs });
    const read = parseRecord(JSON.parse(JSON.stringify(merged)), "fleet.lock.json");
    expect(read).toEqual({ value: merged, diagnostics: [] });
    expect(mergeRecords({ base, ours: theirs, theirs: ours })).toEqual(merged);
    expect(mergeRecords({ base, ours, theirs: ours })).toEqual(ours);
  });

  law.prop([anyRecord, anyRecord, anyRecord])(
    "forgets nobody who could read a file that is still there",
    (base, ours, theirs) => {
      const merged = mergeRecords({ base, ours, theirs });
      const seen = seenIn(merged);
      for (const { file, recipient } of [...ours.debts, ...theirs.debts]) {
        const isOwed = merged.debts.some((d) => d.file === file && d.recipient === recipient);
        expect(isOwed || seen[file]?.includes(recipient)).toBe(true);
      }
    },
  );
});
