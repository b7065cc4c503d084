import { testRecipient } from "../support/sops-fixtures.ts";
import { type Disguise, every, family, type Ground } from "./disguise.ts";
import { change, indented } from "./layouts.ts";

import { addForeign, named, rewrap } from "./wraps.ts";

const spoils: readonly (readonly [string, (enc: string) => string])[] = [
  ["a line less", (enc) => enc.replace(/\n.*(?=\n-----END)/, "")],
  ["the first line gone", (enc) => enc.replace(/.*\n/, "")],
  ["the last line gone", (enc) => enc.replace(/-----END.*\n/, "")],
  ["no newline at the end", (enc) => enc.trimEnd()],
  ["two newlines at the end", (enc) => `${enc}\n`],
  ["a text behind", (enc) => `${enc}hunter\n`],
  ["a text in front", (enc) => `hunter\n${enc}`],
  ["an empty line in front", (enc) => `\n${enc}`],
  ["an empty line within", (enc) => enc.replace(/(?<=^.*\n.*\n)/, "\n")],
  ["blanks within", (enc) => enc.replace(/(?<=\n..)/, " ")],
  ["blanks at the end of a line", (enc) => enc.replace(/(?<=\n.{64})\n/, " \n")],
  ["CRLF", (enc) => enc.replaceAll("\n", "\r\n")],
  ["lines of another length", (enc) => enc.replace(/\n(.{64})\n(.)/, "\n$1$2\n")],
  ["on one line", (enc) => enc.replaceAll(/(?<=[\w+/=])\n(?=[\w+/])/g, "")],
  ["no base64", (enc) => enc.replace(/(?<=\n..)./, "!")],
  ["without padding", (enc) => enc.replace(/=+(?=\n-----END)/, "")],
  ["another armour", (enc) => enc.replaceAll("AGE ENCRYPTED FILE", "PGP MESSAGE")],
  ["lower case", (enc) => enc.replaceAll("AGE", "age")],
  ["more dashes", (enc) => enc.replaceAll("-----", "------")],
  ["no armour", (enc) => enc.replaceAll(/-----.*\n/g, "").replaceAll("\n", "")],
  ["nothing in the armour", (enc) => enc.replace(/(?<=-----\n)[^-]*/, "")],
  [
    "a byte more",
    (enc) =>
      enc.replace(/(?<=\n)(.*)(?=\n-----END)/, (end) =>
        Buffer.concat([Buffer.from(end, "base64"), Buffer.of(1)]).toString("base64"),
      ),
  ],
  [
    "bytes less",
    (enc) =>
      enc.replace(/(?<=\n)(.*)(?=\n-----END)/, (end) =>
        Buffer.from(end, "base64").subarray(0, 10).toString("base64"),
      ),
  ],
  [
    "another version of age",
    (enc) => enc.replace("YWdlLWVuY3J5cHRpb24ub3JnL3Yx", "YWdlLWVuY3J5cHRpb24ub3JnL3Yy"),
  ],
  ["another stanza", (enc) => enc.replace("Ci0+IFgyNTUxOS", "Ci0+IFgyNTUxOi")],
];

