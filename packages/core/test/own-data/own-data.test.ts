import { fc, test } from "@fast-check/vitest";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { parseFleet } from "../../src/index.ts";
import { listOwnData, measureData } from "../../src/internal.ts";
import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

function findings(input: unknown): string[] {
  return parseFleet(input).diagnostics.map(
    ({ code, path, message, help }) => `${code} at ${formatPath(path)}: ${message} ${help}`,
  );
}

/** What a host's data come to, as `fleet.json` will have them. */
function read(data: unknown): unknown {
  const { value, diagnostics } = parseFleet(withMini({ data }));
  expect(diagnostics).toEqual([]);
  return value?.hosts.get("mini")?.data;
}

const key = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";
const circle: Record<string, unknown> = {};
circle["self"] = [circle, circle];
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner) => [inner], 1);
const doubled = (times: number): unknown =>
  Array.from({ length: times }).reduce((inner) => [inner, inner], 1);

describe("data of one's own", () => {
  it.each<unknown>([
    null,
    true,
    0,
    0.5,
    "",
    "é漢\n\u2028",
    [],
    {},
    [[1], { "": null }],
    { toString: 1 },
  ])("are what was written: %j", (data) => {
    expect(read(data)).toEqual(data);
  });

  it("may hold what means something to Nix or elsewhere in a declaration", () => {
    const data = {
      outPath: "x",
      _type: "if",
      users: { x: 1 },
      data: { hosts: [] },
      when: "x".repeat(20_000),
    };
    expect(read(data)).toEqual(data);
  });

  it("lose keys whose value is undefined, as every part of a declaration does", () => {
    expect(Object.keys(Object(read({ b: 1, a: undefined })))).toEqual(["b"]);
    expect(read(undefined)).toBeUndefined();
  });

  it("have their keys in order, whatever the order of the declaration", () => {
    expect(JSON.stringify(read({ b: [{ d: 1, c: 2 }], a: 0 }))).toBe('{"a":0,"b":[{"c":2,"d":1}]}');
  });

  it("stand on the fleet, on users and on hosts, and are found in that order", () => {
    const { value } = parseFleet({ ...sampleFleet(withMini({ data: 1 })), data: 2 });
    if (value === undefined) throw new Error("nothing was parsed");
    expect(listOwnData(value).map(({ path }) => formatPath(path))).toEqual([
      "data",
      "hosts.mini.data",
    ]);
    const people = parseFleet(withHenry({ data: { desk: "left" } })).value;
    expect(people?.users.get("henry")?.data).toEqual({ desk: "left" });
  });

  test.prop([fc.jsonValue({ maxDepth: 5, noUnicodeString: false })])(
    "are any JSON whose numbers JavaScript keeps",
    (data) => {
      const text = JSON.stringify(data);
      const isKept = !/\d{16}|e\+|__proto__|\\u0000|\\ud[89a-f]/i.test(text);
      if (isKept) expect(read(JSON.parse(text))).toEqual(JSON.parse(text));
    },
  );
});

