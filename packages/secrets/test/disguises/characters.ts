import { type Disguise, every, family, flat, type Ground, lines, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

const breaks = [
  ["CR", "\r"],
  ["NEL", "\u0085"],
  ["LS", "\u2028"],
  ["PS", "\u2029"],
  ["VT", "\v"],
  ["FF", "\f"],
  ["CRLF", "\r\n"],
] as const;

const odd = [
  ["NUL", "\0"],
  ["VT", "\v"],
  ["FF", "\f"],
  ["DEL", "\x7f"],
  ["a C1", "\x9f"],
  ["NEL", "\u0085"],
  ["NBSP", "\u00a0"],
  ["a BOM", "\ufeff"],
  ["a noncharacter", "\ufffe"],
  ["a lone surrogate", "\ud800"],
  ["a direction mark", "\u202e"],
  ["ESC", "\x1b"],
  ["a tab", "\t"],
] as const;

const utf16 = (text: string, isBig: boolean) => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), !isBig);
  }
  return bytes;
};

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Puts bytes that are no text into a place. */
function insert(text: string, at: number, bytes: readonly number[]): Uint8Array {
  const [before, after] = [bytesOf(text.slice(0, at)), bytesOf(text.slice(at))];
  return Uint8Array.from([...before, ...bytes, ...after]);
}

/** EVIL's entry as one line of YAML. */
const inFlow = ({ entry }: Ground) => {
  const [, enc = "", recipient = ""] =
    /enc: \|\n([\s\S]*?) +recipient: (.*)/.exec(entry("evil")) ?? [];
  return `        - {recipient: ${recipient}, enc: ${JSON.stringify(enc.replaceAll(/^ +/gm, ""))}}`;
};

/** Places where something can be put in without harming what stands around it. */
function placeOf(text: string, { random }: Ground): number {
  const all = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return random.pick(all);
}

