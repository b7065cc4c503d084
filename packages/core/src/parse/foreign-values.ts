import { formatPath, holdsPrivateKey, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { ShapeFinding } from "./shape-diagnostics.ts";
import { writeKey } from "./written-key.ts";

/**
 * Values that no declaration holds, and that the schema alone would take for something else: a promise, a
 * map or an object of a class counts as an object without keys, and a key that is a symbol as none. With
 * them go private keys, which are told as such wherever they stand. Nothing is said of what is inside.
 */
export function findForeign(input: unknown): ShapeFinding[] {
  return holdsForeign(input, 0) ? [...foreignIn(input, [])] : [];
}

// No part of a declaration is deeper, and what goes in a circle is.
const deepest = 16;
// A list of holes is as long as it likes, and takes no space.
const longest = 1_000_000;

// Nearly no declaration holds one, and a large one has a hundred thousand objects: so the paths are
// only put together where there is something to say.
function holdsForeign(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.length > 15 && holdsPrivateKey(value);
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null || depth > deepest) return false;
  if (!isPlain(value) || Object.getOwnPropertySymbols(value).length > 0) return true;
  const isList = Array.isArray(value);
  if (isList && value.length > longest) return true;
  if (!isList && Object.keys(value).some(holdsPrivateKey)) return true;
  return Object.values(value).some((item) => holdsForeign(item, depth + 1));
}

/** What is wrong with a value that no declaration holds; undefined of what may be right, whatever is inside. */
export function describeForeign(value: unknown, path: Path): ShapeFinding | undefined {
  if (typeof value === "string") {
    return holdsPrivateKey(value) && !isJudgedElsewhere(path) ? privateKey(path) : undefined;
  }
  if (typeof value === "function") return aFunction(path);
  const isForeign = typeof value === "object" && value !== null && !isPlain(value);
  return isForeign ? foreign(value, path) : undefined;
}

function* foreignIn(value: unknown, path: Path): Iterable<ShapeFinding> {
  const isTooDeep = typeof value === "object" && path.length > deepest;
  const own = isTooDeep ? undefined : describeForeign(value, path);
  if (own !== undefined) yield own;
  else if (typeof value === "object" && value !== null && !isTooDeep) {
    if (Array.isArray(value) && value.length > longest) yield tooLong(value.length, path);
    else yield* insideOf(value, path);
  }
}

function* insideOf(value: object, path: Path): Iterable<ShapeFinding> {
  for (const symbol of Object.getOwnPropertySymbols(value)) yield symbolKey(symbol, path);
  for (const [key, item] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value) && holdsPrivateKey(key)) yield privateKey(place);
    else yield* foreignIn(item, place);
  }
}

/** Whether it is a list, or an object as a literal makes it, in whichever realm: nothing it has is inherited. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return prototype === null;
  return Object.getPrototypeOf(prototype) === null;
}

/** Where keys are looked at one by one, what is said of them says that one is private. */
function isJudgedElsewhere(path: Path): boolean {
  // An id may hold dots, and is then written otherwise.
  const plain = path.map((part, index) => (index === 1 && typeof part === "string" ? "x" : part));
  return /^((users|serviceAccounts)\.[^.]+(\.hosts\.[^.]+)?\.sshKeys\[\d+\]|hosts\.[^.]+\.users\.[^.]+\.sshKeys\[\d+\]|(users|serviceAccounts|operators)\.[^.]+\.ageKeys(\[\d+\]|\.[^.]+)|root\[\d+\]\.sshKeys\[\d+\]|hosts\.[^.]+\.(ageKey|sshHostKey))(\.ssh)?$/.test(
    formatPath(plain),
  );
}

/** The finding that a private key stands at a place. */
export function privateKey(path: Path): ShapeFinding {
  const message = "There is a private key here.";
  return {
    misfit: path,
    diagnostic: coreCodes.create("private-key", message, {
      path,
      help: 'Take it out, make a new key, and write the public half of that: ageKeys: ["age1…"], sshKeys: ["ssh-ed25519 AAAA…"]. Whoever could read this file knows the old one.',
    }),
  };
}

function foreign(value: object, path: Path): ShapeFinding {
  const kind = kindOf(value);
  return wrongType(path, {
    message: kind === "Promise" ? "This is a promise." : `This is ${describeKind(kind)}.`,
    help: cures.get(kind)?.(writeKey(path)) ?? plainObject(writeKey(path)),
  });
}

function describeKind(kind: string): string {
  return kind === "Object"
    ? "an object that takes keys from another one"
    : `an object of the kind ${quote(kind)}`;
}

/** How what is something else is made to be what belongs there, by its kind. */
const cures: ReadonlyMap<string, (name: string) => string> = new Map([
  ["Promise", (name) => `Write await: ${name}await …`],
  ["AsyncGenerator", (name) => `Write a list: ${name}await Array.fromAsync(…)`],
  ["Map", (name) => `Write an object: ${name}Object.fromEntries(…)`],
  ["Set", (name) => `Write a list: ${name}[...…]`],
  ["Generator", (name) => `Write a list: ${name}[...…]`],
  ["Date", (name) => `Write a string: ${name}"…"`],
]);

function plainObject(name: string): string {
  return `Write a plain object: ${name}{ ...… }`;
}

function aFunction(path: Path): ShapeFinding {
  return wrongType(path, {
    message: "This is a function.",
    help: `Call it, and wait for it where it is async: ${writeKey(path)}await f().`,
  });
}

function tooLong(length: number, path: Path): ShapeFinding {
  return wrongType(path, {
    message: `This is a list of ${length} entries.`,
    help: `Write at most ${longest}.`,
  });
}

/** The finding that an object has a key that is a symbol. */
export function symbolKey(symbol: symbol, path: Path): ShapeFinding {
  const name = quote(String(symbol));
  const message = `The key ${name} is a symbol, and means nothing here.`;
  const help = "Write a string for a key, or take it out.";
  return {
    misfit: [...path, String(symbol)],
    diagnostic: coreCodes.create("unknown-key", message, { path, help }),
  };
}

function wrongType(
  path: Path,
  { message, help }: { readonly message: string; readonly help: string },
): ShapeFinding {
  return { misfit: path, diagnostic: coreCodes.create("wrong-type", message, { path, help }) };
}

/** The name that JavaScript gives it, or else that of its class. */
function kindOf(value: object): string {
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (tag !== "Object") return tag;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== "object" || prototype === null) return tag;
  const maker: unknown = Object.hasOwn(prototype, "constructor")
    ? Reflect.get(prototype, "constructor")
    : undefined;
  return typeof maker === "function" && maker.name !== "" ? maker.name : tag;
}
