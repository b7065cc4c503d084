import type { ArrayExpression, Expression, ObjectExpression, Property, SpreadElement } from "acorn";
import type { TextRange } from "../text-change.ts";
import type { Entry, Item, TextNode } from "../tree/text-tree.ts";

/** An expression without the parentheses around it. */
export function peel(expression: Expression): Expression {
  let inner = expression;
  while (inner.type === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}

/** Reads an expression as far as it is literal. */
export function readExpression(expression: Expression): TextNode {
  const node = peel(expression);
  const { start, end } = node;
  const other = { kind: "code", start, end } as const;
  switch (node.type) {
    case "ObjectExpression":
      return readObject(node);
    case "ArrayExpression":
      return readList(node);
    case "Literal": {
      const { value } = node;
      const isData = value === null || ["string", "number", "boolean"].includes(typeof value);
      // The value of a regular expression or a big number may be null: the engine cannot make it.
      if (!isData || node.regex || node.bigint) return other;
      return typeof value === "object" || typeof value === "bigint" || value === undefined
        ? { kind: "data", start, end, value: null }
        : { kind: "data", start, end, value };
    }
    case "TemplateLiteral": {
      const text = node.quasis.length === 1 ? node.quasis[0]?.value.cooked : undefined;
      return typeof text === "string" ? { kind: "data", start, end, value: text } : other;
    }
    case "UnaryExpression": {
      const value = node.operator === "-" ? readExpression(node.argument) : undefined;
      if (value?.kind !== "data" || typeof value.value !== "number") return other;
      return { kind: "data", start, end, value: -value.value };
    }
    case "Identifier":
    case "MemberExpression":
      return readName(node) ?? other;
    default:
      return other;
  }
}

function readName(node: Expression): TextNode | undefined {
  const { start, end } = node;
  if (node.type === "Identifier") return { kind: "name", start, end, target: node.name, keys: [] };
  if (node.type !== "MemberExpression" || node.object.type === "Super" || node.optional) return;
  const holder = readName(peel(node.object));
  const { property } = node;
  if (holder?.kind !== "name" || property.type === "PrivateIdentifier") return undefined;
  const key = readKey(property, node.computed);
  return key === undefined ? undefined : { ...holder, start, end, keys: [...holder.keys, key] };
}

function readObject(node: ObjectExpression): TextNode {
  const { start, end } = node;
  const parts = node.properties.map((property) =>
    property.type === "SpreadElement" ? readSpread(property) : readProperty(property),
  );
  return { kind: "object", start, end, parts, isBlock: false };
}

function readSpread({ start, end, argument }: SpreadElement): Entry {
  const value = readExpression(argument);
  const keyRange = { start, end };
  return { start, end, form: "spread", key: undefined, keyRange, value, headEnd: value.start };
}

function readProperty(property: Property): Entry {
  const { start, end, kind, method, computed } = property;
  const key = readKey(property.key, computed);
  // Written so, it is no key but the object's prototype.
  const isPrototype = key === "__proto__" && !computed && !property.shorthand;
  const value = readExpression(property.value);
  const isPair = kind === "init" && !method && key !== undefined && !isPrototype;
  const range: TextRange = computed ? { start, end: property.key.end } : property.key;
  const keyRange = { start: range.start, end: range.end };
  const common = { start, end, key, keyRange, headEnd: value.start };
  return { ...common, form: isPair ? "pair" : "code", value };
}

/** A key as far as it is certain. */
function readKey(
  key: Expression | { type: "PrivateIdentifier" },
  computed: boolean,
): string | undefined {
  if (key.type === "PrivateIdentifier") return undefined;
  if (!computed && key.type === "Identifier") return key.name;
  const node = readExpression(key);
  if (node.kind !== "data" || node.value === null || typeof node.value === "object")
    return undefined;
  return String(node.value);
}

function readList(node: ArrayExpression): TextNode {
  const { start, end } = node;
  const parts: Item[] = [];
  for (const element of node.elements) {
    // A hole is nothing that data has.
    if (element === null) return { kind: "code", start, end };
    const isSpread = element.type === "SpreadElement";
    const value = readExpression(isSpread ? element.argument : element);
    const range = { start: element.start, end: element.end, headEnd: value.start };
    parts.push({ ...range, form: isSpread ? "spread" : "item", value });
  }
  return { kind: "list", start, end, parts, isBlock: false };
}
