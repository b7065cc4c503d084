/** Stands for YAML beyond the part that is read here. */
export const unknownYaml = Symbol("unknown YAML");

/** What sops files are made of. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A value, or that it takes a real parser. */
export type Read = Value | typeof unknownYaml;

const plainNumber = /^(?:0|-?[1-9]\d{0,14})$/;

/** What go-yaml takes for a date where no quotes are (resolve.go, `isTimestamp` and its formats). */
const timestamp = /^\d{4}-\d\d?-\d\d?(?:$|[Tt \t])/;

/** What YAML takes for another value than a text, in one of its many spellings. */
const oddScalar =
  /^(?:null|true|false|[-+]?(?:\.inf|\.nan|\d+|0x[\da-f]+|0o[0-7]+|(?:\.\d+|\d+\.?\d*)(?:e[-+]?\d+)?))$/i;

/** The value of a scalar on one line, or `unknownYaml` for any that takes a real parser. */
export function scalarValue(source: string): Read {
  const [first] = source;
  if (first === "'") {
    return /^'(?:[^']|'')*'$/.test(source)
      ? source.slice(1, -1).replaceAll("''", "'")
      : unknownYaml;
  }
  if (first === '"') {
    return /^"[^"\\]*"$/.test(source) ? source.slice(1, -1) : unknownYaml;
  }
  if (source === "[]") return [];
  if (source === "{}") return {};
  if (/^[[\]{}&*!|>%@`,?#]|^[-:](?: |$)|: | #|:$/.test(source)) return unknownYaml;
  if (source === "null" || source === "~") return null;
  if (source === "true" || source === "false") return source === "true";
  if (plainNumber.test(source)) return Number(source);
  return isOddScalar(source) ? unknownYaml : source;
}

/** Whether a scalar without quotes may be something else than a text, to any reader of YAML. */
export function isOddScalar(source: string): boolean {
  return oddScalar.test(source) || timestamp.test(source);
}
