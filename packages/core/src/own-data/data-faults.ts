import { holdsPrivateKey, type Path, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { describeForeign, privateKey, symbolKey } from "../parse/foreign-values.ts";
import type { ShapeFinding } from "../parse/shape-diagnostics.ts";
import { type DataPlace, listData } from "./data-places.ts";
import { measureData } from "./data-size.ts";

/** More characters than these are no data, but a file that somebody read in. */
const mostCharacters = 1_048_576;
/** Deeper than any data that people write, and far from what overflows a stack. */
const deepest = 64;
const longest = 1_000_000;

/**
 * What in the data of a declaration cannot reach Nix as it is: what JSON does not have, what Nix reads as
 * something else, and private keys. Whatever holds one of these goes as a whole.
 */
export function findDataFaults(input: unknown): ShapeFinding[] {
  return listData(input).flatMap((place) =>
    faultsOf(place).map((finding) => ({ ...finding, misfit: place.path })),
  );
}

function faultsOf({ path, value, isComputed }: DataPlace): ShapeFinding[] {
  if (isComputed) return [getter(path)];
  const found = [...faultsIn(value, { path, within: [] }, new Set())];
  if (found.length > 0) return found;
  const { characters, levels } = measureData(value);
  if (levels > deepest) return [tooDeep(path)];
  if (characters <= mostCharacters) return [];
  const message = `These are ${characters} characters of data, of which ${mostCharacters} are allowed.`;
  const help =
    "Keep them in a file beside the module that needs them, which reads it: builtins.fromJSON (builtins.readFile ./data.json)";
  return [bad(path, message, help)];
}

interface Place {
  readonly path: Path;
  /** The lists and objects that it is in. */
  readonly within: readonly object[];
}

function* faultsIn(value: unknown, place: Place, seen: Set<object>): Iterable<ShapeFinding> {
  const { path, within } = place;
  const foreign = describeForeign(value, path);
  if (foreign !== undefined) yield foreign;
  else if (typeof value === "string") yield* faultsOfText(value, path);
  else if (typeof value === "number") yield* faultsOfNumber(value, path);
  else if (typeof value === "object" && value !== null) {
    if (within.includes(value)) {
      yield bad(path, "This goes in a circle: it holds itself.", "Write out what is meant here.");
    } else if (within.length >= deepest) yield tooDeep(path);
    else if (!seen.has(value)) {
      seen.add(value);
      yield* faultsInside(value, { path, within: [...within, value] }, seen);
    }
  } else if (typeof value !== "boolean" && value !== null) yield noJson(value, path);
}

function* faultsInside(value: object, place: Place, seen: Set<object>): Iterable<ShapeFinding> {
  for (const symbol of Object.getOwnPropertySymbols(value)) yield symbolKey(symbol, place.path);
  if (Array.isArray(value) && value.length > longest) {
    const message = `This is a list of ${value.length} entries.`;
    yield bad(place.path, message, `Write at most ${longest}.`);
    return;
  }
  // By number, so that holes are found.
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  for (const key of keys) {
    const path = [...place.path, key];
    const found = Object.getOwnPropertyDescriptor(value, key);
    const item: unknown = found?.value;
    const ofKey = typeof key === "string" ? [...faultsOfKey(key, path)] : [];
    yield* ofKey;
    if (ofKey.length > 0) continue;
    if (found?.get !== undefined) yield getter(path);
    else if (item !== undefined || typeof key === "number") {
      yield* faultsIn(item, { ...place, path }, seen);
    }
  }
  if (Array.isArray(value)) yield* namesInList(value, place.path);
}

function* namesInList(list: readonly unknown[], path: Path): Iterable<ShapeFinding> {
  for (const key of Object.keys(list)) {
    if (String(Number(key)) === key) continue;
    const message = `The list has a key ${quote(key)}, which JSON does not have.`;
    yield bad(path, message, "Write an object in its place.");
  }
}

function* faultsOfKey(key: string, path: Path): Iterable<ShapeFinding> {
  if (holdsPrivateKey(key)) yield privateKey(path);
  else if (key === "__proto__") {
    yield bad(path, `${quote(key)} is a key that JavaScript keeps for itself.`, "Choose another.");
  } else yield* faultsOfText(key, path);
}

function* faultsOfText(text: string, path: Path): Iterable<ShapeFinding> {
  const problem = text.includes("\0")
    ? "holds a zero character"
    : text.isWellFormed()
      ? undefined
      : "holds half of a character";
  if (problem === undefined) return;
  const message = `${quote(text)} ${problem}, which no string in Nix can.`;
  yield found("bad-text", path, { message, help: "Take it out." });
}

function* faultsOfNumber(value: number, path: Path): Iterable<ShapeFinding> {
  if (!Number.isFinite(value)) {
    const help = "Write null, or leave the key out.";
    yield bad(path, `${value} is no number that JSON has.`, help);
  } else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const digits = BigInt(value);
    const message = `JavaScript does not tell the number ${digits} from the ones beside it, so it may be another than was written.`;
    yield bad(path, message, `Write it as a string: "${digits}".`);
  }
}

function noJson(value: unknown, path: Path): ShapeFinding {
  if (value === undefined) {
    return bad(path, "There is nothing here in the list.", "Write null, or take it out.");
  }
  const help =
    typeof value === "bigint"
      ? `Write it as a string: "${value}".`
      : "Write a string, or take it out.";
  return bad(path, `This is a ${typeof value}, which JSON does not have.`, help);
}

function getter(path: Path): ShapeFinding {
  const message = "This is computed anew each time that somebody asks (`get`).";
  return bad(path, message, "Write the value itself.");
}

function tooDeep(path: Path): ShapeFinding {
  const message = `More than ${deepest} lists and objects lie in one another here.`;
  return bad(path, message, "Take some of them out.");
}

function bad(path: Path, message: string, help: string): ShapeFinding {
  return found("bad-data", path, { message, help });
}

function found(
  code: "bad-data" | "bad-text",
  path: Path,
  { message, help }: { readonly message: string; readonly help: string },
): ShapeFinding {
  return { misfit: path, diagnostic: coreCodes.create(code, message, { path, help }) };
}
