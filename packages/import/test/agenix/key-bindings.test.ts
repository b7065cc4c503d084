import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { readKeyBindings } from "../../src/agenix/key-bindings.ts";

const read = (source: string) =>
  readKeyBindings(source).map(({ path, texts, names }) => [path.join("/"), texts, names]);

describe("what a file of Nix calls its keys", () => {
  it("is bound in let, in sets and by paths", () => {
    const source = `
      let
        ada = "ssh-ed25519 AAAA ada@laptop"; # of Ada
        hosts.mini = "age1mini";
        users = { ben = [ "k1" "k2" ]; };
      in { }`;
    expect(read(source)).toEqual([
      ["ada", ["ssh-ed25519 AAAA ada@laptop"], []],
      ["hosts/mini", ["age1mini"], []],
      ["users/ben", ["k1", "k2"], []],
    ]);
  });

  it("is a list of names as well", () => {
    expect(read("{ systems = [ mini keys.desk ] ++ others; }")).toEqual([
      ["systems", [], ["mini", "desk", "others"]],
    ]);
  });

  it("is not what stands in comments and other texts", () => {
    const source = `/* a = "x"; */ b = ''
      c = "y";
    ''; # d = "z";
    e = "say \\"f = 1\\"";`;
    expect(read(source).map(([path]) => path)).toEqual(["b", "e"]);
  });

  it("is told with its line", () => {
    expect(readKeyBindings('{\n  a = "x";\n\n  b = "y";\n}').map(({ line }) => line)).toEqual([
      2, 4,
    ]);
  });

  it.each([
    ["comments without an end", "/* ".repeat(300_000)],
    ["texts without an end", `a = ${"''".repeat(300_001)}`],
    ["quotes without an end", `a = "${'\\"'.repeat(300_000)}`],
    ["braces without an end", "a = { ".repeat(300_000)],
    ["closing braces", "}".repeat(300_000)],
    ["a backslash at a time", `a = "${"\\".repeat(300_000)}`],
  ])("ends soon for %s", (_, source) => {
    expect(readKeyBindings(source).length).toBeLessThan(200_000);
  });

  test.prop([fc.string({ unit: fc.constantFrom(..."ab={}[];:.\"'\\/*#\n $") })])(
    "can be read of any text",
    (source) => {
      expect(() => readKeyBindings(source)).not.toThrow();
    },
  );
});
