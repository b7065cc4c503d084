/** The value of a JSON text in which no mapping has a key twice, or why it is none. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly isDouble: boolean };

/**
 * Parses JSON more strictly than `JSON.parse`, which takes the last of two equal keys, as others take the
 * first or both.
 */
export function parseJsonText(text: string): ParsedJson {
  try {
    const value: unknown = JSON.parse(text);
    if (countKeys(value) === countWrittenKeys(text)) return { ok: true, value };
    return { ok: false, isDouble: true };
  } catch {
    // No JSON, or nested deeper than the stack can hold.
    return { ok: false, isDouble: false };
  }
}

function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const below: unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : below.length;
  for (const item of below) count += countKeys(item);
  return count;
}

/** How many keys stand in a text that is known to be JSON: strings with a colon behind them. */
function countWrittenKeys(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = endOfString(text, at);
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (text[at] === ":") count += 1;
  }
  return count;
}

/** Behind the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
