import { testRecipient } from "../support/sops-fixtures.ts";
import { secondList } from "./block-names.ts";
import {
  braces,
  type Disguise,
  every,
  family,
  flat,
  type Ground,
  lines,
  tree,
} from "./disguise.ts";
import { change, indented } from "./layouts.ts";

/** An entry of EVIL's as JSON, which is YAML too. */
const evilJson = ({ wrap }: Ground) =>
  JSON.stringify({ recipient: testRecipient("evil"), enc: wrap("evil") });

const otherTypes = (ground: Ground): readonly (readonly [string, string])[] => [
  ["a mapping for the list", evilJson(ground)],
  ["a list in the list", `[[${evilJson(ground)}]]`],
  ["null in the list", `[null, ${evilJson(ground)}]`],
  ["an empty mapping", "{}"],
  ["null", "null"],
  ["a number", "5"],
  ["true", "true"],
  ["a text", '"x"'],
  ["a list of texts", '["x"]'],
];

/** Gives a key of the block another value, in JSON. */
const put = (text: string, { format, layout }: Ground, key: string, value: string) =>
  format === "yaml"
    ? layout.addToBlock(text, `    ${key}: ${value}\n`, "last")
    : layout.addToBlock(text, `\t\t"${key}": ${value}`, "last");

const shapes = ["pgp", "kms", "gcp_kms", "hckms", "azure_kv", "hc_vault", "key_groups"] as const;
const values = ["{}", "[]", "null", "[null]", "5", '"x"', "[[]]", "[{}]", "true"] as const;

