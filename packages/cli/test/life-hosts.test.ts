import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it, onTestFinished } from "vitest";
import { commitAll } from "./people-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

const config = "fleet.config.ts";
const nas = ["add", "host", "nas", "--system", "x86_64-linux"];
const whole = [...nas, "--state-version", "24.05", "--user", "keith"];
const book = [
  ...["add", "host", "book", "--system", "aarch64-darwin", "--state-version", "24.05"],
  ...["--user", "keith"],
];

async function committedFleet(): Promise<string> {
  const folder = testRepository(smallFleet);
  await runFleet(folder, ["generate"]);
  commitAll(folder, "base");
  return folder;
}

const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("a host that is not installed yet", () => {
  it("says with the command how the release is said", async () => {
    const folder = await committedFleet();
    const { status, stderr } = await runFleet(folder, nas);
    expect(status).toBe(1);
    expect(stderr).toMatch(/--state-version \d\d\.\d\d/);
    expect(git(folder, "status", "--short")).toBe("");
  });

  it("is told of the hardware file that it lacks, and that it has to be there before", async () => {
    const folder = await committedFleet();
    const { stdout } = await runFleet(folder, whole);
    expect(stdout).toContain('"hosts/nas/hardware.nix" is to hold what nixos-generate-config');
    const next = stdout.slice(stdout.indexOf("Next:\n"));
    const commands = next.split("\n").filter((line) => /^ {2}\S/.test(line));
    expect(commands.map((line) => line.replace(/^.*nixos-anywhere -- /, "").trim())).toEqual([
      "--phases kexec --generate-hardware-config nixos-generate-config hosts/nas/hardware.nix --flake .#nas --target-host root@ADDRESS",
      // Nothing else puts the file among the modules of the host.
      "fleet generate",
      expect.stringMatching(/^(?:--extra-files \S+ )?--flake \.#nas --target-host root@ADDRESS$/),
      expect.stringContaining("nixos-install --flake .#nas"),
    ]);
    const hardware = join(testdir({ "hardware.nix": "{ boot = 1; }\n" }), "hardware.nix");
    const with_ = whole.map((word) => (word === "nas" ? "nas2" : word));
    const copied = await runFleet(folder, [...with_, "--hardware", hardware]);
    expect(copied.stdout).not.toContain("generate-config");
    expect(read(folder, "hosts/nas2/hardware.nix")).toBe("{ boot = 1; }\n");
  });

  it("has, as a Mac, the number without which nix-darwin builds none, and gives it back", async () => {
    const folder = await committedFleet();
    const added = await runFleet(folder, book);
    expect(added).toMatchObject({ status: 0 });
    expect(added.stdout).toContain("nix-darwin#darwin-rebuild -- switch --flake .#book");
    expect(read(folder, "hosts/book.nix")).toContain("system.stateVersion = 6;");
    const removed = await runFleet(folder, ["remove", "host", "book", "--yes"]);
    expect(removed).toMatchObject({ status: 0 });
    expect(git(folder, "status", "--short")).toBe("");
  });

  it("leaves the number that somebody has changed", async () => {
    const folder = await committedFleet();
    await runFleet(folder, book);
    writeFileSync(join(folder, "hosts/book.nix"), "{\n  system.stateVersion = 7;\n}\n");
    await runFleet(folder, ["remove", "host", "book", "--yes"]);
    expect(read(folder, "hosts/book.nix")).toContain("stateVersion = 7");
  });
});

describe("a key that is made before", () => {
  it("is shown with --dry-run, and not made", async () => {
    const folder = await committedFleet();
    const keys = join(testdir(), "keys");
    const shown = await runFleet(folder, [...whole, "--mint-key", keys, "--dry-run"]);
    expect(shown).toMatchObject({ status: 0 });
    expect(shown.stdout).toContain(
      `is made anew, in "${keys}/etc/ssh/ssh_host_ed25519_key" and "${keys}/etc/ssh/ssh_host_ed25519_key.pub"`,
    );
    expect(shown.stdout).toContain(`--extra-files ${keys}`);
    expect(existsSync(keys)).toBe(false);
    const json = await runFleet(folder, [...whole, "--mint-key", keys, "--dry-run", "--json"]);
    expect(JSON.parse(json.stdout).facts[0]).toContain("ssh_host_ed25519_key.pub");
  });

  it("is refused with --dry-run where it would be in a repository", async () => {
    const folder = await committedFleet();
    const shown = await runFleet(folder, [...whole, "--mint-key", "keys", "--dry-run"]);
    expect(shown).toMatchObject({ status: 2 });
    expect(shown.stderr).toContain("no private key may be");
  });

  it("is taken with --dry-run where it is there already", async () => {
    const folder = await committedFleet();
    const keys = testdir();
    mkdirSync(join(keys, "etc/ssh"), { recursive: true });
    const key = join(keys, "etc/ssh/ssh_host_ed25519_key");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    const shown = await runFleet(folder, [...whole, "--mint-key", keys, "--dry-run"]);
    expect(shown.stdout).not.toContain("made anew");
    await runFleet(folder, [...whole, "--mint-key", keys]);
    expect(read(folder, config)).toContain(
      read(keys, "etc/ssh/ssh_host_ed25519_key.pub").split(" ")[1],
    );
  });

  it.each(["022", "077", "000"])(
    "lies in folders as a system has them, with the umask %s",
    async (umask) => {
      const folder = await committedFleet();
      const keys = join(testdir(), "keys");
      const main = join(import.meta.dirname, "..", "src", "main.ts");
      const words = [
        process.execPath,
        "--conditions=@fleet/source",
        main,
        ...whole,
        "--mint-key",
        keys,
      ];
      const made = spawnSync("sh", ["-c", `umask ${umask}; exec "$@"`, "sh", ...words], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(made.status, made.stderr).toBe(0);
      const paths = [
        "etc",
        "etc/ssh",
        "etc/ssh/ssh_host_ed25519_key",
        "etc/ssh/ssh_host_ed25519_key.pub",
      ];
      expect(paths.map((path) => modeOf(join(keys, path)))).toEqual(["755", "755", "600", "644"]);
      // Whoever copies by hand, makes it root's.
      expect(made.stdout).toContain(`cp -r --preserve=mode ${keys}/etc /mnt/`);
    },
  );
});

const sshd = "/usr/sbin/sshd";
if (!existsSync(sshd)) {
  process.stderr.write("\nSKIPPED: the scans of a real sshd, because there is none here.\n\n");
}

describe.skipIf(!existsSync(sshd))("a host that runs", () => {
  it("is taken by the fingerprint that it has, and refused once it answers with another key", async () => {
    const place = testdir();
    const port = await freePort();
    const first = await startServer(place, port, "first");
    const env = knownIn(place);
    const folder = await committedFleet();
    const scan = [...whole, "--from-keyscan", `root@127.0.0.1:${port}`];
    const refused = await runFleet(folder, scan, env);
    const shown = execFileSync("ssh-keygen", ["-lf", join(place, "first.pub")], {
      encoding: "utf8",
    });
    expect(refused.stderr).toContain(shown.split(" ")[1]);
    const known = readFileSync(join(place, "first.pub"), "utf8").split(" ").slice(0, 2).join(" ");
    // As ssh writes it once somebody has logged in.
    writeFileSync(join(place, "known"), `[127.0.0.1]:${port} ${known}\n`);
    execFileSync("ssh-keygen", ["-q", "-H", "-f", join(place, "known")], { stdio: "ignore" });
    const before = git(folder, "status", "--short");
    first.kill("SIGKILL");
    await startServer(place, port, "second");
    const other = await runFleet(folder, [...scan, "--yes"], env);
    expect(other).toMatchObject({ status: 2 });
    expect(other.stderr).toContain("life/other-host-key");
    expect(git(folder, "status", "--short")).toBe(before);
    const tried = await runFleet(folder, [...scan, "--dry-run"], env);
    expect(tried.stdout).toContain("is asked for its SSH host key");
  });
});

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function startServer(folder: string, port: number, name: string): Promise<ChildProcess> {
  const key = join(folder, name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true });
  const lines = [`HostKey ${key}`, "UsePAM no", "PidFile none", `ListenAddress 127.0.0.1:${port}`];
  writeFileSync(`${key}.config`, `${lines.join("\n")}\n`);
  const daemon = spawn(sshd, ["-D", "-e", "-f", `${key}.config`], { stdio: "ignore" });
  onTestFinished(() => {
    daemon.kill("SIGKILL");
  });
  const blob = readFileSync(`${key}.pub`, "utf8").split(" ")[1] ?? "";
  for (let attempt = 0; attempt < 100; attempt++) {
    const words = ["-T", "2", "-t", "ed25519", "-p", String(port), "127.0.0.1"];
    if (spawnSync("ssh-keyscan", words, { encoding: "utf8" }).stdout.includes(blob)) return daemon;
    await wait(100);
  }
  throw new Error("sshd does not answer");
}

/** The real ssh-keygen, which looks into a file of the test instead of the home of whoever runs it. */
function knownIn(folder: string): { readonly PATH: string } {
  const program = join(folder, "bin", "ssh-keygen");
  mkdirSync(join(folder, "bin"));
  const real = spawnSync("which", ["ssh-keygen"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(program, `#!/bin/sh\nexec '${real}' "$@" -f '${folder}/known'\n`);
  writeFileSync(join(folder, "known"), "");
  chmodSync(program, 0o755);
  return { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
}