export const characterDisguises: readonly Disguise[] = [
  ...family("line breaks", [
    ...breaks.flatMap(([name, mark]) => [
      [
        `${name} ends a comment before a stranger`,
        "yaml",
        (text: string, ground: Ground) =>
          ground.layout.addEntry(text, `        # more${mark}${inFlow(ground)}\n`),
      ] as const,
      [
        `${name} ends a comment before a plain value`,
        lines,
        (text: string, { format, layout, marker }: Ground) =>
          layout.addToData(
            text,
            `${format === "ini" ? ";" : "#"}${mark}${layout.dataLine("plain", marker())}`,
            "first",
          ),
      ] as const,
      [
        `${name} ends a sealed value before a plain one`,
        lines,
        (text: string, { layout, marker }: Ground) =>
          change(
            text,
            /(?<=type:str\])$/m,
            `${mark}${layout.dataLine("plain", marker()).trimEnd()}`,
          ),
      ] as const,
      [
        `${name} ends a line of the block before a stranger`,
        lines,
        (text: string, ground: Ground) =>
          change(
            text,
            /(?<=^(?: {4}|sops_)?unencrypted_suffix *[:=] ?.*)$/m,
            `${mark}${ground.format === "yaml" ? `    age:\n${inFlow(ground)}` : ground.entry("evil").trimEnd()}`,
          ),
      ] as const,
      [
        `${name} in the block`,
        every,
        (text: string, { layout }: Ground) =>
          change(text, /(?<=_unencrypted)(?="?,?$)/m, mark) ??
          layout.addToBlock(text, mark, "last"),
      ] as const,
      [`${name} alone at the end`, every, (text: string) => text + mark] as const,
    ]),
    ["CRLF everywhere", every, (text) => text.replaceAll("\n", "\r\n")],
    ["CR everywhere", every, (text) => text.replaceAll("\n", "\r")],
    ["NEL everywhere", "yaml", (text) => text.replaceAll("\n", "\u0085")],
    ["LS everywhere", "yaml", (text) => text.replaceAll("\n", "\u2028")],
    [
      "CRLF in the data",
      every,
      (text) =>
        change(text, /^[\s\S]*?(?=^(?:sops|\[sops|\t"sops))/m, (found) =>
          found.replaceAll("\n", "\r\n"),
        ),
    ],
    [
      "CRLF in the block",
      every,
      (text) =>
        change(text, /^(?:sops|\[sops|\t"sops)[\s\S]*/m, (found) => found.replaceAll("\n", "\r\n")),
    ],
    [
      "one CRLF",
      every,
      (text, ground) => {
        const at = placeOf(text, ground);
        return `${text.slice(0, at)}\r${text.slice(at)}`;
      },
    ],
    ["CR in a token", every, (text) => change(text, /(?<=data:..)/, "\r")],
    [
      "CR in the armour",
      lines,
      (text, { random }) => {
        const all = [...text.matchAll(/(?<=FILE-----(?:\\n|\n +).{64})/g)];
        if (all.length === 0) return undefined;
        const { index } = random.pick(all);
        return `${text.slice(0, index)}\r${text.slice(index)}`;
      },
    ],
  ]),
  ...family("encodings", [
    ["UTF-16 LE", every, (text) => utf16(`\ufeff${text}`, false)],
    ["UTF-16 BE", every, (text) => utf16(`\ufeff${text}`, true)],
    ["UTF-16 LE without BOM", every, (text) => utf16(text, false)],
    [
      "UTF-16 LE with a plain value",
      every,
      (text, { layout, marker }) =>
        utf16(
          `\ufeff${layout.addToData(text, layout.dataLine("plain", marker()), "first")}`,
          false,
        ),
    ],
    [
      "UTF-16 BE with a stranger",
      every,
      (text, { layout, entry }) => utf16(`\ufeff${layout.addEntry(text, entry("evil"))}`, true),
    ],
    [
      "UTF-32",
      every,
      (text) =>
        Uint8Array.from(
          [...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8, 0, 0]),
        ),
    ],
    ["BOM in front", every, (text) => `\ufeff${text}`],
    ["BOM twice in front", every, (text) => `\ufeff\ufeff${text}`],
    ["BOM before the block", every, (text) => change(text, /^(?=sops|\[sops|\t"sops)/m, "\ufeff")],
    [
      "BOM before a plain value",
      lines,
      (text, { layout, marker }) =>
        layout.addToData(text, `\ufeff${layout.dataLine("plain", marker())}`, "last"),
    ],
    [
      "BOM before a line",
      every,
      (text, ground) => {
        const at = placeOf(text, ground) + 1;
        return `${text.slice(0, at)}\ufeff${text.slice(at)}`;
      },
    ],
    ["FE FF in front", every, (text) => insert(text, 0, [0xfe, 0xff])],
    ["FF FE in front", every, (text) => insert(text, 0, [0xff, 0xfe])],
    ...[[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80]].flatMap(
      (bytes) => [
        [
          `bad UTF-8 ${bytes.map((byte) => byte.toString(16)).join(" ")} at an end of a line`,
          every,
          (text: string, ground: Ground) => insert(text, placeOf(text, ground), bytes),
        ] as const,
        [
          `bad UTF-8 ${bytes.map((byte) => byte.toString(16)).join(" ")} in an open value`,
          every,
          (text: string) => insert(text, text.indexOf("open"), bytes),
          ["age", "ssh"],
        ] as const,
      ],
    ),
    ...odd.flatMap(([name, mark]) => [
      [
        `${name} at an end of a line`,
        every,
        (text: string, ground: Ground) => {
          const at = placeOf(text, ground);
          return text.slice(0, at) + mark + text.slice(at);
        },
      ] as const,
      [
        `${name} at the start of a line`,
        every,
        (text: string, ground: Ground) => {
          const at = placeOf(text, ground) + 1;
          return text.slice(0, at) + mark + text.slice(at);
        },
      ] as const,
      [
        `${name} in a comment with a plain value`,
        lines,
        (text: string, { format, layout, marker }: Ground) =>
          layout.addToData(text, `${format === "ini" ? ";" : "#"} ${mark}${marker()}\n`, "last"),
      ] as const,
      [
        `${name} before an entry of the block`,
        flat,
        (text: string, ground: Ground) =>
          text + ground.entry("evil").replaceAll(/^/gm, mark).slice(0, -1),
      ] as const,
      [
        `${name} in the name of a list`,
        tree,
        (text: string) => change(text, /(?<=["\s]a)ge(?=["]?:)/, `${mark}ge`),
      ] as const,
      [`${name} at the end`, every, (text: string) => text + mark] as const,
    ]),
  ]),
];
