import { testRecipient } from "../support/sops-fixtures.ts";
/** Names that some sops takes for `age`, and some that look like it. */
import { decoyGroups, renameWithEvil, secondList } from "./block-names.ts";
import { braces, type Disguise, family, flat, type Ground } from "./disguise.ts";
import { change } from "./layouts.ts";
export const keyFormDisguises: readonly Disguise[] = [
  ...family("names", [
    ...[
      '"age"',
      "'age'",
      '"\\x61ge"',
      '"\\u0061ge"',
      "!!str age",
      "!own age",
      "!!binary YWdl",
      "&k age",
      '! "age"',
    ].flatMap((name) => [
      [
        `${name} for age, with a stranger`,
        "yaml",
        (text: string, ground: Ground) => renameWithEvil(text, ground, name),
      ] as const,
      [
        `${name} beside age`,
        "yaml",
        (text: string, ground: Ground) =>
          ground.layout.addToBlock(text, secondList(ground, name), "last"),
      ] as const,
    ]),
    [
      "an alias for a second age",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          `note_unencrypted2: &k age\n${text}`,
          secondList(ground, "*k "),
          "last",
        ),
    ],
    [
      "an anchor of the data as a second age",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          text.replace("note_unencrypted: open", "note_unencrypted: &k age"),
          secondList(ground, "*k "),
          "last",
        ),
    ],
    [
      "an explicit key",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          text,
          secondList(ground, "x").replace("    x:\n", "    ? age\n    :\n"),
          "last",
        ),
    ],
    ["!!binary for sops", "yaml", (text) => change(text, /^sops:/m, "!!binary c29wcw==:")],
    [
      "quoted sops",
      "yaml",
      (text, { random }) =>
        change(
          text,
          /^sops:/m,
          random.pick([
            '"sops":',
            "'sops':",
            '"\\x73ops":',
            "? sops\n:",
            "&s sops:",
            "!!str sops:",
            "sops :",
            "sops: !!map",
            "sops: &b",
          ]),
        ),
    ],
    [
      "escaped age",
      braces,
      (text, ground) => renameWithEvil(text, ground, "age")?.replace('"age"', '"\\u0061ge"'),
    ],
    [
      "escaped second age",
      braces,
      (text, ground) =>
        ground.layout.addToBlock(
          text,
          secondList(ground, "age").replace('"age"', '"a\\u0067e"'),
          "last",
        ),
    ],
    ["escaped sops", braces, (text) => change(text, '\t"sops"', '\t"s\\u006fps"')],
    [
      "a merge key in the block",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          text,
          `    <<:\n${secondList(ground, "age").replaceAll(/^/gm, "    ").replace(/ +$/, "")}`,
          "first",
        ),
    ],
    [
      "a merge key in the block for a decoy",
      "yaml",
      (text, ground) =>
        change(
          decoyGroups(text, ground, "age") ?? "",
          /^ {4}age:\n((?: {8}.*\n)+)/m,
          (found) => `    <<:\n${found.replaceAll(/^/gm, "    ").replace(/ +$/, "")}`,
        ),
    ],
    [
      "a merge of a list of mappings",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          text,
          `    <<: [{age: [{recipient: ${testRecipient("evil")}, enc: ${JSON.stringify(ground.wrap("evil"))}}]}]\n`,
          "first",
        ),
    ],
    [
      "a tagged merge key in the block",
      "yaml",
      (text, ground) =>
        ground.layout.addToBlock(
          text,
          `    !!merge <<:\n${secondList(ground, "age").replaceAll(/^/gm, "    ").replace(/ +$/, "")}`,
          "first",
        ),
    ],
    [
      "a merge key around the block",
      "yaml",
      (text) =>
        change(
          text,
          /^sops:\n([\s\S]*)$/m,
          (found) => `<<:\n${found.replaceAll(/^(?=.)/gm, "    ")}`,
        ),
    ],
  ]),
  ...family("names", [
    ...[
      "list_x",
      "list_ 3",
      "list_03",
      "list_+3",
      "list_-1",
      "list_",
      "list_٣",
      "list_3.0",
      "list_0x3",
      "list_4",
      "list_99999999999999999999",
      "map_3",
      "list_3__map_",
      "LIST_3",
    ].map(
      (index) =>
        [
          `index ${index}`,
          flat,
          (text: string, ground: Ground) => text + ground.entry("evil").replaceAll("list_3", index),
        ] as const,
    ),
    ...["list_00", "list_ 0", "list_+0", "list_x", "list_"].map(
      (index) =>
        [
          `index ${index} over the first`,
          flat,
          (text: string, ground: Ground) => text + ground.entry("evil").replaceAll("list_3", index),
        ] as const,
    ),
    [
      "a mapping without a list",
      flat,
      (text, ground) => text + ground.entry("evil").replaceAll("__list_3", ""),
    ],
    [
      "a text for the list",
      flat,
      (text, { layout }) => layout.addToBlock(text, layout.blockLine("age", "x"), "last"),
    ],
    [
      "a mapping in a text",
      flat,
      (text, { layout, marker }) =>
        layout.addToBlock(text, layout.blockLine("mac__map_x", marker()), "last"),
    ],
    ["a gap", flat, (text) => text.replaceAll("list_2", "list_5")],
  ]),
];
