// The test keys of the fixtures. They are made once and kept beside the fixtures.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, run, say } from "../ensure.mjs";
import { ensureGo, toolsCache } from "../go-tools.mjs";

/** Whom the fixtures are encrypted to. Nobody declares `evil`. */
const names = ["keith", "mini", "recovery", "traci", "evil"];

/** Makes the keys that are missing; `recipient` is as sops takes it, `id` as `Recipient.id`. That of gpg lies in `gnupg` then. */
export function ensureTestKeys(folder, gnupg) {
  mkdirSync(folder, { recursive: true });
  mkdirSync(gnupg, { recursive: true, mode: 0o700 });
  const age = Object.fromEntries(names.map((name) => [name, ageKey(folder, name, [])]));
  return {
    ...age,
    "post-quantum": ageKey(folder, "post-quantum", ["-pq"]),
    "ssh-ed25519": sshKey(folder, "ssh-ed25519", ["-t", "ed25519"]),
    "ssh-evil": sshKey(folder, "ssh-evil", ["-t", "ed25519"]),
    "ssh-rsa": sshKey(folder, "ssh-rsa", ["-t", "rsa", "-b", "2048"]),
    pgp: pgpKey(folder, gnupg),
  };
}

function ageKey(folder, name, options) {
  const file = join(folder, `test-key-${name}.age`);
  if (!existsSync(file)) output(ageKeygen(), [...options, "-o", file]);
  const text = readFileSync(file, "utf8");
  const identity = text.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-"));
  const [, recipient] = /# public key: (\S+)/.exec(text) ?? [];
  return { identity, recipient, id: recipient };
}

/** Debian's age knows no post-quantum keys yet. */
function ageKeygen() {
  const folder = join(toolsCache, "age-1.3.1");
  const command = join(folder, "age-keygen");
  if (!existsSync(command)) {
    say("Building age-keygen 1.3.1 (go install)…");
    mkdirSync(folder, { recursive: true });
    run(ensureGo(), ["install", "filippo.io/age/cmd/age-keygen@v1.3.1"], {
      cwd: folder,
      env: { GOBIN: folder },
    });
  }
  return command;
}

function sshKey(folder, name, options) {
  const file = join(folder, `test-key-${name}`);
  if (!existsSync(file)) output("ssh-keygen", ["-q", "-N", "", "-C", "", ...options, "-f", file]);
  const recipient = readFileSync(`${file}.pub`, "utf8").trim();
  return { recipient, id: recipient };
}

function pgpKey(folder, gnupg) {
  const file = join(folder, "test-key-pgp.asc");
  const gpg = (...args) =>
    output("gpg", ["--homedir", gnupg, "--batch", "--passphrase", "", ...args]);
  if (!existsSync(file)) {
    gpg(
      "--quick-generate-key",
      "Test key that protects nothing <test@example.org>",
      "rsa2048",
      "encrypt,sign",
      "never",
    );
    writeFileSync(file, gpg("--armor", "--export-secret-keys"));
  } else gpg("--import", file);
  const line = gpg("--with-colons", "--fingerprint")
    .split("\n")
    .find((one) => one.startsWith("fpr"));
  const recipient = line?.split(":")[9] ?? "";
  return { recipient, id: `pgp:${recipient}` };
}

function output(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) fail(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}
