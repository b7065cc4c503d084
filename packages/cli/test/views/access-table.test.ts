import type { Access, ComparedAccess, ComparedFiles, FileReading } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { tabulateAccess, tabulateMatrix } from "../../src/views/access/access-table.ts";

function grant(path: string, reader: string, more: Partial<Access> = {}): ComparedAccess {
  const declared = {
    path,
    reader,
    rule: { template: "secrets/*", origin: undefined },
    expressions: [reader],
    needsOthers: false,
    through: undefined,
    ...more,
  };
  const { needsOthers, through } = declared;
  return {
    path,
    reader,
    name: reader,
    former: undefined,
    declared,
    actual: true,
    needsOthers,
    through,
    missingKeys: [],
    extraKeys: [],
  };
}

function compared(
  access: readonly ComparedAccess[],
  readings: Readonly<Record<string, FileReading>> = {},
): ComparedFiles {
  const paths = new Set([...access.map(({ path }) => path), ...Object.keys(readings)]);
  const files = [...paths].sort();
  return {
    files: files.map((path) => ({
      path,
      reading: readings[path] ?? "understood",
      isAsDeclared: !path.includes("other"),
    })),
    access,
  };
}

const name = "user:ben (no longer declared, says .sops.yaml)";
const all = compared(
  [
    grant("secrets/a", "host:mini"),
    grant("secrets/a", "user:keith", { expressions: ["admins", "user:keith"] }),
    { ...grant("secrets/b", "host:mini"), actual: false },
    { ...grant("secrets/b", "recipient:age1ben"), name, declared: undefined },
    grant("secrets/b", "user:keith", { needsOthers: true }),
    grant("secrets/c", "user:keith", { through: { path: "secrets/key", keyOf: "host:mini" } }),
    { ...grant("secrets/d", "user:keith"), actual: false },
    { ...grant("secrets/e", "user:keith"), actual: undefined },
    { ...grant("secrets/other-a", "host:mini"), missingKeys: ["age1a"] },
    { ...grant("secrets/other-a", "user:keith"), missingKeys: ["age1b"], extraKeys: ["age1c"] },
  ],
  {
    "secrets/d": "missing",
    "secrets/e": "not-understood",
    "secrets/f": "not-understood",
    "secrets/g": "missing",
    "secrets/h": "not-encrypted",
    "secrets/other-b": "understood",
  },
);

describe("who can read which file", () => {
  it("is a matrix with the reasons for few readers, and what is not as declared", () => {
    expect(tabulateMatrix(all)).toEqual({
      head: ["file", "state", "host:mini", name, "user:keith"],
      rows: [
        ["secrets/a", "as declared", "host:mini", "", "admins, user:keith"],
        [
          "secrets/b",
          "differs",
          "host:mini, but cannot yet",
          "can, but should not",
          "user:keith (not alone)",
        ],
        ["secrets/c", "as declared", "", "", "key of host:mini in secrets/key"],
        ["secrets/d", "no file yet", "", "", "user:keith"],
        ["secrets/e", "its readers are not known", "", "", "user:keith"],
        ["secrets/f", "its readers are not known", "", "", ""],
        ["secrets/g", "no file yet", "", "", ""],
        ["secrets/h", "not encrypted", "", "", ""],
        [
          "secrets/other-a",
          "differs",
          "host:mini, but not with every key",
          "",
          "user:keith, but not with every key and with a key too many",
        ],
        ["secrets/other-b", "differs", "", "", ""],
      ],
    });
  });

  it("is a list for many", () => {
    const many = Array.from({ length: 9 }, (_, index) => grant("secrets/a", `user:u${index}`));
    expect(tabulateMatrix(compared(many))).toEqual(tabulateAccess(compared(many)));
  });

  it("is a row for each file and reader, with whether they can and the rule that lets them in", () => {
    expect(tabulateAccess(all)).toEqual({
      head: ["file", "reader", "can", "rule", "because"],
      rows: [
        ["secrets/a", "host:mini", "yes", "secrets/*", "host:mini"],
        ["secrets/a", "user:keith", "yes", "secrets/*", "admins, user:keith"],
        ["secrets/b", "host:mini", "not yet", "secrets/*", "host:mini"],
        ["secrets/b", name, "yes, but should not", "", ""],
        ["secrets/b", "user:keith", "yes", "secrets/*", "user:keith (not alone)"],
        ["secrets/c", "user:keith", "yes", "secrets/*", "key of host:mini in secrets/key"],
        ["secrets/d", "user:keith", "no file yet", "secrets/*", "user:keith"],
        ["secrets/e", "user:keith", "its readers are not known", "secrets/*", "user:keith"],
        ["secrets/f", "", "its readers are not known", "", ""],
        ["secrets/g", "nobody", "no file yet", "", ""],
        ["secrets/h", "nobody", "not encrypted", "", ""],
        ["secrets/other-a", "host:mini", "yes, but not with every key", "secrets/*", "host:mini"],
        [
          "secrets/other-a",
          "user:keith",
          "yes, but not with every key and with a key too many",
          "secrets/*",
          "user:keith",
        ],
        ["secrets/other-b", "nobody", "", "", ""],
      ],
    });
  });

  it("is no row for nobody", () => {
    expect(tabulateMatrix(compared([]))).toEqual({ head: ["file", "state"], rows: [] });
  });
});
