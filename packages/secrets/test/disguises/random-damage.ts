import { secondList } from "./block-names.ts";
import { type Disguise, every, family, type Ground } from "./disguise.ts";

const all = ["age", "ssh", "groups"] as const;

/** Characters that mean something somewhere. */
const signs = [
  ..."\"'`#;:=-[]{}|>&*!%@\\/,?~\n\t \r\0",
  "\u0085",
  "\u2028",
  "\u00a0",
  "\ufeff",
  "sops",
  "age",
  "ENC[",
  "null",
  "\n\n",
  "\n---\n",
  "\\n",
  "<<: ",
  "!!str ",
];

const rowsOf = (text: string) => text.split(/(?<=\n)/);

/** Changes the lines of a text. */
const rows =
  (change: (rows: string[], ground: Ground) => string[]) => (text: string, ground: Ground) =>
    change(rowsOf(text), ground).join("");

/** Changes a place between two characters. */
const place =
  (change: (text: string, at: number, ground: Ground) => string) =>
  (text: string, ground: Ground) =>
    change(text, ground.random.below(text.length + 1), ground);

/** A place in the structure: not in the middle of base64. */
const structure =
  (change: (text: string, at: number, ground: Ground) => string) =>
  (text: string, ground: Ground) => {
    const places = [
      ...text.matchAll(
        /[^A-Za-z0-9+/]|\b(?:sops|age|enc|recipient|mac|version|type|data|iv|tag)\b/g,
      ),
    ];
    return change(text, ground.random.pick(places).index, ground);
  };

/** A text with one or two signs put in, taken out or changed. */
function scramble(text: string, ground: Ground): string {
  const { random } = ground;
  let changed = text;
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const places = [...changed.matchAll(/[^A-Za-z0-9+/]|^|$/g)];
    const { index } = random.pick(places);
    const sign = random.pick(signs);
    changed = changed.slice(0, index) + sign + changed.slice(index + random.below(2));
  }
  return changed;
}

