import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Outcome, root, run } from "./command.ts";

/** A tarball that the package is built from. */
interface Tarball {
  readonly url: string;
  readonly hash: string;
}

/**
 * Builds the package with the stand-in for nixpkgs and npm's own cache, where the system has a way without
 * any network, and returns the folder that it is in. The store is in the scratch folder, as is all else that
 * Nix writes. Throws with what Nix said when it fails.
 */
export function buildPackage(scratch: string, ...more: readonly string[]): string {
  const { status, stdout, stderr } = runNix(
    scratch,
    ["build", "--json", "--no-link", "--impure", ...more, "--expr", packageExpression(scratch)],
    findIsolation(),
  );
  if (status !== 0) throw new Error(stderr);
  const [{ outputs }] = JSON.parse(stdout);
  return outputs.out;
}

/** The expression of the package, with all of npm's cache that it needs. */
function packageExpression(scratch: string): string {
  const table = join(scratch, "tarballs.json");
  if (!existsSync(table)) writeFileSync(table, JSON.stringify(listCached(scratch)));
  const path = [...new Set((process.env["PATH"] ?? "").split(":"))].join(":");
  return `(import ${join(root, "nix", "tests", "package", "stand-in.nix")} {
    nodeFolder = ${JSON.stringify(dirname(process.execPath))};
    nodeVersion = ${JSON.stringify(process.versions.node)};
    path = ${JSON.stringify(path)};
    system = builtins.currentSystem;
    tarballs = builtins.fromJSON (builtins.readFile ${table});
  }).callPackage ${join(root, "nix", "package")} { }`;
}

/** Where each tarball is, by its hash; what npm has not fetched yet, it fetches here. */
function listCached(scratch: string): object {
  const cache = join(run("npm", ["config", "get", "cache"], root).stdout.trim(), "_cacache");
  return Object.fromEntries(
    listTarballs(scratch).map(({ url, hash }) => {
      const digest = Buffer.from(hash.slice("sha512-".length), "base64").toString("hex");
      const parts = [digest.slice(0, 2), digest.slice(2, 4), digest.slice(4)];
      const file = join(cache, "content-v2", "sha512", ...parts);
      if (!existsSync(file)) run("npm", ["cache", "add", specOf(url)], root);
      const actual = createHash("sha512").update(readFileSync(file)).digest("hex");
      if (actual !== digest) throw new Error(`${file} is not what the lock file says`);
      return [hash, file];
    }),
  );
}

/** What the derivation fetches, asked of itself. */
function listTarballs(scratch: string): readonly Tarball[] {
  const expression = `((import ${join(root, "nix", "tests", "package", "stand-in.nix")} {
    nodeFolder = "/"; nodeVersion = "24.0.0"; path = ""; system = builtins.currentSystem; tarballs = { };
  }).callPackage ${join(root, "nix", "package")} { }).tarballs`;
  const args = ["eval", "--json", "--impure", "--expr", expression];
  const { status, stdout, stderr } = runNix(scratch, args, []);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** `https://…/@scope/name/-/name-1.0.0.tgz` as npm writes it: `@scope/name@1.0.0`. */
function specOf(url: string): string {
  const [, name = "", version = ""] =
    /^https:\/\/[^/]+\/(.+)\/-\/.*?-(\d+\.\d+\.\d+.*)\.tgz$/.exec(url) ?? [];
  return `${name}@${version}`;
}

/** What a command is started by so that it reaches no network; nothing where the system has no such way. */
export function findIsolation(): readonly string[] {
  const ways = [
    ["unshare", "--net"],
    ["unshare", "--map-root-user", "--net"],
  ];
  return ways.find(([program = "", ...args]) => isWorking(program, [...args, "true"])) ?? [];
}

function isWorking(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

function runNix(scratch: string, args: readonly string[], isolation: readonly string[]): Outcome {
  const settings = writeSettings(scratch);
  const [program = "nix", ...before] = [...isolation, "nix"];
  const { status, stdout, stderr, error } = spawnSync(program, [...before, ...args], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      NIX_CONF_DIR: settings,
      NIX_LOG_DIR: join(scratch, "log"),
      NIX_REMOTE: "",
      NIX_STATE_DIR: join(scratch, "state"),
      NIX_STORE_DIR: join(scratch, "store"),
    },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** The settings of Nix, and what it asks whether another machine could build: none could. */
function writeSettings(scratch: string): string {
  const folder = join(scratch, "settings");
  mkdirSync(folder, { recursive: true });
  const hook = join(folder, "decline");
  writeFileSync(hook, '#!/bin/sh\necho "# decline-permanently" >&2\ncat > /dev/null\n');
  chmodSync(hook, 0o755);
  const settings = [
    "experimental-features = nix-command flakes",
    "sandbox = false",
    "build-users-group =",
    "substituters =",
    `build-hook = ${hook}`,
  ];
  writeFileSync(join(folder, "nix.conf"), settings.map((line) => `${line}\n`).join(""));
  return folder;
}
