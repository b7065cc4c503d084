import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { parseJson } from "../../src/load/parse-json.ts";
import { parseYaml } from "../../src/load/parse-yaml.ts";

describe("parseJson", () => {
  it.prop([fc.jsonValue(), fc.nat(4)])("takes every JSON text", (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    expect(parseJson(text, "f.json")).toEqual({ value: JSON.parse(text), diagnostics: [] });
  });

  it.prop([fc.jsonValue(), fc.nat(), fc.string({ minLength: 1, maxLength: 2 })])(
    "takes nothing that JSON.parse refuses, and says where it goes wrong",
    (value, place, noise) => {
      const text = JSON.stringify(value, null, 1);
      const at = place % (text.length + 1);
      const broken = text.slice(0, at) + noise + text.slice(at);
      const { diagnostics } = parseJson(broken, "f.json");
      if (isJson(broken)) {
        expect(diagnostics.filter(({ code }) => code !== "cli/duplicate-key")).toEqual([]);
      } else if (broken.trim() !== "") {
        expect(diagnostics).toMatchObject([{ code: "cli/syntax-error", file: "f.json" }]);
        expect(diagnostics[0]?.position?.line).toBeLessThanOrEqual(broken.split("\n").length);
      }
    },
  );

  it.each([
    ['{\n  "a": 1,\n}', 3, 1, "JSON has no comma after the last item."],
    ['{\n  // users\n  "a": 1 }', 2, 3, "JSON has no comments. YAML and TypeScript configs do."],
    ["{\n  a: 1 }", 2, 3, undefined],
    ['{ "a": ', 1, 8, undefined],
    ['{ "a": 01 }', 1, 9, undefined],
    ['{ "a": "x\ny" }', 1, 8, undefined],
    ["{} {}", 1, 4, undefined],
    ["[".repeat(200), 1, 101, undefined],
  ])("shows where %j is wrong", (text, line, column, help) => {
    const { diagnostics } = parseJson(text, "f.json");
    expect(diagnostics).toMatchObject([{ code: "cli/syntax-error", position: { line, column } }]);
    expect(diagnostics[0]?.help).toBe(help);
  });

  it("reports every key that comes twice", () => {
    const text = '{\n  "a": 1,\n  "b": { "c": 1, "\\u0063": 2 },\n  "a": 2\n}\n';
    expect(parseJson(text, "f.json").diagnostics).toMatchObject([
      { code: "cli/duplicate-key", position: { line: 3, column: 18 } },
      { code: "cli/duplicate-key", position: { line: 4, column: 3 } },
    ]);
  });

  it.each(["", " \n"])("calls %j empty", (text) => {
    expect(parseJson(text, "f.json").diagnostics).toMatchObject([{ code: "cli/empty-config" }]);
  });
});

describe("parseYaml", () => {
  it("takes anchors, aliases and merge keys", () => {
    const text = "base: &base { a: 1, b: 2 }\nmini:\n  <<: *base\n  b: 3\n";
    expect(parseYaml(text, "f.yaml")).toEqual({
      value: { base: { a: 1, b: 2 }, mini: { a: 1, b: 3 } },
      diagnostics: [],
    });
  });

  it.each([
    ["a key that comes twice", "a: 1\nb: 2\na: 3\n", "cli/duplicate-key", 3],
    ["broken indentation", "a:\n  b: 1\n c: 2\n", "cli/syntax-error", 3],
    ["two documents", "a: 1\n---\nb: 2\n", "cli/syntax-error", 2],
    ["a tag of its own", "a: 1\nb: !secret x\n", "cli/yaml-problem", 2],
    ["an alias without its anchor", "a: 1\nb: *c\n", "cli/yaml-problem", 2],
    ["more levels than the parser takes", `a:\n ${"[".repeat(9000)}`, "cli/syntax-error", 2],
  ])("shows where there is %s, and says what to do", (_, text, code, line) => {
    const { diagnostics } = parseYaml(text, "f.yaml");
    expect(diagnostics[0]).toMatchObject({ code, file: "f.yaml", position: { line } });
    expect(diagnostics[0]?.help).toBeDefined();
    // What the parser's own authors would do about it is no help.
    expect(diagnostics[0]?.message).not.toMatch(/Error:|YAML\.|stack/i);
  });

  it("reports a merge key that merges nothing", () => {
    expect(parseYaml("a: { <<: 3 }\n", "f.yaml").diagnostics).toMatchObject([
      { code: "cli/yaml-problem", help: expect.any(String) },
    ]);
  });

  it("gives up on aliases that would fill the memory", () => {
    const levels = Array.from({ length: 9 }, (_, index) =>
      index === 0
        ? "l0: &l0 [x, x, x, x, x, x, x, x, x]"
        : `l${index}: &l${index} [${Array(9)
            .fill(`*l${index - 1}`)
            .join(", ")}]`,
    );
    const { diagnostics } = parseYaml(`${levels.join("\n")}\n`, "f.yaml");
    expect(diagnostics).toMatchObject([{ code: "cli/yaml-problem" }]);
  });

  it.each(["", "# nothing\n", "~\n"])("calls %j empty", (text) => {
    expect(parseYaml(text, "f.yaml").diagnostics).toMatchObject([{ code: "cli/empty-config" }]);
  });

  it.prop([fc.string()])("never throws", (text) => {
    parseYaml(text, "f.yaml");
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
