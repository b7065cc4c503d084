import { type Disguise, every, family, type Ground } from "./disguise.ts";
import { rewrap } from "./wraps.ts";

/** Changes the age file in the armour, a byte for a character. */
const inside = (by: (file: string, ground: Ground) => string) => (text: string, ground: Ground) =>
  rewrap(text, ground, (enc) => {
    const file = Buffer.from(enc.replaceAll(/-----.*\n/g, ""), "base64").toString("latin1");
    const base64 = Buffer.from(by(file, ground), "latin1").toString("base64");
    const rows = base64.replaceAll(/.{64}(?!$)/g, "$&\n");
    return `-----BEGIN AGE ENCRYPTED FILE-----\n${rows}\n-----END AGE ENCRYPTED FILE-----\n`;
  });

/** The parts of a header of one stanza (C2SP age specification). */
const share = /(?<=^-> X25519 ).*$/m;
const body = /(?<=^-> X25519 .*\n).*$/m;
const mac = /(?<=^--- ).*$/m;

const parts = [
  ["share", share],
  ["body", body],
  ["MAC", mac],
] as const;

const ways: readonly (readonly [string, (found: string) => string])[] = [
  ["a character that is no base64", (found) => `!${found.slice(1)}`],
  ["a byte that is no ASCII", (found) => `\xcb${found.slice(1)}`],
  ["a character less", (found) => found.slice(1)],
  ["a character more", (found) => `A${found}`],
  ["a character other", (found) => (found.startsWith("A") ? "B" : "A") + found.slice(1)],
  ["padding", (found) => `${found}=`],
  ["bits that say nothing", (found) => `${found.slice(0, -1)}/`],
  ["nothing", () => ""],
  ["a blank behind", (found) => `${found} `],
  ["a blank in front", (found) => ` ${found}`],
  ["CR", (found) => `${found}\r`],
  ["a tab", (found) => `\t${found}`],
  ["an empty line behind", (found) => `${found}\n`],
  ["one more line", (found) => `${found}\nAAAA`],
  ["one more argument", (found) => `${found} AAAA`],
];

const evilStanza = ({ wrap }: Ground) =>
  /-> X25519 .*\n.*\n/.exec(
    Buffer.from(wrap("evil").replaceAll(/-----.*\n/g, ""), "base64").toString("latin1"),
  )?.[0] ?? "";

export const wrapHeaderDisguises: readonly Disguise[] = family("wraps", [
  ...parts.flatMap(([name, part]) =>
    ways.map(
      ([way, by]) =>
        [`the ${name} of a wrap: ${way}`, every, inside((file) => file.replace(part, by))] as const,
    ),
  ),
  [
    "another type of stanza",
    every,
    inside((file, { random }) =>
      file.replace(
        "X25519",
        random.pick([
          "x25519",
          "X25518",
          "scrypt",
          "ssh-ed25519",
          "mlkem768x25519",
          "X25519 X25519",
          "",
        ]),
      ),
    ),
  ],
  [
    "a stanza that means nothing",
    every,
    inside((file) => file.replace("-> X25519", "-> x-grease abc\nAAAA\n-> X25519")),
  ],
  [
    "a stanza of a stranger behind",
    every,
    inside((file, ground) => file.replace("--- ", `${evilStanza(ground)}--- `)),
  ],
  [
    "a stanza of a stranger in front",
    every,
    inside((file, ground) => file.replace("-> ", `${evilStanza(ground)}-> `)),
  ],
  ["no stanza", every, inside((file) => file.replace(/-> .*\n.*\n/, ""))],
  [
    "another first line",
    every,
    inside((file, { random }) =>
      file.replace(
        /^.*\n/,
        random.pick([
          "age-encryption.org/v2\n",
          "age-encryption.org/v1 \n",
          "\n",
          "age-encryption.org/v1\r\n",
          "AGE-encryption.org/v1\n",
          "",
        ]),
      ),
    ),
  ],
  [
    "a payload without anything",
    every,
    inside((file) => file.replace(/(?<=\n--- .*\n)[\s\S]*$/, "")),
  ],
  ["a payload a byte shorter", every, inside((file) => file.slice(0, -1))],
  ["a payload a byte longer", every, inside((file) => `${file}\0`)],
  ["a payload 64 bytes longer", every, inside((file) => file + "\0".repeat(64))],
  ["a payload of nothing but a nonce", every, inside((file) => file.slice(0, -48))],
  [
    "CRLF in the header",
    every,
    inside((file) => file.replace(/^[\s\S]*\n--- .*\n/, (head) => head.replaceAll("\n", "\r\n"))),
  ],
]);
