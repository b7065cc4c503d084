import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commitAll, copyCheckout, git } from "../support/checkout-copy.ts";
import { type Outcome, root, run } from "../support/command.ts";
import { type FaultyProxy, startProxy } from "../support/faulty-proxy.ts";
import {
  type LoopbackRegistry,
  seedDependencies,
  startRegistry,
} from "../support/loopback-registry.ts";

// The whole of a release, against a registry on this machine that breaks down again and again. What
// cannot be had here is provenance, which only the workflow of GitHub can attest.
const { scope } = JSON.parse(readFileSync(join(root, "identity.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "fleet-release-"));
const origin = join(folder, "origin.git");
const checkout = copyCheckout({ hasOwnModules: true });
// The first run builds all packages.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });
let registry: LoopbackRegistry;
let proxy: FaultyProxy;

beforeAll(async () => {
  writeFileSync(join(folder, "npmrc"), "");
  registry = await startRegistry(folder);
  proxy = await startProxy(registry.url);
  await seedDependencies(registry, folder);
  const identity = ["scripts/identity.mjs", "--owner", "keith"];
  expect(run(process.execPath, identity, checkout)).toMatchObject({ status: 0 });
  git(checkout, "config", "user.name", "Keith");
  git(checkout, "config", "user.email", "keith@example.com");
  commitAll(checkout);
  git(folder, "init", "--quiet", "--bare", origin);
  git(checkout, "remote", "add", "origin", origin);
});

afterAll(() => {
  proxy?.close();
  registry?.process.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test("all changesets become one version, of which the changelog tells", async () => {
  const made = await npm("run", "--silent", "version-packages");
  expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining("0.1.0, of ") });
  const published = readdirSync(join(checkout, "packages")).filter((name) => name !== "test-kit");
  for (const name of published) {
    expect(read(`packages/${name}/package.json`)).toContain('"version": "0.1.0"');
  }
  expect(read("CHANGELOG.md")).toMatch(/^# Changelog\n[\s\S]*\n## 0\.1\.0\n\nThe first release\./);
  expect(git(checkout, "ls-files", "--modified", "--others", "*/CHANGELOG.md")).toBe("");
  expect(readdirSync(join(checkout, ".changeset"))).toEqual(["config.json"]);

  // npm refuses a lock file that does not fit the manifests before it installs anything.
  const check = await npm("ci", "--dry-run", "--ignore-scripts", "--offline");
  expect(check).toMatchObject({ status: 0 });
  commitAll(checkout);
  git(checkout, "push", "--quiet", "origin", "main");
});

test("who is not logged in is told so", async () => {
  const { status, stderr } = await release({ token: "of-nobody" });
  expect(status).toBe(2);
  expect(stderr).toMatch(/The registry takes nothing from you \(E40[13]: .*npm login/);
  expect(proxy.taken).toEqual([]);
});

test("a registry that fails half-way is told of, and the next run goes on", async () => {
  proxy.faults.push("none", "none", "unavailable");
  const { status, stderr } = await release();
  expect(status).toBe(2);
  expect(stderr).toContain("The registry is out of order (E503");
  expect(stderr).toContain(
    `Of 0.1.0, ${proxy.url} has ${scope}/diagnostics, ${scope}/core. Not published: `,
  );
  expect(stderr).toContain("There is no tag.");
  expect(stderr).not.toContain("    at ");
  expect(proxy.taken).toHaveLength(2);
  expect(git(checkout, "ls-remote", "--tags", "origin")).toBe("");
});

test("a connection that breaks before anything was taken ends the run as well", async () => {
  proxy.faults.push("none", "dropped");
  const { status, stderr } = await release();
  expect(status).toBe(2);
  expect(stderr).toMatch(/The registry did not answer \(ECONNRESET/);
  expect(proxy.taken).toHaveLength(3);
});

test("an answer that is lost is no failure where the registry took the package", async () => {
  proxy.faults.push("lost-answer", "dropped");
  const { status, stderr } = await release();
  expect(status).toBe(2);
  expect(stderr).toContain(`${scope}/secrets 0.1.0 is published.`);
  expect(stderr).toMatch(/The registry did not answer \(ECONNRESET/);
  expect(proxy.taken).toHaveLength(4);
  expect(git(checkout, "ls-remote", "--tags", "origin")).toBe("");
});

test("a registry that says nothing at all is waited for as long as npm is told to", async () => {
  proxy.faults.push("silent");
  const { status, stderr } = await release({ patience: 10_000 });
  expect(status).toBe(2);
  expect(stderr).toMatch(/The registry did not answer \(.*timeout/);
  expect(proxy.taken).toHaveLength(4);
});

test("the last run publishes what is missing, nothing twice, and tags it, on a commit that main left behind", async () => {
  const begun = git(checkout, "rev-parse", "HEAD").trim();
  writeFileSync(join(checkout, ".changeset/next-change.md"), "---\n---\n\nSomething.\n");
  commitAll(checkout);
  git(checkout, "push", "--quiet", "origin", "main");
  git(checkout, "checkout", "--quiet", begun);
  const { status, stderr } = await release();
  expect(stderr).toContain(`0.1.0 is released: 12 packages at ${proxy.url}, and v0.1.0.`);
  expect(status).toBe(0);
  expect(new Set(proxy.taken).size).toBe(12);
  expect(proxy.taken).toHaveLength(12);
  expect(proxy.taken.at(-1)).toMatch(/%2fcli$/i);
  expect(git(checkout, "ls-remote", "--tags", "origin")).toContain("refs/tags/v0.1.0^{}");
  expect(git(checkout, "rev-parse", "v0.1.0^{commit}")).toBe(git(checkout, "rev-parse", "HEAD"));

  const again = await release();
  expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining("Nothing to do.") });
  git(checkout, "switch", "--quiet", "main");
  git(checkout, "reset", "--quiet", "--hard", begun);
  git(checkout, "push", "--quiet", "--force", "origin", "main");
});

test("the command and a library are installed from the registry in an empty project, and run", async () => {
  const project = join(folder, "project");
  mkdirSync(join(project, "hosts"), { recursive: true });
  mkdirSync(join(project, "users"));
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(project, "hosts/mini.nix"), "{ }\n");
  writeFileSync(join(project, "users/keith.nix"), "{ }\n");
  writeFileSync(
    join(project, "fleet.config.ts"),
    `import { defineFleet } from "${scope}/core";
export default defineFleet({
  users: { keith: { fullName: "Keith", isAdmin: true } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
});
`,
  );
  const names = ["cli", "core", "project"].map((name) => `${scope}/${name}`);
  const installed = await npmIn(project, "install", ...names);
  expect(installed).toMatchObject({ status: 0 });
  const fleet = (...args: readonly string[]) => npmIn(project, "exec", "--", "fleet", ...args);
  expect(await fleet("--version")).toMatchObject({ status: 0, stdout: "0.1.0\n" });
  expect(await fleet("generate")).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(project, "fleet.json"), "utf8"))).toMatchObject({
    hosts: { mini: { accounts: { keith: { groups: ["wheel"] } } } },
  });
  writeFileSync(
    join(project, "admins.js"),
    `import { listAdmins } from "${scope}/core";
import { openProject } from "${scope}/project";
import { nodeWorld } from "${scope}/project/node";
const { fleet } = await openProject(nodeWorld());
console.log(listAdmins(fleet).map(({ user, host }) => user + " on " + host).join());
`,
  );
  expect(run(process.execPath, ["admins.js"], project)).toMatchObject({
    stdout: "keith on mini\n",
  });
});

test("a version that is there with other contents is not passed over", async () => {
  git(checkout, "push", "--quiet", "--delete", "origin", "v0.1.0");
  git(checkout, "tag", "--delete", "v0.1.0");
  writeFileSync(join(checkout, "packages/cli/README.md"), "Changed.\n");
  commitAll(checkout);
  git(checkout, "push", "--quiet", "origin", "main");
  const { status, stderr } = await release();
  expect(status).toBe(2);
  expect(stderr).toContain(
    `${scope}/cli 0.1.0 is at ${proxy.url} already, with other contents: README.md`,
  );
  expect(proxy.taken).toHaveLength(12);
});

test("without a network the run says so and publishes nothing", async () => {
  git(checkout, "reset", "--quiet", "--hard", "HEAD~1");
  proxy.close();
  const { status, stderr } = await release();
  expect(status).toBe(2);
  expect(stderr).toContain("does not answer (ECONNREFUSED). This run published nothing.");
});

interface Access {
  readonly token?: string;
  /** How long npm waits for an answer, in milliseconds. */
  readonly patience?: number;
}

/** `npm run release` in the checkout, against the proxy. */
function release(access: Access = {}): Promise<Outcome> {
  writeSettings(access);
  return npm("run", "--silent", "release", "--", "--no-provenance");
}

function npm(...args: readonly string[]): Promise<Outcome> {
  return npmIn(checkout, ...args);
}

/** Runs npm with a cache and settings of its own, while the proxy in this process answers. */
async function npmIn(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const child = spawn("npm", args, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      HOME: folder,
      PATH: [join(root, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"]].join(
        delimiter,
      ),
      npm_config_userconfig: join(folder, "npmrc"),
      npm_config_cache: join(folder, "npm-cache"),
      npm_config_fetch_retries: "0",
      npm_config_audit: "false",
      npm_config_update_notifier: "false",
    },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const status = await new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once("close", resolve);
  });
  return { status, stdout, stderr };
}

function writeSettings(access: Access): void {
  const { token = registry.token, patience = 120_000 } = access;
  const login = `${proxy.url.slice("http:".length)}/:_authToken=${token}`;
  const lines = [`registry=${proxy.url}/`, login, `fetch-timeout=${patience}`];
  writeFileSync(join(folder, "npmrc"), lines.join("\n"));
}

function read(path: string): string {
  return readFileSync(join(checkout, path), "utf8");
}
