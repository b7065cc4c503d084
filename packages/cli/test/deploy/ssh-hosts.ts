import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { testdir } from "@fleet/test-kit";
import { onTestFinished } from "vitest";

/** A machine in a network namespace of its own, with a real sshd. */
interface SshHost {
  readonly name: string;
  readonly address: string;
  /** Takes its only cable out. */
  readonly unplug: () => void;
}

/** Machines that can be reached by SSH as root, and what was done on them. */
export interface SshHosts {
  readonly hosts: readonly SshHost[];
  /** A `nixos-rebuild` that logs in to its target, and has it do what is set for it. */
  readonly program: string;
  /** What a machine does, as words of a shell. Default: nothing. */
  readonly set: (name: string, command: string) => void;
  /** What machines noted, in order: `web1 begun`. */
  readonly notes: () => readonly string[];
}

const sshd = "/usr/sbin/sshd";

/** Why no such machines can be made here; undefined where they can. */
export function whyNoHosts(): string | undefined {
  if (process.getuid?.() !== 0) return "network namespaces need root";
  if (!existsSync(sshd)) return `there is no ${sshd}`;
  const probe = `fleet-probe-${process.pid}`;
  const made = spawnSync("ip", ["netns", "add", probe]);
  if (made.status !== 0) return "ip makes no network namespaces here";
  ip("netns", "del", probe);
  return undefined;
}

/** Makes machines `web1`, `web2`, … that are gone when the test ends. */
export async function sshHosts(count: number): Promise<SshHosts> {
  const folder = testdir();
  const key = join(folder, "key");
  const names = Array.from({ length: count }, (_, index) => `web${index + 1}`);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  const hosts = names.map((name, index) => startHost({ name, index, folder, key }));
  await Promise.all(hosts.map(({ address }) => untilReached(address)));
  const notes = join(folder, "notes");
  const set = (name: string, command: string) =>
    writeFileSync(join(folder, `${name}.command`), command);
  for (const { name } of hosts) set(name, "true");
  return { hosts, set, program: writeProgram(folder, key), notes: () => readLines(notes) };
}

interface Making {
  readonly name: string;
  readonly index: number;
  readonly folder: string;
  readonly key: string;
}

function startHost({ name, index, folder, key }: Making): SshHost {
  const space = `fleet-${process.pid}-${index}`;
  const [outside, inside] = [
    `fo${process.pid % 10_000}x${index}`,
    `fi${process.pid % 10_000}x${index}`,
  ];
  const net = `10.231.${index}`;
  ip("netns", "add", space);
  ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", space);
  ip("addr", "add", `${net}.1/30`, "dev", outside);
  ip("link", "set", outside, "up");
  ip("-n", space, "addr", "add", `${net}.2/30`, "dev", inside);
  ip("-n", space, "link", "set", inside, "up");
  ip("-n", space, "link", "set", "lo", "up");
  const daemon = startDaemon({ name, index, folder, key }, space);
  onTestFinished(() => {
    daemon.kill("SIGKILL");
    ip("link", "del", outside);
    ip("netns", "del", space);
  });
  return { name, address: `${net}.2`, unplug: () => ip("link", "set", outside, "down") };
}

function startDaemon({ name, folder, key }: Making, space: string): ChildProcess {
  const hostKey = join(folder, `${name}.key`);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", hostKey]);
  execFileSync("mkdir", ["-p", "/run/sshd"]);
  const config = join(folder, `${name}.config`);
  const lines = [
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${key}.pub`,
    "PermitRootLogin prohibit-password",
    "StrictModes no",
    "UsePAM no",
    "PidFile none",
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  const words = ["netns", "exec", space, sshd, "-D", "-e", "-f", config];
  return spawn("ip", words, { stdio: "ignore" });
}

/** The words are those of the engine; all that the stand-in reads of them is the target. */
function writeProgram(folder: string, key: string): string {
  const file = join(folder, "nixos-rebuild");
  const text = `#!/bin/sh
set -eu
name=\${3#.#} target=
while [ $# -gt 0 ]; do
  if [ "$1" = --target-host ]; then target=$2; fi
  shift
done
command=$(cat '${folder}'/"$name.command")
exec ssh -i '${key}' -o BatchMode=yes -o ConnectTimeout=2 -o StrictHostKeyChecking=no \\
  -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$target" \\
  "echo $name begun >> '${folder}/notes'; $command; echo $name ended >> '${folder}/notes'"
`;
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

async function untilReached(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const words = [
      "-o",
      "BatchMode=yes",
      "-o",
      "ConnectTimeout=1",
      "-o",
      "StrictHostKeyChecking=no",
    ];
    const none = ["-o", "UserKnownHostsFile=/dev/null", "-o", "IdentityFile=none"];
    const { stderr } = spawnSync("ssh", [...words, ...none, `root@${address}`, "true"], {
      encoding: "utf8",
    });
    if (stderr.includes("Permission denied")) return;
    await wait(100);
  }
  throw new Error(`no sshd at ${address}`);
}

function readLines(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

function ip(...words: readonly string[]): void {
  execFileSync("ip", words, { stdio: "ignore" });
}
