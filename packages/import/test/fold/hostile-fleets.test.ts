import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { arbitraryFound } from "../support/arbitrary-found.ts";
import { compute, filesOf, fold } from "../support/folded-fleet.ts";

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
