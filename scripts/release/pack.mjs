// The tarballs of packages, as they are published.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "../ensure.mjs";

/** What goes along with what the manifest names under `files`. */
const always = ["README.md", "LICENSE"];

/**
 * Packs packages that were built into a folder, and returns them with the path of the `tarball` of
 * each. Their manifests are without what only this repository can use: the scripts, what they need,
 * and the condition under which siblings read each other's sources, which are not in the tarball.
 */
export function packAll(root, packages, destination) {
  const stage = mkdtempSync(join(tmpdir(), "fleet-pack-"));
  try {
    const folders = packages.map((one, index) => stagePackage(root, one, join(stage, `${index}`)));
    // npm starts slowly: once for all.
    const options = ["--json", "--ignore-scripts", "--pack-destination", destination];
    const { status, stdout, stderr } = spawnSync("npm", ["pack", ...folders, ...options], {
      cwd: stage,
      encoding: "utf8",
    });
    if (status !== 0) fail(`npm pack failed: ${stderr}`);
    const packed = Object.values(JSON.parse(stdout));
    return packages.map((one) => {
      const { filename } = packed.find(({ name }) => name === one.manifest.name);
      return { ...one, tarball: join(destination, filename) };
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Lays out in a folder what a package consists of, and returns the folder. */
function stagePackage(root, { folder, manifest }, stage) {
  for (const path of [...always, ...manifest.files]) {
    const from = join(root, folder, path);
    if (!existsSync(from)) fail(`${folder}/${path} is missing. Build first: npm run build`);
    cpSync(from, join(stage, path), { recursive: true });
  }
  writeFileSync(join(stage, "package.json"), printManifest(manifest));
  return stage;
}

function printManifest({ scripts, devDependencies, exports, ...manifest }) {
  const condition = `${manifest.name.split("/")[0]}/source`;
  const published = Object.entries(exports).map(([path, target]) => {
    if (typeof target === "string") return [path, target];
    const { [condition]: _, ...rest } = target;
    return [path, rest];
  });
  const all = { ...manifest, exports: Object.fromEntries(published) };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}