describe("data that cannot reach Nix as they are, are told of in their place:", () => {
  it.each<[string, unknown, string]>([
    [
      "a function",
      { f: () => 1 },
      "core/wrong-type at hosts.mini.data.f: This is a function. Call it, and wait for it where it is async: f: await f().",
    ],
    [
      "a date",
      { d: new Date(0) },
      'core/wrong-type at hosts.mini.data.d: This is an object of the kind "Date". Write a string: d: "…"',
    ],
    [
      "a map",
      new Map([["a", 1]]),
      'core/wrong-type at hosts.mini.data: This is an object of the kind "Map". Write an object: data: Object.fromEntries(…)',
    ],
    [
      "a promise",
      Promise.resolve({}),
      "core/wrong-type at hosts.mini.data: This is a promise. Write await: data: await …",
    ],
    [
      "a key that is a symbol",
      { [Symbol("s")]: 1 },
      'core/unknown-key at hosts.mini.data: The key "Symbol(s)" is a symbol, and means nothing here. Write a string for a key, or take it out.',
    ],
    [
      "NaN",
      [1, Number.NaN],
      "core/bad-data at hosts.mini.data[1]: NaN is no number that JSON has. Write null, or leave the key out.",
    ],
    [
      "1e400",
      { n: Number("1e400") },
      "core/bad-data at hosts.mini.data.n: Infinity is no number that JSON has. Write null, or leave the key out.",
    ],
    [
      "2^60",
      { n: 2 ** 60 },
      'core/bad-data at hosts.mini.data.n: JavaScript does not tell the number 1152921504606846976 from the ones beside it, so it may be another than was written. Write it as a string: "1152921504606846976".',
    ],
    [
      "a large whole number",
      { n: 5n },
      'core/bad-data at hosts.mini.data.n: This is a bigint, which JSON does not have. Write it as a string: "5".',
    ],
    [
      "a symbol",
      { s: Symbol("s") },
      "core/bad-data at hosts.mini.data.s: This is a symbol, which JSON does not have. Write a string, or take it out.",
    ],
    [
      "a hole in a list",
      { l: Object.assign([1], { 2: 2 }) },
      "core/bad-data at hosts.mini.data.l[1]: There is nothing here in the list. Write null, or take it out.",
    ],
    [
      "a list with names",
      { l: Object.assign([1], { name: 1 }) },
      'core/bad-data at hosts.mini.data.l: The list has a key "name", which JSON does not have. Write an object in its place.',
    ],
    [
      "a circle",
      circle,
      "core/bad-data at hosts.mini.data.self[0]: This goes in a circle: it holds itself. Write out what is meant here.",
    ],
    [
      "what is computed",
      {
        get now() {
          return 1;
        },
      },
      "core/bad-data at hosts.mini.data.now: This is computed anew each time that somebody asks (`get`). Write the value itself.",
    ],
    [
      "a key that JavaScript keeps",
      JSON.parse('{"__proto__":{"a":1}}'),
      'core/bad-data at hosts.mini.data.__proto__: "__proto__" is a key that JavaScript keeps for itself. Choose another.',
    ],
    [
      "an object that inherits",
      { a: Object.create({ b: 1 }) },
      "core/wrong-type at hosts.mini.data.a: This is an object that takes keys from another one. Write a plain object: a: { ...… }",
    ],
    [
      "a zero character",
      { t: "a\0b" },
      'core/bad-text at hosts.mini.data.t: "a\\u0000b" holds a zero character, which no string in Nix can. Take it out.',
    ],
    [
      "a zero character in a key",
      { "a\0b": 1 },
      'core/bad-text at hosts.mini.data["a\\u0000b"]: "a\\u0000b" holds a zero character, which no string in Nix can. Take it out.',
    ],
    [
      "half of a character",
      ["\ud800"],
      'core/bad-text at hosts.mini.data[0]: "\\ud800" holds half of a character, which no string in Nix can. Take it out.',
    ],
    [
      "a very deep list",
      nested(100_000),
      "More than 64 lists and objects lie in one another here. Take some of them out.",
    ],
    [
      "a megabyte",
      "x".repeat(2 ** 20),
      "core/bad-data at hosts.mini.data: These are 1048578 characters of data, of which 1048576 are allowed. Keep them in a file beside the module that needs them, which reads it: builtins.fromJSON (builtins.readFile ./data.json)",
    ],
    [
      "little that comes to more than any memory holds",
      doubled(60),
      "characters of data, of which 1048576 are allowed.",
    ],
    [
      "a list of holes",
      new Array(4_000_000_000),
      "core/bad-data at hosts.mini.data: This is a list of 4000000000 entries. Write at most 1000000.",
    ],
  ])("%s", (_, data, expected) => {
    const [first, ...others] = findings(withMini({ data })).filter(
      (one) => !one.includes("data.self[1]"),
    );
    expect(first).toContain(expected);
    expect(others).toEqual([]);
  });

  it("private keys, as a value and as a key, however deep they lie, and nothing of them is shown", () => {
    const deep = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), {
      [key]: [key],
    });
    const found = findings(withMini({ data: { password: key, deep } })).join("\n");
    expect(found.match(/core\/private-key/g)).toHaveLength(2);
    expect(found).toContain(
      "core/private-key at hosts.mini.data.password: There is a private key here.",
    );
    expect(
      found
        .split("\n")
        .map((line) => line.replace(/ at [^ ]*/, ""))
        .join(),
    ).not.toContain("QQQQ");
  });

  it("wherever they stand, and once each", () => {
    expect(findings({ ...sampleFleet({}), data: Number.NaN })).toHaveLength(1);
    expect(findings(withHenry({ data: [undefined] }))).toHaveLength(1);
  });

  it("and data that come from a getter", () => {
    const mini = {
      system: "x86_64-linux",
      stateVersion: "24.05",
      get data(): unknown {
        return 1;
      },
    };
    const found = findings({ users: {}, hosts: { mini } });
    expect(found.join()).toContain("core/bad-data at hosts.mini.data: This is computed anew");
  });

  it("and the rest of the declaration is judged without them", () => {
    const found = findings(withMini({ data: { f: () => 1 }, tagz: [] }));
    expect(found.map((one) => one.split(":")[0])).toEqual([
      "core/wrong-type at hosts.mini.data.f",
      "core/unknown-key at hosts.mini.tagz",
    ]);
  });
});

describe("many data", () => {
  it("are warned of, for Nix reads them each time", () => {
    expect(findings(withMini({ data: "x".repeat(65_000) }))).toEqual([]);
    expect(findings(withMini({ data: "x".repeat(65_536) }))).toEqual([
      'core/large-data at hosts.mini.data: These are 65538 characters of data, which Nix reads from "fleet.json" each time that it looks at "mini". Keep them in a file beside the module that needs them, which reads it: builtins.fromJSON (builtins.readFile ./data.json)',
    ]);
  });

  test.prop([fc.jsonValue()])("are measured as JSON is long", (data) => {
    const exact = JSON.stringify(data).length;
    const { characters } = measureData(data);
    expect(characters).toBeGreaterThanOrEqual(exact);
    // A comma too many for each list and object.
    expect(characters - exact).toBeLessThanOrEqual(JSON.stringify(data).split(/[[{]/).length - 1);
  });
});
