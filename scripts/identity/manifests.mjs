// What the manifests of packages repeat of the identity.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of all packages, by name. */
export function listPackageFolders(root) {
  return readdirSync(join(root, "packages"))
    .toSorted()
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, "package.json")));
}

/** The manifest in a folder of the checkout. */
export function readManifest(root, folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}

/** Writes the manifest of a folder of the checkout. */
function writeManifest(root, folder, manifest) {
  writeFileSync(join(root, folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/** The fields by which a registry leads back to the sources of a package. */
function addressesOf({ repository }, folder) {
  const page = `https://github.com/${repository}`;
  return {
    homepage: folder === "." ? `${page}#readme` : `${page}/tree/main/${folder}#readme`,
    bugs: { url: `${page}/issues` },
    repository: {
      type: "git",
      url: `git+https://github.com/${repository}.git`,
      ...(folder === "." ? {} : { directory: folder }),
    },
  };
}

/** The manifests that repeat the identity: the root's, and those of what is published. */
function listAddressed(root) {
  const published = listPackageFolders(root).filter(
    (folder) => readManifest(root, folder).private !== true,
  );
  return [".", ...published];
}

/** Writes the addresses into the manifests, where they differ. */
export function writeAddresses(root, identity) {
  for (const folder of listAddressed(root)) {
    const manifest = readManifest(root, folder);
    const next = { ...manifest, ...addressesOf(identity, folder) };
    if (JSON.stringify(next) !== JSON.stringify(manifest)) writeManifest(root, folder, next);
  }
}

/** Which fields of manifests say something else than the identity. */
export function checkManifests(root, identity) {
  const addresses = listAddressed(root).flatMap((folder) => {
    const manifest = readManifest(root, folder);
    return Object.entries(addressesOf(identity, folder)).flatMap(([field, value]) =>
      JSON.stringify(manifest[field]) === JSON.stringify(value)
        ? []
        : [`${placeOf(folder)}: ${field} is not ${JSON.stringify(value)}`],
    );
  });
  const names = listPackageFolders(root).flatMap((folder) => {
    const { name } = readManifest(root, folder);
    const wanted = `${identity.scope}/${folder.slice("packages/".length)}`;
    return name === wanted ? [] : [`${placeOf(folder)}: name is not ${JSON.stringify(wanted)}`];
  });
  return [...addresses, ...names];
}

function placeOf(folder) {
  return folder === "." ? "package.json" : `${folder}/package.json`;
}

/** The identity that was written last, as the manifests still say it. */
export function readWritten(root) {
  const { repository } = readManifest(root, ".");
  const [, written] = /github\.com\/([^/]+\/.+)\.git$/.exec(repository?.url ?? "") ?? [];
  const [scope] = readManifest(root, "packages/core").name.split("/");
  return { repository: written, scope };
}
