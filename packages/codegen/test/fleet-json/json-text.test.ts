import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  byteLength,
  type Json,
  renderEntry,
  renderSection,
} from "../../src/fleet-json/json-text.ts";

/** JSON values, without keys that JavaScript itself would sort before the others. */
const anyJson: fc.Arbitrary<Json> = fc
  .jsonValue()
  .map((value) => JSON.parse(JSON.stringify(value)));
const anyKey = fc.string({ unit: "binary" }).filter((key) => key !== "__proto__");

describe("an entry", () => {
  test.prop([anyKey, anyJson])("stands as in a document of its own", (key, value) => {
    expect(`{\n${renderEntry(key, value)}\n}`).toBe(JSON.stringify({ [key]: value }, null, 2));
  });

  test.prop([fc.array(anyKey, { maxLength: 4 }), anyKey, anyJson])(
    "stands so inside of others, too",
    (outer, key, value) => {
      const whole = outer.reduceRight<Json>((inner, name) => ({ [name]: inner }), { [key]: value });
      const entry = renderEntry(key, value, outer.length + 1);
      const opening = outer.map((name, at) => `${"  ".repeat(at + 1)}${JSON.stringify(name)}: {\n`);
      const closing = outer.map((_, at) => `\n${"  ".repeat(at + 1)}}`).reverse();
      expect(`{\n${opening.join("")}${entry}${closing.join("")}\n}`).toBe(
        JSON.stringify(whole, null, 2),
      );
    },
  );
});

describe("a section", () => {
  it("keeps the order of its map, also where keys are numbers", () => {
    const entries = new Map<string, Json>([
      ["10", 1],
      ["9", { a: [] }],
      ["a", null],
    ]);
    const text =
      '  "hosts": {\n    "10": 1,\n    "9": {\n      "a": []\n    },\n    "a": null\n  }';
    expect(renderSection("hosts", entries)).toBe(text);
  });

  it("can be empty", () => {
    expect(renderSection("homes", new Map())).toBe('  "homes": {}');
  });
});

describe("the length of a text", () => {
  test.prop([fc.string({ unit: "binary" })])("is what it takes in UTF-8", (text) => {
    expect(byteLength(text)).toBe(Buffer.byteLength(text, "utf8"));
  });
});
