import { expect, it } from "vitest";
import { parseShape } from "../../src/parse/parse-shape.ts";

it("tells of a hundred thousand mistakes those at the beginning, and that there are more", () => {
  const ids = Array.from({ length: 80_000 }, (_, index) => [`u${index}`, { unknown: 1 }]);
  const { declaration, diagnostics } = parseShape({ users: Object.fromEntries(ids), hosts: {} });
  expect(declaration).toBeUndefined();
  const codes = Map.groupBy(diagnostics, ({ code }) => code);
  expect(codes.get("core/too-many-mistakes")).toHaveLength(1);
  expect(codes.get("core/unknown-key")).toHaveLength(1000);
});