export const randomDisguises: readonly Disguise[] = family("random", [
  [
    "a line gone",
    every,
    rows((list, { random }) => list.toSpliced(random.below(list.length), 1)),
    all,
  ],
  [
    "lines gone",
    every,
    rows((list, { random }) => list.toSpliced(random.below(list.length), 1 + random.below(6))),
    all,
  ],
  [
    "a line twice",
    every,
    rows((list, { random }) => {
      const at = random.below(list.length);
      return list.toSpliced(at, 0, list[at] ?? "");
    }),
    all,
  ],
  [
    "a line elsewhere",
    every,
    rows((list, { random }) => {
      const from = random.below(list.length);
      return list.toSpliced(from, 1).toSpliced(random.below(list.length), 0, list[from] ?? "");
    }),
    all,
  ],
  [
    "lines swapped",
    every,
    rows((list, { random }) => {
      const [a, b] = [random.below(list.length), random.below(list.length)];
      return list.with(a, list[b] ?? "").with(b, list[a] ?? "");
    }),
    all,
  ],
  [
    "a plain line",
    every,
    rows((list, { random, layout, marker, format }) =>
      list.toSpliced(
        random.below(list.length),
        0,
        layout.dataLine(format === "dotenv" ? "PLAIN" : "plain", marker()),
      ),
    ),
    all,
  ],
  [
    "a plain line, indented",
    "yaml",
    rows((list, { random, layout, marker }) =>
      list.toSpliced(
        random.below(list.length),
        0,
        " ".repeat(random.below(16)) + layout.dataLine("plain", marker()),
      ),
    ),
    all,
  ],
  [
    "a plain item",
    "yaml",
    rows((list, { random, marker }) =>
      list.toSpliced(
        random.below(list.length),
        0,
        `${" ".repeat(random.below(16))}- ${marker()}\n`,
      ),
    ),
    all,
  ],
  [
    "a line with a plain text only",
    every,
    rows((list, { random, marker }) =>
      list.toSpliced(
        random.below(list.length),
        0,
        `${random.pick(["", " ", "    ", "#", ";", "# "])}${marker()}\n`,
      ),
    ),
    all,
  ],
  [
    "a plain text at the end of a line",
    every,
    rows((list, { random, marker }) => {
      const at = random.below(list.length);
      return list.with(
        at,
        (list[at] ?? "").replace(
          /\n$/,
          `${random.pick(["", " ", " #", " ;", ", ", "\t"])}${marker()}\n`,
        ),
      );
    }),
    all,
  ],
  [
    "a stranger's entry somewhere",
    every,
    rows((list, { random, entry }) => list.toSpliced(random.below(list.length), 0, entry("evil"))),
  ],
  [
    "a stranger's entry, scrambled",
    every,
    (text, ground) => ground.layout.addEntry(text, scramble(ground.entry("evil"), ground)),
  ],
  [
    "a stranger's list, scrambled",
    every,
    (text, ground) => {
      const list = scramble(secondList(ground, "age"), ground);
      return ground.layout.addToBlock(text, list, ground.random.pick(["first", "last"]));
    },
  ],
  [
    "a stranger's list among the groups, scrambled",
    every,
    (text, ground) => {
      const list = scramble(
        secondList(ground, ground.random.pick(["age", "Age", "key_groups"])),
        ground,
      );
      return ground.layout.addToBlock(text, list, ground.random.pick(["first", "last"]));
    },
    ["groups"],
  ],
  [
    "a stranger among the readers, with the block scrambled",
    every,
    (text, ground) => {
      const added = ground.layout.addEntry(text, ground.entry("evil")) ?? "";
      const start = added.search(/^(?:sops:|\[sops\]|sops_|\t"sops")/m);
      return added.slice(0, start) + scramble(added.slice(start), ground);
    },
  ],
  [
    "a plain value, scrambled",
    every,
    (text, ground) => {
      const { layout, format, marker, random } = ground;
      const line = layout.dataLine(format === "dotenv" ? "PLAIN" : "plain", marker());
      return layout.addToData(text, scramble(line, ground), random.pick(["first", "last"]));
    },
    all,
  ],
  [
    "a plain value in the block, scrambled",
    every,
    (text, ground) => {
      const { layout, marker, random } = ground;
      const line = scramble(layout.blockLine("plain", marker()), ground);
      return layout.addToBlock(text, line, random.pick(["first", "last"]));
    },
    all,
  ],
  [
    "a line indented otherwise",
    "yaml",
    rows((list, { random }) => {
      const at = random.below(list.length);
      return list.with(at, random.pick([" ", "  ", "    ", "\t"]) + (list[at] ?? ""));
    }),
    all,
  ],
  [
    "a line less indented",
    "yaml",
    rows((list, { random }) => {
      const at = random.below(list.length);
      return list.with(at, (list[at] ?? "").replace(/^ {1,4}/, ""));
    }),
    all,
  ],
  [
    "a sign put in",
    every,
    structure((text, at, { random }) => text.slice(0, at) + random.pick(signs) + text.slice(at)),
    all,
  ],
  [
    "a sign put in anywhere",
    every,
    place((text, at, { random }) => text.slice(0, at) + random.pick(signs) + text.slice(at)),
    all,
  ],
  ["a character gone", every, structure((text, at) => text.slice(0, at) + text.slice(at + 1)), all],
  [
    "a character other",
    every,
    structure(
      (text, at, { random }) => text.slice(0, at) + random.pick(signs) + text.slice(at + 1),
    ),
    all,
  ],
  [
    "a plain text put in",
    every,
    structure((text, at, { marker }) => text.slice(0, at) + marker() + text.slice(at)),
    all,
  ],
  [
    "another case",
    every,
    structure(
      (text, at) =>
        text.slice(0, at) +
        (text[at] === text[at]?.toUpperCase() ? text[at]?.toLowerCase() : text[at]?.toUpperCase()) +
        text.slice(at + 1),
    ),
    all,
  ],
  [
    "a bit flipped",
    every,
    (text, { random }) => {
      const bytes = new TextEncoder().encode(text);
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    },
    all,
  ],
  [
    "a byte",
    every,
    (text, { random }) => {
      const bytes = [...new TextEncoder().encode(text)];
      return Uint8Array.from(
        bytes.toSpliced(random.below(bytes.length), random.below(2), random.below(256)),
      );
    },
    all,
  ],
  [
    "a piece twice",
    every,
    place(
      (text, at, { random }) => text.slice(0, at) + text.slice(Math.max(0, at - random.below(400))),
    ),
    all,
  ],
  [
    "a piece gone",
    every,
    place((text, at, { random }) => text.slice(0, at) + text.slice(at + random.below(300))),
    all,
  ],
]);
