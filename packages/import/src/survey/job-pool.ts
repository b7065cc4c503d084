/**
 * Does something for every item, so many at once, and gives what came of it in the order of the items. `show` is
 * told how many are done and which are being worked on, whenever that changes.
 */
export async function runJobs<T, R>(
  items: readonly T[],
  { jobs, show }: { readonly jobs: number; readonly show: (done: number, now: T[]) => void },
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const running = new Map<number, T>();
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item === undefined) continue;
      running.set(index, item);
      show(results.size, [...running.values()]);
      const result = await work(item);
      running.delete(index);
      results.set(index, result);
    }
  };
  const count = Math.max(1, Math.min(Math.floor(jobs), items.length));
  await Promise.all(Array.from({ length: count }, worker));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
