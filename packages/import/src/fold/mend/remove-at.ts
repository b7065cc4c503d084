import type { Path } from "@fleet/diagnostics";

/** What stands at a place of plain data; undefined for nothing. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/**
 * Takes what stands at a place out of plain data, and what is empty without it as far as it can be left out: of a
 * section and its entries the entries stay.
 */
export function removeAt(data: object, path: Path): void {
  const step = path.at(-1);
  const holder = valueAt(data, path.slice(0, -1));
  if (step === undefined || typeof holder !== "object" || holder === null) return;
  if (Array.isArray(holder)) {
    if (typeof step === "number") holder.splice(step, 1);
    // Without keys, nobody is an operator; any other list says something by being empty.
    const list = path.slice(0, -1);
    if (holder.length === 0 && list.at(-1) === "ageKeys") removeAt(data, list);
    return;
  }
  Reflect.deleteProperty(holder, step);
  if (Object.keys(holder).length === 0 && canGo(path.slice(0, -1)))
    removeAt(data, path.slice(0, -1));
}

/** `users` and `hosts` have to be there, and so do their entries and placements. */
function canGo(path: Path): boolean {
  const [section] = path;
  if (path.length === 0) return false;
  if (section === "users" || section === "hosts") {
    return path.length > 2 && !(section === "hosts" && path[2] === "users");
  }
  return path.length === 1 || typeof path.at(-1) !== "number";
}
