import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fleet, root, run, scratchFolder } from "./support/command.ts";

const options = { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] };
const files = [...globSync("{packages,nix,e2e}/**/*.{ts,nix}", options)];
const findFiles = (name: string) => files.filter((file) => `/${file}`.endsWith(`/${name}`));

test.each(["docs/architecture.md", "docs/adding.md", "docs/threats.md", "CONTRIBUTING.md"])(
  "%s names files that are there",
  (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const named = [...text.matchAll(/`([\w./-]+\.(?:ts|nix))`/g)].flatMap(([, name]) => name ?? []);
    const generic = new Set(["fleet.config.ts", "modules/nvidia.nix", "users/keith.nix"]);
    const missing = named
      .map((name) => name.replace(/^…/, ""))
      .filter((name) => !generic.has(name) && findFiles(name).length === 0);
    expect(missing).toEqual([]);
  },
);

test.each(["docs/architecture.md", "docs/adding.md"])(
  "%s names functions that are in the file before them",
  (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const steps = [...text.matchAll(/`([\w./-]+\.ts)`, ((?:`\w+`(?:, )?)+)/g)];
    const missing = steps.flatMap(([, name = "", functions = ""]) => {
      const sources = findFiles(name).map((file) => readFileSync(join(root, file), "utf8"));
      return [...functions.matchAll(/\w+/g)].flatMap(([one]) =>
        sources.some((source) => defines(source, one)) ? [] : [`${one} in ${name}`],
      );
    });
    expect(steps.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  },
);

test("docs/threats.md names tests that are there, by their sentences", () => {
  const text = readFileSync(join(root, "docs/threats.md"), "utf8");
  const named = [
    ...text.matchAll(/`(packages\/[\w./-]+\.test\.ts)`: ((?:"[^"]+"(?:, | and )?)+)/g),
  ];
  const missing = named.flatMap(([, file = "", sentences = ""]) => {
    const source = readFileSync(join(root, file), "utf8");
    return [...sentences.matchAll(/"([^"]+)"/g)].flatMap(([, sentence = ""]) =>
      source.includes(sentence) ? [] : [`${sentence} in ${file}`],
    );
  });
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

test.each(["README.md", "docs/first-fleet.md"])("%s links to what is there", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const links = [...text.matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.flatMap(([, path = "", heading]) => {
    const file = path === "" ? join(root, document) : join(root, dirname(document), path);
    const isThere = existsSync(file) && (heading === undefined || anchorsOf(file).has(heading));
    return isThere ? [] : [`${path}#${heading ?? ""}`];
  });
  expect(links.length).toBeGreaterThan(0);
  expect(broken).toEqual([]);
});

test("the mistake in the README is reported as it says, in the declaration above it", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, declaration = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, report = ""] = /```\n(error: [\s\S]*?)```/.exec(readme) ?? [];
  const folder = scratchFolder();
  const mistaken = declaration.replace('["keith", "traci"]', '["kieth", "traci"]');
  writeFileSync(join(folder, "fleet.config.ts"), mistaken);
  expect(mistaken).not.toBe(declaration);
  expect(fleet(folder, "check").stdout).toContain(report);
});

test("the tool in the README lists who is admin where", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const section = readme.slice(readme.indexOf("## As a library"));
  // It lies in the repository, so that it finds the packages by their names.
  const file = join(import.meta.dirname, `readme-tool-${process.pid}.mts`);
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, /```ts\n([\s\S]*?)```/.exec(section)?.[1] ?? "");
  const folder = join(root, "examples", "family");
  expect(run(process.execPath, ["--conditions=@fleet/source", file], folder)).toEqual({
    status: 0,
    stdout: "mini: keith, by users.keith.isAdmin\ntravel: keith, by users.keith.isAdmin\n",
    stderr: "",
  });
});

/** What the headings of a page are called in links, as GitHub makes it of their words. */
function anchorsOf(file: string): ReadonlySet<string> {
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, words = ""]) =>
      words
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** Whether a file has a function of a name, or a list of that name. */
function defines(source: string, name: string): boolean {
  return new RegExp(`\\b(?:function\\*?|const|type) ${name}\\b`).test(source);
}
