import { testRecipient } from "../support/sops-fixtures.ts";
import { type Disguise, every, family, type Ground, tree } from "./disguise.ts";
import { change } from "./layouts.ts";

/** Names that some sops takes for `age`, and some that look like it. */
const likeAge = ["Age", "AGE", "aGe", "agE", "аge", "age ", " age", "ages", "ａge"] as const;

/** Gives the list another name, and puts EVIL's entry into it. */
export function renameWithEvil(text: string, ground: Ground, name: string): string | undefined {
  const added = ground.layout.addEntry(text, ground.entry("evil"));
  return added === undefined ? undefined : renameList(added, ground, name);
}

function renameList(text: string, { format }: Ground, name: string): string | undefined {
  if (format === "yaml") return change(text, /^ {4}age:/m, `    ${name}:`);
  if (format === "dotenv") return text.replaceAll(/^sops_age__/gm, () => `sops_${name}__`);
  if (format === "ini") return text.replaceAll(/^age__/gm, () => `${name}__`);
  return change(text, '\t\t"age":', `\t\t${JSON.stringify(name)}:`);
}

/** A second list with nobody but EVIL in it, beside the good one. */
export function secondList(ground: Ground, name: string): string {
  const { format, layout, wrap } = ground;
  const entry = ground.entry("evil", "evil", 0);
  if (format === "yaml") return `    ${name}:\n${entry}`;
  if (format === "dotenv") return entry.replaceAll("sops_age__", `sops_${name}__`);
  if (format === "ini") return entry.replaceAll(/^age__/gm, `${name}__`);
  const list = [{ enc: wrap("evil"), recipient: testRecipient("evil") }];
  return layout.blockLine(name, "x").replace('"x"', () => JSON.stringify(list));
}

/** The good recipients in one key group, under another name, with a list of EVIL's beside it. */
export function decoyGroups(text: string, ground: Ground, name: string): string | undefined {
  if (ground.format !== "yaml") return undefined;
  const list = /^ {4}age:\n((?: {8}.*\n)+)/m.exec(text)?.[1];
  if (list === undefined) return undefined;
  const group = list.replaceAll(/^/gm, "    ").replace(/ +$/, "");
  return change(
    text,
    `    age:\n${list}`,
    `    key_groups:\n        - age:\n${group}    ${name}:\n${list}${ground.entry("evil")}`,
  );
}

const renames = [
  "Recipient",
  "RECIPIENT",
  "recipient ",
  "recipients",
  "reſipient",
  "name",
] as const;
const fields = ["mac", "version", "lastmodified", "unencrypted_suffix"] as const;

