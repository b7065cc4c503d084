import { type Disguise, every, family, type Ground, lines, tree } from "./disguise.ts";
import { change } from "./layouts.ts";
import { keyOf } from "./values.ts";

/** Another rule of the file's own, under which a plain value would be right. */
const rules = [
  ["unencrypted_suffix", "plain"],
  ["unencrypted_suffix", ""],
  ["encrypted_suffix", "_secret"],
  ["encrypted_regex", "^nothing$"],
  ["encrypted_regex", "("],
  ["unencrypted_regex", "plain"],
  ["unencrypted_regex", "."],
  ["unencrypted_comment_regex", "."],
  ["encrypted_comment_regex", "nothing"],
] as const;

function setRule(
  text: string,
  { layout }: Ground,
  [field, value]: readonly [string, string],
): string | undefined {
  const cut = change(text, /^.*unencrypted_suffix.*\n/m, "") ?? text;
  return layout.addToBlock(cut, layout.blockLine(field, value === "" ? '""' : value), "first");
}

export const ruleDisguises: readonly Disguise[] = [
  ...family("rules", [
    ...rules.flatMap((rule) => [
      [
        `${rule[0]} ${JSON.stringify(rule[1])}`,
        every,
        (text: string, ground: Ground) => setRule(text, ground, rule),
      ] as const,
      [
        `${rule[0]} ${JSON.stringify(rule[1])} and a plain value`,
        every,
        (text: string, ground: Ground) =>
          setRule(
            ground.layout.addToData(
              text,
              ground.layout.dataLine(keyOf(ground.format), ground.marker()),
              "first",
            ) ?? "",
            ground,
            rule,
          ),
      ] as const,
    ]),
    [
      "two rules",
      every,
      (text, { layout }) =>
        layout.addToBlock(text, layout.blockLine("encrypted_regex", "."), "first"),
    ],
    [
      "the same rule twice",
      every,
      (text, { layout }) =>
        layout.addToBlock(text, layout.blockLine("unencrypted_suffix", ""), "first"),
    ],
    ["no rule", every, (text) => change(text, /^.*unencrypted_suffix.*\n/m, "")],
    [
      "mac_only_encrypted",
      lines,
      (text, { layout }) =>
        layout.addToBlock(text, layout.blockLine("mac_only_encrypted", "true"), "first"),
    ],
    [
      "mac_only_encrypted as a text",
      every,
      (text, { layout }) =>
        layout.addToBlock(text, layout.blockLine("mac_only_encrypted", "1"), "first"),
    ],
    [
      "all opened by the suffix",
      tree,
      (text, { format, marker }) =>
        format === "yaml"
          ? change(text, /^[\s\S]*?(?=^sops:)/m, () => `a_unencrypted: ${marker()}\n`)
          : change(
              text,
              /^\{\n[\s\S]*?(?=^\t"sops")/m,
              () => `{\n\t"a_unencrypted": "${marker()}",\n`,
            ),
    ],
  ]),
];
