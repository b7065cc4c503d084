// What becomes of the files of an example in the template that is made from it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listGitFiles } from "../ensure.mjs";
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

/**
 * The files of a template by path: those that git has of an example, without what is generated or
 * encrypted. What else lies there, a key or a build, is nobody's to begin with.
 */
export function renderTemplate(folder, flake) {
  const files = new Map();
  const tracked = listGitFiles(folder);
  if (tracked.length === 0) throw new Error("git has no file of it");
  for (const path of tracked.filter(isTaken)) {
    files.set(path, renderFile(path, readFileSync(join(folder, path), "utf8"), flake));
  }
  return files;
}

/** What git would take of an example, and has not got: it is in no template until it is added. */
export function listLeftOut(folder) {
  return listGitFiles(folder, ["--others", "--exclude-standard"]).filter(isTaken);
}

/** Generated files would be another fleet's, and nobody has the keys of the example. */
function isTaken(path) {
  const generated = ["fleet.json", "fleet.lock.json", "flake.lock", ".sops.yaml"];
  const isKey = path.endsWith("/ssh_host_ed25519_key.pub");
  const isLeftOut = /^(secrets|keys|vars|\.fleet[^/]*)\//.test(path);
  return !generated.includes(path) && !isKey && !isLeftOut;
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
