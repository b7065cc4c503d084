import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  isNixText,
  isNixValue,
  type JsonValue,
  printAttrPath,
  printNixString,
  printNixValue,
} from "../src/index.ts";
import { createEvaluator, createFolder, nixes } from "./support/nixes.ts";

const hostile = fc.constantFrom(
  "$",
  "${",
  "$${",
  "''",
  '"',
  "\\",
  "\\n",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\u001b[31m",
  "'",
  "{",
  "}",
  "\u0001",
  "\u007f",
  "\u0085",
  "\u202e",
  "\ufeff",
  "\uffff",
  "😀",
  "__proto__",
  "or",
  ".",
);
const codePoints = fc.string({ unit: "binary", maxLength: 12 });
const text = fc
  .oneof(
    codePoints,
    fc.array(fc.oneof(hostile, codePoints), { maxLength: 8 }).map((p) => p.join("")),
  )
  .filter(isNixText);
const texts = fc.array(text, { minLength: 100, maxLength: 200, size: "max" });
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
})).value;

describe.each(nixes)("with %s", (_, nix) => {
  const { evaluate } = createEvaluator(nix);

  property.prop([texts], { numRuns: 5 })(
    "a printed string evaluates to itself",
    async (samples) => {
      const expression = `[ ${samples.map(printNixString).join(" ")} ]`;
      expect(await evaluate({ kind: "expression", expression })).toEqual({
        ok: true,
        value: samples,
        diagnostics: [],
      });
    },
  );

  property.prop([texts], { numRuns: 5 })(
    "printed attribute names select their attribute",
    async (names) => {
      const pairs = names.map(
        (name) => `({ ${printAttrPath([name, "x"])} = 1; }).${printAttrPath([name, "x"])}`,
      );
      const sum = await evaluate({ kind: "expression", expression: pairs.join(" + ") });
      expect(sum).toMatchObject({ value: names.length });
    },
  );

  property.prop([fc.array(value, { minLength: 20, maxLength: 40 })], { numRuns: 5 })(
    "a printed value evaluates to itself",
    async (values) => {
      const sample = JSON.parse(JSON.stringify(values));
      const request = {
        kind: "expression",
        expression: printNixValue(sample),
        impure: true,
      } as const;
      expect(await evaluate(request)).toEqual({ ok: true, value: sample, diagnostics: [] });
    },
  );

  property.prop([texts], { numRuns: 5 })(
    "strings survive a JSON file, fromJSON and back",
    async (samples) => {
      const file = join(createFolder(), "sample.json");
      writeFileSync(file, JSON.stringify(samples));
      const expression = `builtins.fromJSON (builtins.readFile (/. + ${printNixString(file)}))`;
      expect(await evaluate({ kind: "expression", expression, impure: true })).toEqual({
        ok: true,
        value: samples,
        diagnostics: [],
      });
    },
  );
});

it.each([
  ["", false],
  ["plain", false],
  ["\0", true],
  ["a\0b", true],
  ["\ud800", true],
  ["\udc00\ud800", true],
  ["\ud83d\ude00", false],
])("%j is refused: %s", (sample, isRefused) => {
  expect(isNixText(sample)).toBe(!isRefused);
  expect(isNixValue({ a: [sample] })).toBe(!isRefused);
  expect(isNixValue({ [sample]: 1 })).toBe(!isRefused);
  const prints: (() => string)[] = [
    () => printNixString(sample),
    () => printNixValue([sample]),
    () => printAttrPath([sample]),
  ];
  for (const print of prints) {
    if (isRefused) expect(print).toThrow(/^bug: /);
    else expect(print).not.toThrow();
  }
});

it.each<[readonly string[], string]>([
  [[], ""],
  [["nixosConfigurations", "mini"], "nixosConfigurations.mini"],
  [["a.b", "\u0024{x}", 'q"'], '"a.b"."\\\u0024{x}"."q\\""'],
  [["if", "or", "1", "", "a-b", "x'"], '"if"."or"."1"."".a-b.x\''],
])("the names %j are printed as %s", (names, printed) => {
  expect(printAttrPath(names)).toBe(printed);
});

it("values print as one operand, so that they can be arguments", () => {
  const sample: JsonValue = { a: [1, null] };
  expect(printNixValue(sample)).toBe('(builtins.fromJSON "{\\"a\\":[1,null]}")');
});
