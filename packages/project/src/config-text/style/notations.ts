import type { Notation } from "./render-value.ts";
import type { TextStyle } from "./text-style.ts";

/** How JSON is written. */
export function jsonNotation(style: TextStyle): Notation {
  return { style, scalar: quoteJson, key: quoteJson };
}

/** How JavaScript and TypeScript are written. `quotesKeys`: also where it is not needed. */
export function scriptNotation(style: TextStyle, quotesKeys: boolean): Notation {
  const quote = (text: string, mark: string) => {
    const double = quoteJson(text);
    if (mark === '"') return double;
    return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  };
  return {
    style,
    scalar: (value, near) => {
      if (typeof value !== "string") return quoteJson(value);
      return quote(value, near === '"' || near === "'" ? near : style.quote);
    },
    key: (key) => {
      // Without brackets it would be the prototype, and no data.
      if (key === "__proto__") return `[${quote(key, style.quote)}]`;
      return !quotesKeys && /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key, style.quote);
    },
  };
}

/**
 * JSON for a value, in which no sign is left that an editor would not show, or would show in another
 * order than it stands in.
 */
export function quoteJson(value: string | number | boolean | null): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
