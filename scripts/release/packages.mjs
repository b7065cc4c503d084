// What is published, in the order in which it is.
import { listPackageFolders, readManifest } from "../identity/manifests.mjs";

/**
 * The packages that are published: dependencies before dependents, so that nobody installs one whose
 * parts are not there yet, and commands last. By name where neither says anything.
 */
export function listPublished(root) {
  const all = listPackageFolders(root)
    .map((folder) => ({ folder, manifest: readManifest(root, folder) }))
    .filter(({ manifest }) => manifest.private !== true);
  const byName = new Map(all.map((one) => [one.manifest.name, one]));
  const ordered = new Set();
  const add = (one) => {
    for (const name of Object.keys(one.manifest.dependencies ?? {})) {
      const dependency = byName.get(name);
      if (dependency !== undefined && !ordered.has(dependency)) add(dependency);
    }
    ordered.add(one);
  };
  const isCommand = ({ manifest }) => (manifest.bin === undefined ? 0 : 1);
  for (const one of all.toSorted((a, b) => isCommand(a) - isCommand(b))) add(one);
  return [...ordered];
}
