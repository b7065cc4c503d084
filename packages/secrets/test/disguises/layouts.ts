import type { FileFormat } from "../../src/formats/file-format.ts";

/** Where things stand in the text of an encrypted file; undefined when they are not there. */
export interface Layout {
  /** An entry of the list of age recipients; the index counts where the format is flat. */
  readonly entry: (recipient: string, enc: string, index: number) => string;
  /** Adds what `entry` made behind the last entry. */
  readonly addEntry: (text: string, entry: string) => string | undefined;
  /** A line of the sops block; the value is a text. */
  readonly blockLine: (key: string, value: string) => string;
  readonly addToBlock: (text: string, line: string, where: "first" | "last") => string | undefined;
  /** A line of the data; the value is a text. */
  readonly dataLine: (key: string, value: string) => string;
  readonly addToData: (text: string, line: string, where: "first" | "last") => string | undefined;
  /** Finds a key of the block, as it is written. */
  readonly blockKey: (key: string) => RegExp;
}

/** Replaces what is found, or nothing at all when it is not there. */
export function change(
  text: string,
  pattern: RegExp | string,
  by: string | ((found: string) => string),
): string | undefined {
  const changed =
    typeof by === "string" ? text.replace(pattern, () => by) : text.replace(pattern, by);
  return changed === text ? undefined : changed;
}

/** The armour of an age file with every line indented. */
export const indented = (enc: string, indent: string) =>
  enc.replace(/^(?=.)/gm, indent).replace(/\n?$/, "\n");

const flat = (text: string) => text.replaceAll("\n", "\\n");

const yaml: Layout = {
  entry: (recipient, enc) =>
    `        - enc: |\n${indented(enc, " ".repeat(12))}          recipient: ${recipient}\n`,
  addEntry: (text, entry) => change(text, /^ {4}age:\n(?: {8}.*\n)+/m, (list) => list + entry),
  blockLine: (key, value) => `    ${key}: ${value}\n`,
  addToBlock: (text, line, where) =>
    where === "first" ? change(text, /^sops:\n/m, (head) => head + line) : text + line,
  dataLine: (key, value) => `${key}: ${value}\n`,
  addToData: (text, line, where) =>
    where === "first" ? line + text : change(text, /^sops:/m, (head) => line + head),
  blockKey: (key) => new RegExp(`(?<=^ {4})${key}(?=:)`, "m"),
};

const json: Layout = {
  entry: (recipient, enc) =>
    `\t\t\t{\n\t\t\t\t"enc": ${JSON.stringify(enc)},\n\t\t\t\t"recipient": ${JSON.stringify(recipient)}\n\t\t\t}`,
  addEntry: (text, entry) =>
    change(text, /(?<="age": \[\n[\s\S]*?\n\t\t\t\})(?=\n\t\t\])/, `,\n${entry}`),
  blockLine: (key, value) => `\t\t${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  addToBlock: (text, line, where) =>
    where === "first"
      ? change(text, /"sops": \{\n/, (head) => `${head}${line},\n`)
      : change(text, /\n\t\}\n\}/, (end) => `,\n${line}${end}`),
  dataLine: (key, value) => `\t${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  addToData: (text, line, where) =>
    where === "first"
      ? change(text, /^\{\n/, (head) => head + line)
      : change(text, /^\t"sops"/m, (head) => line + head),
  blockKey: (key) => new RegExp(`(?<=^\t\t")${key}(?=":)`, "m"),
};

const dotenv: Layout = {
  entry: (recipient, enc, index) =>
    `sops_age__list_${index}__map_enc=${flat(enc)}\nsops_age__list_${index}__map_recipient=${recipient}\n`,
  addEntry: (text, entry) => text + entry,
  blockLine: (key, value) => `sops_${key}=${flat(value)}\n`,
  addToBlock: (text, line, where) =>
    where === "first" ? change(text, /^sops_/m, (head) => line + head) : text + line,
  dataLine: (key, value) => `${key}=${value}\n`,
  addToData: (text, line, where) =>
    where === "first" ? line + text : change(text, /^sops_/m, (head) => line + head),
  blockKey: (key) => new RegExp(`(?<=^sops_)${key}(?==)`, "m"),
};

const ini: Layout = {
  entry: (recipient, enc, index) =>
    `age__list_${index}__map_enc       = ${flat(enc)}\nage__list_${index}__map_recipient = ${recipient}\n`,
  addEntry: (text, entry) => text + entry,
  blockLine: (key, value) => `${key.padEnd(26)} = ${flat(value)}\n`,
  addToBlock: (text, line, where) =>
    where === "first" ? change(text, /^\[sops\]\n/m, (head) => head + line) : text + line,
  dataLine: (key, value) => `${key} = ${value}\n`,
  addToData: (text, line, where) =>
    where === "first"
      ? change(text, /^\[wifi\]\n/m, (head) => head + line)
      : change(text, /^\n\[sops\]/m, (head) => line + head),
  blockKey: (key) => new RegExp(`(?<=^)${key}(?= +=)`, "m"),
};

/** How each format is laid out by sops. */
export const layouts: { readonly [F in FileFormat]: Layout } = {
  yaml,
  json,
  binary: json,
  dotenv,
  ini,
};
