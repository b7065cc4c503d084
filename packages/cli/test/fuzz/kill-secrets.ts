import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { git, writeFiles } from "@fleet/test-kit";
import { type DrawScene, runToEnd } from "./kill-scenes.ts";
import type { Random } from "./random.ts";

const PATH = [process.env["PATH"], join(homedir(), ".cache", "fleet", "tools", "bin")].join(
  delimiter,
);

interface KeyPair {
  readonly file: string;
  readonly recipient: string;
}

/** `secrets sync` of files that the wrong people can read. */
export const drawSync: DrawScene = async (folder, random) => {
  // Beside the folder that is killed in, and gone with it.
  const keys = mkdtempSync(join(dirname(folder), "keys-"));
  const [ada, mini, stranger] = [makeKey(keys, "ada"), makeKey(keys, "mini"), makeKey(keys, "old")];
  const env = { PATH, HOME: keys, SOPS_AGE_KEY_FILE: ada.file, SOPS_DISABLE_VERSION_CHECK: "1" };
  const paths = ["yaml", "json", "env"]
    .slice(0, 1 + random.below(3))
    .map((ending, index) => `secrets/file${index}.${ending}`);
  declareSecrets(folder, paths, { ada, mini });
  git(folder, "init", "--quiet", "--template=");
  git(folder, "add", "--all");
  await runToEnd(folder, ["generate"]);
  mkdirSync(join(folder, "secrets"));
  for (const path of paths) {
    const readers = drawReaders(random, { ada, mini, stranger });
    writeFileSync(join(folder, path), encrypt(path, readers, env));
  }
  git(folder, "add", "--all");
  return {
    name: "secrets sync",
    command: ["secrets", "sync", "--yes"],
    next: ["generate"],
    env,
    // It remembers who could read a file before it takes that away, and after.
    repeated: ["fleet.lock.json"],
    read: (root, path) => (paths.includes(path) ? readSealed(join(root, path), env) : undefined),
  };
};

function drawReaders(
  random: Random,
  { ada, mini, stranger }: Readonly<Record<"ada" | "mini" | "stranger", KeyPair>>,
): readonly KeyPair[] {
  return random.pick(
    [
      [ada, stranger],
      [ada, mini, stranger],
    ],
    [ada],
  );
}

function makeKey(folder: string, name: string): KeyPair {
  const file = join(folder, `${name}.txt`);
  const options = { env: { PATH }, encoding: "utf8", stdio: "pipe" } as const;
  execFileSync("age-keygen", ["-o", file], options);
  return { file, recipient: execFileSync("age-keygen", ["-y", file], options).trim() };
}

function declareSecrets(
  folder: string,
  paths: readonly string[],
  { ada, mini }: Readonly<Record<"ada" | "mini", KeyPair>>,
): void {
  const config = {
    users: { ada: { fullName: "Ada", isAdmin: true, uid: 1000, ageKeys: [ada.recipient] } },
    hosts: {
      mini: {
        system: "x86_64-linux",
        stateVersion: "24.05",
        users: ["ada"],
        ageKey: mini.recipient,
      },
    },
    secrets: { files: paths.map((path) => ({ path, readers: ["hosts", "user:ada"] })) },
  };
  writeFiles(folder, {
    "users/ada.nix": "{ }\n",
    "hosts/mini.nix": "{ }\n",
    "fleet.config.json": JSON.stringify(config, null, 2),
  });
}

const plain: Readonly<Record<string, string>> = {
  yaml: "wifi: x\nlist: [1, 2]\n",
  json: '{"wifi": "x"}',
  env: "WIFI=x\n",
};

function encrypt(
  path: string,
  readers: readonly KeyPair[],
  env: Readonly<Record<string, string>>,
): string {
  const recipients = readers.map(({ recipient }) => recipient).join();
  const args = ["encrypt", "--age", recipients, "--filename-override", path];
  const input = plain[path.slice(path.lastIndexOf(".") + 1)] ?? "";
  return execFileSync("sops", args, { cwd: tmpdir(), env, input, encoding: "utf8" });
}

/** Who can read a file, and what: no two encryptions are the same bytes. */
function readSealed(file: string, env: Readonly<Record<string, string>>): string {
  try {
    const args = ["decrypt", file];
    const text = execFileSync("sops", args, { env, encoding: "utf8", stdio: "pipe" });
    const recipients = readFileSync(file, "utf8").match(/age1[\da-z]{58}/g) ?? [];
    return JSON.stringify([text, [...new Set(recipients)].sort()]);
  } catch {
    return `${file} cannot be decrypted`;
  }
}
