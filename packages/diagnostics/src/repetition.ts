/**
 * What tells of each finding whether it is new, by what identifies it: any values that JSON can hold, in
 * order. What one place of the declaration says is one finding, however many hosts it concerns.
 */
export function createOnce(): (...identity: readonly unknown[]) => boolean {
  const known = new Set<string>();
  return (...identity) => {
    const before = known.size;
    return known.add(JSON.stringify(identity)).size > before;
  };
}
