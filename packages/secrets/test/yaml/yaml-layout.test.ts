import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseDocument, stringify } from "yaml";
import { parseBlockYaml } from "../../src/yaml/yaml-layout.ts";

const text = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9:#'"|>*& \n,{}[\]-]{0,12}$/),
  fc.constantFrom(
    "null",
    "~",
    "1.5",
    "0x1f",
    "True",
    "a: b",
    "- a",
    "ENC[AES256_GCM,data:x,type:str]",
  ),
);
const key = fc.oneof(fc.stringMatching(/^[a-z]\w{0,5}$/), text);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    text,
    fc.integer(),
    fc.constantFrom(true, false, null),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const root = fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true });

/** Whether the real parser agrees; what is not read here is for the real parser anyway. */
function agrees(source: string): boolean {
  const ours = parseBlockYaml(source);
  if (ours === undefined) return true;
  const document = parseDocument(source, { logLevel: "silent" });
  expect(document.errors).toEqual([]);
  expect(ours).toEqual(document.toJS() ?? {});
  return true;
}

describe("the YAML that sops writes", () => {
  it("is read with nested lists, mappings and literal blocks", () => {
    const source = `a: ENC[x]
"n": null
'weird: key': "v"
b:
    - f: y z
      g: {}
    - - 1
      - true
    - |
        one

          two
c:
- d
e: []
`;
    expect(parseBlockYaml(source)).toEqual({
      a: "ENC[x]",
      n: null,
      "weird: key": "v",
      b: [{ f: "y z", g: {} }, [1, true], "one\n\n  two\n"],
      c: ["d"],
      e: [],
    });
    expect(agrees(source)).toBe(true);
  });

  it.each([
    "a: &x 1",
    "a: *x",
    "a: [1]",
    "a: >\n  b",
    "a: b\n  c",
    "a: 1\na: 2",
    "? a",
    "\ta: 1",
    "a",
    `${"- ".repeat(5000)}a`,
  ])("is not %j, which is left to a real parser", (source) => {
    expect(parseBlockYaml(source)).toBeUndefined();
  });

  law.prop([root, fc.constantFrom(2, 4)])(
    "means what it means to a real parser",
    (value, indent) => {
      expect(agrees(stringify(value, { indent, lineWidth: 0 }))).toBe(true);
    },
  );

  law.prop([root, fc.nat(), fc.nat(), fc.stringMatching(/^[\n :#'"|a-]{0,3}$/)])(
    "means so after any change, too",
    (value, from, length, inserted) => {
      const source = stringify(value, { lineWidth: 0 });
      const at = from % (source.length + 1);
      expect(agrees(source.slice(0, at) + inserted + source.slice(at + (length % 4)))).toBe(true);
    },
  );
});
