// biome-ignore lint/correctness/noUndeclaredDependencies: a tool of the workspace, which the root declares.
import ts from "typescript";

/** A JSON Schema, as plain data. */
export type Schema = Readonly<Record<string, unknown>>;

/** Types of values become schemas of their JSON. */
export interface TypeSchemas {
  /** The schema of a type. What has no JSON is left out; what may be anything is `{}`. */
  schemaOf(type: ts.Type): Schema;
  /** The properties of an object type, with what is documented about them. */
  propertiesOf(type: ts.Type): readonly Property[];
}

/** A property of an object. */
interface Property {
  readonly name: string;
  readonly isOptional: boolean;
  readonly schema: Schema;
  readonly type: ts.Type;
}

/** Reads types with a checker. A type that holds itself may hold anything from there on. */
export function createTypeSchemas(checker: ts.TypeChecker): TypeSchemas {
  const open = new Set<ts.Type>();

  const schemaOf = (type: ts.Type): Schema => {
    if (open.has(type)) return {};
    open.add(type);
    try {
      return type.isUnion() ? unionSchema(type.types) : simpleSchema(type);
    } finally {
      open.delete(type);
    }
  };

  const unionSchema = (types: readonly ts.Type[]): Schema => {
    const parts = types.filter(({ flags }) => (flags & ts.TypeFlags.Undefined) === 0);
    const literals = parts.flatMap((part) => literalOf(checker, part));
    const hasBoolean = literals.includes(true) && literals.includes(false);
    const named = literals.filter((one) => !hasBoolean || typeof one !== "boolean").sort(compare);
    const others = parts.filter((part) => literalOf(checker, part).length === 0);
    const schemas = [
      ...(named.length === 0 ? [] : [{ enum: named }]),
      ...(hasBoolean ? [{ type: "boolean" }] : []),
      ...others.map(schemaOf),
    ];
    const distinct = [...new Map(schemas.map((one) => [JSON.stringify(one), one])).values()];
    const [only, ...more] = distinct;
    return more.length === 0 && only !== undefined ? only : { anyOf: distinct };
  };

  const simpleSchema = (type: ts.Type): Schema => {
    const [literal] = literalOf(checker, type);
    if (literal !== undefined) return { const: literal };
    if ((type.flags & ts.TypeFlags.StringLike) !== 0) return { type: "string" };
    if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return { type: "number" };
    if ((type.flags & ts.TypeFlags.Object) === 0 && !type.isIntersection()) return {};
    if (checker.isArrayLikeType(type)) return arraySchema(type);
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    const properties = propertiesOf(type);
    const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return {
      type: "object",
      ...(properties.length === 0 ? {} : { properties: toObject(properties) }),
      ...(required.length === 0 ? {} : { required }),
      ...(index === undefined ? {} : { additionalProperties: schemaOf(index.type) }),
    };
  };

  const arraySchema = (type: ts.Type): Schema => {
    const item = checker.getIndexInfoOfType(type, ts.IndexKind.Number)?.type;
    // An empty list that nothing says more about.
    const isNever = item === undefined || (item.flags & ts.TypeFlags.Never) !== 0;
    return isNever ? { type: "array" } : { type: "array", items: schemaOf(item) };
  };

  const propertiesOf = (type: ts.Type): readonly Property[] =>
    checker
      .getPropertiesOfType(type)
      .map((symbol) => {
        const own = checker.getTypeOfSymbol(symbol);
        const isMissing = own.isUnion()
          ? own.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0)
          : (own.flags & ts.TypeFlags.Undefined) !== 0;
        const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
        const description = text.replaceAll(/\s*\n\s*/g, " ");
        return {
          name: symbol.name,
          type: own,
          isOptional: isMissing || (symbol.flags & ts.SymbolFlags.Optional) !== 0,
          schema: { ...(description === "" ? {} : { description }), ...schemaOf(own) },
        };
      })
      .sort((a, b) => compare(a.name, b.name));

  return { schemaOf, propertiesOf };
}

type Literal = string | number | boolean | null;

function literalOf(checker: ts.TypeChecker, type: ts.Type): readonly Literal[] {
  if ((type.flags & ts.TypeFlags.Null) !== 0) return [null];
  if (type.isStringLiteral() || type.isNumberLiteral()) return [type.value];
  if ((type.flags & ts.TypeFlags.BooleanLiteral) === 0) return [];
  return [checker.typeToString(type) === "true"];
}

/** By code units, null last: the checker has no order of its own that lasts. */
function compare(a: Literal, b: Literal): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function toObject(properties: readonly Property[]): Schema {
  return Object.fromEntries(properties.map(({ name, schema }) => [name, schema]));
}
