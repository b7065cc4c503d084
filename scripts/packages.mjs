// `npm run packages`: writes docs/packages.md, what every package holds, weighs and loads. With
// `-- --check` it says what is wrong with the packages, and what differs from the table by more than 5 %,
// with `--no-build` of what is built.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDependencies, fail, root, run, say } from "./ensure.mjs";
import { compareFigures, judgePackage } from "./release/judge.mjs";
import { figures, measure } from "./release/measure.mjs";
import { packAll } from "./release/pack.mjs";
import { listPublished } from "./release/packages.mjs";

const page = join(root, "docs", "packages.md");

ensureDependencies();
if (!process.argv.includes("--no-build"))
  run("turbo", ["run", "build", "--filter=./packages/*", "--output-logs=errors-only"]);
const measured = measureAll();
if (process.argv.includes("--check")) check();
else {
  writeFileSync(page, renderPage());
  say("Written: docs/packages.md");
}

function measureAll() {
  const folder = mkdtempSync(join(tmpdir(), "fleet-packages-"));
  try {
    return packAll(root, listPublished(root), folder).map((one) => measure(root, one));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function check() {
  const written = readTable();
  const wrong = measured.flatMap((one) => {
    const { name } = one.manifest;
    const said = [...judgePackage(root, one), ...compareFigures(one, written.get(name))];
    return said.map((sentence) => `  ${name}: ${sentence}\n`);
  });
  if (wrong.length === 0) return say(`${measured.length} packages are as docs/packages.md says.`);
  return fail(`Packages are not as they should be:\n${wrong.join("")}\
Where another figure is meant, write it down: npm run packages`);
}

/** The figures of the table, by package. */
function readTable() {
  const rows = (existsSync(page) ? readFileSync(page, "utf8") : "").split("\n");
  return new Map(
    rows.flatMap((row) => {
      const [, name, , ...cells] = row.split("|").map((cell) => cell.trim());
      if (!/^`@.*`$/.test(name ?? "") || cells.length < Object.keys(figures).length) return [];
      const numbers = cells.map((cell) => Number(cell.replaceAll(",", "")));
      const entries = Object.keys(figures).map((figure, index) => [figure, numbers[index]]);
      return [[name.slice(1, -1), Object.fromEntries(entries)]];
    }),
  );
}

function renderPage() {
  const rows = measured.map((one) => {
    const { name, dependencies = {} } = one.manifest;
    const numbers = Object.keys(figures).map((figure) => one[figure].toLocaleString("en-US"));
    return `| \`${name}\` | ${one.files.size} | ${numbers.join(" | ")} | ${renderNeeds(name, dependencies)} |`;
  });
  return `# The packages

What is published, in the order in which it is. \`npm run packages\` writes this page, and \`.ci/run\` holds it: it fails where a figure differs from the table by more than 5 %, so that nothing grows unseen, and where a tarball holds what nobody needs.

| package | files | packed | unpacked | modules | code | needs |
|---|--:|--:|--:|--:|--:|---|
${rows.join("\n")}

Sizes are in bytes. *Modules* and *code* are what Node loads for an import of the package, with all that it needs; for the command, what it loads to say its version. They are counted, not timed: \`npm run bench\` measures times.

A tarball holds \`package.json\`, \`README.md\`, \`LICENSE\` and what was built: code and types in \`dist\`, and JSON Schemas in \`schema\`. The sources, the tests and what only this repository can use of the manifest are not in it. \`@fleet/cli\` is one bundle without dependencies, so that it starts fast and \`npx\` fetches one file; it brings the Nix library along for \`fleet verify\`, and the licences of what it bundles.
`;
}

function renderNeeds(name, dependencies) {
  const scope = `${name.split("/")[0]}/`;
  const names = Object.keys(dependencies);
  const own = names.filter((one) => one.startsWith(scope)).map((one) => one.slice(scope.length));
  const others = names.filter((one) => !one.startsWith(scope));
  return [...own, ...others].map((one) => `\`${one}\``).join(", ");
}
