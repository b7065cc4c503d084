import {
  appendFileSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { copyCheckout, git } from "./support/checkout-copy.ts";
import { fleet, root, run } from "./support/command.ts";
import { generateTemplate, templates } from "./support/templates.ts";

test("the templates are what is made from the examples", () => {
  expect(run(process.execPath, ["scripts/templates.mjs", "--check"], root)).toMatchObject({
    status: 0,
    stderr: "The templates are what the examples make of them.\n",
  });
});

describe("in a copy of the checkout", () => {
  const folder = copyCheckout();
  const make = (...args: readonly string[]) =>
    run(process.execPath, ["scripts/templates.mjs", ...args], folder);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  afterEach(() => {
    git(folder, "reset", "--quiet", "--hard");
    git(folder, "clean", "--quiet", "-d", "-x", "--force", "examples", "templates");
  });

  test("a template that was edited by hand is told, and made anew", () => {
    const file = join("templates", "macs", "users", "ben.nix");
    appendFileSync(join(folder, file), "# an edit\n");
    const { status, stderr } = make("--check");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `Not what is made from examples/; run \`npm run templates\`:\n  ${file}\n`,
    });
    expect(make().stderr).toBe(`Wrote ${file}\n`);
    expect(readFileSync(join(folder, file))).toEqual(readFileSync(join(root, file)));
  });

  test("what git has not got of an example gets into no template, and is named", () => {
    put("examples/family/key.txt", "AGE-SECRET-KEY-1");
    put("examples/family/node_modules/x/y.js", "");
    expect(make()).toEqual({
      status: 0,
      stdout: "",
      stderr: `Left out, since git has not got them (git add, where they are meant):
  examples/family/key.txt
The templates are what the examples make of them.
`,
    });
    expect(git(folder, "status", "--porcelain", "--ignored", "templates")).toBe("");
    git(folder, "add", "examples/family/key.txt");
    expect(make().stderr).toBe("Wrote templates/family/key.txt\n");
  });

  test("what git has not got of a template is left as it is; what it has goes with the example's", () => {
    put("templates/family/mine.nix", "{ }\n");
    rmSync(join(folder, "examples/macs/users/ben.nix"));
    expect(make().stderr).toBe("Removed templates/macs/users/ben.nix\n");
    expect(readFileSync(join(folder, "templates/family/mine.nix"), "utf8")).toBe("{ }\n");
  });

  test.each(["templates", "packages"])("a mistyped option of %s writes nothing", (name) => {
    appendFileSync(join(folder, "templates/macs/users/ben.nix"), "# an edit\n");
    const before = git(folder, "diff");
    const script = [`scripts/${name}.mjs`];
    for (const word of ["--chek", "--help", "check"]) {
      const { status, stderr } = run(process.execPath, [...script, word], folder);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringMatching(`${word}.*\nnpm run ${name} -- \\[--check\\]`),
      });
    }
    vi.stubEnv("npm_config_check", "true");
    const swallowed = run(process.execPath, script, folder);
    vi.unstubAllEnvs();
    expect(swallowed).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`npm took --check for itself`),
    });
    expect(git(folder, "diff")).toBe(before);
  });

  test("without a repository of git, no template is emptied", () => {
    vi.stubEnv("GIT_DIR", join(folder, "gone"));
    const { status, stderr } = make();
    vi.unstubAllEnvs();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^git does not say which files of .* Run this in a clone/);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });
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
