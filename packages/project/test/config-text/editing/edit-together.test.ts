import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { evaluate } from "../evaluate.ts";
import { openText } from "../open-text.ts";
import { data, pathsIn, valueAt, writtenText } from "../written-text.ts";

type Path = readonly (string | number)[];

const isAround = (outer: Path, path: Path) => outer.every((key, at) => key === path[at]);

describe.each(["ts", "js", "json", "yaml"] as const)("edits of %s in one step", (ending) => {
  const twoPaths = writtenText(ending).chain((written) => {
    const path = fc.constantFrom(...pathsIn(written.value));
    return fc.tuple(fc.constant(written), path, path);
  });

  it.prop([twoPaths, data, data])(
    "say all that was asked for, and nothing else, or are not made",
    async ([{ text, value }, a, b], first, second) => {
      fc.pre(!isAround(a, b) && !isAround(b, a));
      const config = await openText(text, ending);
      const edited = await config.editTogether([
        { path: a, value: first },
        { path: b, value: second },
      ]);
      if (edited === undefined) return;
      const expected = structuredClone(value);
      for (const [path, set] of [[a, first] as const, [b, second] as const]) {
        Reflect.set(Object(valueAt(expected, path.slice(0, -1))), path.at(-1) ?? "", set);
      }
      expect(await evaluate(edited, ending)).toEqual(expected);
    },
  );
});

describe("edits in one step", () => {
  const text = "export default {\n  a: { x: 1, y: 2 }, // a\n  b: [1, 2],\n  c: call(),\n};\n";

  it("are made together, and leave what is between", async () => {
    const config = await openText(text, "ts");
    const requests = [
      { path: ["a", "x"], value: undefined },
      { path: ["b"], value: 3, way: "append" },
    ] as const;
    expect(await config.editTogether(requests)).toBe(
      "export default {\n  a: { y: 2 }, // a\n  b: [1, 2, 3],\n  c: call(),\n};\n",
    );
  });

  it.each([
    ["is about what is computed", { path: ["c", "d"], value: 1 }],
    ["lies in what another is about", { path: ["a", "x"], value: 5 }],
    ["holds what is no data", { path: ["b", 0], value: Number.NaN }],
  ])("are not made where one %s", async (_, request) => {
    const config = await openText(text, "ts");
    const other = { path: ["a"], value: undefined };
    expect(await config.editTogether([other, request])).toBeUndefined();
  });
});
