// What is wrong with a package as it would be published.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { figures } from "./measure.mjs";

/** How much a figure may differ from the table. */
const tolerance = 0.05;

/** All that a tarball may hold. No tests, no sources, and no maps of sources that are not there. */
const allowed = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^dist\/(?!.*\btest\b)[\w./-]+\.(?:js|d\.ts)$/,
  /^dist\/nix\/lib\/[\w./-]+\.nix$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^schema\/[\w-]+\.schema\.json$/,
];

const needed = ["package.json", "README.md", "LICENSE"];

const fields = ["description", "keywords", "license", "homepage", "repository", "bugs", "engines"];

/** What is wrong with a measured package by itself, as sentences. */
export function* judgePackage(root, { folder, manifest, files }) {
  for (const path of files.keys()) {
    if (!allowed.some((pattern) => pattern.test(path)))
      yield `${path} does not belong in the tarball`;
  }
  for (const path of needed) if (!files.has(path)) yield `${path} is missing in the tarball`;
  for (const field of fields) if (manifest[field] === undefined) yield `${field} is missing`;
  if (manifest.sideEffects !== false) yield "sideEffects is not false";
  if (manifest.exports["."] !== undefined && !files.has(manifest.types?.replace(/^\.\//, ""))) {
    yield "types names no file of the tarball";
  }
  const { access, provenance } = manifest.publishConfig ?? {};
  if (access !== "public" || provenance !== true) {
    yield "publishConfig is not public and with provenance";
  }
  const [own, all] = [join(folder, "LICENSE"), "LICENSE"].map((path) => readText(root, path));
  if (own !== all) yield "LICENSE is not the one of the repository";
  yield* judgeLinks(root, folder);
}

function readText(root, path) {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** A reader on npm has nothing of the repository: links lead to its pages, and these are there. */
function* judgeLinks(root, folder) {
  const { repository } = JSON.parse(readText(root, "identity.json"));
  const page = new RegExp(`^https://github\\.com/${repository}/(?:blob|tree)/main/([^#]+)`);
  const readme = readText(root, join(folder, "README.md")) ?? "";
  for (const [, link] of readme.matchAll(/\]\(([^)\s]+)\)/g)) {
    const [, path] = page.exec(link) ?? [];
    if (!/^(?:https:|#)/.test(link)) yield `README.md links to ${link}, which nobody has on npm`;
    else if (path !== undefined && !existsSync(join(root, path))) {
      yield `README.md links to ${path}, which is not there`;
    }
  }
}

/** Which figures of a package differ from those of the table by more than is tolerated. */
export function* compareFigures(measured, written) {
  if (written === undefined) return yield "it is not in the table";
  for (const [figure, name] of Object.entries(figures)) {
    const [was, is] = [written[figure], measured[figure]];
    const share = (is - was) / was;
    if (Math.abs(share) <= tolerance) continue;
    const change = `${Math.abs(Math.round(share * 100))} % ${share > 0 ? "more" : "less"}`;
    yield `${name}: ${was} before, ${is} now, ${change}`;
  }
}
