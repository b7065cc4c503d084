import { type Checked, quote } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { decodeText } from "@fleet/project/internal";
import { createProblem } from "../codes.ts";
import type { HostKey } from "./host-key.ts";
import { readHostKey, refuseKey } from "./host-key-line.ts";

/**
 * Asks a host that runs for its key. Whoever sits between could answer: somebody has to compare the fingerprint
 * (`agree`), and a key other than the one in known_hosts is refused.
 */
export async function scanHostKey(
  world: World,
  target: string,
  agree: (fingerprint: string) => boolean,
): Promise<Checked<HostKey>> {
  const [, name = "", port] =
    /^(?:[^@\s]+@)?([\w.-]+|\[[\da-fA-F:]+\])(?::(\d{1,5}))?$/.exec(target) ?? [];
  if (name === "" || name.startsWith("-")) {
    const message = `${quote(target)} is no address of a host.`;
    return {
      ok: false,
      diagnostics: [
        createProblem("bad-answer", message, {
          help: "Write it such as mini.example.org or 192.0.2.7:2222.",
        }),
      ],
    };
  }
  const address = name.replace(/^\[|\]$/g, "");
  const ports = port === undefined ? [] : ["-p", port];
  const answer = await readLines(world, "ssh-keyscan", [
    "-T",
    "10",
    "-t",
    "ed25519",
    ...ports,
    address,
  ]);
  const scanned = keysOf(answer);
  const [line, ...others] = scanned;
  if (line === undefined) {
    return refuseKey(
      `${quote(target)} does not say its ssh-ed25519 key.`,
      "Is sshd running there, and reached under this name? Its key stands in /etc/ssh/ssh_host_ed25519_key.pub.",
    );
  }
  const listed = port === undefined || port === "22" ? address : `[${address}]:${port}`;
  const listedLines = await readLines(world, "ssh-keygen", ["-F", listed]);
  const known = keysOf(listedLines);
  if (keysOf(listedLines, "@revoked").includes(line)) {
    return refuseRevoked(world, target, line);
  }
  const isOther = others.length > 0 || (known.length > 0 && !known.includes(line));
  if (isOther) return refuseOther(world, { target, answered: scanned, known });
  const fingerprint = fingerprintOf(world, line);
  if (!agree(fingerprint)) {
    return refuseKey(
      `The key of ${quote(target)} was not agreed to: ${fingerprint}.`,
      "Compare it on the machine: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub. Then agree on a terminal, or with --yes.",
    );
  }
  return { ok: true, value: { line, folder: undefined }, diagnostics: [] };
}

function refuseRevoked(world: World, target: string, line: string): Checked<never> {
  const message = `${quote(target)} answers with ${fingerprintOf(world, line)}, which your known_hosts says is revoked: whoever has it is not to be trusted.`;
  const help = "Give the machine a new key: ssh-keygen -t ed25519 -f /etc/ssh/ssh_host_ed25519_key";
  return { ok: false, diagnostics: [createProblem("other-host-key", message, { help })] };
}

interface Answered {
  readonly target: string;
  readonly answered: readonly string[];
  readonly known: readonly string[];
}

function refuseOther(world: World, { target, answered, known }: Answered): Checked<never> {
  const list = (lines: readonly string[]) =>
    lines.map((line) => fingerprintOf(world, line)).join(", ");
  const before = known.length === 0 ? "one key alone" : list(known);
  const message = `${quote(target)} answers with ${list(answered)}, and is known by ${before}: another machine may have answered.`;
  const help =
    "Find out which key is its own. If it was installed anew: ssh-keygen -R NAME, and run the command again.";
  return { ok: false, diagnostics: [createProblem("other-host-key", message, { help })] };
}

/** The lines that a program prints; none where it fails. */
async function readLines(
  world: World,
  program: string,
  args: readonly string[],
): Promise<readonly string[]> {
  const end = await world.run({
    program,
    arguments: args,
    folder: world.folder,
    environment: world.environment,
    timeLimit: 30_000,
  });
  return end.end === "exit" ? decodeText(end.output).split("\n") : [];
}

/** The keys of the type ssh-ed25519 behind the names of hosts, each once: those with a marker of sshd(8), or without any. */
function keysOf(lines: readonly string[], marker?: "@revoked"): readonly string[] {
  const keys = lines.flatMap((line) => {
    const [, marked, key = ""] =
      /^(@\S+\s+)?(?!#).*\b(ssh-ed25519 [A-Za-z0-9+/=]+)/.exec(line) ?? [];
    const own = marked?.trim() === marker ? readHostKey(key) : undefined;
    return own === undefined ? [] : [own];
  });
  return [...new Set(keys)];
}

/** The fingerprint of a key, as `ssh-keygen -l` shows it. */
export function fingerprintOf({ digest }: Pick<World, "digest">, line: string): string {
  const blob = Uint8Array.from(atob(line.split(" ")[1] ?? ""), (unit) => unit.charCodeAt(0));
  const bytes = (digest(blob).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `SHA256:${btoa(String.fromCharCode(...bytes)).replace(/=+$/, "")}`;
}
