import { base64 } from "@scure/base";
import { type AgeStanza, decodeWith, readAgeHeader, textOfBytes } from "./age-file.ts";

/** What the beginning of an age file shows. */
export interface AgeHead {
  readonly stanzas: readonly AgeStanza[];
  readonly isArmored: boolean;
}

/** How much of an age file is enough to see for whom it is, in bytes: room for hundreds of recipients. */
export const ageHeadLength = 256 * 1024;

const armorLine = "-----BEGIN AGE ENCRYPTED FILE-----";

/** Reads for whom an age file is, armored or not, from its bytes or the first of them; undefined when it is none. */
export function readAgeHead(bytes: Uint8Array): AgeHead | undefined {
  const text = textOfBytes(bytes.subarray(0, ageHeadLength));
  const isArmored = text.trimStart().startsWith(armorLine);
  const header = readAgeHeader(isArmored ? dearmor(text.trimStart()) : text);
  return header && { stanzas: header.stanzas, isArmored };
}

/** The whole lines of an armored file, decoded. */
function dearmor(text: string): string {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/).slice(1)) {
    if (!/^[A-Za-z0-9+/]{1,64}={0,2}$/.test(line)) break;
    // One that was cut tells no whole bytes.
    if (line.length % 4 !== 0) break;
    lines.push(line);
  }
  const bytes = decodeWith(base64, lines.join(""));
  return bytes === undefined ? "" : textOfBytes(bytes);
}
