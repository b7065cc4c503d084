import { testRecipient } from "../support/sops-fixtures.ts";
import { type Disguise, every, family, flat, type Ground, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

import { named, rewrap } from "./wraps.ts";

const places = [
  ["with a blank behind", (name: string) => `${name} `],
  ["with a blank in front", (name: string) => ` ${name}`],
  ["with a tab behind", (name: string) => `${name}\t`],
  ["with a comment", (name: string) => `${name} comment`],
  ["in capitals", (name: string) => name.toUpperCase()],
  ["with a comma", (name: string) => `${name},`],
  ["twice in one", (name: string) => `${name},${name}`],
  ["with a no-break space", (name: string) => `${name}\u00a0`],
  ["with a zero-width space", (name: string) => `${name}\u200b`],
  ["one character other", (name: string) => name.replace(/.$/, (end) => (end === "q" ? "p" : "q"))],
] as const;

export const entryDisguises: readonly Disguise[] = [
  ...family("entries", [
    ...["keithAndEvil", "evilAndKeith", "allAndEvil"].map(
      (wrap) =>
        [
          `several stanzas in one (${wrap})`,
          every,
          (text: string, ground: Ground) => rewrap(text, ground, () => ground.wrap(wrap)),
        ] as const,
    ),
    ["a stranger too", every, (text, { layout, entry }) => layout.addEntry(text, entry("evil"))],
    [
      "a stranger by an SSH key",
      every,
      (text, { base, layout, entry }) =>
        base.version === "3.9.4" ? undefined : layout.addEntry(text, entry("ssh-evil")),
    ],
    ["a reader twice", every, (text, { layout, entry }) => layout.addEntry(text, entry("keith"))],
    [
      "a reader twice, with a stranger's wrap",
      every,
      (text, { layout, entry, random }) =>
        layout.addEntry(text, entry(random.pick(["keith", "mini", "recovery"]), "evil")),
    ],
    [
      "a reader twice, with wraps of both",
      every,
      (text, { layout, entry }) => layout.addEntry(text, entry("keith", "keithAndEvil")),
    ],
    [
      "a reader's SSH wrap",
      every,
      (text, ground) =>
        ground.base.version === "3.9.4"
          ? undefined
          : rewrap(text, ground, () => ground.wrap("ssh-evil")),
    ],
    ...places.flatMap(([name, by]) => [
      [
        `a reader again ${name}, with a stranger's wrap`,
        every,
        (text: string, ground: Ground) =>
          ground.layout.addEntry(text, named(ground, by(testRecipient("keith")))),
      ] as const,
      [
        `a reader ${name}`,
        every,
        (text: string) => change(text, testRecipient("keith"), (found) => by(found)),
      ] as const,
    ]),
    [
      "a newline behind a reader",
      tree,
      (text, { format }) =>
        format === "yaml"
          ? change(
              text,
              `recipient: ${testRecipient("mini")}`,
              () => `recipient: "${testRecipient("mini")}\\n"`,
            )
          : change(text, `${testRecipient("mini")}"`, () => `${testRecipient("mini")}\\n"`),
    ],
    [
      "an empty recipient",
      every,
      (text, ground) => ground.layout.addEntry(text, named(ground, "")),
    ],
    [
      "a recipient by another name",
      every,
      (text, ground) => ground.layout.addEntry(text, named(ground, "keith")),
    ],
    [
      "a recipient of a plugin",
      every,
      (text, ground) => ground.layout.addEntry(text, named(ground, "age1yubikey1qx2vk2")),
    ],
    [
      "no recipient",
      tree,
      (text, { entry, layout }) =>
        layout.addEntry(text, entry("evil").replace(/ +recipient.*\n|,\n\t+"recipient".*/, "")),
    ],
    ["no recipient", flat, (text, { entry }) => text + entry("evil").split("\n")[0]],
    [
      "no wrap",
      every,
      (text, { entry, layout, format }) =>
        layout.addEntry(
          text,
          format === "yaml"
            ? `        - recipient: ${testRecipient("mini")}\n`
            : format === "json" || format === "binary"
              ? `\t\t\t{"recipient": "${testRecipient("mini")}"}`
              : `${entry("mini").split("\n")[1]}\n`,
        ),
    ],
    [
      "an empty wrap",
      every,
      (text, ground) =>
        ground.layout.addEntry(text, ground.layout.entry(testRecipient("traci"), "", 3)),
    ],
    [
      "a reader less",
      every,
      (text, { format }) =>
        format === "yaml"
          ? change(text, /^ {8}- (?:(?!^ {8}- |^ {4}\w)[\s\S])*/m, "")
          : format === "json" || format === "binary"
            ? change(text, /\t\t\t\{\n.*\n.*\n\t\t\t\},\n/, "")
            : change(text, /^.*list_2.*\n(?:.*\n)*?.*list_2.*\n/m, (found) =>
                found
                  .split("\n")
                  .filter((line) => !line.includes("list_2"))
                  .join("\n"),
              ),
    ],
  ]),
];
