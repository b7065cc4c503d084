import { expect, it } from "vitest";
import { moveReader, moveRecord, type SecretsRecord } from "../../src/index.ts";

const moved = {
  users: new Map([["keith", "kmiller"]]),
  hosts: new Map([["nas", "vault"]]),
};

it.each([
  ["user:keith", "user:kmiller"],
  ["user:keith/yubikey", "user:kmiller/yubikey"],
  ["host:nas", "host:vault"],
  ["host:keith", "host:keith"],
  ["user:keith2", "user:keith2"],
  ["operator:keith", "operator:keith"],
  ["somebody:second-wrap:age1", "somebody:second-wrap:age1"],
  ["user:\nkeith", "user:\nkeith"],
  ["keith", "keith"],
])("the reader %j is %j under the ids of now", (reader, expected) => {
  expect(moveReader(reader, moved)).toBe(expected);
});

it("a record is under the ids of now wherever it names a reader, and its files stay where they are", () => {
  const debt = { isRotated: false, acknowledged: null, file: "secrets/users/keith.yaml" };
  const record: SecretsRecord = {
    seen: [{ recipients: { age1a: "user:keith", age1b: null }, files: ["secrets/nas.yaml"] }],
    debts: [
      { ...debt, recipient: "age1a", reader: "user:keith" },
      { ...debt, recipient: "age1c", reader: null },
    ],
    names: { age1d: "host:nas" },
  };
  const expected: SecretsRecord = {
    seen: [{ recipients: { age1a: "user:kmiller", age1b: null }, files: ["secrets/nas.yaml"] }],
    debts: [
      { ...debt, recipient: "age1a", reader: "user:kmiller" },
      { ...debt, recipient: "age1c", reader: null },
    ],
    names: { age1d: "host:vault" },
  };
  expect(moveRecord(record, moved)).toEqual(expected);
  expect(moveRecord(expected, moved)).toEqual(expected);
});
