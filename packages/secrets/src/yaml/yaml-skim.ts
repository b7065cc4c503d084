/** A file that was told at a glance: a list of sealed values, and a block for keys of age alone. */
export interface SkimmedFile {
  /** Keys of the kind X25519, each with a wrap of that kind; whether they are keys is not looked at. */
  readonly recipients: readonly string[];
  readonly lastModified: string;
  readonly version: string;
  /** How many values are sealed. */
  readonly sealed: number;
}

/** Regular expressions run out of room over texts of many megabytes. */
const longest = 256 * 1024;

/** sops writes longer keys in another way. */
const longestKey = 128;

// Counted repetitions take half as long again as these, whose lengths are looked at afterwards.
const letters = "[A-Za-z0-9+/]+";
const token = `: ENC\\[AES256_GCM,data:${letters}={0,2},iv:${letters}=,tag:${letters}==,type:`;

/** A key and its sealed value. */
const valueLine = new RegExp(`([A-Za-z][\\w-]*)${token}(str|int|float|bool|time)\\]\\n`, "y");

const [wrapOpening, wrapIndent] = ["-----BEGIN AGE ENCRYPTED FILE-----\n", 12];
/** What stands in its lines is looked at when they are put together. */
const anything = "[^\\n]+";
const wrap = [
  wrapOpening.trimEnd(),
  ...Array.from({ length: 5 }, () => anything),
  "-----END AGE ENCRYPTED FILE-----",
]
  .map((line) => `${" ".repeat(wrapIndent)}${line}\\n`)
  .join("");

/** Two lines around four of 64 letters and one of 56. */
const wrapLength =
  7 * wrapIndent + wrapOpening.length + 4 * 65 + 57 + "-----END AGE ENCRYPTED FILE-----\n".length;
const recipientLength = 62;

/** An entry of a block: how it looks, where its wrap begins, and how long it is. */
interface EntryLayout {
  readonly form: RegExp;
  readonly wrapAt: number;
  readonly length: number;
}

function layOut(before: string, between: string, after: string): EntryLayout {
  const recipient = "(age1[a-z0-9]+)";
  const source = [before, between, after].map((part) => part.replaceAll("|", "\\|"));
  const isFirst = before.endsWith("recipient: ");
  const order = isFirst ? [recipient, wrap] : [wrap, recipient];
  const form = new RegExp(`${source[0]}${order[0]}${source[1]}${order[1]}${source[2]}`, "y");
  const wrapAt = before.length + (isFirst ? recipientLength + between.length : 0);
  const length = before.length + between.length + after.length + wrapLength + recipientLength;
  return { form, wrapAt, length };
}

/** As sops writes it until 3.12, and since. */
const oldEntry = layOut("        - recipient: ", "\n          enc: |\n", "");
const newEntry = layOut("        - enc: |\n", "          recipient: ", "\n");

const blockStart = "sops:\n    age:\n";
const blockEnd = new RegExp(
  ` {4}lastmodified: "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)"\\n {4}(mac)${token}(str)\\]\\n {4}unencrypted_suffix: _unencrypted\\n {4}version: (\\d+\\.\\d+\\.\\d+)\\n`,
  "y",
);

/**
 * Recognizes, to the last character, the most usual of what sops writes; undefined for all else, which
 * is for the readers of the whole format. It is here for speed: files are read by the ten thousand.
 */
export function skimYaml(text: string): SkimmedFile | undefined {
  if (text.length > longest) return undefined;
  const names = new Set<string>();
  let at = 0;
  while (!text.startsWith(blockStart, at)) {
    valueLine.lastIndex = at;
    const found = valueLine.exec(text);
    const [, name = "", type = ""] = found ?? [];
    if (found === null || names.has(name) || oddWords.has(name)) return undefined;
    if (name.length > longestKey) return undefined;
    if (!isToken(text, at + name.length + 2, valueLine.lastIndex - type.length - 2))
      return undefined;
    names.add(name);
    at = valueLine.lastIndex;
  }
  const block = skimEntries(text, at + blockStart.length);
  if (names.size === 0 || block === undefined) return undefined;
  blockEnd.lastIndex = block.end;
  const [end, lastModified = "", , , version = ""] = blockEnd.exec(text) ?? [];
  if (end === undefined || blockEnd.lastIndex !== text.length) return undefined;
  const [macAt, typeEnd] = [text.indexOf("ENC[", block.end), text.indexOf("str]\n", block.end)];
  if (!isToken(text, macAt, typeEnd)) return undefined;
  return { recipients: block.recipients, lastModified, version, sealed: names.size };
}

