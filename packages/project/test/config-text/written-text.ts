import { fc } from "@fast-check/vitest";
import type { ConfigPath, Json } from "../../src/index.ts";
import type { Ending } from "./open-text.ts";

/** A config's text, as somebody may have written it, and what it says. */
export interface WrittenText {
  readonly text: string;
  readonly value: { readonly [key: string]: Json };
  readonly ending: Ending;
}

/** Decisions about how a text is written, taken one after the other. */
type Choose = (count: number) => number;

const key = fc.constantFrom(
  ..."users hosts a-b ä 0 12 constructor x__y default true null yes".split(" "),
  "x y",
  "it's",
  'say "x"',
  "a: b",
  "#c",
  "日本",
  "a.b",
  "toString",
  "<<x",
  "- a",
  "*a",
  "&a",
  "!a",
  "%",
  "@x",
);
const text = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "text",
    "it's",
    '"q"',
    "a: b",
    "# c",
    "null",
    "yes",
    "1",
    "0x1",
    "~",
    "日本語",
    "\\",
    ["$", "{a}"].join(""),
    "`",
    "-",
    "[a",
    "{",
    "a, b",
    "*/",
    "//",
    "x\ny",
    "\t",
    "<<",
    "=",
  ),
  fc.string({ maxLength: 6 }),
);
const scalar: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, 1e21, -1),
);

/** Data of a few levels. */
export const data: fc.Arbitrary<Json> = fc.letrec<{ data: Json }>((tie) => ({
  data: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("data"), { maxLength: 3 }),
    fc.dictionary(key, tie("data"), { maxKeys: 4 }),
  ),
})).data;

/** Keys that are in no text that is written here, among them such as mean something elsewhere. */
export const newKey = fc.constantFrom(
  "new",
  "new-one",
  "__proto__",
  "valueOf",
  "<<",
  "ü 1",
  "9",
  "a'b\"",
  "}, x: 1",
  "\u202e",
);

/** A text in a format. */
export function writtenText(ending: Ending): fc.Arbitrary<WrittenText> {
  const choices = fc.array(fc.nat(59), { minLength: 40, maxLength: 40 });
  return fc
    .tuple(fc.dictionary(key, data, { minKeys: 1, maxKeys: 4 }), choices)
    .map(([value, taken]) => {
      let at = 0;
      const choose: Choose = (count) => (taken[at++ % taken.length] ?? 0) % count;
      const written =
        ending === "yaml" ? writeYaml(value, choose) : writeBrackets(value, choose, ending);
      const broken = choose(2) === 0 ? written : written.replaceAll("\n", "\r\n");
      return { text: (choose(4) === 0 ? "\ufeff" : "") + broken, value, ending };
    });
}

/** All paths in data, the whole one not among them. */
export function pathsIn(value: Json, path: ConfigPath = []): ConfigPath[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== "object" || value === null) return own;
  const inner = Object.entries(value).map(([key, item]) =>
    pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [...own, ...inner.flat()];
}

