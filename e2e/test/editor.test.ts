import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleet, root, run, scratchFolder } from "./support/command.ts";

const dist = join(root, "packages", "cli", "dist");
const types = join(dist, "types", "core.d.ts");

type Files = Readonly<Record<string, string>>;

/** A repository without `node_modules` for whose config editors are set up. */
function open(files: Files): string {
  const folder = scratchFolder();
  run("git", ["init", "--quiet"], folder);
  write(folder, files);
  fleet(folder, "editor");
  return folder;
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What a compiler says of a folder, line by line. */
function compile(folder: string): string[] {
  const { stdout } = run(join(root, "node_modules", ".bin", "tsc"), ["--pretty", "false"], folder);
  return stdout.split("\n").filter((line) => line !== "");
}

const config = `import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: { keith: { fullName: "Keith" }, ada: { fullName: "Ada" } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
});
`;

describe("the types of the built command", () => {
  test("export as values what a config gets at run time, and nothing else", async () => {
    const text = readFileSync(types, "utf8");
    const [, names = ""] = /^export \{ ([^}]*) \};$/m.exec(text) ?? [];
    const core: object = await import(join(dist, "core.js"));
    expect(names.split(", ")).toEqual(Object.keys(core).sort());
  });

  test("need no other file, say their version, and are no larger than 96 kB", () => {
    const text = readFileSync(types, "utf8");
    const { version } = JSON.parse(readFileSync(join(dist, "..", "package.json"), "utf8"));
    expect(text).toMatch(new RegExp(`^// The types of @fleet/core ${version}, `));
    expect(text).not.toMatch(/^import\b|\bimport\(|\bfrom ["']|<reference|\bzod\b/m);
    expect(statSync(types).size).toBeLessThan(96_000);
  });

  test("have a word on every field of a host, a user and a placement", () => {
    const text = readFileSync(types, "utf8");
    for (const name of ["HostDeclaration", "UserDeclaration", "PlacementDeclaration"]) {
      const [, body = ""] =
        new RegExp(`^interface ${name}<[\\s\\S]*?\\{\\n([\\s\\S]*?)^\\}`, "m").exec(text) ?? [];
      const fields = body.match(/^ {4}readonly \w+/gm) ?? [];
      const explained = body.match(/\*\/\n {4}readonly \w+/g) ?? [];
      expect(fields.length).toBeGreaterThan(5);
      expect(explained).toHaveLength(fields.length);
    }
  });
});

describe("after fleet editor, TypeScript", () => {
  test.each(["fleet.config.ts", "fleet.config.mts"])("accepts a right %s", (name) => {
    expect(compile(open({ [name]: config }))).toEqual([]);
  });

  test.each(["fleet.config.js", "fleet.config.mjs"])("refuses a wrong id in a %s", (name) => {
    const folder = open({ [name]: config.replace('["keith"]', '["kieth"]') });
    expect(compile(folder)).toEqual([expect.stringContaining(`'"kieth"' is not`)]);
    write(folder, { [name]: config });
    expect(compile(folder)).toEqual([]);
  });

  test("follows a config into modules as docs/editor.md has them, whatever a package.json says", () => {
    const page = readFileSync(join(root, "docs", "editor.md"), "utf8");
    const part = (name: string) => page.split(`// ${name}\n`)[1]?.split("```")[0] ?? "";
    const host = part("hosts/mini.ts");
    const folder = open({
      "package.json": '{ "type": "commonjs" }',
      "users.ts": part("users.ts"),
      "hosts/mini.ts": host,
      "fleet.config.ts": `import { defineFleet } from "@fleet/core";
import { mini } from "./hosts/mini.ts";
import { users } from "./users.ts";
export default defineFleet({ users, hosts: { mini } });
`,
    });
    expect(compile(folder)).toEqual([]);
    write(folder, { "hosts/mini.ts": host.replace('["keith"]', '["kieth"]') });
    expect(compile(folder)).toContainEqual(expect.stringMatching(/^hosts\/mini\.ts.*"kieth"/));
  });
});

test("settings of one's own know the config once they say what fleet editor prints", () => {
  const own = { "tsconfig.json": '{ "compilerOptions": { "strict": true }, "include": ["src"] }' };
  const folder = open({ "fleet.config.ts": config, "src/x.ts": "export {};\n", ...own });
  const [, printed = ""] = fleet(folder, "editor").stdout.split("It has to say:\n\n");
  write(folder, { "tsconfig.json": `{${printed}}` });
  expect(fleet(folder, "editor", "--check").status).toBe(0);
  expect(compile(folder)).toEqual([]);
  write(folder, { "fleet.config.ts": config.replace('["keith"]', '["kieth"]') });
  expect(compile(folder)).toHaveLength(1);
});

test("neither git nor fleet check sees what fleet editor writes, but for the settings", () => {
  const folder = open({
    "fleet.config.ts": config.replace('"Ada"', '"Ada", isAdmin: true, hosts: ["mini"]'),
    "users/keith.nix": "{ }",
    "users/ada.nix": "{ }",
    "hosts/mini.nix": "{ }",
  });
  const status = run("git", ["status", "--short", "--untracked-files=all"], folder).stdout;
  expect(status).not.toContain(".fleet");
  expect(status).toContain("?? tsconfig.json");
  run("git", ["add", "--all"], folder);
  expect(run("git", ["ls-files", ".fleet"], folder).stdout).toBe("");
  fleet(folder, "generate");
  run("git", ["add", "--all"], folder);
  expect(fleet(folder, "check").stdout).toBe("fleet.config.ts: nothing wrong with 1 host.\n");
});

test("nobody waits for settings that are a pipe", () => {
  const folder = scratchFolder();
  write(folder, { "fleet.config.ts": config });
  run("mkfifo", [join(folder, "tsconfig.json")], folder);
  const { status, stdout } = fleet(folder, "editor");
  expect(status).toBe(1);
  expect(stdout).toContain("Of tsconfig.json not all is known: it is no file.\n");
});

test("a fleet in a subfolder has editors of its own", () => {
  const folder = scratchFolder();
  write(folder, { "systems/fleet.config.ts": config, "tsconfig.json": '{ "files": [] }' });
  expect(fleet(folder, "editor", "--root", "systems").status).toBe(0);
  expect(compile(join(folder, "systems"))).toEqual([]);
});

describe("what TypeScript says of usual mistakes", () => {
  const desk = 'profiles: { desk: {}, base: {} }, defaults: { homeProfile: "dask" } })';
  const secrets = 'secrets: { files: [{ path: "a", readers: ["user:kieth"] }] } })';
  const mistakes = [
    [
      "an id in a list",
      '["keith"]',
      '["kieth"]',
      `"kieth"' is not assignable to type '"ada" | "keith"'`,
    ],
    [
      "an id in a record",
      '["keith"]',
      "{ kieth: {} }",
      "'kieth' does not exist in type 'Placements<",
    ],
    ["one id for a list", '["keith"]', '"keith"', '| readonly ("ada" | "keith")[]'],
    [
      "a key",
      'fullName: "Ada"',
      'fullname: "Ada"',
      "'fullname' does not exist in type 'UserDeclaration<",
    ],
    ["a system", "x86_64-linux", "x86-linux", `"x86-linux"' is not assignable to type 'System'`],
    ["no system", 'system: "x86_64-linux", ', "", "Property 'system' is missing"],
    ["a number for a text", '"24.05"', "24.05", "'number' is not assignable to type 'string'"],
    [
      "a text for a yes",
      '"Ada"',
      '"Ada", isAdmin: "yes"',
      "'string' is not assignable to type 'boolean",
    ],
    ["a section", "hosts: {", "host: {", "'host' does not exist in type 'FleetDeclaration<"],
    ["a host", '"Ada"', '"Ada", hosts: ["miny"]', `"miny"' is not assignable to type '"mini"'`],
    [
      "an id of a section that is missing",
      '["keith"]',
      '["keith"], features: ["gaming"]',
      "`(no features are declared)",
    ],
    ["a profile", "})", desk, `"dask"' is not assignable to type '"base" | "desk"`],
    ["a reader", "})", secrets, `'Reader<"ada" | "keith", "mini">'. Did you mean '"user:keith"'?`],
  ] as const;

  test("is one line for each, with what is wrong and what is right", () => {
    const folder = open({ "fleet.config.ts": config });
    // All at once: most of the time goes into reading what JavaScript itself is.
    const imports = mistakes.map((_, index) => `import "./mistake${index}.ts";\n`).join("");
    write(folder, { "fleet.config.ts": imports });
    for (const [index, [, right, wrong]] of mistakes.entries()) {
      write(folder, { [`mistake${index}.ts`]: config.replace(right, wrong) });
    }
    const said = compile(folder);
    const unexpected = mistakes.flatMap(([what, , , words], index) => {
      const lines = said.filter((line) => line.startsWith(`mistake${index}.ts`));
      const isGood = lines.length === 1 && lines[0]?.includes(words) && lines[0].length < 260;
      return isGood ? [] : [[what, lines]];
    });
    expect(unexpected).toEqual([]);
    expect(said).toHaveLength(mistakes.length);
  });
});
