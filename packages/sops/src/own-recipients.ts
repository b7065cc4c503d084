import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseRecipient } from "@fleet/secrets/internal";
import { type Environment, findProgram } from "./sops-program.ts";

/**
 * The recipients whose private keys sops will find for whoever runs this, as far as that can be told
 * without reading a private key: age-keygen turns key files into recipients, and SSH keys have their
 * public half beside them. Keys in plugins, agents and clouds are not among them.
 */
export async function listOwnRecipients(variables: Environment): Promise<ReadonlySet<string>> {
  const ageKeygen = findProgram("age-keygen", variables);
  const texts: string[] = [];
  if (ageKeygen !== undefined) {
    for (const file of keyFiles(variables)) {
      if (isFile(file)) texts.push(await run(ageKeygen, ["-y", file]));
    }
    // sops takes several keys with any space between them, age-keygen one on each line.
    const keys = (variables["SOPS_AGE_KEY"] ?? "")
      .split(/\s+/)
      .filter((word) => word.startsWith("AGE-SECRET-KEY-"));
    if (keys.length > 0) texts.push(await run(ageKeygen, ["-y"], `${keys.join("\n")}\n`));
  }
  const own = new Set(texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== ""));
  for (const file of sshKeyFiles(variables)) {
    const parsed = parseRecipient(readIfThere(`${file}.pub`));
    if (parsed.ok && isFile(file)) own.add(parsed.recipient.id);
  }
  return own;
}

function keyFiles(variables: Environment): string[] {
  const home = variables["HOME"] ?? homedir();
  const folder =
    variables["XDG_CONFIG_HOME"] ??
    (process.platform === "darwin"
      ? join(home, "Library", "Application Support")
      : join(home, ".config"));
  return [variables["SOPS_AGE_KEY_FILE"] ?? "", join(folder, "sops", "age", "keys.txt")].filter(
    (file) => file !== "",
  );
}

function sshKeyFiles(variables: Environment): string[] {
  const home = variables["HOME"] ?? homedir();
  const named = variables["SOPS_AGE_SSH_PRIVATE_KEY_FILE"];
  const usual = ["id_ed25519", "id_rsa"].map((name) => join(home, ".ssh", name));
  return named === undefined ? usual : [named, ...usual];
}

/** What a program prints, or nothing when it fails. */
function run(command: string, args: readonly string[], input = ""): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], timeout: 20_000 });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  child.on("error", () => resolve(""));
  child.on("close", (code) => resolve(code === 0 ? printed : ""));
  return promise;
}

/** A pipe could be read only once, and then sops would find nothing in it. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
