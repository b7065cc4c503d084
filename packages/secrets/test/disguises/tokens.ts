import type { FileFormat } from "../../src/formats/file-format.ts";
import { type Disguise, every, family, type Ground, tree } from "./disguise.ts";

/** What stands for a token: in quotes where the format has them around it. */
type Spoil = (token: string, ground: Ground) => string;

/** Spoils one of the tokens of the data; its ends are those of the token itself. */
function spoil(text: string, ground: Ground, by: Spoil): string | undefined {
  const end = text.search(/^(?:sops:|\[sops\]|sops_|\t"sops")/m);
  const all = [...text.slice(0, end).matchAll(/ENC\[[^\]\n]*\]/g)].filter(
    ([found]) => !found.endsWith("comment]"),
  );
  if (all.length === 0) return undefined;
  const { 0: token, index } = ground.random.pick(all);
  return text.slice(0, index) + by(token, ground) + text.slice(index + token.length);
}

/** A way to spoil a token, and the same for the sops mac. */
const way = (name: string, formats: FileFormat | readonly FileFormat[], by: Spoil) =>
  [
    name,
    formats,
    (text: string, ground: Ground) => spoil(text, ground, by),
    ["age", "ssh"],
  ] as const;

const swap = (name: string, part: RegExp, by: string) =>
  way(name, every, (token) => token.replace(part, by));

