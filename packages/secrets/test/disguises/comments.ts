import { type Disguise, every, family, type Ground, lines } from "./disguise.ts";
import { change } from "./layouts.ts";

/** A comment of the format with a plain text, in one of its forms. */
function comment({ format, marker, random }: Ground): string {
  const sign =
    format === "ini" ? random.pick(["; ", "# ", ";", "#"]) : random.pick(["# ", "#", "## "]);
  return `${sign}${marker()}`;
}

export const commentDisguises: readonly Disguise[] = family("comments", [
  ["at the top", lines, (text, ground) => `${comment(ground)}\n${text}`, ["age", "ssh", "groups"]],
  [
    "before the block",
    lines,
    (text, ground) => ground.layout.addToData(text, `${comment(ground)}\n`, "last"),
  ],
  [
    "right before the block",
    lines,
    (text, ground) => change(text, /^(?=sops|\[sops)/m, () => `${comment(ground)}\n`),
  ],
  [
    "first in the block",
    lines,
    (text, ground) =>
      ground.layout.addToBlock(
        text,
        `${ground.format === "yaml" ? "    " : ""}${comment(ground)}\n`,
        "first",
      ),
  ],
  [
    "behind the block",
    lines,
    (text, ground) => `${text}${comment(ground)}\n`,
    ["age", "ssh", "groups"],
  ],
  ["behind the block, indented", lines, (text, ground) => `${text}    ${comment(ground)}\n`],
  ["behind the block without a newline", lines, (text, ground) => text + comment(ground)],
  [
    "behind the head of the block",
    ["yaml", "ini"],
    (text, ground) =>
      change(text, /^(?:sops:|\[sops\])$/m, (found) => `${found} ${comment(ground)}`),
  ],
  [
    "behind a key of the block",
    "yaml",
    (text, ground) => change(text, /^ {4}age:$/m, (found) => `${found} ${comment(ground)}`),
  ],
  [
    "behind a value of the block",
    lines,
    (text, ground) => change(text, /(?<=_unencrypted)$/m, () => ` ${comment(ground)}`),
  ],
  [
    "between entries",
    "yaml",
    (text, ground) =>
      change(text, /^ {10}recipient: .*\n/m, (found) => `${found}        ${comment(ground)}\n`),
  ],
  [
    "in an entry",
    "yaml",
    (text, ground) =>
      change(
        text,
        /^ {10}(?=recipient:|enc:)/m,
        (found) => `          ${comment(ground)}\n${found}`,
      ),
  ],
  [
    "behind a recipient",
    "yaml",
    (text, ground) => change(text, /(?<=recipient: .*)$/m, () => ` ${comment(ground)}`),
  ],
  [
    "behind the sign of a block",
    "yaml",
    (text, ground) => change(text, /(?<=enc: \|)$/m, () => ` ${comment(ground)}`),
  ],
  [
    "in an armour",
    "yaml",
    (text, ground) =>
      change(text, /^ {12}-----END/m, (found) => `            ${comment(ground)}\n${found}`),
  ],
  [
    "behind an armour, less indented",
    "yaml",
    (text, ground) => change(text, /(?<=^ {12}-----END.*\n)/m, () => `      ${comment(ground)}\n`),
  ],
  [
    "behind a sealed value",
    ["yaml", "ini"],
    (text, ground) => change(text, /(?<=type:str\])$/m, () => ` ${comment(ground)}`),
  ],
  [
    "behind an empty value",
    "yaml",
    (text, ground) => change(text, /(?<=^empty: "")$/m, () => ` ${comment(ground)}`),
  ],
  [
    "behind null",
    "yaml",
    (text, ground) => change(text, /(?<=^nothing: null)$/m, () => ` ${comment(ground)}`),
  ],
  [
    "behind a key",
    "yaml",
    (text, ground) => change(text, /^door:$/m, (found) => `${found} ${comment(ground)}`),
  ],
  [
    "inside a mapping",
    "yaml",
    (text, ground) => change(text, /^ {4}code:/m, (found) => `    ${comment(ground)}\n${found}`),
  ],
  [
    "inside a list",
    "yaml",
    (text, ground) =>
      change(text, /^ {8}- back:/m, (found) => `        ${comment(ground)}\n${found}`),
  ],
  [
    "at the end of a list",
    "yaml",
    (text, ground) =>
      change(text, /^note_unencrypted/m, (found) => `        ${comment(ground)}\n${found}`),
  ],
  [
    "in an empty list",
    "yaml",
    (text, ground) => change(text, /^nothing: null/m, () => `nothing: [ ${comment(ground)}\n ]`),
  ],
  [
    "in an empty mapping",
    "yaml",
    (text, ground) => change(text, /^nothing: null/m, () => `nothing: { ${comment(ground)}\n }`),
  ],
  [
    "in a list in the block",
    "yaml",
    (text, ground) =>
      ground.layout.addToBlock(text, `    kms: [ ${comment(ground)}\n    ]\n`, "first"),
  ],
  [
    "without a blank behind a value",
    "yaml",
    (text, { marker }) => change(text, /(?<=^empty: "")$/m, () => `#${marker()}`),
  ],
  [
    "sealed comment opened",
    lines,
    (text, ground) => change(text, /^[#;] ?ENC\[.*$/m, () => comment(ground)),
  ],
  [
    "a text behind a sealed comment",
    lines,
    (text, { marker }) => change(text, /(?<=type:comment\])$/m, () => ` ${marker()}`),
  ],
  [
    "a text before a sealed comment",
    lines,
    (text, { marker }) =>
      change(text, /^[#;] ?ENC/m, (found) => found.replace("ENC", `${marker()} ENC`)),
  ],
  [
    "a sealed comment as something else",
    lines,
    (text, { random }) =>
      change(text, /type:comment/, random.pick(["type:str", "type:foo", "type:"])),
  ],
  [
    "a comment that is a value",
    lines,
    (text, { format, marker }) =>
      change(text, /^/, () => (format === "ini" ? `;key = ${marker()}\n` : `#KEY=${marker()}\n`)),
  ],
  [
    "above a section",
    "ini",
    (text, ground) => change(text, /^\[door\]/m, (found) => `${comment(ground)}\n${found}`),
  ],
  [
    "behind a section",
    "ini",
    (text, ground) => change(text, /^\[door\]/m, (found) => `${found} ${comment(ground)}`),
  ],
  [
    "in a section without keys",
    "ini",
    (text, ground) =>
      change(text, /^\[sops\]/m, (found) => `[more]\n${comment(ground)}\n\n${found}`),
  ],
  ["indented", ["dotenv", "ini"], (text, ground) => `  ${comment(ground)}\n${text}`],
  [
    "an empty one",
    lines,
    (text, { format, random }) =>
      `${format === "ini" ? random.pick([";", "; ", "#"]) : random.pick(["#", "# ", "#\t"])}\n${text}`,
  ],
  [
    "as in other languages",
    every,
    (text, { marker, random }) => `${random.pick(["//", "/*", "--", "<!--"])} ${marker()}\n${text}`,
  ],
]);