export const writtenEntryDisguises: readonly Disguise[] = [
  ...family("entries", [
    ...spoils.map(
      ([name, by]) =>
        [
          `an armour: ${name}`,
          every,
          (text: string, ground: Ground) => rewrap(text, ground, by),
        ] as const,
    ),
    ...["pgp", "hc_vault", "kms", "hckms"].map(
      (type) =>
        [
          `an entry of ${type}`,
          every,
          (text: string, ground: Ground) =>
            addForeign(
              text,
              ground,
              type === "pgp" || type === "hc_vault" || type === "kms" ? type : "hckms",
            ),
        ] as const,
    ),
    [
      "a second armour of a stranger",
      every,
      (text, ground) => rewrap(text, ground, (enc) => enc + ground.wrap("evil")),
    ],
    [
      "a first armour of a stranger",
      every,
      (text, ground) => rewrap(text, ground, (enc) => ground.wrap("evil") + enc),
    ],
    [
      "a stranger's entry in flow",
      "yaml",
      (text, ground) =>
        ground.layout.addEntry(
          text,
          `        - {recipient: ${testRecipient("evil")}, enc: ${JSON.stringify(ground.wrap("evil"))}}\n`,
        ),
    ],
    [
      "a list in flow",
      "yaml",
      (text, ground) =>
        change(
          text,
          /^ {4}age:\n(?: {8}.*\n)+/m,
          () =>
            `    age: [${["keith", "mini", "recovery", "evil"].map((name) => `{recipient: ${testRecipient(name)}, enc: ${JSON.stringify(ground.wrap(name))}}`).join(", ")}]\n`,
        ),
    ],
    [
      "a wrap in quotes",
      "yaml",
      (text, ground) =>
        change(
          text,
          /enc: \|\n(?: {12}.*\n)+/,
          () => `enc: ${JSON.stringify(ground.wrap("keith"))}\n`,
        ),
    ],
    [
      "a wrap in another block",
      "yaml",
      (text, { random }) =>
        change(text, "enc: |", `enc: ${random.pick([">", "|+", "|-", "|2", "|12", ">-"])}`),
    ],
    [
      "a recipient in quotes",
      "yaml",
      (text, { random }) =>
        change(text, /(?<=recipient: )(.*)/, (found) =>
          random.pick([
            `"${found}"`,
            `'${found}'`,
            `!!str ${found}`,
            `&r ${found}`,
            `"\\x61${found.slice(1)}"`,
            `|\n            ${found}`,
            `>-\n            ${found}`,
          ]),
        ),
    ],
    [
      "an alias for an entry",
      "yaml",
      (text) =>
        change(text, /^ {8}- /m, "        - &e\n          ")?.replace(
          /^ {4}lastmodified/m,
          "        - *e\n    lastmodified",
        ),
    ],
    [
      "an alias for a list",
      "yaml",
      (text, ground) =>
        change(text, /^ {4}age:/m, "    age: &l")?.replace(
          /^ {4}lastmodified/m,
          () => `    Age: *l\n    lastmodified`,
        ) ?? ground.base.text,
    ],
    [
      "an entry less indented",
      "yaml",
      (text, { entry, layout }) => layout.addEntry(text, entry("evil").replaceAll(/^ {4}/gm, "")),
    ],
    [
      "an entry more indented",
      "yaml",
      (text, { entry, layout }) =>
        layout.addEntry(text, entry("evil").replaceAll(/^/gm, " ").replace(/ $/, "")),
    ],
    [
      "a list as little indented as its key",
      "yaml",
      (text, { entry }) =>
        change(text, /^ {4}age:\n((?: {8}.*\n)+)/m, (found) =>
          (found + entry("evil")).replaceAll(/^ {8}/gm, "    "),
        ),
    ],
    [
      "a stranger in the place of the sign of a block",
      "yaml",
      (text, { entry }) =>
        change(text, /(?<=^ {12}-----END.*\n)/m, () =>
          entry("evil").replaceAll(/^/gm, "    ").replace(/ +$/, ""),
        ),
    ],
    [
      "three quotes around the wraps",
      "ini",
      (text, { random }) =>
        text.replaceAll(/(?<=_enc +)= (.*)$/gm, (line) => {
          const quote = random.pick(['"""', "'", '"', "`"]);
          return `= ${quote}${line.slice(2)}${quote}`;
        }),
    ],
    [
      "three quotes around lines",
      "ini",
      (text) =>
        text.replaceAll(
          /(?<=_enc +)= (.*)$/gm,
          (line) => `= """${line.slice(2).replaceAll("\\n", "\n")}"""`,
        ),
    ],
    [
      "three quotes around lines, with a stranger",
      "ini",
      (text, { entry }) =>
        (text + entry("evil")).replaceAll(
          /(?<=_enc +)= (.*)$/gm,
          (line) => `= """${line.slice(2).replaceAll("\\n", "\n")}"""`,
        ),
    ],
    [
      "a text behind three quotes",
      "ini",
      (text, { marker }) =>
        change(
          text,
          /(?<=_enc +)= (.*)$/m,
          (line) => `= """${line.slice(2).replaceAll("\\n", "\n")}""" ${marker()}`,
        ),
    ],
    [
      "a stranger in three quotes",
      "ini",
      (text, { entry }) =>
        change(
          text,
          /(?<=unencrypted_suffix +)= (.*)$/m,
          (line) => `= """${line.slice(2)}"""\n${entry("evil").trimEnd()}`,
        ),
    ],
    ["a line that goes on", "ini", (text) => change(text, /(?<=_enc +)= (.{80})/m, "$&\\\n")],
    ...[
      '"k"',
      "`k`",
      '"k" junk',
      "k:",
      "\u00a0k",
      "\tk",
      "  k",
      "'k'",
      "k junk",
      '"""k"""',
      "K",
    ].map(
      (form) =>
        [
          `a stranger's keys as ${form}`,
          "ini",
          (text: string, { entry }: Ground) =>
            text +
            entry("evil").replaceAll(/^(\S+) += /gm, (_, key: string) =>
              form.startsWith("K")
                ? `${key.toUpperCase()} = `
                : form.endsWith(":")
                  ? `${key}: `
                  : `${form.replace("k", key)} = `,
            ),
        ] as const,
    ),
    [
      "a section like the block",
      "ini",
      (text, { entry, random }) =>
        `${text}\n${random.pick(["[sops] x", "[ sops ]", "[sops] ; ]", "[sops.x]", "[SOPS]", "[sops]]", "[[sops]]", '["sops"]'])}\n${entry("evil")}`,
    ],
    [
      "the head of the block with a text",
      "ini",
      (text, { marker }) => change(text, /^\[sops\]/m, (found) => `${found} ${marker()}`),
    ],
    [
      "the head of the block otherwise",
      "ini",
      (text, { random }) =>
        change(
          text,
          /^\[sops\]/m,
          random.pick([
            "[ sops]",
            "[sops ]",
            " [sops]",
            "\t[sops]",
            "[sops];",
            "[sops]#",
            "[Sops]",
            "\u00a0[sops]",
          ]),
        ),
    ],
    [
      "a wrap of the SSH key of another",
      every,
      (text, ground) =>
        change(text, ground.wrap("ssh-ed25519"), ground.wrap("ssh-evil")) ??
        otherWrap(text, ground),
      ["ssh"],
    ],
    ["two SSH wraps in one", every, (text, ground) => sshWrap(text, ground, "sshAndEvil"), ["ssh"]],
    [
      "an SSH wrap and another in one",
      every,
      (text, ground) => sshWrap(text, ground, "evilAndSsh"),
      ["ssh"],
    ],
    ["an age wrap for an SSH key", every, (text, ground) => sshWrap(text, ground, "evil"), ["ssh"]],
    [
      "an SSH key with a comment",
      every,
      (text) => change(text, testRecipient("ssh-ed25519"), (found) => `${found} comment`),
      ["ssh"],
    ],
    [
      "an SSH key with two blanks",
      every,
      (text) => change(text, testRecipient("ssh-ed25519"), (found) => found.replace(" ", "  ")),
      ["ssh"],
    ],
    [
      "an SSH key again with a comment, a stranger's wrap",
      every,
      (text, ground) =>
        ground.layout.addEntry(
          text,
          named(ground, `${testRecipient("ssh-ed25519")} x`, "ssh-evil"),
        ),
      ["ssh"],
    ],
  ]),
];

/** The SSH reader's wrap changed for another. */
function sshWrap(text: string, ground: Ground, by: string): string | undefined {
  const { format } = ground;
  const [old, other] = [ground.wrap("ssh-ed25519"), ground.wrap(by)];
  if (format === "yaml")
    return change(text, indented(old, " ".repeat(12)), () => indented(other, " ".repeat(12)));
  return change(text, old.replaceAll("\n", "\\n"), () => other.replaceAll("\n", "\\n"));
}

const otherWrap = (text: string, ground: Ground) => sshWrap(text, ground, "ssh-evil");
