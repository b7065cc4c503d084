import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { openText } from "./open-text.ts";

/** What a text says, and what is wrong with it, with lines and columns from 1. */
async function read(text: string, ending: "json" | "yaml") {
  const { value, problems } = await openText(text, ending);
  return {
    value,
    problems: problems.map(({ offset, ...problem }) => {
      if (offset === undefined) return problem;
      const lines = text.slice(0, offset).split("\n");
      return { ...problem, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    }),
  };
}

describe("the value and the problems of JSON", async () => {
  it.prop([fc.jsonValue(), fc.nat(4)])("takes every JSON text", async (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    expect(await read(text, "json")).toEqual({ value: JSON.parse(text), problems: [] });
  });

  it.prop([fc.jsonValue(), fc.nat(), fc.string({ minLength: 1, maxLength: 2 })])(
    "takes nothing that JSON.parse refuses, and says where it goes wrong",
    async (value, place, noise) => {
      const text = JSON.stringify(value, null, 1);
      const at = place % (text.length + 1);
      const broken = text.slice(0, at) + noise + text.slice(at);
      const { problems } = await read(broken, "json");
      if (isJson(broken)) {
        expect(problems.filter(({ code }) => code !== "duplicate-key")).toEqual([]);
      } else if (broken.trim() !== "") {
        expect(problems).toMatchObject([{ code: "syntax-error" }]);
        expect(Object(problems[0]).line).toBeLessThanOrEqual(broken.split("\n").length);
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
  ])("shows where %j is wrong", async (text, line, column, help) => {
    const { problems } = await read(text, "json");
    expect(problems).toMatchObject([{ code: "syntax-error", line, column }]);
    expect(problems[0]?.help).toBe(help);
  });

  it("reports every key that comes twice", async () => {
    const text = '{\n  "a": 1,\n  "b": { "c": 1, "\\u0063": 2 },\n  "a": 2\n}\n';
    expect((await read(text, "json")).problems).toMatchObject([
      { code: "duplicate-key", line: 3, column: 18 },
      { code: "duplicate-key", line: 4, column: 3 },
    ]);
  });

  it.each(["", " \n"])("calls %j empty", async (text) => {
    expect((await read(text, "json")).problems).toMatchObject([{ code: "empty-config" }]);
  });
});

describe("the value and the problems of YAML", async () => {
  it("takes anchors, aliases and merge keys", async () => {
    const text = "base: &base { a: 1, b: 2 }\nmini:\n  <<: *base\n  b: 3\n";
    expect(await read(text, "yaml")).toEqual({
      value: { base: { a: 1, b: 2 }, mini: { a: 1, b: 3 } },
      problems: [],
    });
  });

  it.each([
    ["a key that comes twice", "a: 1\nb: 2\na: 3\n", "duplicate-key", 3],
    ["broken indentation", "a:\n  b: 1\n c: 2\n", "syntax-error", 3],
    ["two documents", "a: 1\n---\nb: 2\n", "syntax-error", 2],
    ["a tag of its own", "a: 1\nb: !secret x\n", "yaml-problem", 2],
    ["an alias without its anchor", "a: 1\nb: *c\n", "yaml-problem", 2],
    ["more levels than the parser takes", `a:\n ${"[".repeat(9000)}`, "syntax-error", 2],
  ])("shows where there is %s, and says what to do", async (_, text, code, line) => {
    const { problems } = await read(text, "yaml");
    expect(problems[0]).toMatchObject({ code, line });
    expect(problems[0]?.help).toBeDefined();
    // What the parser's own authors would do about it is no help.
    expect(problems[0]?.message).not.toMatch(/Error:|YAML\.|stack/i);
  });

  it("reports a merge key that merges nothing", async () => {
    expect((await read("a: { <<: 3 }\n", "yaml")).problems).toMatchObject([
      { code: "yaml-problem", help: expect.any(String) },
    ]);
  });

  it("gives up on aliases that would fill the memory", async () => {
    const levels = Array.from({ length: 9 }, (_, index) =>
      index === 0
        ? "l0: &l0 [x, x, x, x, x, x, x, x, x]"
        : `l${index}: &l${index} [${Array(9)
            .fill(`*l${index - 1}`)
            .join(", ")}]`,
    );
    const { problems } = await read(`${levels.join("\n")}\n`, "yaml");
    expect(problems).toMatchObject([{ code: "yaml-problem" }]);
  });

  it.each(["", "# nothing\n", "~\n"])("calls %j empty", async (text) => {
    expect((await read(text, "yaml")).problems).toMatchObject([{ code: "empty-config" }]);
  });

  it.prop([fc.string()])("never throws", async (text) => {
    await read(text, "yaml");
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
