import { braces, type Disguise, every, family, type Ground, lines, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

const wheres = ["first", "last"] as const;

/** Values in YAML that are not sealed; those without the marker say nothing. */
const yamlValues = [
  "M",
  '"M"',
  "'M'",
  "[M]",
  "{a: M}",
  "|\n    M",
  ">-\n    M",
  "!!str M",
  "&a M",
  "!M x",
  "[[M]]",
  "- M",
  "? M",
  "*M",
  "{M: x}",
  "[{a: [M]}]",
  '"M',
  "[M",
  "{M",
  "!!binary M",
  "5 # M",
] as const;
const jsonValues = [
  '"M"',
  '["M"]',
  '{"a": "M"}',
  '[[{"a": ["M"]}]]',
  '{"a": {"b": "M"}}',
  '" M"',
  '"\\u0048M"',
  "M",
] as const;
const harmless = ["null", '""', "[]", "{}", "[null]", '[""]', '{"a": null}'] as const;

/** The name of a key that is added. */
export const keyOf = (format: Ground["format"]) => (format === "dotenv" ? "PLAIN" : "plain");

/** A plain value far down, in lines and in brackets. */
function nest(text: string, { format, layout, marker, random }: Ground): string | undefined {
  const depth = random.pick([50, 300, 1200, 20_000]);
  if (format !== "yaml") {
    const value = `${'{"a":'.repeat(depth)}"${marker()}"${"}".repeat(depth)}`;
    return layout.addToData(text, `\t"deep": ${value},\n`, "first");
  }
  const rows = Array.from({ length: Math.min(depth, 1200) }, (_, at) => `${" ".repeat(at)}a:\n`);
  return layout.addToData(
    text,
    `${rows.join("")}${" ".repeat(rows.length)}b: ${marker()}\n`,
    "first",
  );
}

export const valueDisguises: readonly Disguise[] = [
  ...family("values", [
    ...wheres.flatMap(
      (where) =>
        [
          [
            "a plain value",
            every,
            (text: string, { layout, format, marker }: Ground) =>
              layout.addToData(text, layout.dataLine(keyOf(format), marker()), where),
            ["age", "ssh", "groups"],
          ] as const,
          [
            "a plain key in the block",
            every,
            (text: string, { layout, marker }: Ground) =>
              layout.addToBlock(text, layout.blockLine("plain", marker()), where),
          ] as const,
          ...yamlValues.map(
            (value) =>
              [
                `plain: ${value}`,
                "yaml",
                (text: string, { layout, marker }: Ground) =>
                  layout.addToData(text, `plain: ${value.replace("M", marker())}\n`, where),
              ] as const,
          ),
          ...jsonValues.map(
            (value) =>
              [
                `plain: ${value}`,
                braces,
                (text: string, { layout, marker }: Ground) =>
                  layout.addToData(text, `\t"plain": ${value.replace("M", marker())},\n`, where),
              ] as const,
          ),
          ...harmless.map(
            (value) =>
              [
                `more: ${value}`,
                tree,
                (text: string, { layout, format }: Ground) =>
                  layout.addToData(
                    text,
                    format === "yaml" ? `more: ${value}\n` : `\t"more": ${value},\n`,
                    where,
                  ),
              ] as const,
          ),
          [
            "a number",
            tree,
            (text: string, { layout, format }: Ground) =>
              layout.addToData(text, format === "yaml" ? "more: 5\n" : '\t"more": 5,\n', where),
          ] as const,
          [
            "an empty value",
            ["dotenv", "ini"],
            (text: string, { layout }: Ground) =>
              layout.addToData(text, layout.dataLine("more", ""), where),
          ] as const,
        ] as const,
    ),
    [
      "a plain value behind the block",
      every,
      (text, { layout, format, marker }) =>
        format === "json" || format === "binary"
          ? change(text, /\n\}\n$/, () => `,\n\t"plain": "${marker()}"\n}\n`)
          : text +
            (format === "ini" ? "\n[more]\n" : "") +
            layout.dataLine(keyOf(format), marker()),
      ["age", "ssh", "groups"],
    ],
    [
      "a plain value inside a mapping",
      "yaml",
      (text, { marker }) =>
        change(text, /^ {4}code:/m, (found) => `    plain: ${marker()}\n${found}`),
    ],
    [
      "a plain value inside a list",
      "yaml",
      (text, { marker }) =>
        change(text, /^ {8}- back:/m, (found) => `        - ${marker()}\n${found}`),
    ],
    [
      "a plain value inside a list",
      "json",
      (text, { marker }) =>
        change(text, /^\t\t"names": \[\n/m, (found) => `${found}\t\t\t"${marker()}",\n`),
    ],
    [
      "a plain value beside a sealed one in flow",
      "yaml",
      (text, { marker }) =>
        change(text, /^nothing: null/m, () => `nothing: {a: null, b: ${marker()}}`),
    ],
    [
      "a plain value without a key",
      "yaml",
      (text, { marker, random }) =>
        change(
          text,
          /^nothing: null/m,
          (found) => `${found}\n${random.pick([":", "- ", "", '"": '])}${marker()}`,
        ),
    ],
    ["a plain value by a merge", "yaml", (text, { marker }) => `<<: {plain: ${marker()}}\n${text}`],
    [
      "a plain value by an alias",
      "yaml",
      (text, { marker }) =>
        text.replace("note_unencrypted: open", () => `note_unencrypted: &a ${marker()}\nplain: *a`),
    ],
    [
      "an anchor that tells",
      "yaml",
      (text, { marker }) => change(text, /^door:/m, (found) => `${found} &${marker()}`),
    ],
    [
      "a tag that tells",
      "yaml",
      (text, { marker }) => change(text, /^door:/m, (found) => `${found} !${marker()}`),
    ],
    [
      "a tag that tells on null",
      "yaml",
      (text, { marker }) => change(text, /^nothing: null/m, () => `nothing: !${marker()} null`),
    ],
    ["a key that is a list", "yaml", (text, { marker }) => `? [${marker()}]\n: ""\n${text}`],
    [
      "a key of another type",
      "yaml",
      (text, { random }) =>
        `${random.pick(["5", "true", "null", "1.5", "2026-01-01", "~"])}: ""\n${text}`,
    ],
    [
      "a plain value under a name of two lines",
      "yaml",
      (text, { marker }) => `? |-\n    a\n    b\n: ${marker()}\n${text}`,
    ],
    [
      "a plain value in the place of null",
      "yaml",
      (text, { marker }) => change(text, /^nothing: null/m, () => `nothing: ${marker()}`),
    ],
    [
      "a plain value in the place of nothing",
      lines,
      (text, { marker }) =>
        change(text, /(?<=^(?:EMPTY=|empty +=|empty:) ?).*$/m, () => ` ${marker()}`),
    ],
    [
      "a plain value on more lines",
      "yaml",
      (text, { marker }) => change(text, /^empty: ""/m, () => `empty:\n    ${marker()}`),
    ],
    [
      "a plain value between escapes",
      "yaml",
      (text, { marker }) => change(text, /^empty: ""/m, () => `empty: "\\\n    ${marker()}"`),
    ],
    [
      "data in front of the data",
      "binary",
      (text, { marker }) => change(text, /^\{\n/, (found) => `${found}\t"data": "${marker()}",\n`),
    ],
    [
      "empty data in front of the data",
      "binary",
      (text) => change(text, /^\{\n/, (found) => `${found}\t"data": "",\n`),
    ],
    [
      "null in front of the data",
      "binary",
      (text) => change(text, /^\{\n/, (found) => `${found}\t"data": null,\n`),
    ],
    ["data that is a list", "binary", (text) => change(text, /"data": (".*"),/, '"data": [$1],')],
    ["no data", "binary", (text) => change(text, /^\t"data".*\n/m, "")],
    [
      "another key for data",
      "binary",
      (text, { random }) =>
        change(text, '"data"', random.pick(['"Data"', '"DATA"', '"dat\\u0061"', '"datas"'])),
    ],
    [
      "a line without a sign",
      "dotenv",
      (text, { marker, random }) => `${random.pick(["", " ", "export "])}${marker()}\n${text}`,
    ],
    ["a plain export", "dotenv", (text, { marker }) => `export PLAIN=${marker()}\n${text}`],
    ["a plain value under no name", "dotenv", (text, { marker }) => `=${marker()}\n${text}`],
    [
      "a plain value under an odd name",
      "dotenv",
      (text, { marker, random }) =>
        `${random.pick([" #", " ", "\t", "sops", "sops-", "Sops_x", " sops_x", "#".repeat(0) || "x y"])}=${marker()}\n${text}`,
    ],
    [
      "a plain value under a name of the block",
      "dotenv",
      (text, { marker, random }) =>
        `${random.pick(["sops_", "sops_x", "sops__list_0", "sops_sops_x", "sops_age", "sops_data"])}=${marker()}\n${text}`,
    ],
    [
      "an empty line",
      "dotenv",
      (text, { random }) => change(text, /\n/, random.pick(["\n\n", "\n \n", "\n\t\n"])),
    ],
    ["a key before any section", "ini", (text, { marker }) => `plain = ${marker()}\n${text}`],
    [
      "a key without a sign",
      "ini",
      (text, { marker }) => change(text, /^guest/m, (found) => `${marker()}\n${found}`),
    ],
    [
      "a plain key above its sealed one",
      "ini",
      (text, { marker }) => change(text, /^home/m, (found) => `home = ${marker()}\n${found}`),
    ],
    [
      "a plain key in another form",
      "ini",
      (text, { marker, random }) =>
        change(
          text,
          /^guest/m,
          (found) =>
            `${random.pick(['"plain" =', "`plain` =", "plain:", "plain=", '"""plain""" =', "- =", "\u00a0plain =", '"plain" x ='])} ${marker()}\n${found}`,
        ),
    ],
    [
      "a plain value in quotes",
      "ini",
      (text, { marker, random }) =>
        change(
          text,
          /^guest/m,
          (found) =>
            `plain = ${random.pick(['"M"', "'M'", "`M`", '"""M"""', '"""\nM"""', "`\nM`", "\\\nM", '"" M', "`` M"]).replace("M", marker())}\n${found}`,
        ),
    ],
    [
      "a section that tells",
      "ini",
      (text, { marker }) => change(text, /^\[door\]/m, (found) => `${found} ${marker()}`),
    ],
    [
      "a section of its own",
      "ini",
      (text, { marker }) =>
        change(text, /^\[door\]/m, (found) => `[more]\nplain = ${marker()}\n\n${found}`),
    ],
    [
      "an open value for several lines",
      "ini",
      (text, { marker }) =>
        change(text, /(?<=^note_unencrypted = )open/m, () => `"""open\n"""\nplain = ${marker()}`),
    ],
    [
      "an open value that does not end",
      "ini",
      (text, { marker }) =>
        change(text, /(?<=^note_unencrypted = )open/m, () => `"""open\nplain = ${marker()}`),
    ],
  ]),
  ...family("values", [["a plain value far down", tree, nest]]),
];