export const tokenDisguises: readonly Disguise[] = family("tokens", [
  way("a text behind", every, (token, { marker }) => `${token} ${marker()}`),
  way("a text right behind", every, (token, { marker }) => token + marker()),
  way("a text and a bracket behind", every, (token, { marker }) => `${token} ${marker()}]`),
  way("a text in front", every, (token, { marker }) => `${marker()} ${token}`),
  way(
    "a hash and a text behind",
    ["dotenv", "json", "binary"],
    (token, { marker }) => `${token} # ${marker()}`,
  ),
  way("a token behind", every, (token) => `${token}${token}`),
  way("a blank behind", every, (token) => `${token} `),
  way("a blank in front", every, (token) => ` ${token}`),
  way("a tab behind", every, (token) => `${token}\t`),
  way("a blank within", every, (token) => token.replace(",iv", " ,iv")),
  way(
    "an escaped newline and a text behind",
    ["json", "binary", "dotenv"],
    (token, { marker }) => `${token}\\n${marker()}`,
  ),
  way("a plain text", every, (_, { marker }) => marker()),
  way("a plain text as a token", every, (_, { marker }) => `ENC[AES256_GCM,${marker()}`),
  way("a plain text in brackets", every, (_, { marker }) => `ENC[${marker()}]`),
  way("a plain text for the data", every, (token, { marker }) =>
    token.replace(/data:[^,]*/, `data:${marker()}`),
  ),
  way("a plain text for the type", every, (token, { marker }) =>
    token.replace(/type:\w+/, `type:${marker()}`),
  ),
  way("a plain text as a field", every, (token, { marker }) =>
    token.replace(",iv", `,note:${marker()},iv`),
  ),
  swap("no data", /data:[^,]*/, "data:"),
  swap("no iv", /,iv:[^,]*/, ""),
  swap("an empty iv", /,iv:[^,]*/, ",iv:"),
  swap("a short iv", /,iv:..../, ",iv:"),
  swap("no tag", /,tag:[^,]*/, ""),
  swap("a short tag", /,tag:..../, ",tag:"),
  swap("no type", /,type:\w+/, ""),
  swap("an empty type", /,type:\w+/, ",type:"),
  swap("a type in capitals", /,type:\w+/, ",type:STR"),
  swap("another type", /,type:\w+/, ",type:int"),
  swap("type bytes", /,type:\w+/, ",type:bytes"),
  swap("type comment", /,type:\w+/, ",type:comment"),
  swap("type foo", /,type:\w+/, ",type:foo"),
  swap("type time", /,type:\w+/, ",type:time"),
  swap("no bracket at the end", /\]$/, ""),
  swap("two brackets", /\]$/, "]]"),
  swap("lower case", /^ENC/, "enc"),
  swap("another cipher", /AES256_GCM/, "AES128_GCM"),
  swap("no comma", /,iv/, "iv"),
  swap("the parts in another order", /(data:[^,]*),(iv:[^,]*)/, "$2,$1"),
  swap("base64 of an URL", /data:.../, "data:-_-"),
  swap("no padding", /==,/, ","),
  swap("more padding", /,iv/, "=,iv"),
  swap("a character that is no base64", /data:./, "data:!"),
  swap("a blank in the base64", /data:./, "data: "),
  way("a newline in the base64", "yaml", (token) => token.replace(/data:../, "$&\n        ")),
  way(
    "a second line in a block",
    "yaml",
    (token, { marker }) => `|\n        ${token}\n        ${marker()}`,
  ),
  way(
    "a block",
    "yaml",
    (token, { random }) => `${random.pick(["|", ">", "|-", ">-", "|+"])}\n        ${token}`,
  ),
  way(
    "a second line of a plain scalar",
    "yaml",
    (token, { marker }) => `${token}\n        ${marker()}`,
  ),
  way("double quotes", "yaml", (token) => `"${token}"`),
  way("single quotes", "yaml", (token) => `'${token}'`),
  way("double quotes and a text", "yaml", (token, { marker }) => `"${token}\\n${marker()}"`),
  way(
    "double quotes over lines",
    "yaml",
    (token, { marker }) => `"${token}\n\n        ${marker()}"`,
  ),
  way("an escape", "yaml", (token) => `"${token.replace("ENC", "\\x45NC")}"`),
  way("an escape", ["json", "binary"], (token) => token.replace("ENC", "\\u0045NC")),
  way(
    "a tag",
    "yaml",
    (token, { random }) => `${random.pick(["!!str", "!own", "!!binary", "!!int", "!"])} ${token}`,
  ),
  way("a tag that tells", "yaml", (token, { marker }) => `!${marker()} ${token}`),
  way("an anchor", "yaml", (token) => `&a ${token}`),
  way("an anchor that tells", "yaml", (token, { marker }) => `&${marker()} ${token}`),
  way("an alias", "yaml", (token) => `&a ${token}\nother: *a`),
  way("a list of it", tree, (token, { format }) =>
    format === "yaml" ? `[${token.replace("ENC", '"ENC')}"]` : token,
  ),
  way("a list with a plain text", "yaml", (token, { marker }) => `["${token}", ${marker()}]`),
  way(
    "a mapping with a plain text",
    "yaml",
    (token, { marker }) => `{a: "${token}", b: ${marker()}}`,
  ),
  way("quotes", "dotenv", (token, { random }) =>
    random.pick([`"${token}"`, `'${token}'`, `"${token}`]),
  ),
  way("quotes", "ini", (token, { random }) =>
    random.pick([`"${token}"`, `'${token}'`, `\`${token}\``, `"""${token}"""`, `"${token}`]),
  ),
  way("ticks and a text", "ini", (token, { marker }) => `\`${token}\` ${marker()}`),
  way("quotes and a text", "ini", (token, { marker }) => `"${token}" ${marker()}`),
  way("three quotes and a text", "ini", (token, { marker }) => `"""${token}""" ${marker()}`),
  way("three quotes over lines", "ini", (token, { marker }) => `"""${token}\n${marker()}"""`),
  way("ticks over lines", "ini", (token, { marker }) => `\`${token}\n${marker()}\``),
  way(
    "a comment",
    "ini",
    (token, { marker, random }) => `${token}${random.pick([" ; ", " # ", ";", "#"])}${marker()}`,
  ),
  way("a line that goes on", "ini", (token, { marker }) => `${token} \\\n  ${marker()}`),
  way(
    "a line that goes on with a plain key",
    "ini",
    (token, { marker }) => `${token}\\\nplain = ${marker()}`,
  ),
  way("empty", every, (_, { format }) => (format === "yaml" ? '""' : "")),
  way("null", "yaml", (_, { random }) => random.pick(["null", "~", ""])),
  way("a number", "yaml", () => "12345"),
  way("a number in sealed JSON", ["json"], () => '", "n": 12345, "m": "'),
  way("true", "yaml", () => "true"),
]);
