import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { createFileComparison } from "../../src/comparison/file-status.ts";
import { listReaders, planSync } from "../../src/comparison/sync-plan.ts";
import { reportFile } from "../../src/findings/file-findings.ts";
import { reportStrangers } from "../../src/findings/former-readers.ts";
import { emptyRecord } from "../../src/record/debt.ts";
import { updateRecord } from "../../src/record/record-update.ts";
import { sampleFile, sampleIds, sampleKeyring, sampleRule } from "../support/sample-files.ts";

const path = "a.yaml";

function compare(given: readonly string[], wanted: readonly string[]) {
  const status = createFileComparison(sampleKeyring)(
    sampleFile(path, given),
    sampleRule(path, wanted),
  );
  const view = { keyring: sampleKeyring, dependents: new Map(), contents: new Map() };
  const findings = [...reportFile(status, view), ...reportStrangers([status], sampleKeyring)];
  return {
    status,
    plan: planSync(status, sampleKeyring),
    messages: findings.map(({ code, message }) => [code.replace("secrets/", ""), message]),
  };
}

/** The record after a file was seen with some recipients, and then with others. */
function debtsOf(given: readonly string[], wanted: readonly string[]) {
  const before = updateRecord(emptyRecord, [sampleFile(path, given)], sampleKeyring);
  return updateRecord(before, [sampleFile(path, wanted)], sampleKeyring).debts;
}

describe("a reader with several keys", () => {
  it("who can decrypt a file with one of them lacks the other, and gains nothing", () => {
    const { plan, messages } = compare(["ada1"], ["ada1", "ada2"]);
    expect(messages).toEqual([
      ["missing-key", "user:ada can decrypt this file, but not with the key ada2."],
    ]);
    expect(plan).toEqual({ path, gains: [], loses: [], replaces: ["user:ada"], namedBy: {} });
  });

  it("whose rule names one of them does not lose the file, and owes nothing", () => {
    const { plan, messages } = compare(["ada1", "ada2"], ["ada1"]);
    expect(messages).toEqual([
      [
        "extra-key",
        "user:ada can decrypt this file as meant, but also with the key ada2, which its rule does not name.",
      ],
    ]);
    expect(plan).toEqual({ path, gains: [], loses: [], replaces: ["user:ada"], namedBy: {} });
    expect(debtsOf(["ada1", "ada2"], ["ada1"])).toEqual([]);
  });

  it("who has none in the file cannot decrypt it, and says so once", () => {
    expect(compare(["ben1"], ["ada1", "ada2", "ben1"]).messages).toEqual([
      ["missing-recipient", "user:ada cannot decrypt this file, but should."],
    ]);
  });

  it("owes when the last of them goes, until that key comes back: another one pays nothing", () => {
    const owed = debtsOf(["ada1", "ben1"], ["ben1"]);
    expect(owed).toMatchObject([{ recipient: "ada1", reader: "user:ada" }]);
    const record = { seen: [], debts: owed };
    const again = updateRecord(record, [sampleFile(path, ["ada2", "ben1"])], sampleKeyring);
    expect(again.debts).toEqual(owed);
    const back = updateRecord(record, [sampleFile(path, ["ada1", "ben1"])], sampleKeyring);
    expect(back.debts).toEqual([]);
  });
});

describe("a key that nobody declares", () => {
  it("is a debt even of a reader who reads with another: it may have been lost", () => {
    expect(debtsOf(["mini0", "mini"], ["mini"])).toMatchObject([
      { recipient: "mini0", reader: "host:mini" },
    ]);
    expect(compare(["mini0"], ["mini"]).plan).toEqual({
      path,
      gains: ["host:mini"],
      loses: ["an old key of host:mini (says .sops.yaml)"],
      replaces: [],
      namedBy: { "an old key of host:mini (says .sops.yaml)": ".sops.yaml" },
    });
  });

  it("is not called by whose it was where a rule names it by itself", () => {
    const { status, plan } = compare(["cyd1"], ["cyd1", "ada1"]);
    expect(listReaders(status, sampleKeyring)).toEqual(["cyd1"]);
    expect(plan.loses).toEqual([]);
  });
});

describe("somebody unknown", () => {
  it("is among the readers of a file with an odd wrap, and among those who lose it", () => {
    const { status, plan } = compare(["ada1", "ada1", "ben1!differs"], ["ada1"]);
    const unknown = [
      "somebody unknown (a second wrap for user:ada)",
      "somebody unknown (in place of user:ben)",
    ];
    expect(listReaders(status, sampleKeyring)).toEqual([...unknown, "user:ada", "user:ben"]);
    expect(plan.loses).toEqual([...unknown, "user:ben"]);
  });

  it("is none of those who lose it by a sync that would change nothing", () => {
    expect(compare(["ada1", "ada1"], ["ada1"]).plan.loses).toEqual([]);
  });
});

const ids = fc.subarray(sampleIds, { minLength: 1 });
const header = fc.array(fc.constantFrom(...sampleIds), { minLength: 1, maxLength: 6 });

describe("who reads a file, and who will", () => {
  law.prop([header, ids])("are one view that never contradicts itself", (given, wanted) => {
    const { status, plan } = compare(given, wanted);
    const before = listReaders(status, sampleKeyring);
    const after = listReaders(compare(wanted, wanted).status, sampleKeyring);
    const { gains, loses, replaces } = plan;
    expect(loses.filter((name) => after.includes(name))).toEqual([]);
    expect(gains.filter((name) => before.includes(name))).toEqual([]);
    expect(replaces.every((name) => before.includes(name) && after.includes(name))).toBe(true);
    if (!status.needsSync) return;
    const left = before.filter((name) => !loses.includes(name));
    expect([...left, ...gains].sort()).toEqual(after);
  });

  law.prop([header, ids])("owe only where they do not read any more", (given, wanted) => {
    const owed = debtsOf(given, wanted);
    const after = new Set(wanted.map((id) => sampleKeyring.owners.get(id) ?? id));
    for (const { recipient } of owed) {
      expect(wanted).not.toContain(recipient);
      expect(after).not.toContain(sampleKeyring.owners.get(recipient) ?? recipient);
    }
    const { status, plan } = compare(given, wanted);
    // Whom the question of a sync names is whom the record remembers.
    if (status.needsSync) expect(owed.length > 0).toBe(plan.loses.length > 0);
  });
});
