/** How much data are, as JSON. */
export interface DataSize {
  /** In characters, without indents. */
  readonly characters: number;
  /** How many lists and objects lie in one another; 0 of what is neither. */
  readonly levels: number;
}

/**
 * Measures data that do not go in a circle. What stands in several places of them is looked at once and
 * counts each time: a few aliases of YAML can come to more than any memory holds.
 */
export function measureData(value: unknown, known = new Map<object, DataSize>()): DataSize {
  if (typeof value !== "object" || value === null) {
    return { characters: JSON.stringify(value)?.length ?? 0, levels: 0 };
  }
  const found = known.get(value);
  if (found !== undefined) return found;
  let characters = "{}".length;
  let levels = 0;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const inner = measureData(item, known);
    const name = Array.isArray(value) ? 0 : JSON.stringify(key).length + ":".length;
    characters += name + inner.characters + ",".length;
    levels = Math.max(levels, inner.levels);
  }
  const size = { characters, levels: levels + 1 };
  known.set(value, size);
  return size;
}
