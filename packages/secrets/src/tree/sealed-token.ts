/** The types of value that sops seals (aes/cipher.go). */
export type SealedType = "str" | "int" | "float" | "bool" | "bytes" | "time" | "comment";

/** What every token begins with, whole or not. */
export const tokenBeginning = "ENC[AES256_GCM,";

const dataBeginning = `${tokenBeginning}data:`;
/** The initialisation vector has 32 bytes, and the tag 16; both in base64. */
const [ivLength, tagLength] = [44, 24];
const types: ReadonlySet<string> = new Set<SealedType>([
  "str",
  "int",
  "float",
  "bool",
  "bytes",
  "time",
  "comment",
]);

/**
 * The type of a sealed value, or undefined for a text that is no whole token: sops itself is content with
 * a text that begins with one, and passes over the rest of it.
 */
export function sealedTypeOf(text: string): SealedType | undefined {
  if (!text.startsWith(dataBeginning) || !text.endsWith("]")) return undefined;
  const typeAt = text.lastIndexOf(",type:");
  const type = text.slice(typeAt + 6, -1);
  const tagAt = typeAt - tagLength;
  const ivAt = tagAt - 5 - ivLength;
  const dataEnd = ivAt - 4;
  if (dataEnd <= dataBeginning.length || !isType(type)) return undefined;
  const isFramed = text.startsWith(",iv:", dataEnd) && text.startsWith(",tag:", tagAt - 5);
  if (!isFramed || (dataEnd - dataBeginning.length) % 4 !== 0) return undefined;
  vectorForm.lastIndex = ivAt;
  tagForm.lastIndex = tagAt;
  if (!vectorForm.test(text) || !tagForm.test(text)) return undefined;
  return isBase64(text, dataBeginning.length, dataEnd) ? type : undefined;
}

const vectorForm = /[A-Za-z0-9+/]{43}=,/y;
const tagForm = /[A-Za-z0-9+/]{22}==,/y;

function isType(text: string): text is SealedType {
  return types.has(text);
}

/** So many characters at once: a regular expression that remembers more runs out of room. */
const chunk = 65_536;
const dataForm = /^[A-Za-z0-9+/]*$/;

/** Whether a part of a text is base64, whose end may be filled up. */
function isBase64(text: string, start: number, end: number): boolean {
  let last = end;
  while (last > end - 2 && text[last - 1] === "=") last -= 1;
  for (let at = start; at < last; at += chunk) {
    if (!dataForm.test(text.slice(at, Math.min(at + chunk, last)))) return false;
  }
  return last > start;
}
