/**
 * What a config imports from `@fleet/core` is the command's own copy, always: a config needs no
 * `node_modules`, loads nothing twice, and cannot be written against another version than the one
 * that reads it.
 */
const ownPackages: ReadonlyMap<string, string> = new Map([
  // The file is core.ts in a checkout, and ./core.js where everything is bundled.
  [
    "@fleet/core",
    new URL(import.meta.url.endsWith(".ts") ? "../core.ts" : "./core.js", import.meta.url).href,
  ],
]);

/** The address of the command's own copy of a package; undefined where it has none. */
export function findOwnPackage(specifier: string): string | undefined {
  return ownPackages.get(specifier);
}
