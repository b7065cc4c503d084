import { base64, base64nopad } from "@scure/base";

/** A stanza of an age file: its type, its arguments, and how many bytes its body has. */
export interface AgeStanza {
  readonly type: string;
  readonly parameters: readonly string[];
  readonly bodyLength: number;
}

/** What is to be seen of an age file without opening it. */
export interface AgeFile {
  readonly stanzas: readonly AgeStanza[];
  /** How many bytes come behind the header. */
  readonly payloadLength: number;
}

const armor =
  /^-----BEGIN AGE ENCRYPTED FILE-----\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{1,64}={0,2}\n)-----END AGE ENCRYPTED FILE-----\n$/;

/** Reads an armored age file as age does, to the last byte (C2SP age); undefined when it is none. */
export function readAgeFile(armored: string): AgeFile | undefined {
  const body = armor.exec(armored)?.[1]?.replaceAll("\n", "");
  const bytes = body === undefined ? undefined : decodeWith(base64, body);
  if (bytes === undefined) return undefined;
  const text = textOfBytes(bytes);
  const header = readAgeHeader(text);
  if (header === undefined) return undefined;
  return { stanzas: header.stanzas, payloadLength: text.length - header.length };
}

/** The header of an age file, and how long it is. */
export interface AgeHeader {
  readonly stanzas: readonly AgeStanza[];
  /** In bytes, with the line of its MAC. */
  readonly length: number;
}

/** Reads the header of an age file that is not armored, a text of bytes that may end behind it; undefined when it is none. */
export function readAgeHeader(text: string): AgeHeader | undefined {
  const [header, mac] = /^age-encryption\.org\/v1\n(?:[^\n]*\n)*?--- ([^\n]*)\n/.exec(text) ?? [];
  if (header === undefined || lengthOf(mac) !== 32) return undefined;
  const lines = header.split("\n").slice(1, -2);
  const stanzas = readStanzas(lines);
  return stanzas && { stanzas, length: header.length };
}

/** Bytes as a text in which none is more than a character. */
export function textOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function readStanzas(lines: readonly string[]): AgeStanza[] | undefined {
  const stanzas: AgeStanza[] = [];
  for (let at = 0; at < lines.length; ) {
    const [, opening] = /^-> ([!-~]+(?: [!-~]+)*)$/.exec(lines[at] ?? "") ?? [];
    if (opening === undefined) return undefined;
    const [type = "", ...parameters] = opening.split(" ");
    at += 1;
    // A body goes on as long as its lines are full.
    const start = at;
    while (lines[at]?.length === 64) at += 1;
    const length = lengthOf(lines.slice(start, at + 1).join(""));
    if (at === lines.length || length === undefined || (lines[at]?.length ?? 0) > 64)
      return undefined;
    stanzas.push({ type, parameters, bodyLength: length });
    at += 1;
  }
  return stanzas.length > 0 ? stanzas : undefined;
}

/** How many bytes a text in base64 without filling has; undefined when it is none. */
export function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : decodeWith(base64nopad, text)?.length;
}

/** The bytes of a text, or undefined when it is none of that kind. */
export function decodeWith(
  coder: { readonly decode: (text: string) => Uint8Array },
  text: string,
): Uint8Array | undefined {
  try {
    return coder.decode(text);
  } catch {
    return undefined;
  }
}
