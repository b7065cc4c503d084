import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { root } from "./support/command.ts";
import { lockTarballs, type PackedPackage } from "./support/lock.ts";

const { packAll } = await import(join(root, "scripts/release/pack.mjs"));
const { listPublished } = await import(join(root, "scripts/release/packages.mjs"));

let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "fleet-packed-"));
  const tarballs = join(project, "tarballs");
  mkdirSync(tarballs);
  const all: readonly PackedPackage[] = packAll(root, listPublished(root), tarballs);
  const packed = all.map(({ manifest, tarball }) => ({
    manifest,
    tarball: relative(project, tarball),
  }));
  const { manifest, lock } = lockTarballs(packed);
  write("package.json", JSON.stringify(manifest));
  write("package-lock.json", JSON.stringify(lock));
  run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--silent"]);
  writeFleet();
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the packed packages are all built before these tests", () => {
  const manifest = JSON.parse(readFileSync(join(root, "e2e", "package.json"), "utf8"));
  const published = readdirSync(join(root, "packages")).map(readManifest).filter(isPublished);
  expect(Object.keys(manifest.dependencies)).toEqual(published.map(({ name }) => name));
});

test("the packed command generates in an empty project", () => {
  run(command(), ["generate"]);
  const fleet = JSON.parse(readFileSync(join(project, "fleet.json"), "utf8"));
  expect(fleet.hosts.mini.accounts.keith).toMatchObject({ username: "keith", groups: ["wheel"] });
});

test("the packed command brings along what it gives to Nix", () => {
  run(command(), ["generate"]);
  expect(run(command(), ["verify", "--without-inputs"])).toBe(
    "mini  1 account, 1 home: as computed\n",
  );
});

test("the packed libraries can be imported one by one", () => {
  const script = `
    const core = await import("@fleet/core");
    const { emitFiles } = await import("@fleet/codegen");
    const { resolveHomes } = await import("@fleet/profiles");
    const { printNixString } = await import("@fleet/nix-eval");
    const { value: declared } = core.parseFleet({ users: {}, hosts: {} });
    const surroundings = { files: new Set(), tracked: undefined, contents: new Map() };
    const { value: resolved } = core.resolveFleet(declared, surroundings);
    const { value: homes } = resolveHomes(declared, resolved, surroundings);
    const computed = { declared, resolved, homes, sources: new Map(), ...surroundings };
    console.log(emitFiles(computed, String)[0].path, printNixString("x"));
  `;
  const output = run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(output.trim()).toBe('fleet.json "x"');
});

test("the packed libraries open the fleet of a folder", () => {
  const script = `
    const { listAdmins } = await import("@fleet/core");
    const { renderReport } = await import("@fleet/diagnostics");
    const { openProject } = await import("@fleet/project");
    const { nodeWorld } = await import("@fleet/project/node");
    await Promise.all(["@fleet/secrets", "@fleet/sops", "@fleet/verify"].map((name) => import(name)));
    const { fleet, findings } = await openProject(nodeWorld());
    const report = { readSource: () => undefined, prefix: "", hasColour: false, version: "0.0.0" };
    console.log(renderReport({ ...report, findings }, "pretty"), listAdmins(fleet)[0].login);
  `;
  const output = run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(output.trim()).toBe("keith");
});

test("the packed types accept a right declaration and refuse a wrong name", () => {
  expect(compile("fleet.config.ts")).toBe("");
  const wrong = readFileSync(join(project, "fleet.config.ts"), "utf8").replace(
    '["keith"]',
    '["kieth"]',
  );
  write("wrong.config.ts", wrong);
  expect(() => compile("wrong.config.ts")).toThrow(/kieth/);
});

test("the packed types serve a package that says it is CommonJS, and so does the command", () => {
  write("common/package.json", '{ "type": "commonjs" }');
  write("common/fleet.config.ts", readFileSync(join(project, "fleet.config.ts"), "utf8"));
  expect(compile("common/fleet.config.ts")).toBe("");
  write("common/users/keith.nix", "{ }\n");
  write("common/hosts/mini.nix", "{ }\n");
  expect(run(command(), ["check", "--root", "common"])).toContain("nothing wrong with 1 host");
});

test("installed types are all that an editor needs", () => {
  expect(run(command(), ["editor"])).toBe(
    "@fleet/core is installed in node_modules: nothing is needed.\n",
  );
  expect(readdirSync(project)).not.toContain("tsconfig.json");
});

test("the packed command brings types along for where none are installed", () => {
  const folder = mkdtempSync(join(tmpdir(), "fleet-bare-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = readFileSync(join(project, "fleet.config.ts"), "utf8");
  writeFileSync(join(folder, "fleet.config.ts"), config);
  run(command(), ["editor"], folder);
  expect(run(tsc, [], folder)).toBe("");
});

test("check says that installed types are of another version, and what installs the command's", () => {
  const manifest = join(project, "node_modules", "@fleet", "core", "package.json");
  const text = readFileSync(manifest, "utf8");
  onTestFinished(() => writeFileSync(manifest, text));
  const { version } = readManifest("cli");
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(text), version: "0.0.0-other" }));
  const said = run(command(), ["check"]);
  expect(said).toContain(
    `Editors check the config by @fleet/core "0.0.0-other", and this command is "${version}".`,
  );
  expect(said).toContain(`npm install --save-dev @fleet/core@${version}`);
});

const tsc = join(root, "node_modules", ".bin", "tsc");

function command(): string {
  return join(project, "node_modules", ".bin", "fleet");
}

/** Compiles a file of the project by itself, as a project of TypeScript would, and returns what is said. */
function compile(file: string): string {
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024"];
  return run(tsc, [...options, "--types", "", file]);
}

function isPublished(manifest: PackedPackage["manifest"]): boolean {
  return manifest.private !== true;
}

function readManifest(name: string): PackedPackage["manifest"] {
  return JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
}

function writeFleet(): void {
  write(
    "fleet.config.ts",
    `import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: { keith: { fullName: "Keith", isAdmin: true } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
});
`,
  );
  write("users/keith.nix", "{ }\n");
  write("hosts/mini.nix", "{ }\n");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Runs a command to its end and returns what it printed; what it says when it fails is in the error. */
function run(command: string, args: readonly string[], cwd = project): string {
  // Commands start with `env node`: they must find the Node of this test run.
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  const env = { ...process.env, PATH: path, FLEET_CACHE_DIR: join(project, "cache") };
  try {
    return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const output = error instanceof Error && "stdout" in error ? `${error.stdout}` : "";
    throw new Error(`${command} ${args.join(" ")} failed: ${output}`, { cause: error });
  }
}
