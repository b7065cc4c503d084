import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A foreign package that is part of the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** The foreign packages among the inputs of a bundle, by esbuild's account of it, in order. */
export function listPackages(metafile: { readonly inputs: object }): BundledPackage[] {
  const folders = Object.keys(metafile.inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  return [...new Set(folders)].sort().map(readPackage);
}

/** The licences in one text, as their terms ask for. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  const head = "This command contains parts of the following packages.\n";
  const parts = packages.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text.trim()}\n`,
  );
  return [head, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

function readPackage(folder: string): BundledPackage {
  const manifest: { name: string; version: string; license: string } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:\.\w+)?$/i.test(name));
  if (file === undefined) throw new Error(`${manifest.name} has no licence to hand on`);
  const { name, version, license } = manifest;
  return { name, version, licence: license, text: readFileSync(join(folder, file), "utf8") };
}
