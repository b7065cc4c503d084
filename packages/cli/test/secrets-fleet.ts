import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { git, type Run, testRepository } from "@fleet/test-kit";
import { afterAll } from "vitest";
import { runFleet } from "./run-fleet.ts";

/** The folders of the tools: PATH, then where this repository's scripts install them. */
const toolFolders = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "fleet", "tools", "bin"),
];

/** A PATH with which all tools are found. */
export const toolPath = toolFolders.join(delimiter);

/** The path of a tool. */
export function findTool(name: string): string {
  const file = toolFolders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined)
    throw new Error(`${name} is neither in PATH nor in ~/.cache/fleet/tools/bin.`);
  return file;
}

/** A key pair of age, made for one run of the tests. */
export interface KeyPair {
  readonly recipient: string;
  /** The file with the private key. */
  readonly file: string;
}

const keyFolder = mkdtempSync(join(tmpdir(), "fleet-test-keys-"));
afterAll(() => rmSync(keyFolder, { recursive: true, force: true }));
const pairs = new Map<string, KeyPair>();

/** The key pair of a name, the same in all tests of a file. */
export function keyOf(name: string): KeyPair {
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const file = join(keyFolder, `${name}.txt`);
  execFileSync(findTool("age-keygen"), ["-o", file], { stdio: "pipe" });
  const recipient = execFileSync(findTool("age-keygen"), ["-y", file], { encoding: "utf8" }).trim();
  const pair = { recipient, file };
  pairs.set(name, pair);
  return pair;
}

/** The names of all who have a key in the fleet of the tests. */
const everybody = ["keith", "traci", "mini", "recovery", "stranger"] as const;

/** A config with a key for everybody but the stranger; `rules` and `operators` are YAML. */
export function secretsConfig({
  rules = "",
  operators,
}: {
  rules?: string;
  operators?: string;
} = {}): string {
  const key = (name: string) => keyOf(name).recipient;
  return `users:
  keith: { fullName: Keith, isAdmin: true, ageKeys: [${key("keith")}] }
  traci: { fullName: Traci, ageKeys: [${key("traci")}] }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith, traci], ageKey: ${key("mini")} }
operators:
  recovery: { ageKeys: [${operators ?? key("recovery")}] }
secrets:
  files:
${rules === "" ? "    []" : rules}
`;
}

/** A repository with that fleet, its `.sops.yaml`, and encrypted files: by path, for whom. */
export async function secretsRepository(
  files: Readonly<Record<string, readonly string[]>>,
  config = secretsConfig(),
): Promise<string> {
  const folder = testRepository({
    "users/keith.nix": "{ }\n",
    "users/traci.nix": "{ }\n",
    "hosts/mini.nix": "{ }\n",
    "fleet.config.yaml": config,
  });
  const { status, stderr } = await runFleet(folder, ["generate"]);
  if (status !== 0) throw new Error(stderr);
  for (const [path, names] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), encrypt(path, names));
  }
  // A flake sees no others.
  git(folder, "add", "--all");
  return folder;
}

const plain: Readonly<Record<string, string>> = {
  yaml: "wifi: geheim\nnested:\n    list: [a, 1, true]\n# a comment\nempty: ''\n",
  json: '{"wifi": "geheim", "nested": {"n": 1.5}}',
  env: "WIFI=geheim\n",
  ini: "[wifi]\npassword = geheim\n",
};

/** An encrypted file for the named people, in the format of its name. */
export function encrypt(
  path: string,
  names: readonly string[],
  more: readonly string[] = [],
): string {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const recipients = names.map((name) => keyOf(name).recipient).join();
  return callSops(["encrypt", "--age", recipients, ...more, "--filename-override", `x.${ending}`], {
    input: plain[ending] ?? "geheim\u0000\n",
  });
}

/** Runs sops away from all keys and settings but the given ones; throws what it complains of. */
export function callSops(
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
): string {
  const { status, stdout, stderr } = spawnSync(findTool("sops"), args, {
    cwd: keyFolder,
    env: { HOME: keyFolder, PATH: toolPath, SOPS_DISABLE_VERSION_CHECK: "1", ...env },
    input,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Who of everybody can decrypt a file with the own key alone. */
export function whoDecrypts(path: string): string[] {
  return everybody.filter((name) => {
    try {
      callSops(["decrypt", path], { env: { SOPS_AGE_KEY_FILE: keyOf(name).file } });
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs `fleet` as somebody who has one of the keys. */
export async function runAs(
  name: string,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return await runFleet(folder, args, {
    PATH: toolPath,
    HOME: keyFolder,
    SOPS_AGE_KEY_FILE: keyOf(name).file,
    ...env,
  });
}

/** The text of a file. */
export function readText(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}
