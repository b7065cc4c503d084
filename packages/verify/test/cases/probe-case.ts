/**
 * A difference in `fleet.json`, which fleet's own modules follow: what it is, a text in the file, what stands
 * in its place; then the code and place of what is found, and its message.
 */
export type ProbeCase = readonly [
  name: string,
  text: string | RegExp,
  other: string,
  what: string,
  place: string,
  message: RegExp,
];

/** The texts of `fleet.json` by the names of their cases: first the one that is as computed. */
export function listTexts(
  json: string,
  cases: readonly (readonly [name: string, text: string | RegExp, other: string, ...unknown[]])[],
): ReadonlyMap<string, string> {
  const others = cases.map(([name, text, other]): [string, string] => {
    const changed = json.replace(text, other);
    if (changed === json) throw new Error(`fleet.json has nothing to replace for "${name}"`);
    return [name, changed];
  });
  return new Map([["as computed", json], ...others]);
}