/** The value at a path of data. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value);
}

interface Manner {
  readonly choose: Choose;
  readonly ending: Ending;
  readonly unit: string;
  readonly quote: '"' | "'";
  readonly trailing: string;
  readonly pad: string;
  readonly counter: { count: number };
}

function writeBrackets(value: Json, choose: Choose, ending: Ending): string {
  const isScript = ending !== "json";
  const manner: Manner = {
    choose,
    ending,
    unit: ["  ", "    ", "\t"][choose(3)] ?? "",
    quote: isScript && choose(2) === 0 ? "'" : '"',
    trailing: isScript && choose(3) > 0 ? "," : "",
    pad: choose(3) === 0 ? "" : " ",
    counter: { count: 0 },
  };
  const body = writeValue(value, manner, "");
  const end = choose(3) === 0 ? "" : "\n";
  if (!isScript) return body + end;
  const isTyped = ending === "ts";
  const forms = [
    `export default ${body};`,
    `export default defineFleet(${body});`,
    isTyped ? `export default (${body}) satisfies Fleet` : `export default (${body})`,
    isTyped
      ? `const config: Fleet = ${body};\nexport default config;`
      : `const config = ${body}\nexport default config`,
    isTyped
      ? `const config = ${body} as const;\nexport { config as default };`
      : `module.exports = ${body};`,
  ];
  const head = `import { defineFleet } from ${manner.quote}@fleet/core${manner.quote};\n\n`;
  const form = forms[choose(forms.length)] ?? "";
  return (form.startsWith("module") ? "" : head) + form + end;
}

function writeValue(value: Json, manner: Manner, indent: string): string {
  if (typeof value !== "object" || value === null) return writeScalar(value, manner);
  const inner = indent + manner.unit;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([key, item]) => {
    const head = isList ? "" : `${writeKey(key, manner)}: `;
    const type =
      manner.ending === "ts" && typeof item === "string" && manner.choose(8) === 0
        ? " as const"
        : "";
    return head + writeValue(item, manner, inner) + type;
  });
  const [open, close] = isList ? "[]" : "{}";
  if (parts.length === 0) return `${open}${close}`;
  if (manner.choose(2) === 0) {
    const pad = isList ? "" : manner.pad;
    return `${open}${pad}${parts.map((part) => inlineComment(manner) + part).join(", ")}${pad}${close}`;
  }
  const lines = parts.map((part, index) => {
    const comma = index === parts.length - 1 ? manner.trailing : ",";
    const blank = index > 0 && manner.choose(5) === 0 ? "\n" : "";
    return `${blank}${lineComment(manner, inner)}${inner}${part}${comma}${endComment(manner)}\n`;
  });
  return `${open}${endComment(manner)}\n${lines.join("")}${lineComment(manner, inner)}${indent}${close}`;
}

function writeKey(key: string, manner: Manner): string {
  const isName = /^[A-Za-z_$][\w$]*$/.test(key) && key !== "__proto__";
  return manner.ending !== "json" && isName ? key : writeScalar(key, manner);
}

function writeScalar(value: Json, { quote, ending }: Manner): string {
  const double = JSON.stringify(value);
  if (typeof value !== "string" || ending === "json" || quote === '"') return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function inlineComment({ choose, ending, counter }: Manner): string {
  return ending !== "json" && choose(8) === 0 ? `/* c${counter.count++}: { */ ` : "";
}

function endComment({ choose, ending, counter }: Manner): string {
  if (choose(6) !== 0 || ending === "json") return "";
  return ending === "yaml" ? ` # c${counter.count++}: {` : ` // c${counter.count++}: [`;
}

function lineComment(manner: Manner, indent: string): string {
  const { choose, ending, counter } = manner;
  if (choose(5) !== 0 || ending === "json") return "";
  return `${indent}${ending === "yaml" ? "#" : "//"} c${counter.count++} it's a "note", {\n`;
}

function writeYaml(value: Json, choose: Choose): string {
  const manner: Manner = {
    choose,
    ending: "yaml",
    unit: ["  ", "    ", "   "][choose(3)] ?? "",
    quote: '"',
    trailing: choose(2) === 0 ? "  " : "",
    pad: " ",
    counter: { count: 0 },
  };
  const body = writeBlock(value, manner, "").replace(/^\n/, "");
  const head = ["", "---\n", "# c: head\n", "%YAML 1.2\n---\n"][choose(4)] ?? "";
  return head + body + (choose(3) === 0 ? "" : "\n");
}

/** A value behind a colon or a dash. */
function writeBlock(value: Json, manner: Manner, indent: string): string {
  if (typeof value !== "object" || value === null)
    return ` ${JSON.stringify(value)}${endComment(manner)}`;
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0 || manner.choose(4) === 0)
    return ` ${writeFlow(value)}${endComment(manner)}`;
  return entries
    .map(([key, item], index) => {
      const blank = index > 0 && manner.choose(6) === 0 ? "\n" : "";
      const before = `${blank}\n${lineComment(manner, indent)}${indent}`;
      if (!isList) {
        const inner = Array.isArray(item) ? indent + manner.trailing : indent + manner.unit;
        return `${before}${yamlKey(key)}:${writeBlock(item, manner, inner)}`;
      }
      const inner = `${indent}  `;
      const written = writeBlock(item, manner, inner);
      // Half of them begin behind the dash.
      const compact = /^\n *([^\s#])/.test(written) && manner.choose(2) === 0;
      return `${before}-${compact ? ` ${written.trimStart()}` : written}`;
    })
    .join("");
}

function writeFlow(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, item]) =>
    Array.isArray(value) ? writeFlow(item) : `${yamlKey(key)}: ${writeFlow(item)}`,
  );
  if (parts.length === 0) return Array.isArray(value) ? "[]" : "{}";
  return Array.isArray(value) ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
}

function yamlKey(key: string): string {
  return /^[a-z]+$/.test(key) && !/^(?:null|true|yes)$/.test(key) ? key : JSON.stringify(key);
}
