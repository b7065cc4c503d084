import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { openText } from "../open-text.ts";

/** Where a path is found, as the text that begins there, up to the next sign. */
async function find(
  text: string,
  path: (string | number)[],
  ending: "ts" | "js" | "json" | "yaml" = "ts",
) {
  const place = await (await openText(text, ending)).locate(path);
  if (place === undefined) return undefined;
  return /^(?:"[^"]*"|[\w-]+|.)/.exec(text.slice(place.start))?.[0];
}

/** A key is looked for in 16 to the power of 16 places, or not at all. */
const manySpreads = Array.from({ length: 16 }, (_, level) => {
  const inner = `...a${level - 1}, `.repeat(level === 0 ? 0 : 16);
  return `const a${level} = { ${inner} };\n`;
})
  .join("")
  .concat("export default a15;");

const config = `
import { defineFleet } from "@fleet/core";
// export default { users: { wrong: {} } };
const image = \`\${\`}\`} users: {\`;
const slash = 4 / 2, pattern = /[/}]"{/g;
const people: Record<string, { fullName: string }> = {
  keith: { fullName: "Keith", note: "a, b: {", at: slash / 2 / 1 },
} as const;
function unused() { return { users: { keith: 1 } }; }
export default defineFleet({
  users: people,
  "hosts": {
    mini: {
      /* users: [] */ users: ["keith", "kieth"] as const,
      tags: [...others, "x"],
      modules: [load("a", "b"), "last"],
      features: list.map((x) => x),
    },
    den: { uid: 0x10, [computed]: 1, after: true },
    base: { system: "s", ...rest, users: [1] },
  } satisfies Record<string, unknown>,
  pattern,
});
`;

describe("a path in a script", () => {
  it.each([
    ["a key", ["hosts"], '"hosts"'],
    ["a key below it", ["hosts", "mini"], "mini"],
    ["an item", ["hosts", "mini", "users", 1], '"kieth"'],
    ["an item behind a call", ["hosts", "mini", "modules", 1], '"last"'],
    ["a key of a constant", ["users", "keith", "fullName"], "fullName"],
    ["a key behind a regular expression and a division", ["users", "keith", "at"], "at"],
    ["a shorthand", ["pattern"], "pattern"],
    ["a key behind a computed one", ["hosts", "den", "after"], "after"],
    ["a key behind a spread", ["hosts", "base", "users", 0], "1"],
  ])("is found: %s", async (_, path, expected) => {
    expect(await find(config, path)).toBe(expected);
  });

  it.each([
    ["that is not there", ["hosts", "mini", "nope", "x"], "mini"],
    ["that a computed key may replace", ["hosts", "den", "uid"], "den"],
    ["that a spread may replace", ["hosts", "base", "system"], "base"],
    ["whose index a spread hides", ["hosts", "mini", "tags", 1], "mini"],
    ["that is computed", ["hosts", "mini", "features", 0], "mini"],
  ])("falls back to what is around one %s", async (_, path, around) => {
    const found = await find(config, path);
    expect([around, path[2]]).toContain(found);
  });

  it.each([
    ["a config without export", "const a = { users: {} };", ["users"]],
    ["a config that is computed", "export default build({ users: {} });", ["users"]],
    ["a name from elsewhere", 'import f from "./f.ts";\nexport default f;', ["users"]],
    ["a name that means itself", "const a = a;\nexport default a;", ["users"]],
    ["spreads that mean themselves", "const a = { ...a, ...a };\nexport default a;", ["users"]],
    ["spreads of spreads of spreads", manySpreads, ["users"]],
    ["text that is no script", "export default { users: `", ["users"]],
    ["nothing", "", []],
    ["what goes on behind the literal", "export default { users: {} }.users;", ["users"]],
  ])("is not found in %s", async (_, text, path) => {
    expect(await find(text, path)).toBeUndefined();
  });
});

const key = fc.constantFrom("users", "hosts", "a-b", "ä", "0", "constructor", "__proto__", "x y");
const leaf = fc.constantFrom(
  '"text"',
  "1",
  "true",
  "null",
  "'a, {'",
  ["`t $", "{1}`"].join(""),
  "/[/]}/",
  "f(1, 2)",
  "() => ({ a: 1 })",
);
const comment = fc.constantFrom("", " ", "\n", "// users: {\n", "/* } */");
interface Printed {
  readonly text: string;
  /** Paths and the offsets that they stand at. */
  readonly places: readonly { readonly path: (string | number)[]; readonly offset: number }[];
}
const { printed } = fc.letrec<{ printed: Printed; object: Printed; list: Printed; leaf: Printed }>(
  (tie) => ({
    printed: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("object"), tie("list")),
    leaf: leaf.map((text) => ({ text, places: [] })),
    object: fc.array(fc.tuple(key, tie("printed"), comment), { maxLength: 4 }).map((entries) => {
      const unique = [...new Map(entries.map((entry) => [entry[0], entry])).values()];
      return join(
        "{",
        "}",
        unique.map(([name, value, space]) => ({ name, value, space })),
      );
    }),
    list: fc.array(fc.tuple(tie("printed"), comment), { maxLength: 4 }).map((items) =>
      join(
        "[",
        "]",
        items.map(([value, space], name) => ({ name, value, space })),
      ),
    ),
  }),
);

function join(
  open: string,
  close: string,
  parts: readonly { name: string | number; value: Printed; space: string }[],
): Printed {
  let text = open;
  const places: { path: (string | number)[]; offset: number }[] = [];
  for (const { name, value, space } of parts) {
    text += space;
    places.push({ path: [name], offset: text.length });
    if (typeof name === "string") text += `${JSON.stringify(name)}:${space} `;
    for (const { path, offset } of value.places) {
      places.push({ path: [name, ...path], offset: text.length + offset });
    }
    text += `${value.text},`;
  }
  return { text: text + close, places };
}

describe("paths in any literal", () => {
  it.prop([printed.filter(({ places }) => places.length > 0), comment])(
    "are found where they stand, whatever stands around them",
    async (value, space) => {
      const head = `${space}export default `;
      const text = `${head}${value.text};\n`;
      const config = await openText(text, "ts");
      for (const { path, offset } of value.places) {
        const place = await config.locate(path);
        expect(place).toMatchObject({ isExact: true, start: head.length + offset });
      }
    },
  );

  it.prop([fc.string()])("never make the search fail", async (text) => {
    for (const ending of ["ts", "js", "json", "yaml"] as const) {
      const config = await openText(text, ending);
      await config.locate(["users", 0]);
      await config.edit(["users", "a"], {});
    }
    await (await openText(`export default {${text}`, "ts")).locate(["users", 0]);
  });
});

describe("a path in JSON and YAML", () => {
  it("is found", async () => {
    const json = '{\n  "hosts": {\n    "mini": { "users": ["a", "b"] } } }\n';
    expect(await find(json, ["hosts", "mini", "users", 1], "json")).toBe('"b"');
    const yaml =
      "hosts:\n  mini: &base\n    users:\n      - a\n      - b\n  den:\n    <<: *base\n  far: *base\n";
    expect(await find(yaml, ["hosts", "mini", "users", 1], "yaml")).toBe("b");
    expect(await find(yaml, ["hosts", "den", "users", 1], "yaml")).toBe("den");
    expect(await find(yaml, ["hosts", "far", "users", 0], "yaml")).toBe("a");
    expect(await find(yaml, [], "yaml")).toBe("hosts");
  });
});
