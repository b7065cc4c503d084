import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ActionRun, readAction, runAction } from "./support/composite-action.ts";
import { openPackedRegistry, type PackedRegistry } from "./support/packed-registry.ts";

let registry: PackedRegistry;
beforeAll(async () => {
  registry = await openPackedRegistry();
}, 180_000);
afterAll(() => registry.close());

const declaration = {
  users: { ada: { fullName: "Ada", isAdmin: true, uid: 1000, sshKeys: [{ env: "SSH_KEY_ADA" }] } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },
};
const wrong = { ...declaration, hosts: { mini: { ...declaration.hosts.mini, users: ["adda"] } } };
const modules = { "users/ada.nix": "{ }\n", "hosts/mini.nix": "{ }\n" };

/** Runs the action in a repository whose fleet lies in a folder. */
async function act(
  folder: string,
  files: Readonly<Record<string, string>>,
  { inputs = {}, env = {} }: { inputs?: Record<string, string>; env?: Record<string, string> } = {},
): Promise<ActionRun & { readonly workspace: string }> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "fleet-action-")));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const workspace = join(base, "repository");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, folder, path)), { recursive: true });
    writeFileSync(join(workspace, folder, path), text);
  }
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
  ]) {
    execFileSync("git", args, { cwd: workspace });
  }
  const { PATH } = process.env;
  const environment = {
    PATH,
    HOME: base,
    npm_config_registry: registry.url,
    npm_config_cache: join(base, "cache"),
    GITHUB_ACTIONS: "true",
    CI: "true",
    ...env,
  };
  const run = await runAction({ inputs: { root: folder, ...inputs }, workspace, environment });
  return { ...run, workspace };
}

const config = (value: object) => ({ "fleet.config.json": JSON.stringify(value), ...modules });
const isGenerated = { generated: "false" };

test("no input of the action is part of a script", () => {
  for (const { run = "" } of readAction().runs.steps) expect(run).not.toContain("${{");
});

test("a fleet without errors passes, and its findings are uploaded", async () => {
  const run = await act("systems", config(declaration), { inputs: isGenerated });
  expect(run).toMatchObject({ status: 0, failed: undefined });
  expect(run.used).toEqual([
    {
      action: "github/codeql-action/upload-sarif@v3",
      given: { sarif_file: expect.stringMatching(/fleet\.sarif$/), category: "fleet/systems" },
    },
  ]);
  expect(run.output).toContain("The declaration says nothing of secrets.");
});

test("what is wrong is annotated and uploaded with paths from the repository, and fails at the end", async () => {
  const run = await act("my systems", config(wrong));
  expect(run).toMatchObject({ status: 1, failed: "Decide" });
  expect(run.output).toMatch(/^::error file=my systems\/fleet\.config\.json,line=1,/m);
  const sarif = readFileSync(run.used[0]?.given["sarif_file"] ?? "", "utf8");
  const [{ results, tool }] = JSON.parse(sarif).runs;
  const [{ artifactLocation }] = results.map(
    (result: { locations: { physicalLocation: object }[] }) =>
      result.locations[0]?.physicalLocation,
  );
  expect(artifactLocation).toEqual({
    uri: "my%20systems/fleet.config.json",
    uriBaseId: "%SRCROOT%",
  });
  expect(tool.driver.rules[0].fullDescription.text).toMatch(/^Reported when /);
});

test("a forgotten fleet generate fails, with the difference", async () => {
  const run = await act(".", { ...config(declaration), "fleet.json": "{}\n" });
  expect(run).toMatchObject({ status: 1, failed: "Decide" });
  expect(run.output).toMatch(/fleet generate/);
});

test("strict keys have to be in the environment of the step", async () => {
  const inputs = { ...isGenerated, "strict-keys": "true" };
  expect(await act(".", config(declaration), { inputs })).toMatchObject({ status: 1 });
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";
  expect(await act(".", config(declaration), { inputs, env: { SSH_KEY_ADA: key } })).toMatchObject({
    status: 0,
  });
});

test("a config that is a script is not run where only data is asked for", async () => {
  const files = {
    ...modules,
    "fleet.config.mjs": 'import { writeFileSync } from "node:fs"; writeFileSync("pwned", "");',
  };
  const run = await act(".", files, { inputs: { "data-only": "true" } });
  expect(run).toMatchObject({ status: 2 });
  expect(existsSync(join(run.workspace, "pwned"))).toBe(false);
});

test("Forgejo and Gitea are uploaded nothing", async () => {
  const env = { GITEA_ACTIONS: "true" };
  const run = await act(".", config(declaration), { inputs: isGenerated, env });
  expect(run).toMatchObject({ status: 0, used: [] });
});

test.each([
  { version: "1.0.0; touch pwned" },
  { version: "$(touch pwned)" },
  { version: "file:/etc" },
  { version: "--registry=http://evil" },
  { version: "9.9.9" },
  { version: ".." },
  { version: "1.tgz" },
  { "strict-keys": "yes" },
  { from: "flake", "data-only": "true" },
  { root: "a\nname=b" },
  { from: "'; touch pwned; '" },
  { root: "$(touch pwned)" },
  { root: "-P" },
])("inputs that are none end with 2, and run nothing: %j", async (inputs) => {
  const run = await act(".", config(declaration), { inputs });
  expect(run.status).toBe(2);
  expect(run.used).toEqual([]);
  expect(run.output).toContain("::error title=fleet::");
  expect(existsSync(join(run.workspace, "pwned"))).toBe(false);
});

test("the command of the flake is taken where that is asked for", async () => {
  const bin = realpathSync(mkdtempSync(join(tmpdir(), "fleet-nix-")));
  onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
  writeFileSync(join(bin, "nix"), '#!/bin/sh\necho "$PWD $*" >> "$RUNNER_TEMP/nix"\necho "{}"\n');
  chmodSync(join(bin, "nix"), 0o755);
  const env = { PATH: `${bin}:${process.env["PATH"]}` };
  const inputs = { from: "flake", version: "unused" };
  const run = await act("systems", config(declaration), { inputs, env });
  expect(run).toMatchObject({ status: 0 });
  const calls = readFileSync(join(run.workspace, "..", "temp", "nix"), "utf8")
    .trim()
    .split("\n");
  expect(calls).toHaveLength(4);
  expect(calls[0]).toBe(
    `${run.workspace}/systems --extra-experimental-features nix-command flakes run .#fleet -- check --root . --format sarif`,
  );
});

test("a Node that is missing or old is installed", async () => {
  const bin = realpathSync(mkdtempSync(join(tmpdir(), "fleet-node-")));
  onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
  writeFileSync(join(bin, "node"), "#!/bin/sh\nexit 1\n");
  chmodSync(join(bin, "node"), 0o755);
  const env = { PATH: `${bin}:${process.env["PATH"]}` };
  const run = await act(".", config(declaration), { env });
  expect(run.used).toEqual([{ action: "actions/setup-node@v4", given: { "node-version": "24" } }]);
});
