import { describe, expect, it } from "vitest";
import { type Debt, emptyRecord, type SecretsRecord } from "../../src/record/debt.ts";
import { listDebtors, reportDebts } from "../../src/record/debt-report.ts";
import { sampleKeyring } from "../support/sample-files.ts";

const keyring = { ...sampleKeyring, former: undefined };

function owing(...debts: readonly (Pick<Debt, "recipient" | "reader"> & Partial<Debt>)[]) {
  const rest = { file: "a.yaml", isRotated: false, acknowledged: null };
  return { ...emptyRecord, debts: debts.map((debt) => ({ ...rest, ...debt })) };
}

const messagesOf = (record: SecretsRecord) =>
  [...reportDebts(record, { keyring })].map(({ message }) => message);

describe("who owes", () => {
  it("is named by the record alone where nobody declares the key, and that is said", () => {
    const evil = owing({ recipient: "evil1", reader: "user:ada" });
    expect(messagesOf(evil)).toEqual([
      "an old key of user:ada (says fleet.lock.json) could read this file, and knows its secrets and its data key.",
    ]);
    expect(messagesOf(owing({ recipient: "dan1", reader: "user:dan" }))[0]).toMatch(
      /^user:dan \(no longer declared, says fleet\.lock\.json\) could read/,
    );
  });

  it("is whoever is declared with the key, whatever the record says", () => {
    const wrong = owing({ recipient: "ada1", reader: "user:ben" });
    expect(messagesOf(wrong)[0]).toMatch(/^user:ada could read/);
    expect(listDebtors(wrong, keyring)).toMatchObject([{ reader: "user:ada", namedBy: null }]);
  });

  it("is told by the key where the record says the same of several", () => {
    const two = owing(
      { recipient: "x1", reader: "user:ada" },
      { recipient: "x2", reader: "user:ada" },
    );
    expect(messagesOf(two)[0]).toMatch(
      /^an old key of user:ada \(x1, says fleet\.lock\.json\), an old key of user:ada \(x2, says fleet\.lock\.json\) could/,
    );
  });

  it("is given to programs with the name and the file that says it", () => {
    const all = owing({ recipient: "x1", reader: "user:dan" }, { recipient: "x2", reader: null });
    expect(listDebtors(all, keyring)).toMatchObject([
      {
        recipient: "x1",
        reader: "user:dan",
        name: "user:dan (no longer declared, says fleet.lock.json)",
        namedBy: "fleet.lock.json",
      },
      { recipient: "x2", reader: null, name: "x2", namedBy: null },
    ]);
  });
});

describe("what is owed", () => {
  it("says what to do where the file is gone and may have been moved", () => {
    const view = { keyring, isThere: (path: string) => path !== "a b.yaml" };
    const [gone] = reportDebts(owing({ recipient: "x1", reader: null, file: "a b.yaml" }), view);
    expect(gone).toMatchObject({
      message: "x1 could read this file, which is gone, and knows its secrets.",
      help: "If it was moved, run `fleet secrets rotate PATH` with its new path. Change the secrets where they come from, then `fleet secrets acknowledge 'a b.yaml'`.",
    });
  });

  it("is looked through once, however much it is", () => {
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      ...{ recipient: "x1", reader: "user:dan" },
      file: `${index}.yaml`,
    }));
    const before = performance.now();
    expect([...reportDebts(owing(...many), { keyring })]).toHaveLength(60_000);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
