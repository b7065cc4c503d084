import type { Access } from "@fleet/secrets";
import { describe, expect, it } from "vitest";
import { tabulateAccess, tabulateMatrix } from "../../src/views/access-table.ts";
import { stranger } from "./sample-secrets.ts";

function grant(path: string, reader: string, more: Partial<Access> = {}): Access {
  return {
    path,
    reader,
    rule: { template: "secrets/*", origin: undefined },
    expressions: [reader],
    needsOthers: false,
    through: undefined,
    ...more,
  };
}

const all = [
  grant("secrets/a", "user:keith", { expressions: ["admins", "user:keith"] }),
  grant("secrets/a", "host:mini"),
  grant("secrets/b", "user:keith", { needsOthers: true }),
  grant("secrets/b", `recipient:${stranger}`),
  grant("secrets/c", "user:keith", { through: { path: "secrets/key", keyOf: "host:mini" } }),
];

describe("who can read which file", () => {
  it("is a matrix with the reasons for few readers", () => {
    expect(tabulateMatrix(all)).toEqual({
      head: ["file", "host:mini", "age1yt3tfqlf…tqdpszlw", "user:keith"],
      rows: [
        ["secrets/a", "host:mini", "", "admins, user:keith"],
        ["secrets/b", "", "age1yt3tfqlf…tqdpszlw", "user:keith (not alone)"],
        ["secrets/c", "", "", "key of host:mini in secrets/key"],
      ],
    });
  });

  it("is a list for many", () => {
    const many = Array.from({ length: 9 }, (_, index) => grant("secrets/a", `user:u${index}`));
    expect(tabulateMatrix(many)).toEqual(tabulateAccess(many));
  });

  it("is a row for each file and reader, with the rule that lets them in", () => {
    expect(tabulateAccess(all)).toEqual({
      head: ["file", "reader", "rule", "because"],
      rows: [
        ["secrets/a", "user:keith", "secrets/*", "admins, user:keith"],
        ["secrets/a", "host:mini", "secrets/*", "host:mini"],
        ["secrets/b", "user:keith", "secrets/*", "user:keith (not alone)"],
        ["secrets/b", "age1yt3tfqlf…tqdpszlw", "secrets/*", "age1yt3tfqlf…tqdpszlw"],
        ["secrets/c", "user:keith", "secrets/*", "key of host:mini in secrets/key"],
      ],
    });
  });

  it("is no row for nobody", () => {
    expect(tabulateMatrix([])).toEqual({ head: ["file"], rows: [] });
  });
});
