import type { BaseKind } from "./base-files.ts";
import { braces, type Disguise, every, family, flat, type Ground, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

const all: readonly BaseKind[] = ["age", "ssh", "groups"];

/** What may come before or behind a file: with a plain value, and without. */
const scraps = [
  "{}",
  "[]",
  "null",
  "}",
  "{",
  "]",
  ",",
  '"x"',
  "x",
  "#",
  ";",
  " ",
  "\n\n\n",
  "\t",
  "-",
  "---",
  ":",
  "=",
  "x=",
  "[x]",
  "x:",
  "''",
  "|",
  "&",
  "*x",
  "!x",
  "%",
  "@",
  "`",
  "<<<<<<< HEAD",
  "=======",
  ">>>>>>> x",
  "//",
  "/*",
] as const;

export const endDisguises: readonly Disguise[] = [
  ...family("tails", [
    ...scraps.map(
      (scrap) =>
        [
          `${JSON.stringify(scrap)} behind`,
          every,
          (text: string) => `${text}${scrap}\n`,
          all,
        ] as const,
    ),
    ...scraps.map(
      (scrap) =>
        [
          `${JSON.stringify(scrap)} and a plain value behind`,
          every,
          (text: string, { marker }: Ground) => `${text}${scrap}${marker()}\n`,
        ] as const,
    ),
    ["a plain value behind", every, (text, { marker }) => text + marker(), all],
    [
      "a plain value behind the last line",
      every,
      (text, { marker }) => `${text.trimEnd()} ${marker()}\n`,
    ],
    [
      "a plain value behind many lines",
      every,
      (text, { marker }) => `${text}${"\n".repeat(2000)}${marker()}`,
    ],
    [
      "a plain value behind many blanks",
      every,
      (text, { marker }) => `${text.trimEnd()}${" ".repeat(5000)}${marker()}\n`,
    ],
    ["an object behind", braces, (text, { marker }) => `${text}{"plain": "${marker()}"}\n`],
    [
      "an object right behind",
      braces,
      (text, { marker }) => `${text.trimEnd()}{"plain": "${marker()}"}`,
    ],
    ["braces and a plain value behind", braces, (text, { marker }) => `${text}}}} ${marker()}\n`],
    [
      "cut off anywhere",
      every,
      (text, { random }) => text.slice(0, random.below(text.length)),
      all,
    ],
    [
      "cut off at a line",
      every,
      (text, { random }) => {
        const rows = text.split(/(?<=\n)/);
        return rows.slice(0, random.below(rows.length)).join("");
      },
      all,
    ],
    [
      "cut off near the end",
      every,
      (text, { random }) => text.slice(0, -1 - random.below(40)),
      all,
    ],
    [
      "cut off behind the block",
      braces,
      (text, { random }) =>
        text.trimEnd().slice(0, -2) +
        random.pick(["", ",", ',"zz"', ',"zz":', ',"zz":"', ", ", ',"', "\n"]),
    ],
    [
      "cut off behind a plain value",
      braces,
      (text, { marker, random }) =>
        `${text.trimEnd().slice(0, -2)},"${marker()}"${random.pick(["", ":", ': "', ": {", ": ["])}`,
    ],
    ["no newline at the end", every, (text) => text.trimEnd()],
    ["a brace less", braces, (text) => change(text, /\}\s*$/, "")],
    ["a brace more", braces, (text) => `${text}}`],
    ["a backslash at the end", flat, (text) => `${text.trimEnd()}\\`],
  ]),
  ...family("heads", [
    ...scraps.map(
      (scrap) =>
        [
          `${JSON.stringify(scrap)} in front`,
          every,
          (text: string) => `${scrap}\n${text}`,
        ] as const,
    ),
    ...scraps.map(
      (scrap) =>
        [
          `${JSON.stringify(scrap)} and a plain value in front`,
          every,
          (text: string, { marker }: Ground) => `${scrap}${marker()}\n${text}`,
        ] as const,
    ),
    ["a plain value in front", every, (text, { marker }) => `${marker()}\n${text}`, all],
    ["a plain value before the first line", every, (text, { marker }) => marker() + text],
    ["an object in front", braces, (text, { marker }) => `{"plain": "${marker()}"}\n${text}`],
    ["a list around", braces, (text) => `[${text}]`],
    ["the first line gone", every, (text) => text.slice(text.indexOf("\n") + 1)],
    ["indented as a whole", every, (text) => text.replaceAll(/^(?=.)/gm, "  ")],
    ["the start cut off", every, (text, { random }) => text.slice(1 + random.below(200))],
  ]),
  ...family("whole files", [
    ["empty", every, () => ""],
    [
      "blank",
      every,
      (_, { random }) => random.pick(["\n", " ", "\t", "\n\n", "\r\n", "\0", "\ufeff"]),
    ],
    ["a plain text", every, (_, { marker }) => marker()],
    [
      "plain data",
      every,
      (text, { layout, marker }) =>
        layout
          .addToData(text, layout.dataLine("plain", marker()), "first")
          ?.replace(/^(?:sops:|\[sops\]|sops_|\t"sops")[\s\S]*/m, ""),
    ],
    [
      "only the block",
      every,
      (text, { format }) =>
        (format === "json" || format === "binary" ? "{\n" : "") +
        (/^(?:sops:|\[sops\]|sops_|\t"sops")[\s\S]*/m.exec(text)?.[0] ?? ""),
    ],
    [
      "no block",
      every,
      (text, { format }) =>
        change(
          text,
          /^(?:sops:|\[sops\]|sops_|\t"sops")[\s\S]*/m,
          format === "json" || format === "binary" ? '\t"x": ""\n}\n' : "",
        ),
    ],
    ...["null", "{}", "[]", "x", '""', "~", "5"].map(
      (value) =>
        [
          `${value} for the block`,
          tree,
          (text: string, { format }: Ground) =>
            format === "yaml"
              ? change(text, /^sops:[\s\S]*/m, `sops: ${value}\n`)
              : change(text, /"sops": [\s\S]*/, `"sops": ${value}\n}\n`),
        ] as const,
    ),
    [
      "an empty section for the block",
      "ini",
      (text) => change(text, /^\[sops\][\s\S]*/m, "[sops]\n"),
    ],
    ["lines the other way round", every, (text) => text.split("\n").reverse().join("\n")],
    ["twice as many blanks", "yaml", (text) => text.replaceAll(/^( +)/gm, "$1$1")],
    [
      "indented by two",
      "yaml",
      (text) => text.replaceAll(/^( +)/gm, (found) => found.slice(0, found.length / 2)),
    ],
    ["compact", braces, (text) => JSON.stringify(JSON.parse(text))],
    [
      "another format",
      every,
      (text, { format }) =>
        format === "json" || format === "binary"
          ? text.replaceAll(/^\t+/gm, "")
          : JSON.stringify({ sops: text }),
    ],
  ]),
];
