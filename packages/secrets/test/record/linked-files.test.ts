import { describe, expect, it } from "vitest";
import type { Debt } from "../../src/record/debt.ts";
import { followLinks, forgetLinks } from "../../src/record/linked-files.ts";
import { updateRecord } from "../../src/record/record-update.ts";
import { sampleFile, sampleKeyring } from "../support/sample-files.ts";

const links = new Map([["d2.yaml", "d.yaml"]]);
const debtOf = (file: string, more: Partial<Debt> = {}): Debt => ({
  file,
  recipient: "ben1",
  reader: "user:ben",
  isRotated: false,
  acknowledged: null,
  ...more,
});

describe("a link to a secret file", () => {
  it("has no entry of its own", () => {
    const files = [sampleFile("d.yaml", ["ada1"]), sampleFile("d2.yaml", ["ada1"])];
    expect(followLinks(files, links).map(({ path }) => path)).toEqual(["d.yaml"]);
    const outside = followLinks(files.slice(1), links);
    expect(outside.map(({ path }) => path)).toEqual(["d.yaml"]);
    expect(followLinks(files, new Map())).toBe(files);
  });

  it("owes nothing that the file has paid", () => {
    const paid = debtOf("d.yaml", { isRotated: true, acknowledged: "2026-05-31" });
    const seen = [{ recipients: { ada1: "user:ada" }, files: ["d.yaml", "d2.yaml"] }];
    const record = { seen, debts: [paid, debtOf("d2.yaml")] };
    expect(forgetLinks(record, links)).toEqual({
      seen: [{ recipients: { ada1: "user:ada" }, files: ["d.yaml"] }],
      debts: [paid],
    });
  });

  it("hands over to the file what that does not owe yet", () => {
    const seen = [{ recipients: { ada1: "user:ada", ben1: "user:ben" }, files: ["d2.yaml"] }];
    const record = forgetLinks({ seen, debts: [debtOf("d2.yaml", { recipient: "xyz1" })] }, links);
    const now = followLinks([sampleFile("d.yaml", ["ada1"])], links);
    expect(updateRecord(record, now, sampleKeyring).debts).toEqual([
      debtOf("d.yaml"),
      debtOf("d.yaml", { recipient: "xyz1" }),
    ]);
  });
});
