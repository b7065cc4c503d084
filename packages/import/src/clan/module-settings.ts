import { isRecord } from "../json-record.ts";

/** What the settings of a role come to, as plain JSON, and the files that they stand in. */
export interface ModuleSettings {
  readonly value: unknown;
  /** As Nix names them: `/nix/store/…-source/clan.nix`. */
  readonly files: readonly string[];
}

/** Modules that are nested deeper than this were not written by people. */
const deepest = 32;

/**
 * Reads settings as clan hands them on, which are modules still (`uniqueDeferredSerializableModule` in `lib/types` of
 * clan-core): `{ imports = [ { _file; imports = [ { … } ]; } ]; }`, and in them what `mkForce`, `mkIf`, `mkMerge` and
 * `mkOrder` leave. Plain settings are read as what they are.
 */
export function readModuleSettings(...modules: readonly unknown[]): ModuleSettings {
  const files: string[] = [];
  const value = modules.map((one) => flatten(one, { files, depth: 0 })).reduce(join, undefined);
  return { value, files: [...new Set(files)] };
}

interface Place {
  readonly files: string[];
  readonly depth: number;
}

function flatten(value: unknown, place: Place): unknown {
  const inner = { ...place, depth: place.depth + 1 };
  if (place.depth > deepest) return undefined;
  if (Array.isArray(value)) return value.map((item: unknown) => flatten(item, inner));
  if (!isRecord(value)) return value;
  switch (value["_type"]) {
    case "override":
    case "order":
      return flatten(value["content"], inner);
    case "if":
      return value["condition"] === true ? flatten(value["content"], inner) : undefined;
    case "merge":
      return flattenAll(value["contents"], inner);
    case "path":
      return value;
    default:
      return flattenRecord(value, inner);
  }
}

function flattenRecord(value: Readonly<Record<string, unknown>>, place: Place): unknown {
  const { _file: file, imports, ...own } = value;
  if (typeof file === "string") place.files.push(file);
  const body = isRecord(own["config"]) && imports !== undefined ? own["config"] : own;
  const entries = Object.entries(body).map(([key, item]) => [key, flatten(item, place)] as const);
  const said = entries.filter(([, item]) => item !== undefined);
  const self: unknown = Object.fromEntries(said);
  return Array.isArray(imports) ? join(flattenAll(imports, place), self) : self;
}

function flattenAll(values: unknown, place: Place): unknown {
  if (!Array.isArray(values)) return undefined;
  return values.map((item: unknown) => flatten(item, place)).reduce(join, undefined);
}

/** Two values of one option as the module system joins them: lists one after the other, records key by key. */
function join(first: unknown, next: unknown): unknown {
  if (first === undefined || first === null) return next;
  if (next === undefined || next === null) return first;
  if (Array.isArray(first) && Array.isArray(next)) return [...first, ...next];
  if (!isRecord(first) || !isRecord(next)) return next;
  const joined = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(next)) joined.set(key, join(joined.get(key), value));
  return Object.fromEntries(joined);
}
