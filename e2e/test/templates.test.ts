import { appendFileSync, cpSync, globSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleet, root, run, scratchFolder } from "./support/command.ts";
import { generateTemplate, templates } from "./support/templates.ts";

test("the templates are what is made from the examples", () => {
  expect(run(process.execPath, ["scripts/templates.mjs", "--check"], root)).toMatchObject({
    status: 0,
    stderr: "The templates are what the examples make of them.\n",
  });
});

test("a template that was edited by hand is told, and made anew", () => {
  const folder = scratchFolder();
  for (const name of ["examples", "identity.json", "package-lock.json", "scripts", "templates"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const file = join("templates", "macs", "users", "ben.nix");
  appendFileSync(join(folder, file), "# an edit\n");
  const make = (...args: string[]) =>
    run(process.execPath, ["scripts/templates.mjs", ...args], folder);
  const { status, stderr } = make("--check");
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `Not what is made from examples/; run \`npm run templates\`:\n  ${file}\n`,
  });
  expect(make().stderr).toBe(`Wrote ${file}\n`);
  expect(readFileSync(join(folder, file))).toEqual(readFileSync(join(root, file)));
});

test("every template is offered by the flake, with a word on it", () => {
  const features = ["--extra-experimental-features", "nix-command flakes"];
  const texts =
    "builtins.mapAttrs (_: { description, welcomeText, ... }: [ description welcomeText ])";
  const asked = run(
    "nix",
    ["eval", ...features, "--json", "--file", "templates", "--apply", texts],
    root,
  );
  const told: { readonly [name: string]: readonly string[] } = JSON.parse(asked.stdout);
  expect(Object.keys(told).sort()).toEqual([...templates].sort());
  const folders = readdirSync(join(root, "templates"), { withFileTypes: true });
  expect(
    folders
      .filter((one) => one.isDirectory())
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...templates].sort());
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const name of templates) expect(readme).toContain(`| [${name}](templates/${name}) | `);
  for (const [description, welcomeText] of Object.values(told)) {
    expect(description).toMatch(/^[A-Z][^.]+$/);
    expect(welcomeText).toContain("nix run .#fleet -- generate");
  }
});

test("no template has a key, which nobody would hold, anybody's address, or a file that another fleet generated", () => {
  const files = globSync("templates/**/*", { cwd: root, withFileTypes: true });
  const texts = files
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => {
      expect(name).not.toMatch(/^(fleet(\.lock)?\.json|\.sops\.yaml|flake\.lock)$/);
      return readFileSync(join(parentPath, name), "utf8");
    });
  expect(texts.join("\n")).not.toMatch(/age1[0-9a-z]{20}|AAAA[0-9A-Za-z]{20}|ENC\[|test key/);
  expect(texts.join("\n")).not.toMatch(/email: "(?!name@example\.org")/);
});

describe.each(templates)("the template %s", (template) => {
  test("generates at once, and then has nothing wrong with it, not even a warning", () => {
    const folder = generateTemplate(template);
    expect(fleet(folder, "generate", "--check")).toMatchObject({ status: 0 });
    const { status, stdout } = fleet(folder, "check", "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });

  test("is, to Nix without any input, what was computed", () => {
    const verified = fleet(generateTemplate(template), "verify", "--without-inputs", "--json");
    expect(verified.status).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, diagnostics: [] });
  });
});

test("the template of servers is told by strict keys that nobody can log in yet", () => {
  const { status, stdout } = fleet(generateTemplate("servers"), "check", "--strict-keys");
  expect(status).toBe(1);
  expect(stdout).toContain("core/locked-out");
});
