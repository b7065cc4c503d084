import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fixturesFolder, identityOf } from "../support/sops-fixtures.ts";
import { findTool } from "../support/tools.ts";
import type { BaseKind } from "./base-files.ts";

/** What became of one try to decrypt a file. */
interface Attempt {
  readonly status: number | null;
  readonly output: string;
}

/** What real sops does with a file. */
export interface Verdict {
  /** The versions in which somebody whom nobody declared gets at the data key. */
  readonly strangers: readonly string[];
  /** The declared readers who decrypt it with the newest version; together, where several are needed. */
  readonly readers: readonly string[];
  /** Why the declared readers who fail do so, where it is not told by the key alone. */
  readonly visibleFailures: readonly string[];
  /** What the newest version gives the first reader. */
  readonly decrypted: string | undefined;
}

/** Asks real sops of some versions. */
export interface Oracle {
  readonly versions: readonly string[];
  readonly judge: (
    bytes: Uint8Array,
    file: { readonly kind: BaseKind; readonly ending: string },
  ) => Promise<Verdict>;
  readonly close: () => void;
}

/** An oracle with the newest sops, and with the older ones that `node scripts/sops-versions.mjs` built. */
export function openOracle(): Oracle {
  const tools = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "fleet", "tools");
  const older = ["3.12.2", "3.9.4"]
    .map((version) => [version, join(tools, `sops-${version}`, "sops")] as const)
    .filter(([, command]) => existsSync(command));
  const newest = findTool("sops");
  const folder = mkdtempSync(join(tmpdir(), "fleet-disguises-"));
  mkdirSync(join(folder, "home"));
  let count = 0;
  const judge: Oracle["judge"] = async (bytes, { kind, ending }) => {
    count += 1;
    const file = join(folder, `file-${count}${ending}`);
    writeFileSync(file, bytes);
    const attempt = (command: string, keys: readonly string[], home = join(folder, "home")) =>
      decrypt(command, { file, keys, home });
    const readers = await tryAll(readersOf(kind), (keys) => attempt(newest, keys));
    const strangers = await Promise.all(
      [["newest", newest] as const, ...older].map(
        async ([version, command]) =>
          [version, await attempt(command, ["evil", "ssh-evil"])] as const,
      ),
    );
    rmSync(file);
    const failed = readers.filter(([, { status }]) => status !== 0);
    return {
      strangers: strangers.filter(([, one]) => hasDataKey(one)).map(([version]) => version),
      readers: readers.filter(([, { status }]) => status === 0).map(([names]) => names),
      visibleFailures: failed
        .filter(([, one]) => !isOnlyForKeys(one))
        .map(([names, { status, output }]) => `${names}: exit ${status}, ${shorten(output)}`),
      decrypted: readers.find(([, { status }]) => status === 0)?.[1].output,
    };
  };
  return {
    versions: ["newest", ...older.map(([version]) => version)],
    judge,
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** What sops says, on one line: from what went wrong on. */
function shorten(output: string): string {
  const line = output.replaceAll(/\s+\|?\s*/g, " ");
  return line.slice(Math.max(line.search(malformed), 0)).slice(0, 160);
}

/** Tries all readers, unless not even the first gets at anything. */
async function tryAll(
  readers: readonly (readonly string[])[],
  attempt: (keys: readonly string[]) => Promise<Attempt>,
): Promise<(readonly [names: string, attempt: Attempt])[]> {
  const [first = [], ...others] = readers;
  const one = [first.join("+"), await attempt(first)] as const;
  if (one[1].status !== 0 && one[1].status !== 128) return [one];
  const rest = others.map(async (keys) => [keys.join("+"), await attempt(keys)] as const);
  return [one, ...(await Promise.all(rest))];
}

/** Who has to be able to decrypt a file of a kind, each alone, or those together whose groups are needed. */
function readersOf(kind: BaseKind): readonly (readonly string[])[] {
  if (kind === "groups")
    return [
      ["keith", "recovery"],
      ["mini", "recovery"],
    ];
  return [["keith"], ["mini"], [kind === "ssh" ? "ssh-ed25519" : "recovery"]];
}

/** How many run at once: what this machine has cores for, and little more. */
const limit = 3;
let running = 0;
const waiting: (() => void)[] = [];

async function decrypt(
  command: string,
  {
    file,
    keys,
    home,
  }: { readonly file: string; readonly keys: readonly string[]; readonly home: string },
): Promise<Attempt> {
  if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await start(command, ["--config", "/dev/null", "decrypt", file], envOf(keys, home));
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function envOf(keys: readonly string[], home: string): Record<string, string> {
  const ssh = keys.find((name) => name.startsWith("ssh-"));
  const age = keys.filter((name) => name !== ssh).map(identityOf);
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    XDG_CONFIG_HOME: home,
    GNUPGHOME: home,
    SOPS_DISABLE_VERSION_CHECK: "1",
    SOPS_HC_VAULT_ALLOWLIST: "none",
    AWS_EC2_METADATA_DISABLED: "true",
    ...(age.length === 0 ? {} : { SOPS_AGE_KEY: age.join("\n") }),
    ...(ssh === undefined
      ? {}
      : { SOPS_AGE_SSH_PRIVATE_KEY_FILE: join(fixturesFolder, "keys", `test-key-${ssh}`) }),
  };
}

function start(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env,
      cwd: env["HOME"],
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30_000,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output: status === 0 ? stdout : stderr }));
  });
}

/** Whether the data key was had: sops then fails at the values at most, or at the MAC (codes/codes.go). */
function hasDataKey({ status, output }: Attempt): boolean {
  return (
    status === 0 ||
    status === 25 ||
    status === 51 ||
    (status === 2 && output.includes("panic") && output.includes("aes."))
  );
}

/**
 * Whether a failure can be told only by who has the keys: a value, the MAC or a wrap was changed for
 * another of the same form.
 */
function isOnlyForKeys({ status, output }: Attempt): boolean {
  if (status === 51) return true;
  // Of another type than it was sealed as, which nothing but the plain value shows.
  if (status === 25) return /message authentication failed|strconv|parsing time/.test(output);
  if (status !== 128) return output.includes("message authentication failed");
  return !malformed.test(output);
}

/** What age says of a wrap that it cannot read, whoever has which key. */
const malformed =
  /failed to (?:read|parse)|malformed|invalid|unexpected|armor|illegal|unknown|parsing/i;
