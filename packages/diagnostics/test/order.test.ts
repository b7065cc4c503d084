import { expect, it } from "vitest";
import type { Diagnostic } from "../src/diagnostic.ts";
import { sortDiagnostics } from "../src/order.ts";

const of = (more: Partial<Diagnostic>): Diagnostic => ({
  code: "core/a",
  severity: "error",
  path: [],
  message: "",
  ...more,
});

/** In the order that they have to have. */
const ordered = [
  of({}),
  of({ message: "b" }),
  of({ code: "core/b" }),
  of({ path: ["hosts"] }),
  of({ path: ["hosts", 2] }),
  of({ path: ["hosts", 2, "x"] }),
  of({ path: ["hosts", 10] }),
  of({ path: ["hosts", "10a"] }),
  of({ path: ["hosts", "a"] }),
  of({ path: ["users"] }),
  of({ file: "a", position: { line: 1, column: 2 }, path: ["users"] }),
  of({ file: "a", position: { line: 2, column: 1 }, path: ["hosts"] }),
  of({ file: "a", position: { line: 2, column: 3 }, path: ["hosts"] }),
  of({ file: "b" }),
];

it("findings go by file and place, then by path, code and message, with indexes as numbers", () => {
  expect(sortDiagnostics(ordered.toReversed())).toEqual(ordered);
  const [first, ...rest] = ordered;
  expect(sortDiagnostics([...rest, ...ordered, ...(first === undefined ? [] : [first])])).toEqual(
    ordered,
  );
});
