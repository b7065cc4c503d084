import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { arbitraryFound } from "../support/arbitrary-found.ts";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";
import { foundFleet, foundHost, foundUser } from "../support/sample-found.ts";

describe("whatever is found", () => {
  test.prop([arbitraryFound])("is proposed as a declaration without errors", async (found) => {
    const { declaration } = fold(found);
    await compute(declaration, filesOf(found));
    expect(JSON.parse(JSON.stringify(declaration))).toEqual(declaration);
  });

  test.prop([arbitraryFound])("is folded alike each time", (found) => {
    expect(JSON.stringify(fold(structuredClone(found)))).toBe(JSON.stringify(fold(found)));
  });

  test.prop([arbitraryFound, fc.integer()])("has remarks about what is there", (found) => {
    const { declaration, remarks } = fold(found);
    for (const { path } of remarks) {
      const value = path.reduce<unknown>(
        (inner, step) => Reflect.get(Object(inner), step),
        declaration,
      );
      expect(value).toBeDefined();
    }
  });
});

describe("a name of a megabyte", () => {
  const long = "x".repeat(1024 * 1024);

  it("is left in a few words, whatever it names", () => {
    const users = [foundUser(long), foundUser("ada", { group: long, groups: [long], shell: long })];
    const modules = [{ path: long }, { path: null, label: long, isOwn: false }];
    const { declaration, left } = fold(
      foundFleet([foundHost(long), foundHost("a", { users, modules, trustedUsers: [long] })]),
    );
    expect(Object.keys(declaration.hosts)).toEqual(["a"]);
    expect(Object.keys(declaration.users)).toEqual(["ada"]);
    for (const { about, message } of left) expect((about + message).length).toBeLessThan(1000);
  });
});
