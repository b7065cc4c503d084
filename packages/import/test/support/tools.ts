import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The path of a command: in PATH, or where the tests install their tools. */
function findTool(name: "sops" | "age-keygen"): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    join(cache, "fleet", "tools", "bin"),
  ];
  const found = folders.find((folder) => folder !== "" && existsSync(join(folder, name)));
  if (found === undefined)
    throw new Error(`${name} is neither in PATH nor in ~/.cache/fleet/tools/bin.`);
  return join(found, name);
}

/** A new public key of age. */
export function makeRecipient(): string {
  const key = execFileSync(findTool("age-keygen"), { encoding: "utf8", stdio: "pipe" });
  return /public key: (\S+)/.exec(key)?.[1] ?? "";
}

/** What the real sops encrypts a new file at a path to, by the config in a folder; undefined where it refuses. */
export function encryptBySops(folder: string, path: string): { readonly text: string } | undefined {
  const args = ["encrypt", "--filename-override", path];
  const { status, stdout } = spawnSync(findTool("sops"), args, {
    cwd: folder,
    input: /\.json$/.test(path) ? '{"a": "b"}' : "a: b\n",
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, PWD: folder, SOPS_DISABLE_VERSION_CHECK: "1" },
  });
  return status === 0 ? { text: stdout } : undefined;
}
