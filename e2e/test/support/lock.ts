import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: { readonly [name: string]: string };
}

/** A package that is installed from a tarball. */
export interface PackedPackage {
  readonly manifest: {
    readonly name: string;
    readonly version: string;
    readonly private?: boolean;
    readonly bin?: { readonly [name: string]: string };
    readonly dependencies?: { readonly [name: string]: string };
  };
  /** The tarball, relative to the project. */
  readonly tarball: string;
}

/**
 * The manifest and lock file of a project that installs these tarballs. What they depend on is locked
 * as in this repository, so that npm has it in its cache and asks the registry for nothing.
 */
export function lockTarballs(packed: readonly PackedPackage[]): { manifest: object; lock: object } {
  const known: { [path: string]: LockedPackage } = JSON.parse(
    readFileSync(join(root, "package-lock.json"), "utf8"),
  ).packages;
  const own = new Map(packed.map((one) => [one.manifest.name, one]));
  const locked = new Map<string, object>();
  const add = (dependencies: { readonly [name: string]: string } = {}) => {
    for (const name of Object.keys(dependencies)) {
      const path = `node_modules/${name}`;
      if (own.has(name) || locked.has(path)) continue;
      for (const [at, entry] of Object.entries(known)) {
        if (at === path || at.startsWith(`${path}/`)) locked.set(at, entry);
      }
      add(known[path]?.dependencies);
    }
  };
  for (const { manifest, tarball } of packed) {
    const { version, bin, dependencies } = manifest;
    add(dependencies);
    // Another version than the one that all others have lies in the package's own folder.
    const folder = `packages/${manifest.name.slice("@fleet/".length)}/node_modules/`;
    for (const [at, entry] of Object.entries(known)) {
      if (!at.startsWith(folder)) continue;
      locked.set(`node_modules/${manifest.name}/node_modules/${at.slice(folder.length)}`, entry);
      add(entry.dependencies);
    }
    locked.set(`node_modules/${manifest.name}`, {
      version,
      resolved: `file:${tarball}`,
      dependencies,
      bin,
    });
  }
  const dependencies = Object.fromEntries(
    packed.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
  );
  const manifest = { name: "packed", private: true, type: "module", dependencies };
  const packages = { "": { name: "packed", dependencies }, ...Object.fromEntries(locked) };
  return { manifest, lock: { name: "packed", lockfileVersion: 3, requires: true, packages } };
}