export const shapeDisguises: readonly Disguise[] = [
  ...family(
    "shapes",
    [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap(
      (index) =>
        [
          [
            `another shape of age (${index})`,
            tree,
            (text, ground) => {
              const value = otherTypes(ground)[index]?.[1] ?? "";
              return ground.format === "yaml"
                ? change(text, /^ {4}age:\n(?: {8}.*\n)+/m, `    age: ${value}\n`)
                : change(text, /"age": \[\n[\s\S]*?\n\t\t\]/, `"age": ${value}`);
            },
          ],
          [
            `another shape of age beside key groups (${index})`,
            tree,
            (text, ground) => {
              const value = otherTypes(ground)[index]?.[1] ?? "";
              return put(text, ground, "age", value);
            },
            ["groups"],
          ],
        ] as const,
    ),
  ),
  ...family("shapes", [
    ...shapes.flatMap((key) =>
      values.map(
        (value) =>
          [
            `${key}: ${value}`,
            tree,
            (text: string, ground: Ground) => put(text, ground, key, value),
          ] as const,
      ),
    ),
    [
      "key_groups as a mapping",
      tree,
      (text, ground) => put(text, ground, "key_groups", `{"age": [${evilJson(ground)}]}`),
    ],
    [
      "filled key_groups beside age",
      tree,
      (text, ground) => put(text, ground, "key_groups", `[{"age": [${evilJson(ground)}]}]`),
    ],
    [
      "key_groups of a stranger, with an emptied age",
      tree,
      (text, ground) =>
        put(
          (ground.format === "yaml"
            ? change(text, /^ {4}age:\n(?: {8}.*\n)+/m, "    age: []\n")
            : change(text, /"age": \[\n[\s\S]*?\n\t\t\]/, '"age": []')) ?? "",
          ground,
          "key_groups",
          `[{"age": [${evilJson(ground)}]}]`,
        ),
    ],
    [
      "a vault as a mapping",
      tree,
      (text, ground) =>
        put(
          text,
          ground,
          "hc_vault",
          '{"vault_address": "http://127.0.0.1:9", "engine_path": "e", "key_name": "k", "created_at": "2026-01-01T00:00:00Z", "enc": "x"}',
        ),
    ],
    [
      "null among the entries",
      tree,
      (text, { layout, format }) =>
        layout.addEntry(text, format === "yaml" ? "        - null\n" : "\t\t\tnull"),
    ],
    [
      "nothing among the entries",
      "yaml",
      (text, { layout, random }) =>
        layout.addEntry(
          text,
          random.pick([
            "        -\n",
            "        - ~\n",
            "        - {}\n",
            "        - []\n",
            "        - x\n",
          ]),
        ),
    ],
    [
      "an entry in a list",
      tree,
      (text, ground) =>
        ground.layout.addEntry(
          text,
          ground.format === "yaml"
            ? `        - [${evilJson(ground)}]\n`
            : `\t\t\t[${evilJson(ground)}]`,
        ),
    ],
    ...["5", "true", "null", '"hello world"', '""', "[]", "{}"].map(
      (value) =>
        [
          `recipient: ${value}`,
          tree,
          (text: string, { format }: Ground) =>
            change(
              text,
              format === "yaml" ? /(?<=^ +(?:- )?recipient: ).*$/m : /(?<="recipient": )".*"/,
              value,
            ),
        ] as const,
    ),
    ...["5", "true", "null", '""', "[]", "{}"].map(
      (value) =>
        [
          `enc: ${value}`,
          tree,
          (text: string, { format }: Ground) =>
            change(
              text,
              format === "yaml" ? /(?<=^ +(?:- )?enc: )\|\n(?: {12}.*\n)+/m : /(?<="enc": )".*"/,
              format === "yaml" ? `${value}\n` : value,
            ),
        ] as const,
    ),
  ]),
  ...family("shapes", [
    ...["mac", "version", "lastmodified", "unencrypted_suffix"].flatMap((key) =>
      ["5", "true", "null", '""', "[]", "{}", '["x"]', '{"a": "x"}'].map(
        (value) =>
          [
            `${key}: ${value}`,
            tree,
            (text: string, { format }: Ground) =>
              change(
                text,
                format === "yaml"
                  ? new RegExp(`(?<=^ {4}${key}: ).*$`, "m")
                  : new RegExp(`(?<=^\t\t"${key}": )"[^\n]*"(?=,?$)`, "m"),
                value,
              ),
          ] as const,
      ),
    ),
    ...["mac", "version", "lastmodified"].map(
      (key) =>
        [
          `an empty ${key}`,
          flat,
          (text: string, { layout }: Ground) =>
            change(text, new RegExp(`${layout.blockKey(key).source}( *= ?).*$`, "m"), (found) =>
              found.replace(/=.*/, "="),
            ),
        ] as const,
    ),
    ...["3.10", "3", "x", "v3.13.2", "99.0.0", "3.13.2 x", "03.13.2"].map(
      (version) =>
        [
          `version ${version}`,
          lines,
          (text: string) => change(text, /(?<=^(?: {4}|sops_)?version *[:=] ?).*$/m, version),
        ] as const,
    ),
    ...[
      "2026-01-01T00:00:00",
      "2026-01-01",
      "yesterday",
      "2026-13-01T00:00:00Z",
      "2026-11-28T14:27:26+01:00",
    ].map(
      (time) =>
        [
          `lastmodified ${time}`,
          lines,
          (text: string) => change(text, /(?<=^(?: {4}|sops_)?lastmodified *[:=] ?).*$/m, time),
        ] as const,
    ),
    ...["0x1", "-1", "1.5", '"2"', "true", "null", "{}", "9", "2.000000"].map(
      (value) =>
        [
          `shamir_threshold: ${value}`,
          every,
          (text: string, { layout, format }: Ground) =>
            format === "yaml" || format === "dotenv" || format === "ini"
              ? layout.addToBlock(text, layout.blockLine("shamir_threshold", value), "last")
              : layout.addToBlock(
                  text,
                  `\t\t"shamir_threshold": ${/^[\d.n{-]/.test(value) && value !== "0x1" ? value : JSON.stringify(value)}`,
                  "last",
                ),
        ] as const,
    ),
    ...['"1"', '"t"', "yes", "1", "null", "[]"].map(
      (value) =>
        [
          `mac_only_encrypted: ${value}`,
          tree,
          (text: string, ground: Ground) => put(text, ground, "mac_only_encrypted", value),
        ] as const,
    ),
  ]),
  ...family("shapes", [
    [
      "a group without anything",
      tree,
      (text, { format }) =>
        format === "yaml"
          ? change(text, /^ {4}key_groups:\n/m, "    key_groups:\n        - {}\n")
          : change(text, '"key_groups": [', '"key_groups": [{},'),
      ["groups"],
    ],
    [
      "a group that is null",
      tree,
      (text, { format }) =>
        format === "yaml"
          ? change(text, /^ {4}key_groups:\n/m, "    key_groups:\n        - null\n")
          : change(text, '"key_groups": [', '"key_groups": [null,'),
      ["groups"],
    ],
    [
      "a list for a stranger beside the groups",
      every,
      (text, ground) => ground.layout.addToBlock(text, secondList(ground, "age"), "last"),
      ["groups"],
    ],
    [
      "another list for a stranger beside the groups",
      every,
      (text, ground) => ground.layout.addToBlock(text, secondList(ground, "Age"), "last"),
      ["groups"],
    ],
    [
      "one group for a stranger alone",
      "yaml",
      (text, ground) => {
        const one = (wrap: string) =>
          `            - enc: |\n${indented(ground.wrap(wrap), " ".repeat(16))}              recipient: ${testRecipient("evil")}\n`;
        return change(
          text,
          /^ {4}key_groups:\n/m,
          `    Key_groups:\n        - age:\n${one("evil")}        - age:\n${one("evil 1")}    key_groups:\n`,
        );
      },
      ["groups"],
    ],
    [
      "a stranger in each group by another name",
      "yaml",
      (text, ground) => {
        const one = (wrap: string) =>
          `          Age:\n            - enc: |\n${indented(ground.wrap(wrap), " ".repeat(16))}              recipient: ${testRecipient("evil")}\n`;
        let count = 0;
        return text.replaceAll(/^ {10}hc_vault: \[\]\n/gm, (found) => {
          count += 1;
          return found + one(count === 1 ? "evil" : "evil 1");
        });
      },
      ["groups"],
    ],
    [
      "shamir_threshold 1",
      every,
      (text, { layout }) =>
        change(
          text,
          new RegExp(`${layout.blockKey("shamir_threshold").source}(["]? *[:=] ?)2(\\.0+)?`, "m"),
          (found) => found.replace("2", "1"),
        ),
      ["groups"],
    ],
    [
      "no shamir_threshold",
      lines,
      (text) => change(text, /^.*shamir_threshold.*\n/m, ""),
      ["groups"],
    ],
    [
      "one group less",
      "yaml",
      (text) => change(text, /^ {8}- (?:age|hc_vault):(?:(?!^ {8}- )[\s\S])*?(?=^ {8}- )/m, ""),
      ["groups"],
    ],
    [
      "age as an object with numbers",
      braces,
      (text, ground) =>
        change(text, /"age": \[\n[\s\S]*?\n\t\t\]/, `"age": {"0": ${evilJson(ground)}}`),
    ],
  ]),
];
