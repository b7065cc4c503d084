import { describe, expect, it } from "vitest";
import { findAll, findCodes } from "../sample-fleet.ts";

/** What is wrong, a declaration in which it is, and the findings: `code at path`, in order. */
export type CheckRow = [title: string, declaration: object, findings: string[]];

/** Tests that each declaration yields its findings and nothing else, in words that help. */
export function describeChecks(what: string, rows: readonly CheckRow[]): void {
  describe(`the checks about ${what}`, () => {
    it.each([...rows])("report %s", (_, declaration, expected) => {
      expect(findCodes(declaration)).toEqual(expected);
    });

    it.each([...rows])("say in plain sentences what to do about %s", (_, declaration) => {
      for (const { message, help } of findAll(declaration)) {
        expect(message).toMatch(/^[^\p{Cc}]+\.$/u);
        expect(help).toMatch(/^[^\p{Cc}]+[.?\]}]$/u);
      }
    });
  });
}
