import { styleText } from "node:util";
import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { choosePaint, type Style } from "../../src/text/paint.ts";

const style = fc.constantFrom<Style>("bold", "dim", "red", "green", "yellow", "cyan");
const text = fc.string({ minLength: 1 });

describe("paint", () => {
  it.prop([fc.oneof(style, fc.uniqueArray(style, { minLength: 1 })), text])(
    "writes the bytes that Node's styleText writes",
    (styles, painted) => {
      const expected = styleText(Array.isArray(styles) ? styles : [styles], painted, {
        validateStream: false,
      });
      expect(choosePaint(true)(styles, painted)).toBe(expected);
    },
  );

  it.prop([style, text])("leaves a text as it is where there are no colours", (name, plain) => {
    expect(choosePaint(false)(name, plain)).toBe(plain);
  });
});
