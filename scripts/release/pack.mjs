// The tarballs of packages, as they are published.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "../ensure.mjs";

/** What goes along with what the manifest names under `files`. */
const always = ["README.md", "LICENSE"];

/**
 * Packs a package that was built into a folder, and returns the path of the tarball. Its manifest is
 * without what only this repository can use: the scripts, what they need, and the condition under
 * which siblings read each other's sources, which are not in the tarball.
 */
export function packPackage(root, { folder, manifest }, destination) {
  const stage = mkdtempSync(join(tmpdir(), "fleet-pack-"));
  try {
    for (const path of [...always, ...manifest.files]) {
      const from = join(root, folder, path);
      if (!existsSync(from)) fail(`${folder}/${path} is missing. Build first: npm run build`);
      cpSync(from, join(stage, path), { recursive: true });
    }
    writeFileSync(join(stage, "package.json"), printManifest(manifest));
    const options = { cwd: stage, encoding: "utf8" };
    const arguments_ = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
    const { status, stdout, stderr } = spawnSync("npm", arguments_, options);
    if (status !== 0) fail(`npm pack of ${manifest.name} failed: ${stderr}`);
    const [packed] = Object.values(JSON.parse(stdout));
    return join(destination, packed.filename);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
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