export const nameDisguises: readonly Disguise[] = [
  ...family(
    "names",
    likeAge.flatMap(
      (name) =>
        [
          [
            `${name} for age, with a stranger`,
            every,
            (text, ground) => renameWithEvil(text, ground, name),
          ],
          [
            `${name} beside age`,
            every,
            (text, ground) => ground.layout.addToBlock(text, secondList(ground, name), "last"),
          ],
          [
            `${name} before age`,
            every,
            (text, ground) => ground.layout.addToBlock(text, secondList(ground, name), "first"),
          ],
          [
            `${name} beside a decoy of key groups`,
            "yaml",
            (text, ground) => decoyGroups(text, ground, name),
          ],
        ] as const,
    ),
  ),
  ...family("names", [
    ...["key_groupſ", "\u212aey_groups", "Key_groups", "key_Groups", "key_groups "].map(
      (name) =>
        [
          `${name} for key_groups`,
          "yaml",
          (text: string, ground: Ground) => groupsAs(text, ground, name),
        ] as const,
    ),
    ...renames.map(
      (name) =>
        [
          `${name} for recipient`,
          every,
          (text: string, { random }: Ground) => {
            const all = [...text.matchAll(/(?<=[ "_])recipient(?=["]?[:= ])/g)];
            if (all.length === 0) return undefined;
            const { index } = random.pick(all);
            return text.slice(0, index) + name + text.slice(index + "recipient".length);
          },
        ] as const,
    ),
    ...["Enc", "ENC", "enc2"].map(
      (name) =>
        [
          `${name} for enc`,
          every,
          (text: string) => change(text, /(?<=[ "_])enc(?=["]?[:= ])/, name),
        ] as const,
    ),
  ]),
  ...family("names", [
    ...fields.flatMap((field) => [
      [
        `no ${field}`,
        every,
        (text: string, ground: Ground) => without(text, ground, field),
      ] as const,
      ...[field.toUpperCase(), `${field}s`, ` ${field}`].map(
        (name) =>
          [
            `${name} for ${field}`,
            every,
            (text: string, { layout }: Ground) => change(text, layout.blockKey(field), name),
          ] as const,
      ),
    ]),
    ["no age", every, (text, ground) => renameList(text, ground, "nothing")],
    [
      "an unknown key with a plain value",
      every,
      (text, { layout, marker, random }) =>
        layout.addToBlock(text, layout.blockLine("wifi", marker()), random.pick(["first", "last"])),
    ],
    [
      "an unknown key with a list",
      tree,
      (text, { format, layout, marker }) =>
        layout.addToBlock(
          text,
          format === "yaml" ? `    more:\n        - ${marker()}\n` : `\t\t"more": ["${marker()}"]`,
          "first",
        ),
    ],
    [
      "an unknown key in an entry",
      every,
      (text, { layout, entry, marker, format }) => {
        const secret = marker();
        if (format === "yaml")
          return change(text, /^ {8}- /m, `        - note: ${secret}\n          `);
        if (format === "json" || format === "binary")
          return change(text, /^\t{4}"enc"/m, `\t\t\t\t"note": "${secret}",\n\t\t\t\t"enc"`);
        return layout.addToBlock(
          text,
          entry("keith", "keith", 0)
            .split("\n")[1]
            ?.replace("recipient", "note")
            .replace(/=.*/, `=${secret}\n`) ?? "",
          "last",
        );
      },
    ],
    ...["Sops", "SOPS", "sops ", " sops", "ſops", "sops2"].map(
      (name) =>
        [
          `${name} for sops`,
          every,
          (text: string, ground: Ground) => renameBlock(text, ground, name),
        ] as const,
    ),
    ["Sops with a stranger behind sops", tree, (text, ground) => secondBlock(text, ground, "Sops")],
    ["SOPS with a stranger behind sops", tree, (text, ground) => secondBlock(text, ground, "SOPS")],
    ["a foreign SOPS_ line", "dotenv", (text, { marker }) => `SOPS_age=${marker()}\n${text}`],
  ]),
];

function without(text: string, { format, layout }: Ground, field: string): string | undefined {
  const [line] = new RegExp(`^.*${layout.blockKey(field).source}.*\n`, "m").exec(text) ?? [];
  if (line === undefined) return undefined;
  const cut = text.replace(line, "");
  return format === "json" || format === "binary" ? cut.replace(/,(?=\n\t\})/, "") : cut;
}

function renameBlock(text: string, { format }: Ground, name: string): string | undefined {
  if (format === "yaml") return change(text, /^sops:/m, `${name}:`);
  if (format === "dotenv") return text.replaceAll(/^sops_/gm, `${name}_`);
  if (format === "ini") return change(text, /^\[sops\]/m, `[${name}]`);
  return change(text, '\t"sops":', `\t${JSON.stringify(name)}:`);
}

function secondBlock(text: string, ground: Ground, name: string): string | undefined {
  const { format } = ground;
  const added = ground.layout.addEntry(text, ground.entry("evil"));
  if (added === undefined) return undefined;
  if (format === "yaml")
    return text + added.slice(added.indexOf("\nsops:") + 1).replace("sops:", `${name}:`);
  const block = added.slice(added.indexOf('\t"sops"'), -2).trimEnd().replace('"sops"', `"${name}"`);
  return change(text, /\n\}\n$/, () => `,\n${block}\n}\n`);
}

function groupsAs(text: string, ground: Ground, name: string): string | undefined {
  const list = /^ {4}age:\n((?: {8}.*\n)+)/m.exec(text)?.[1];
  if (list === undefined) return undefined;
  const group = (list + ground.entry("evil")).replaceAll(/^/gm, "    ").replace(/ +$/, "");
  return change(text, `    age:\n${list}`, `    ${name}:\n        - age:\n${group}`);
}
