import type { Path } from "@fleet/diagnostics";

/** Why an exported value cannot be taken for a declaration, and where. */
export type ValueFault =
  /** Reading it ran its author's code, and that threw. */
  | { readonly kind: "throws"; readonly path: Path; readonly thrown: unknown }
  /** An object holds itself. */
  | { readonly kind: "circle"; readonly path: Path }
  /** A key is a symbol. */
  | { readonly kind: "symbol"; readonly path: Path; readonly name: string }
  /** It is larger than any declaration. */
  | { readonly kind: "too-large"; readonly path: Path; readonly limit: LimitName };

/** What a declaration may hold. Beyond it nothing was meant, and reading on would exhaust the memory. */
export const valueLimits = {
  /** Levels of lists and objects inside each other. */
  depth: 100,
  /** Values, each counted as often as it stands somewhere. */
  values: 2_000_000,
  /** UTF-16 code units of one text, or of one key. */
  text: 1024 * 1024,
  /** UTF-16 code units of all texts and keys together. */
  texts: 128 * 1024 * 1024,
} as const;

export type LimitName = keyof typeof valueLimits;

/** A value as plain data, or what kept it from being that. */
export type PlainValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: ValueFault };

/**
 * A copy of what a config exports: plain lists and objects, each getter and each trap of a proxy asked once,
 * so that nothing changes or throws while it is judged. What is shared stays shared. Functions and objects
 * that hold no keys of their own (a promise, a map, a date) are handed on as they are, for the checks to name.
 */
export function copyPlain(input: unknown): PlainValue {
  const copying: Copying = { seen: new Map(), open: new Set(), fault: undefined };
  const { value } = copyValue(input, [], copying);
  return copying.fault === undefined ? { ok: true, value } : { ok: false, fault: copying.fault };
}

/** A copy, and what it weighs wherever it stands. */
interface Copy {
  readonly value: unknown;
  readonly values: number;
  readonly texts: number;
}

interface Copying {
  readonly seen: Map<object, Copy>;
  readonly open: Set<object>;
  /** The first fault; nothing is read after it. */
  fault: ValueFault | undefined;
}

function copyValue(input: unknown, path: Path, copying: Copying): Copy {
  if (typeof input === "string") return copyText(input, path, copying);
  if (typeof input !== "object" || input === null) return { value: input, values: 1, texts: 0 };
  const known = copying.seen.get(input);
  if (known !== undefined) return known;
  if (copying.open.has(input)) return fail({ kind: "circle", path }, copying);
  if (path.length > valueLimits.depth) return exceed("depth", path, copying);
  copying.open.add(input);
  const copy = copyGuarded(input, path, copying);
  copying.open.delete(input);
  copying.seen.set(input, copy);
  return copy;
}

function copyText(value: string, path: Path, copying: Copying): Copy {
  if (value.length > valueLimits.text) return exceed("text", path, copying);
  return { value, values: 1, texts: value.length };
}

/** The traps of a proxy throw wherever one looks at it. */
function copyGuarded(input: object, path: Path, copying: Copying): Copy {
  try {
    if (Array.isArray(input)) return copyList(input, path, copying);
    return isOpaque(input) || (path.length === 0 && isModuleWithDefault(input))
      ? { value: input, values: 1, texts: 0 }
      : copyObject(input, path, copying);
  } catch (thrown) {
    return fail({ kind: "throws", path, thrown }, copying);
  }
}

const opaque: ReadonlySet<string> = new Set(
  "Promise Map Set WeakMap WeakSet WeakRef Date RegExp Error ArrayBuffer SharedArrayBuffer Generator AsyncGenerator"
    .split(" ")
    .map((kind) => `[object ${kind}]`),
);

/** Built-in objects whose contents are no keys: a copy would be an empty object. */
function isOpaque(value: object): boolean {
  return (
    value instanceof Promise ||
    ArrayBuffer.isView(value) ||
    opaque.has(Object.prototype.toString.call(value))
  );
}

/** What `import * as name` gives of another config: its keys are no declaration. */
function isModuleWithDefault(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Module]" && "default" in value;
}

function copyList(list: readonly unknown[], path: Path, copying: Copying): Copy {
  const { length } = list;
  if (length > valueLimits.values) return exceed("values", path, copying);
  const value: unknown[] = [];
  const sum = { values: 1, texts: 0 };
  for (let index = 0; index < length && copying.fault === undefined; index += 1) {
    const place = [...path, index];
    const item = readKey(list, index, place, copying);
    value.push(add(sum, copyValue(item, place, copying), place, copying));
  }
  return { value, ...sum };
}

function copyObject(input: object, path: Path, copying: Copying): Copy {
  const value: Record<string, unknown> = {};
  const sum = { values: 1, texts: 0 };
  const symbol = Object.getOwnPropertySymbols(input).find((key) =>
    Object.prototype.propertyIsEnumerable.call(input, key),
  );
  if (symbol !== undefined) return fail({ kind: "symbol", path, name: String(symbol) }, copying);
  for (const key of listKeys(input)) {
    if (copying.fault !== undefined) break;
    if (key.length > valueLimits.text) return exceed("text", path, copying);
    sum.texts += key.length;
    const place = [...path, key];
    const item = readKey(input, key, place, copying);
    const copied = add(sum, copyValue(item, place, copying), place, copying);
    setOwn(value, key, copied);
  }
  return { value, ...sum };
}

/** Its own keys, and the getters that its classes give it. */
function listKeys(input: object): string[] {
  const keys = Object.keys(input);
  for (
    let shape: unknown = Object.getPrototypeOf(input);
    typeof shape === "object" && shape !== null && shape !== Object.prototype;
    shape = Object.getPrototypeOf(shape)
  ) {
    const inherited = Object.entries(Object.getOwnPropertyDescriptors(shape));
    keys.push(
      ...inherited
        .filter(([, { get, enumerable }]) => get !== undefined || enumerable === true)
        .map(([key]) => key),
    );
  }
  return [...new Set(keys)];
}

function readKey(owner: object, key: string | number, path: Path, copying: Copying): unknown {
  try {
    return Reflect.get(owner, key);
  } catch (thrown) {
    copying.fault ??= { kind: "throws", path, thrown };
    return undefined;
  }
}

/** `__proto__` is a key like any other, for the checks to refuse. */
function setOwn(owner: object, key: string, value: unknown): void {
  if (key !== "__proto__") {
    Reflect.set(owner, key, value);
    return;
  }
  const property = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(owner, key, property);
}

function add(
  sum: { values: number; texts: number },
  { value, values, texts }: Copy,
  path: Path,
  copying: Copying,
): unknown {
  sum.values += values;
  sum.texts += texts;
  if (sum.values > valueLimits.values) exceed("values", path.slice(0, -1), copying);
  if (sum.texts > valueLimits.texts) exceed("texts", path.slice(0, -1), copying);
  return value;
}

function exceed(limit: LimitName, path: Path, copying: Copying): Copy {
  return fail({ kind: "too-large", path, limit }, copying);
}

function fail(fault: ValueFault, copying: Copying): Copy {
  copying.fault ??= fault;
  return { value: undefined, values: 1, texts: 0 };
}
