import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { ConfigPath, Json } from "../../src/index.ts";
import { dataOf, evaluate } from "./evaluate.ts";
import { edited, openText } from "./open-text.ts";
import { pathsIn, valueAt } from "./written-text.ts";

/** A script of constants that use those before them, in every way that a script can. */
const script: fc.Arbitrary<string> = fc
  .array(fc.array(fc.nat(1e6), { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((constants) => {
    const lines = constants.map((choices, index) => {
      let at = 0;
      const choose = (count: number) => (choices[at++ % choices.length] ?? 0) % count;
      return `const c${index} = ${writeObject(choose, index, 0)};\n`;
    });
    return `${lines.join("")}export default c${constants.length - 1};\n`;
  });

type Choose = (count: number) => number;

function writeObject(choose: Choose, known: number, depth: number): string {
  const parts = Array.from({ length: choose(4) + (depth === 0 ? 1 : 0) }, () => {
    const key = ["a", "b", "['c']", "'d e'"][choose(4)] ?? "a";
    const name = `c${choose(Math.max(known, 1))}`;
    const kind = choose(9);
    if (known > 0 && kind === 0) return `...${name}`;
    if (known > 0 && kind === 1) return name;
    if (known > 0 && kind === 2) return `${key}: ${name}.a`;
    if (known > 0 && kind === 3) return `${key}: [...Object.keys(${name}), ${name}]`;
    if (kind === 4) return `[String('b')]: 1`;
    if (kind === 5) return `get b() { return 2; }`;
    if (kind === 6) return `${key}: ${choose(2) === 0 ? "Number('3')" : "[1, 2]"}`;
    if (kind === 7 && depth < 3) return `${key}: ${writeObject(choose, known, depth + 1)}`;
    return `${key}: ${choose(5)}`;
  });
  return `{ ${parts.join(", ")} }`;
}

const value: fc.Arbitrary<Json | undefined> = fc.constantFrom(
  undefined,
  "new",
  7,
  {},
  { n: 1 },
  [8],
);
const deeper: fc.Arbitrary<ConfigPath> = fc.constantFrom(
  [],
  ["a"],
  ["new"],
  ["a", "b"],
  [0],
  ["c0", "x"],
);

/** The data that is expected after an edit. */
function change(before: unknown, path: ConfigPath, to: Json | undefined): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(before)) {
    const index = Number(key);
    const item = change(before[index], rest, to);
    return before.toSpliced(index, 1, ...(item === undefined ? [] : [item]));
  }
  if (typeof key === "number") return [change(undefined, rest, to)];
  const entries = new Map(Object.entries(Object(before)));
  const inner = change(entries.get(String(key)), rest, to);
  if (inner === undefined) entries.delete(String(key));
  else entries.set(String(key), inner);
  return Object.fromEntries(entries);
}

describe("constants, spreads and code", () => {
  it.prop([script, fc.nat(), deeper, value], { numRuns: 300 })(
    "are edited so that the script says what was asked for and nothing else, or not at all",
    async (text, pick, more, to) => {
      const before = dataOf(await evaluate(text, "js"));
      const paths = [[], ...pathsIn(before)];
      const path = [...(paths[pick % paths.length] ?? []), ...more];
      const config = await openText(text, "js");
      const edit = await config.edit(path, to);
      if (!edit.ok) return;
      const isNothing = to === undefined && valueAt(before, path) === undefined;
      const expected = isNothing ? before : change(before, path, to);
      expect(dataOf(await evaluate(edit.text, "js"))).toEqual(expected);
    },
  );

  it.prop([script], { numRuns: 300 })("are located where the value stands", async (text) => {
    const before = dataOf(await evaluate(text, "js"));
    const config = await openText(text, "js");
    for (const path of pathsIn(before)) {
      const place = await config.locate(path);
      if (place?.isExact !== true) continue;
      const source = text.slice(place.value.start, place.value.end);
      const constants = text.slice(0, text.indexOf("export default"));
      if (source.startsWith("() {")) continue;
      expect(dataOf(await evaluate(`${constants}export default ${source}`, "js"))).toEqual(
        valueAt(before, path),
      );
    }
  });

  it.each([
    ["in what is spread", "const a = { x: 1 };\nconst b = { ...a, ...a };\n"],
    ["under another name", "const a = { x: 1 };\nconst b = a;\nconst c = a;\n"],
  ])("are not edited by a member of what is used elsewhere too: %s", async (_, constants) => {
    const config = await openText(`${constants}export default { y: b.x };\n`, "js");
    const reason = expect.stringContaining('"a", which is used elsewhere too');
    expect(await config.edit(["y"], 2)).toMatchObject({ ok: false, reason });
  });

  it("are edited where each is used once", async () => {
    const text = "const a = { x: 1 };\nconst b = { ...a, y: [1] };\nexport default { b };\n";
    expect(await edited(text, "js", ["b", "x"], 2)).toBe(text.replace("x: 1", "x: 2"));
    expect(await edited(text, "js", ["b", "y", 0], undefined)).toBe(text.replace("[1]", "[]"));
  });
});