/** Whether the parts of a token, which goes up to where its type begins, are as long as they must be. */
function isToken(text: string, start: number, end: number): boolean {
  const tagAt = end - ",tag:=,type:".length - 23;
  const vectorAt = tagAt - ",iv:".length - 44;
  const dataLength = vectorAt - start - "ENC[AES256_GCM,data:".length;
  return (
    text.startsWith(",tag:", tagAt) && text.startsWith(",iv:", vectorAt) && dataLength % 4 === 0
  );
}

function skimEntries(
  text: string,
  start: number,
): { readonly recipients: readonly string[]; readonly end: number } | undefined {
  const recipients: string[] = [];
  const wraps: string[] = [];
  const entry = text.startsWith("        - r", start) ? oldEntry : newEntry;
  for (let at = start; ; at += entry.length) {
    entry.form.lastIndex = at;
    const [, recipient] = entry.form.exec(text) ?? [];
    if (recipient === undefined) {
      return recipients.length > 0 ? { recipients, end: at } : undefined;
    }
    const part = skimWrap(text, at + entry.wrapAt);
    if (part === undefined || entry.form.lastIndex !== at + entry.length) return undefined;
    // The same key or the same wrap twice is for a closer look.
    if (recipients.includes(recipient) || wraps.includes(part)) return undefined;
    recipients.push(recipient);
    wraps.push(part);
  }
}

/**
 * The header and the payload of a wrap for X25519 are as long as all such, so that its lines stand at
 * known places. Gives its base64, or undefined where it is none.
 */
function skimWrap(text: string, start: number): string | undefined {
  const line = wrapIndent + 64 + 1;
  const first = start + wrapIndent + wrapOpening.length + wrapIndent;
  const last = first + 4 * line;
  let wrapped = "";
  for (let at = first; at < last; at += line) {
    if (text.charCodeAt(at + 64) !== 10) return undefined;
    wrapped += text.slice(at, at + 64);
  }
  if (text.charCodeAt(last + 56) !== 10) return undefined;
  wrapped += text.slice(last, last + 56);
  return unusedBits.test(wrapped) && isAgeFile(decodeBase64(wrapped)) ? wrapped : undefined;
}

/** age refuses a last letter of whose bits some that say nothing are set (base64 as in Go, strict). */
const unusedBits = /[AQgw]==$/;

/** 32 bytes without filling, of whose last letter two bits say nothing. */
const secret = `${letters}[AEIMQUYcgkosw048]`;
/** The one stanza of the kind, and the checksum of the header. */
const header = new RegExp(
  `^age-encryption\\.org/v1\\n-> X25519 ${secret}\\n${secret}\\n--- ${secret}\\n`,
);

/** Whether it has such a header, with lines as long as they must be, and 64 bytes behind it. */
function isAgeFile(file: string): boolean {
  const isLaidOut =
    file.length === 232 &&
    file.charCodeAt(75) === 10 &&
    file.charCodeAt(119) === 10 &&
    file.charCodeAt(167) === 10;
  return isLaidOut && header.test(file);
}

/** Blanks in it make the result too short. */
function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    return "";
  }
}

/** Words that are no text to one reader of YAML or another, or that resemble the block's. */
const oddWords: ReadonlySet<string> = new Set(
  ["null", "true", "false", "sops"].flatMap((word) => [
    word,
    word.toUpperCase(),
    `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`,
  ]),
);
