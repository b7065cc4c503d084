import type { Path } from "@fleet/diagnostics";
import type { $ZodType } from "zod/v4/core";

/** The keys that an object at `path` may have, by a zod schema, each once; empty where no object belongs. */
export function schemaKeys(schema: $ZodType, path: Path): string[] {
  const [key, ...rest] = path;
  const keys = unwrap(schema).flatMap(({ _zod: { def } }) => {
    if (key === undefined) return isObject(def) ? Object.keys(def.shape) : [];
    const inner = innerSchema(def, key);
    return inner === undefined ? [] : schemaKeys(inner, rest);
  });
  return [...new Set(keys)];
}

type Def = $ZodType["_zod"]["def"];
interface ObjectDef extends Def {
  readonly shape: Readonly<Record<string, $ZodType>>;
}

/** The alternatives that a schema stands for, without optional and nullable around them. */
function unwrap(schema: $ZodType): $ZodType[] {
  const { def } = schema._zod;
  if ("innerType" in def && isSchema(def.innerType)) return unwrap(def.innerType);
  if ("options" in def && Array.isArray(def.options)) {
    return def.options.filter(isSchema).flatMap(unwrap);
  }
  return [schema];
}

function innerSchema(def: Def, key: string | number): $ZodType | undefined {
  if (isObject(def)) return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  if ("valueType" in def && isSchema(def.valueType)) return def.valueType;
  if ("element" in def && isSchema(def.element)) return def.element;
  return undefined;
}

function isObject(def: Def): def is ObjectDef {
  return def.type === "object" && "shape" in def;
}

function isSchema(value: unknown): value is $ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}
