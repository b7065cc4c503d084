import { fc, test as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseJsonText } from "../../src/formats/json-text.ts";

describe("a JSON text", () => {
  law.prop([fc.jsonValue(), fc.constantFrom(undefined, 1, "\t")])(
    "has the value that it was made from",
    (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseJsonText(text)).toEqual({ ok: true, value: JSON.parse(text) });
    },
  );

  it.each([
    '{"a": 1, "a": 2}',
    '{"a": {"b": 1, "\\u0062": 2}}',
    '[{"x": "\\\\", "x" : 1}]',
    '{"__proto__": 1, "__proto__": 2}',
  ])("with a key twice in one mapping is refused: %s", (text) => {
    expect(parseJsonText(text)).toEqual({ ok: false, isDouble: true });
  });

  it.each(['{"a": "b\\": 1"}', '{"a\\"": {"a": ":"}}', '["a", ":", {"a": ["b", "b"]}]'])(
    "whose texts look like keys is none of these: %s",
    (text) => {
      expect(parseJsonText(text).ok).toBe(true);
    },
  );

  it.each(["", "{", "{}}", "{} x", '{"a": 1,}', "// x\n1", "[".repeat(100_000)])(
    "that goes on or is cut off is none: %j",
    (text) => {
      expect(parseJsonText(text)).toEqual({ ok: false, isDouble: false });
    },
  );
});
