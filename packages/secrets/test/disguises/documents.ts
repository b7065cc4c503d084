import { secondList } from "./block-names.ts";
import { braces, type Disguise, every, family, flat, type Ground, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

/** The block as text, from its head to the end. */
const blockOf = (text: string) =>
  /^(?:sops:|\[sops\]|sops_|\t"sops")[\s\S]*/m.exec(text)?.[0] ?? "";
const dataOf = (text: string) => text.slice(0, text.length - blockOf(text).length);

/** The file with EVIL among its readers. */
const forEvil = (text: string, { layout, entry }: Ground) =>
  layout.addEntry(text, entry("evil")) ?? "";

const token = (text: string) => /ENC\[[^\]]*type:str\]/.exec(text)?.[0] ?? "";

export const documentDisguises: readonly Disguise[] = [
  ...family("duplicates", [
    [
      "the list twice, the stranger's last",
      every,
      (text, ground) => ground.layout.addToBlock(text, secondList(ground, "age"), "last"),
    ],
    [
      "the list twice, the stranger's first",
      every,
      (text, ground) => ground.layout.addToBlock(text, secondList(ground, "age"), "first"),
    ],
    ...["mac", "version", "lastmodified", "unencrypted_suffix"].flatMap((key) => [
      [
        `${key} twice`,
        every,
        (text: string, { layout }: Ground) =>
          layout.addToBlock(text, layout.blockLine(key, "x"), "last"),
      ] as const,
      [
        `${key} twice, the wrong one first`,
        every,
        (text: string, { layout }: Ground) =>
          layout.addToBlock(text, layout.blockLine(key, "x"), "first"),
      ] as const,
    ]),
    [
      "another key of the block twice",
      every,
      (text, { layout, marker }) =>
        layout.addToBlock(
          layout.addToBlock(text, layout.blockLine("hc_vault", "x"), "first") ?? "",
          layout.blockLine("hc_vault", marker()),
          "last",
        ),
    ],
    [
      "the recipient of an entry twice",
      "yaml",
      (text, { entry }) =>
        change(
          text,
          /(?<=^ {10}recipient: .*\n)/m,
          () => ` ${entry("evil").split("\n").at(-2)?.trimStart().replace(/^/, "         ")}\n`,
        ),
    ],
    [
      "the wrap of an entry twice",
      "yaml",
      (text, { entry }) =>
        change(
          text,
          /^ {10}recipient: .*\n/m,
          (found) =>
            `${entry("evil").split("\n").slice(0, -2).join("\n").replace("        - ", "          ")}\n${found}`,
        ),
    ],
    [
      "the wrap of an entry twice",
      braces,
      (text, { entry }) =>
        change(
          text,
          /(?<="recipient": ".*")(?=\n)/,
          () => `,\n${entry("evil").split("\n").at(1)?.replace(/,$/, "")}`,
        ),
    ],
    [
      "the wrap of an entry twice",
      flat,
      (text, { entry }) => text + entry("evil", "evil", 0).split("\n")[0],
    ],
    [
      "the recipient of an entry twice",
      flat,
      (text, { entry }) => text + entry("evil", "evil", 0).split("\n")[1],
    ],
    ["the whole first entry twice", flat, (text, { entry }) => text + entry("evil", "evil", 0)],
    [
      "the whole first entry twice, a stranger's first",
      flat,
      (text, { entry, layout }) => layout.addToBlock(text, entry("evil", "evil", 0), "first"),
    ],
    [
      "a sealed key twice, plain first",
      every,
      (text, { layout, marker, format }) =>
        layout.addToData(text, layout.dataLine(nameOf(format), marker()), "first"),
    ],
    [
      "a sealed key twice, plain last",
      every,
      (text, { layout, marker, format }) =>
        format === "ini"
          ? change(text, /^guest/m, (found) => `home = ${marker()}\n${found}`)
          : layout.addToData(text, layout.dataLine(nameOf(format), marker()), "last"),
    ],
    [
      "a sealed key twice, both sealed",
      every,
      (text, { layout, format }) =>
        layout.addToData(text, layout.dataLine(nameOf(format), token(text)), "first"),
    ],
    [
      "a sealed key twice, empty last",
      every,
      (text, { layout, format }) =>
        layout.addToData(text, layout.dataLine(nameOf(format), ""), "last"),
    ],
    [
      "a nested key twice",
      "yaml",
      (text, { marker }) =>
        change(text, /^ {4}names:/m, (found) => `    code: ${marker()}\n${found}`),
    ],
    [
      "a nested key twice, plain first",
      "yaml",
      (text, { marker }) =>
        change(text, /^ {4}code:/m, (found) => `    code: ${marker()}\n${found}`),
    ],
    [
      "a nested key twice",
      "json",
      (text, { marker }) =>
        change(text, /^\t\t"code"/m, (found) => `\t\t"code": "${marker()}",\n${found}`),
    ],
    [
      "a key twice by an escape",
      "yaml",
      (text, { marker }) => change(text, /^wifi:/m, (found) => `"w\\x69fi": ${marker()}\n${found}`),
    ],
    [
      "a key twice by a tag",
      "yaml",
      (text, { marker }) => change(text, /^wifi:/m, (found) => `!!str wifi: ${marker()}\n${found}`),
    ],
    [
      "a key twice by an escape",
      "json",
      (text, { marker }) =>
        change(text, /^\t"wifi"/m, (found) => `\t"w\\u0069fi": "${marker()}",\n${found}`),
    ],
    [
      "a section twice",
      "ini",
      (text, { marker }) =>
        change(text, /^\[door\]/m, (found) => `[wifi]\nhome = ${marker()}\n\n${found}`),
    ],
    ["the block twice", every, (text) => text + blockOf(text)],
    [
      "the block twice, a stranger's last",
      every,
      (text, ground) => text + blockOf(forEvil(text, ground)),
    ],
    [
      "the block twice, a stranger's first",
      every,
      (text, ground) => dataOf(text) + blockOf(forEvil(text, ground)) + blockOf(text),
    ],
    [
      "the block twice, a stranger's last",
      braces,
      (text, ground) =>
        change(
          text,
          /\n\}\n$/,
          () => `,\n${blockOf(forEvil(text, ground)).replace(/\n\}\n$/, "")}\n}\n`,
        ),
    ],
    [
      "the block twice, a stranger's first",
      braces,
      (text, ground) =>
        dataOf(text) + blockOf(forEvil(text, ground)).replace(/\n\}\n$/, ",\n") + blockOf(text),
    ],
    [
      "the block twice, the last null",
      braces,
      (text) => change(text, /\n\}\n$/, ',\n\t"sops": null\n}\n'),
    ],
    [
      "the block in the block",
      tree,
      (text, ground) =>
        ground.format === "yaml"
          ? text + blockOf(forEvil(text, ground)).replaceAll(/^(?=.)/gm, "    ")
          : change(
              text,
              /(?<="version": ".*")\n/,
              () => `,\n${blockOf(forEvil(text, ground)).replace(/\n\}\n$/, "")}\n`,
            ),
    ],
  ]),
  ...family("documents", [
    ["a plain second document", "yaml", (text, { marker }) => `${text}---\nplain: ${marker()}\n`],
    [
      "a plain text for a block in a second document",
      "yaml",
      (text, { marker }) => `${text}---\nx: ${token(text)}\nsops: ${marker()}\n`,
    ],
    [
      "a stranger's block in a second document",
      "yaml",
      (text, ground) => `${text}---\nx: ""\n${blockOf(forEvil(text, ground))}`,
    ],
    ["an empty first document", "yaml", (text) => `---\n---\n${text}`],
    ["comments for a first document", "yaml", (text, { marker }) => `# ${marker()}\n---\n${text}`],
    [
      "a stranger's block first",
      "yaml",
      (text, ground) => `a: ""\n${blockOf(forEvil(text, ground))}---\n${text}`,
    ],
    ["the block only in the second", "yaml", (text) => `${dataOf(text)}---\n${blockOf(text)}`],
    ["the block only in the first", "yaml", (text) => `${text}---\nx: ""\n`],
    ["an empty second document", "yaml", (text) => `${text}---\n`],
    [
      "a comment as the second document",
      "yaml",
      (text, { marker }) => `${text}---\n# ${marker()}\n`,
    ],
    ["a text as the second document", "yaml", (text, { marker }) => `${text}---\n${marker()}\n`],
    ["a text on the line of the marks", "yaml", (text, { marker }) => `${text}--- ${marker()}\n`],
    [
      "a text on the first line of marks",
      "yaml",
      (text, { marker }) => `--- # ${marker()}\n${text}`,
    ],
    ["a list as the second document", "yaml", (text, { marker }) => `${text}---\n- ${marker()}\n`],
    [
      "marks in front",
      "yaml",
      (text, { random }) =>
        random.pick(["---\n", "--- \n", "---\t\n", "--- #\n", "\n---\n"]) + text,
    ],
    ["an end behind", "yaml", (text) => `${text}...\n`],
    ["an end and a plain text", "yaml", (text, { marker }) => `${text}...\n${marker()}: x\n`],
    ["an end and a comment", "yaml", (text, { marker }) => `${text}...\n# ${marker()}\n`],
    ["two files in one", every, (text) => text + text],
    ["two files in one, with marks", "yaml", (text) => `${text}---\n${text}`],
    [
      "two files in one, a stranger's behind",
      every,
      (text, ground) => text + forEvil(text, ground),
    ],
    [
      "two files in one, a stranger's behind marks",
      "yaml",
      (text, ground) => `${text}---\n${forEvil(text, ground)}`,
    ],
    [
      "a key twice in a second document",
      "yaml",
      (text, { marker }) => `${text}---\na: ${marker()}\na: ${token(text)}\n${blockOf(text)}`,
    ],
    [
      "three documents",
      "yaml",
      (text, { marker }) =>
        `${text}---\nx: ""\n${blockOf(text)}---\nplain: ${marker()}\n${blockOf(text)}`,
    ],
    [
      "marks in the middle of the data",
      "yaml",
      (text) => change(text, /^door:/m, (found) => `---\n${found}`),
    ],
    [
      "marks in the middle of the block",
      "yaml",
      (text) => change(text, /^ {4}mac:/m, (found) => `---\n${found}`),
    ],
  ]),
  ...family("directives", [
    ...[
      "%YAML 1.2",
      "%YAML 1.1",
      "%YAML 1.3",
      "%TAG ! tag:example.org,2000:",
      "%TAG !! tag:yaml.org,2002:",
      "%FOO bar",
      "%",
    ].flatMap((line) => [
      [line, "yaml", (text: string) => `${line}\n---\n${text}`] as const,
      [`${line} without marks`, "yaml", (text: string) => `${line}\n${text}`] as const,
    ]),
    [
      "a directive with a plain text",
      "yaml",
      (text, { marker }) => `%TAG !x! tag:${marker()}\n---\n${text}`,
    ],
    ["a directive behind", "yaml", (text) => `${text}...\n%YAML 1.1\n---\n${text}`],
  ]),
];

const nameOf = (format: Ground["format"]) =>
  ({ yaml: "wifi", json: "wifi", binary: "data", dotenv: "WIFI", ini: "home" })[format];
