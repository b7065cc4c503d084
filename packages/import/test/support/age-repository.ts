import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { testdir } from "@fleet/test-kit";
import { findTool, runTool } from "../../../secrets/test/support/tools.ts";

/** A key pair that was made for one test. */
export interface TestKey {
  /** The public key, with the comment of an SSH key. */
  readonly line: string;
  /** The file with the private key. */
  readonly file: string;
}

/** Makes a key pair of SSH. */
export function makeSshKey(comment: string, type: "ed25519" | "rsa" = "ed25519"): TestKey {
  const file = join(testdir(), "key");
  const size = type === "rsa" ? ["-b", "2048"] : [];
  runTool("ssh-keygen", ["-q", "-t", type, ...size, "-N", "", "-C", comment, "-f", file]);
  return { line: readFileSync(`${file}.pub`, "utf8").trim(), file };
}

/** Makes a key pair of age. */
export function makeAgeKey(): TestKey {
  const file = join(testdir(), "keys.txt");
  runTool("age-keygen", ["-o", file]);
  return { line: runTool("age-keygen", ["-y", file]).trim(), file };
}

/** Encrypts a text by the real age, as agenix does, for the keys in these lines. */
export function encryptAge(
  folder: string,
  path: string,
  { lines, text = "", isArmored = false }: AgeContent,
): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const recipients = lines.flatMap((line) => ["-r", line]);
  const armor = isArmored ? ["-a"] : [];
  execFileSync(findTool("age"), [...armor, ...recipients, "-o", target], { input: text });
}

interface AgeContent {
  readonly lines: readonly string[];
  readonly text?: string | Uint8Array;
  readonly isArmored?: boolean;
}

/** Runs a command as it was printed, in bash, by somebody with an SSH key. */
export function runPrinted(command: string, folder: string, key: TestKey) {
  const home = testdir();
  mkdirSync(join(home, ".ssh"), { mode: 0o700 });
  writeFileSync(join(home, ".ssh", "id_ed25519"), readFileSync(key.file), { mode: 0o600 });
  const tools = [findTool("age"), findTool("sops")].map((file) => dirname(file));
  const { status, stderr } = spawnSync("bash", ["-c", command], {
    cwd: folder,
    encoding: "utf8",
    env: {
      HOME: home,
      PATH: [...tools, process.env["PATH"] ?? ""].join(":"),
      SOPS_DISABLE_VERSION_CHECK: "1",
    },
  });
  return { status, stderr };
}
