import { Document, type Pair, Scalar, visit } from "yaml";
import type { Json } from "../config-text-types.ts";
import { isObject } from "../tree/static-value.ts";
import { quoteJson } from "./notations.ts";
import type { Notation } from "./render-value.ts";
import type { TextStyle } from "./text-style.ts";

/** How the keys and the scalars of YAML are written. */
export function yamlNotation(style: TextStyle): Notation {
  return {
    style,
    scalar: (value, near) => renderScalar(value, style, usualQuote(style, near)),
    key: (key) => renderScalar(key, style),
  };
}

/** Both are text in plain YAML and something else in some reader's. */
const readElsewhere = /^(?:<<|=|y|n)$/i;

function renderScalar(value: Json, style: TextStyle, near?: string): string {
  const scalar = new Scalar(value);
  if (typeof value !== "string") return toText(scalar, style);
  const type = quoteType(value) ?? quoteTypes.get(near ?? "");
  if (type === "QUOTE_DOUBLE") return quoteJson(value);
  if (type !== undefined) scalar.type = type;
  // As an item in brackets, for what is plain there is plain everywhere.
  return toText([scalar], style)
    .replace(/^\[\s*/, "")
    .replace(/\s*\]$/, "");
}

const quoteTypes: ReadonlyMap<string, "QUOTE_DOUBLE" | "QUOTE_SINGLE"> = new Map([
  ['"', "QUOTE_DOUBLE"],
  ["'", "QUOTE_SINGLE"],
]);

/** The quotes of text that has a value's place, by the text's first unit; undefined for none. */
function usualQuote({ quote, quotesText }: TextStyle, near?: string): string | undefined {
  if (near === '"' || near === "'") return near;
  return quotesText ? quote : undefined;
}

/** What has to be quoted for a reason that the library does not know. */
function quoteType(value: string): "QUOTE_DOUBLE" | undefined {
  const isStrange = quoteJson(value) !== JSON.stringify(value) || /[\r\n\t]/.test(value);
  return isStrange || readElsewhere.test(value) ? "QUOTE_DOUBLE" : undefined;
}

function toText(value: unknown, style: TextStyle): string {
  const document = new Document(value, { compat: "yaml-1.1" });
  const text = document.toString({
    collectionStyle: "flow",
    flowCollectionPadding: false,
    ...textOptions(style),
  });
  return text.replace(/\n$/, "");
}

function textOptions({ quote }: TextStyle) {
  return {
    lineWidth: 0,
    minContentWidth: 0,
    blockQuote: false,
    singleQuote: quote === "'",
  } as const;
}

/** Writes a value that has parts as a block, whose lines begin with nothing. */
export function renderBlock(value: Json, style: TextStyle): readonly string[] {
  const document = new Document(value, { compat: "yaml-1.1" });
  visit(document, {
    Pair: (_, pair: Pair) => {
      if (typeof pair.key === "string") pair.key = new Scalar(pair.key);
    },
    Scalar: (role, scalar) => {
      if (typeof scalar.value !== "string") return;
      const usual = role === "key" ? undefined : usualQuote(style);
      const type = quoteType(scalar.value) ?? quoteTypes.get(usual ?? "");
      if (type !== undefined) scalar.type = type;
    },
    Seq: (_, seq) => {
      if (style.hasFlowLists && seq.items.length > 0)
        seq.flow = seq.items.every((item) => item instanceof Scalar);
    },
  });
  const text = document.toString({
    indent: style.unit.length,
    indentSeq: style.indentsLists,
    flowCollectionPadding: style.padding.list !== "",
    ...textOptions(style),
  });
  return showAll(text).replace(/\n$/, "").split("\n");
}

/** What no editor shows stands in double quotes only, where it can be written as an escape. */
function showAll(text: string): string {
  return text.replace(/[^\n]+/g, (line) =>
    quoteJson(line) === JSON.stringify(line) ? line : escapeStrange(line),
  );
}

function escapeStrange(line: string): string {
  return [...line]
    .map((sign) => (JSON.stringify(sign) === quoteJson(sign) ? sign : quoteJson(sign).slice(1, -1)))
    .join("");
}

/** Whether a value is written as a block: what has parts, but lists where lists are in brackets. */
export function isBlockValue(value: Json, style: TextStyle): boolean {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return false;
  return (
    isObject(value) ||
    !style.hasFlowLists ||
    Object.values(value).some((item) => typeof item === "object" && item !== null)
  );
}
