// `npm run templates`: writes templates/ from examples/. With `-- --check` it writes nothing, and fails
// where they are not what it would write. Only what git has is taken, and taken away.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensureDependencies, fail, listGitFiles, readOptions, root, say } from "./ensure.mjs";

const given = readOptions({ check: { type: "boolean" } }, "npm run templates -- [--check]");
ensureDependencies();
const { exampleOf, listLeftOut, renderTemplate } = await import("./templates/template-files.mjs");

const { flake } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));
const changed = Object.entries(exampleOf).flatMap(([name, example]) =>
  listChanges(join("templates", name), renderOrFail(example)),
);

sayLeftOut();
if (changed.length === 0) say("The templates are what the examples make of them.");
else if (given.check) {
  const files = changed.map(({ path }) => `  ${path}`).join("\n");
  fail(`Not what is made from examples/; run \`npm run templates\`:\n${files}`);
} else for (const { path, text } of changed) write(path, text);

function renderOrFail(example) {
  try {
    return renderTemplate(join(root, "examples", example), flake);
  } catch (error) {
    fail(`examples/${example}: ${error.message}`);
  }
}

function sayLeftOut() {
  const paths = Object.values(exampleOf).flatMap((example) =>
    listLeftOut(join(root, "examples", example)).map((path) => join("examples", example, path)),
  );
  if (paths.length === 0) return;
  const list = paths.map((path) => `  ${path}\n`).join("");
  say(`Left out, since git has not got them (git add, where they are meant):\n${list}`.trimEnd());
}

/** What has to be written; what has no text has to go, unless it is somebody's own. */
function listChanges(folder, files) {
  const there = existsSync(join(root, folder)) ? listGitFiles(join(root, folder)) : [];
  return [...new Set([...there, ...files.keys()])]
    .map((path) => ({ path: join(folder, path), text: files.get(path) }))
    .filter(({ path, text }) => readIfThere(path) !== text);
}

function readIfThere(path) {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function write(path, text) {
  const file = join(root, path);
  say(`${text === undefined ? "Removed" : "Wrote"} ${path}`);
  if (text === undefined) return rmSync(file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
