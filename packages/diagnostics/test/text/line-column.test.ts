import { describe, expect, it } from "vitest";
import { positionAt, renderReport } from "../../src/index.ts";

describe("positionAt", () => {
  it.each([
    ["ab\ncd", 0, { line: 1, column: 1 }],
    ["ab\ncd", 4, { line: 2, column: 2 }],
    ["ab\r\ncd", 4, { line: 2, column: 1 }],
    ["\ufeffab\ncd", 0, { line: 1, column: 1 }],
    ["\ufeffab\ncd", 2, { line: 1, column: 2 }],
    ["\ufeffab\ncd", 4, { line: 2, column: 1 }],
  ])("of %j at %i", (text, offset, position) => {
    expect(positionAt(text, offset)).toEqual(position);
  });
});

it("a byte order mark is not in a frame, and moves no mark", () => {
  const report = renderReport(
    {
      findings: [
        {
          code: "core/unknown-key",
          severity: "error",
          path: [],
          file: "a.yaml",
          position: positionAt("\ufeffab: c", 2),
          message: "…",
        },
      ],
      readSource: () => "\ufeffab: c",
      prefix: "",
      hasColour: false,
      version: "0.0.0",
    },
    "pretty",
  );
  expect(report).toContain("1 | ab: c\n    |  ^\n");
});
