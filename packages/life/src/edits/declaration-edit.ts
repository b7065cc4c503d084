import type { Json } from "@fleet/project";
import { isDeepEqual } from "./json-value.ts";

/** The keys and indexes that lead to a value of a declaration. */
export type DeclarationPath = readonly (string | number)[];

/** One edit of a declaration. */
export type DeclarationEdit =
  /** Sets a value, making what is missing on the way. */
  | { readonly kind: "set"; readonly path: DeclarationPath; readonly value: Json }
  /** Puts a value at the end of a list, which is made where there is none. */
  | { readonly kind: "append"; readonly path: DeclarationPath; readonly value: Json }
  | { readonly kind: "delete"; readonly path: DeclarationPath }
  /** Gives the key that a path ends with another name, in its place. */
  | { readonly kind: "rename"; readonly path: DeclarationPath; readonly to: string };

/** What a declaration says after some edits, one after the other. A path that leads nowhere changes nothing. */
export function applyEdits(declaration: Json, edits: readonly DeclarationEdit[]): Json {
  return edits.reduce((value, edit) => applyAt(value, edit.path, edit), declaration);
}

function applyAt(value: Json | undefined, path: DeclarationPath, edit: DeclarationEdit): Json {
  const [key, ...rest] = path;
  if (key === undefined) return applyHere(value, edit);
  if (Array.isArray(value)) {
    if (typeof key !== "number") return value;
    if (rest.length === 0 && edit.kind === "delete") return value.filter((_, at) => at !== key);
    return value.map((item, at) => (at === key ? applyAt(item, rest, edit) : item));
  }
  const entries = isRecord(value) ? Object.entries(value) : [];
  const name = String(key);
  if (rest.length === 0 && edit.kind === "delete") {
    return recordOf(entries.filter(([own]) => own !== name));
  }
  if (rest.length === 0 && edit.kind === "rename") {
    return recordOf(entries.map(([own, inner]) => [own === name ? edit.to : own, inner]));
  }
  const isThere = entries.some(([own]) => own === name);
  if (!isThere) {
    const isMaking = edit.kind === "set" || edit.kind === "append";
    return isMaking
      ? recordOf([...entries, [name, applyAt(undefined, rest, edit)]])
      : (value ?? {});
  }
  return recordOf(
    entries.map(([own, inner]) => [own, own === name ? applyAt(inner, rest, edit) : inner]),
  );
}

function applyHere(value: Json | undefined, edit: DeclarationEdit): Json {
  if (edit.kind === "set") return edit.value;
  if (edit.kind === "append") return [...(Array.isArray(value) ? value : []), edit.value];
  return value ?? {};
}

/** Also with a key that is called `__proto__`. */
function recordOf(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries);
}

/** Whether a value of a declaration has keys. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where there is none. */
export function valueAt(declaration: Json, path: DeclarationPath): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
    return isRecord(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
  }, declaration);
}

/**
 * Edits in an order in which none moves what a later one is about: deletions last, those behind first; and of what
 * lies in something that is deleted nothing.
 */
export function orderEdits(edits: readonly DeclarationEdit[]): DeclarationEdit[] {
  const deletions = edits.filter(({ kind }) => kind === "delete");
  const isGone = (path: DeclarationPath) =>
    deletions.some(
      (one) => one.path.length < path.length && one.path.every((key, at) => key === path[at]),
    );
  const kept = edits.filter(({ path }) => !isGone(path));
  const distinct = kept.filter(
    (edit, at) => kept.findIndex((one) => isDeepEqual(one, edit)) === at,
  );
  const isLast = ({ kind }: DeclarationEdit) => kind === "delete" || kind === "rename";
  return [
    ...distinct.filter((edit) => !isLast(edit)),
    ...distinct.filter(isLast).sort((a, b) => comparePaths(b.path, a.path)),
  ];
}

/** The deeper path comes behind what it lies in, and the later index behind the earlier one. */
function comparePaths(a: DeclarationPath, b: DeclarationPath): number {
  for (const [at, key] of a.entries()) {
    const other = b[at];
    if (other === undefined) return 1;
    if (key === other) continue;
    if (typeof key === "number" && typeof other === "number") return key - other;
    return String(key) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}
