/** The values that are in a list, each with how often, the most frequent first, of equals the one that came first. */
export function countValues<T>(
  values: Iterable<T>,
): { readonly value: T; readonly count: number }[] {
  return countBy(values, (value) => value).map(({ value, count }) => ({ value, count }));
}

/** The same of values that are equal where their keys are. */
export function countBy<T, K>(
  values: Iterable<T>,
  keyOf: (value: T) => K,
): { readonly key: K; readonly value: T; readonly count: number }[] {
  const counts = new Map<K, { readonly key: K; readonly value: T; count: number }>();
  for (const value of values) {
    const key = keyOf(value);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { key, value, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** The items of a list by a key, in the order in which the keys came. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
