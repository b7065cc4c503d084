import { formatPath, type Path } from "@fleet/diagnostics";
import type { Places } from "../access/access-ways.ts";

/** Every place of the declaration that an explanation names. */
export function collectPaths(value: unknown): ReadonlySet<Path> {
  const found = new Set<Path>();
  const visit = (one: unknown) => {
    if (typeof one !== "object" || one === null) return;
    for (const [key, inner] of Object.entries(one)) {
      if (key === "path" && isPath(inner)) found.add(inner);
      else visit(inner);
    }
  };
  visit(value);
  return found;
}

/** An explanation for programs: beside each path the place as people write it, with file, line and column. */
export function describePlaces(value: unknown, places: Places): unknown {
  if (Array.isArray(value)) return value.map((one) => describePlaces(one, places));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    key === "path" ? inner : describePlaces(inner, places),
  ]);
  const path: unknown = Reflect.get(value, "path");
  if (path === null) entries.push(...Object.entries(nowhere));
  else if (isPath(path)) entries.push(...Object.entries(locate(path, places)));
  return Object.fromEntries(entries);
}

const nowhere = { place: null, at: null, line: null, column: null };

function locate(path: Path, places: Places) {
  const place = formatPath(path);
  const { file = null, position } = places.get(place) ?? {};
  return { place, at: file, line: position?.line ?? null, column: position?.column ?? null };
}

function isPath(value: unknown): value is Path {
  return (
    Array.isArray(value) &&
    value.every((step) => typeof step === "string" || typeof step === "number")
  );
}

/** A place as a line names it: `users.ada.shell (fleet.config.ts:14)`; without the file where it is not known. */
export function showPlace(path: Path, places: Places): string {
  const place = formatPath(path);
  const found = places.get(place);
  if (found?.position === undefined) return place;
  return `${place} (${found.file}:${found.position.line})`;
}
