import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { hostile, laptop, mac } from "../../../project/test/machine/recorded-machines.ts";
import { runFleet, spawnFleet } from "../run-fleet.ts";
import { memoryFleet } from "../run-in-memory.ts";
import { toolPath } from "../secrets-fleet.ts";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
const plain = ["--yes", "--no-git", "--no-look", "--host", "mini", "--system", "x86_64-linux"];
const keith = ["--admin", "keith=Keith Kay <keith@example.org>"];

describe("fleet init --yes", () => {
  it("makes a fleet that generates and checks", async () => {
    const { fleet, read } = memoryFleet({});
    const { status, stdout, stderr } = await fleet("init", ...plain, ...keith, "--user", "traci");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "A fleet begins in this folder:
        new    .gitignore
        new    flake.nix
        new    hosts/mini.nix
        new    hosts/mini/hardware.nix
        new    hosts/shared/default.nix
        new    profiles/workstation.nix
        new    users/common.nix
        new    users/keith.nix
        new    users/traci.nix
        new    fleet.config.ts
        new    fleet.json (generated)
        new    fleet.lock.json (generated)

      Next:
        1. Put what nixos-generate-config --show-hardware-config prints on the machine into hosts/mini/hardware.nix, and look at hosts/mini.nix.
        2. nix flake check, then git commit.
        3. nixos-rebuild build --flake .#mini, which changes nothing; then switch, with --sudo.

      Whoever and whatever comes later: fleet add user, fleet add host, fleet add secret.

      fleet.config.ts: nothing wrong with 1 host.
      "
    `);
    expect(read("fleet.config.ts")).toMatchInlineSnapshot(`
      "import { defineFleet } from "@fleet/core";

      export default defineFleet({
        users: {
          // The id is the login name, unless \`username\` says otherwise. Each home is in users/<id>.nix.
          keith: {
            fullName: "Keith Kay",
            email: "keith@example.org",
            isAdmin: true,
            // To log in over SSH, the line of ~/.ssh/id_ed25519.pub:
            // sshKeys: ["ssh-ed25519 AAAA…"],
          },
          traci: {},
        },

        hosts: {
          // The id is the host name, unless \`hostname\` says otherwise. The system is in hosts/<id>.nix.
          mini: {
            system: "x86_64-linux",
            // The NixOS release that was installed. It stays what it was.
            stateVersion: "25.11",
            users: ["keith", "traci"],
            homeProfile: "workstation",
            // For secrets, the line of /etc/ssh/ssh_host_ed25519_key.pub on the machine:
            // sshHostKey: "ssh-ed25519 AAAA…",
          },
        },

        // What homes are made of. A profile brings \`profiles/<name>.nix\` and what it extends.
        profiles: {
          workstation: {},
        },
      });
      "
    `);
    expect(await fleet("generate", "--check")).toMatchObject({ status: 0 });
    expect(await fleet("check", "--format", "json")).toMatchObject({ status: 0 });
  });

  it("takes over what a recorded machine has: hardware, settings, logins, uids and keys", async () => {
    const files = Object.fromEntries(
      Object.entries(laptop).map(([path, text]) => [`/seen/${path}`, text]),
    );
    const { fleet, read } = memoryFleet({ files });
    const { status, stdout, stderr } = await fleet(
      "init",
      "--yes",
      "--no-git",
      "--sysroot",
      "/seen",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("This is a laptop");
    expect(read("hosts/travel/hardware.nix")).toBe(laptop["etc/nixos/hardware-configuration.nix"]);
    expect(read("hosts/travel.nix")).toContain('time.timeZone = "Europe/Berlin";');
    expect(read("fleet.config.ts")).toMatchInlineSnapshot(`
      "import { defineFleet } from "@fleet/core";

      export default defineFleet({
        users: {
          // The id is the login name, unless \`username\` says otherwise. Each home is in users/<id>.nix.
          keith: {
            fullName: "Keith Kay",
            isAdmin: true,
            uid: 1000,
            shell: "fish",
            sshKeys: [
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO made up",
            ],
          },
          traci: {
            fullName: "Traci",
            uid: 1001,
          },
        },

        hosts: {
          // The id is the host name, unless \`hostname\` says otherwise. The system is in hosts/<id>.nix.
          travel: {
            system: "x86_64-linux",
            formFactor: "laptop",
            hardware: { cpu: "intel", gpu: "intel", laptop: true, ssd: true, vendor: "lenovo" },
            // The NixOS release that was installed. It stays what it was.
            stateVersion: "23.11",
            users: ["keith", "traci"],
            homeProfile: "laptop",
            // For secrets, the line of /etc/ssh/ssh_host_ed25519_key.pub on the machine:
            // sshHostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHgA0ODzb5KR9uqhJNCbXwlPuz4fGOS8fOWlWHcSSFTv made up",
          },
        },

        // What homes are made of. A profile brings \`profiles/<name>.nix\` and what it extends.
        profiles: {
          laptop: {},
        },
      });
      "
    `);
  });

  it("pins the uids of a Mac to it", async () => {
    const files = Object.fromEntries(
      Object.entries(mac).map(([path, text]) => [`/seen/${path}`, text]),
    );
    const { fleet, read } = memoryFleet({ files });
    expect(await fleet("init", "--yes", "--no-git", "--sysroot", "/seen")).toMatchObject({
      status: 0,
    });
    expect(read("fleet.config.ts")).toContain("ana: { uid: 501 },");
    expect(read("fleet.config.ts")).toContain('primaryUser: "ana",');
  });

  it("makes a fleet of a machine whose words are meant to do harm", async () => {
    const files = Object.fromEntries(
      Object.entries(hostile).map(([path, text]) => [`/seen/${path}`, text]),
    );
    const { fleet } = memoryFleet({ files });
    const run = await fleet("init", "--yes", "--no-git", "--sysroot", "/seen", "--host", "safe");
    expect(run).toMatchObject({ status: 0, stderr: "" });
  });

  it("has git track the files of a repository, and no others", async () => {
    const folder = testRepository();
    mkdirSync(join(folder, "notes"));
    const run = await runFleet(folder, [
      "init",
      ...plain.filter((word) => word !== "--no-git"),
      ...keith,
    ]);
    expect(run).toMatchObject({ status: 0 });
    const tracked = git(folder, "ls-files").trim().split("\n");
    expect(tracked).toEqual(
      expect.arrayContaining(["fleet.config.ts", "fleet.json", "fleet.lock.json"]),
    );
    expect(git(folder, "ls-files", "--others")).toBe("");
  });

  it("makes an operator's key whose private half nobody else reads", async () => {
    const files = Object.fromEntries(
      Object.entries(laptop).map(([path, text]) => [`/seen/${path}`, text]),
    );
    const folder = testdir();
    const { run } = nodeWorld();
    const { fleet, read, world } = memoryFleet({
      files,
      environment: { PATH: toolPath },
      run: (call) => run({ ...call, folder }),
    });
    const keys = "/home/keith/.config/sops/age/keys.txt";
    const args = ["--yes", "--no-git", "--sysroot", "/seen", "--new-operator-key", keys];
    const { status, stdout, stderr } = await fleet("init", ...args);
    expect({ status }, stderr).toEqual({ status: 0 });
    expect(world.disk.inspect(keys)?.mode).toBe(0o600);
    const secret = /AGE-SECRET-KEY-\S+/.exec(new TextDecoder().decode(world.disk.read(keys)))?.[0];
    expect(secret).toBeDefined();
    expect(stdout + stderr).not.toContain(secret);
    expect(read("fleet.config.ts")).toMatch(/recovery: \{ ageKeys: \["age1/);
    expect(read("fleet.config.ts")).toContain("      sshHostKey:");
    expect(read(".sops.yaml")).toContain("operator_recovery");
    // What is still to do: the admin has no key of their own.
    expect(stderr).toBe("");
    expect(stdout.match(/secrets\/member-without-key$/gm)).toHaveLength(1);
  });

  it("writes nothing with --dry-run, and shows the config", async () => {
    const { fleet, world } = memoryFleet({});
    const { status, stdout } = await fleet("init", "--dry-run", ...plain, ...keith);
    expect(status).toBe(0);
    expect(stdout).toContain("Would be made in this folder:");
    expect(stdout).toContain('fullName: "Keith Kay"');
    expect(world.disk.list(world.folder)).toEqual([]);
  });

  it("goes on where it was interrupted, and keeps what somebody wrote", async () => {
    const { fleet, read, world, write } = memoryFleet({});
    await fleet("init", ...plain, ...keith);
    for (const name of ["fleet.config.ts", "fleet.json", "fleet.lock.json"]) {
      world.disk.remove(`${world.folder}/${name}`);
    }
    write({ "users/keith.nix": "{ }\n" });
    const { status, stdout } = await fleet("init", ...plain, ...keith);
    expect(status).toBe(0);
    expect(stdout).toContain("kept   users/keith.nix");
    expect(stdout).toContain("there  flake.nix");
    expect(read("users/keith.nix")).toBe("{ }\n");
  });
});

describe("fleet init where a run was ended in the middle", () => {
  const withGit = plain.filter((word) => word !== "--no-git");

  it.each([false, true])(
    "says how a fleet that is declared and not generated is completed (repository: %s)",
    async (isRepository) => {
      const folder = isRepository ? testRepository({}) : testdir();
      await runFleet(folder, ["init", ...plain, ...keith]);
      // Such a run has come as far as the declaration, and git knows nothing of it.
      rmSync(join(folder, "fleet.json"));
      rmSync(join(folder, "fleet.lock.json"));
      const { status, stderr } = await runFleet(folder, ["init", ...withGit, ...keith]);
      expect(status).toBe(2);
      expect(stderr).toContain("cli/fleet-begun");
      const cure = /complete it: (cd .*)$/m.exec(stderr)?.[1] ?? "";
      expect(cure.includes("git init")).toBe(!isRepository);
      const bin = testdir({
        fleet: `#!/bin/sh\nexec "${process.execPath}" --conditions=@fleet/source "${main}" "$@"\n`,
      });
      chmodSync(join(bin, "fleet"), 0o755);
      execFileSync("sh", ["-ec", cure], {
        cwd: testdir(),
        env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
        stdio: "ignore",
      });
      expect(await runFleet(folder, ["check"])).toMatchObject({ status: 0 });
      expect(
        git(folder, "status", "--short")
          .split("\n")
          .filter((line) => !line.startsWith("A ")),
      ).toEqual([""]);
    },
  );

  it("goes on with the files that are there already, and takes what was torn away", async () => {
    const folder = testdir();
    await runFleet(folder, ["init", ...plain, ...keith]);
    for (const name of ["fleet.config.ts", "fleet.json", "fleet.lock.json"])
      rmSync(join(folder, name));
    const again = await runFleet(folder, ["init", ...plain, ...keith]);
    expect(again).toMatchObject({ status: 0 });
    expect(again.stdout).toContain("there  users/keith.nix");
  });

  it("names the public half of a key that such a run has made", async () => {
    const folder = testdir();
    const key = join(testdir({ "keys.txt": "# public key: age1\n" }), "keys.txt");
    const args = ["init", ...plain, ...keith, "--new-operator-key", key];
    const { status, stderr } = await runFleet(folder, args);
    expect(status).toBe(2);
    expect(stderr).toContain(`age-keygen -y ${key}`);
    expect(stderr).toContain("--operator-key age1");
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("fleet init refuses", () => {
  const refusals: readonly (readonly [string, readonly string[], string])[] = [
    ["a host that no host can be", ["--host", "my host"], "cli/bad-answer"],
    ["a login that the system keeps", ["--admin", "root"], "cli/bad-answer"],
    ["somebody who is named twice", ["--user", "keith"], "cli/bad-answer"],
    ["a key that is none", ["--ssh-key", "ssh-ed25519 nonsense"], "cli/bad-answer"],
    ["a file of a key that is not there", ["--ssh-key", "gone.pub"], "cli/bad-answer"],
    ["a private key", ["--operator-key", "AGE-SECRET-KEY-1QQQ"], "cli/bad-answer"],
    ["a private key inside of the fleet", ["--new-operator-key", "keys.txt"], "cli/bad-answer"],
  ];
  it.each(refusals)("%s", async (_, args, code) => {
    const { fleet, world } = memoryFleet({});
    const base = args[0] === "--admin" ? plain : [...plain, ...keith];
    const options =
      args[0] === "--host" ? base.filter((word) => !/^(--host|mini)$/.test(word)) : base;
    const { status, stderr } = await fleet("init", ...options, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(code);
    expect(stderr).not.toContain("AGE-SECRET");
    expect(world.disk.list(world.folder)).toEqual([]);
  });

  it("a Mac on which nobody knows the uid of the admin", async () => {
    const { fleet } = memoryFleet({});
    const mac = [
      "--yes",
      "--no-git",
      "--no-look",
      "--host",
      "studio",
      "--system",
      "aarch64-darwin",
    ];
    const { status, stderr } = await fleet("init", ...mac, ...keith);
    expect(status).toBe(2);
    expect(stderr).toContain("--uid keith=501");
    expect(await fleet("init", ...mac, ...keith, "--uid", "501")).toMatchObject({ status: 0 });
  });

  it("a folder in which a fleet has begun", async () => {
    const { fleet } = memoryFleet({ files: { "fleet.config.yaml": "users: {}\n" } });
    const { status, stderr } = await fleet("init", ...plain, ...keith);
    expect(status).toBe(2);
    expect(stderr).toContain("cli/fleet-begun");
  });

  it("a flake that is there, unless it is to begin beside it", async () => {
    const { fleet, read } = memoryFleet({ files: { "flake.nix": "{ }\n" } });
    const refused = await fleet("init", ...plain, ...keith);
    expect(refused).toMatchObject({ status: 2 });
    expect(refused.stderr).toContain("fleet import");
    const run = await fleet("init", ...plain, ...keith, "--beside-flake");
    expect(run).toMatchObject({ status: 0 });
    expect(read("flake.nix")).toBe("{ }\n");
  });

  it("a repository in the middle of a merge", async () => {
    const files = { ".git/HEAD": "ref: refs/heads/main\n", ".git/MERGE_HEAD": "0\n" };
    const { fleet } = memoryFleet({ files });
    const { status, stderr } = await fleet("init", ...plain, ...keith);
    expect(status).toBe(2);
    expect(stderr).toContain("in the middle of a merge");
  });

  it("the folder in which git keeps a repository without a work tree", async () => {
    const files = { HEAD: "ref: refs/heads/main\n", "objects/x": "", "refs/heads/main": "0\n" };
    const { fleet } = memoryFleet({ files });
    const { status, stderr } = await fleet("init", ...plain, ...keith);
    expect(status).toBe(2);
    expect(stderr).toContain("where git keeps a repository itself");
  });

  it("to ask where nobody is there", async () => {
    const { fleet } = memoryFleet({});
    const { status, stderr } = await fleet("init");
    expect(status).toBe(2);
    expect(stderr).toContain("--yes");
  });

  it.skipIf(process.getuid?.() === 0)("a folder that cannot be written to", async () => {
    const folder = testdir();
    chmodSync(folder, 0o500);
    const { status, stderr } = await runFleet(folder, ["init", ...plain, ...keith]);
    chmodSync(folder, 0o700);
    expect(status).toBe(2);
    expect(stderr).toContain("cli/cannot-write");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("without git, begins and says what a flake needs", async () => {
    const folder = testdir();
    const run = await runFleet(
      folder,
      ["init", "f", ...plain.filter((word) => word !== "--no-git"), ...keith],
      {
        PATH: "/nowhere-at-all",
      },
    );
    expect(existsSync(join(folder, "f", "fleet.json"))).toBe(true);
    expect(run.stderr).toContain("cli/git-failed");
  });
});

it("loads what draws the questions for no other command, nor where none is asked", () => {
  const hook =
    'import { registerHooks } from "node:module";\nregisterHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });\n';
  const folder = testdir({ "log.mjs": hook });
  const env = { NODE_OPTIONS: `--import=${join(folder, "log.mjs")}` };
  for (const args of [["check"], ["init", "--dry-run", ...plain, ...keith]]) {
    const { stderr } = spawnFleet(folder, args, env);
    expect(stderr).toContain("/packages/cli/src/");
    expect(stderr).not.toContain("@clack");
  }
});
