// What becomes of the files of an example in the template that is made from it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commentOutConfig, commentOutModule } from "./commented-out.mjs";

/** Of which example each template is made. */
export const exampleOf = {
  default: "single",
  family: "family",
  macs: "macs",
  dendritic: "dendritic",
  servers: "servers",
};

const testKeys = "// All keys here are test keys, whose private halves were never kept.\n";
const ownKeys = "// Keys and secrets are comments here: write your own, and take the `//` away.\n";
const inThisRepository = /^ *# In a repository of your own: .*\n( *)fleet\.url = "path:[./]+";$/m;

/** The files of a template by path: those of an example without what is generated or encrypted. */
export function renderTemplate(folder, flake) {
  const files = new Map();
  for (const path of listFiles(folder).filter(isTaken)) {
    files.set(path, renderFile(path, readFileSync(join(folder, path), "utf8"), flake));
  }
  return files;
}

/** The files in a folder, relative to it, sorted. */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

/** Generated files would be another fleet's, and nobody has the keys of the example. */
function isTaken(path) {
  const generated = ["fleet.json", "fleet.lock.json", "flake.lock", ".sops.yaml"];
  return !generated.includes(path) && !/^(secrets|keys|\.fleet[^/]*)\//.test(path);
}

function renderFile(path, text, flake) {
  if (path === "flake.nix") {
    if (!inThisRepository.test(text)) throw new Error(`${path}: where is the input \`fleet\`?`);
    return text.replace(inThisRepository, `$1fleet.url = "${flake}";`);
  }
  if (path === "fleet.config.ts") {
    return commentOutConfig(text.replace(testKeys, ownKeys), path);
  }
  return path.endsWith(".nix") && text.includes("config.sops.") ? commentOutModule(text) : text;
}
