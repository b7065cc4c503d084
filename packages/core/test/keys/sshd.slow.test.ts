import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "@fast-check/vitest";
import { afterAll, describe, expect, it } from "vitest";
import { authorizedKeyProblem, parseAuthorizedKey } from "../../src/keys/authorized-key.ts";
import { arbitraryOptions, arbitraryPatterns } from "./arbitrary-lines.ts";

const sshd = process.env["FLEET_TEST_SSHD"] ?? "/usr/sbin/sshd";
const scratch = mkdtempSync(join(tmpdir(), "fleet-sshd-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

// sshd wants a user of its own, which a mount that is seen by it alone gives it; only root may do so.
const canRun = existsSync(sshd) && spawnSync("unshare", ["-m", "true"]).status === 0;

function makeKey(name: string): string {
  execFileSync("ssh-keygen", [
    "-q",
    "-t",
    "ed25519",
    "-N",
    "",
    "-C",
    "",
    "-f",
    join(scratch, name),
  ]);
  return readFileSync(join(scratch, `${name}.pub`), "utf8").trim();
}

const files = {
  keys: join(scratch, "keys"),
  log: join(scratch, "log"),
  config: join(scratch, "config"),
};

/** The log of sshd while somebody logs in whose key stands in these lines. */
async function logIn(lines: readonly string[], port: number): Promise<string> {
  rmSync(files.log, { force: true });
  writeFileSync(files.keys, lines.join("\n"));
  writeFileSync(
    files.config,
    `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${join(scratch, "host")}\nAuthorizedKeysFile ${files.keys}\n` +
      "PidFile none\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\nForceCommand true\n",
  );
  const passwd = join(scratch, "passwd");
  writeFileSync(
    passwd,
    `${readFileSync("/etc/passwd", "utf8")}sshd:x:105:65534::/run/sshd:/bin/false\n`,
  );
  const script = `mount --bind ${passwd} /etc/passwd; mkdir -p /run/sshd; exec ${sshd} -D -ddd -f ${files.config} -e 2>${files.log}`;
  const server = spawn("unshare", ["-m", "sh", "-c", script], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const isReady = () =>
    existsSync(files.log) && readFileSync(files.log, "utf8").includes("Server listening");
  for (let round = 0; round < 100 && !isReady(); round++) await pause(50);
  const options = [
    "IdentitiesOnly=yes",
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
  ];
  const words = [
    "-p",
    `${port}`,
    "-i",
    join(scratch, "user"),
    ...options.flatMap((one) => ["-o", one]),
  ];
  spawnSync("ssh", ["-o", "BatchMode=yes", ...words, "root@127.0.0.1", "true"], {
    timeout: 30_000,
  });
  server.kill();
  await ended;
  return readFileSync(files.log, "utf8");
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The numbers of the lines that sshd takes: those whose key it compares, and finds no fault with. */
function readTaken(log: string): ReadonlySet<number> {
  const lines = (pattern: RegExp) => [...log.matchAll(pattern)].map(([, number]) => Number(number));
  const refused = new Set(lines(/keys:(\d+): invalid from criteria/g));
  return new Set(lines(/keys:(\d+): matching key found/g).filter((line) => !refused.has(line)));
}

if (!canRun) {
  process.stderr.write(
    "\nSKIPPED: the tests of keys on a real sshd, because there is none (FLEET_TEST_SSHD names one), or only root may start it.\n\n",
  );
}

describe.skipIf(!canRun)("lines of authorized_keys", () => {
  if (!canRun) return;
  const key = makeKey("user");
  makeKey("host");
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => [
    ...new Set(fc.sample(arbitrary, count)),
  ];
  // One that is good from nowhere, so that sshd goes on to the next line.
  const options = sample(arbitraryOptions, 1500).map((text) => `from="192.0.2.7",${text} ${key}`);
  const patterns = sample(arbitraryPatterns, 500).map((text) => `from="${text}" ${key}`);
  const isOfPeople = (line: string) => {
    const parsed = parseAuthorizedKey(line);
    return !(parsed.ok && parsed.value.options.isAuthority);
  };

  it.each([
    ["options", options],
    ["patterns of hosts", patterns],
  ])(
    "are taken and refused as sshd takes and refuses them: %s",
    async (_, all) => {
      const lines = all.filter(isOfPeople);
      const log = await logIn([...lines, key], 20_000 + (process.pid % 20_000));
      const taken = readTaken(log);
      expect(taken.has(lines.length + 1)).toBe(true);
      const ours = lines.filter((line) => authorizedKeyProblem(line) === undefined);
      const theirs = lines.filter((_line, index) => taken.has(index + 1));
      expect(ours.filter((line) => !theirs.includes(line) && !namesPort(line))).toEqual([]);
      expect(theirs.filter((line) => !ours.includes(line) && !isStricter(line))).toEqual([]);
      expect(theirs.length).toBeGreaterThan(20);
    },
    120_000,
  );
});

/** What is a port where the machine's list of services has it. */
function namesPort(line: string): boolean {
  return /permit(open|listen)="([^"]*[:/])?[a-z][\w-]*"/i.test(line);
}

/** What sshd takes and nobody can mean: a day that there is not, or a time with spaces in it. */
function isStricter(line: string): boolean {
  return /expiry-time="/i.test(line);
}
