import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runIn } from "../run-fleet.ts";
import { type DeployFleetOptions, deployFleet } from "./deploy-fleet.ts";

const keyPath = "etc/ssh/ssh_host_ed25519_key";

/** A folder as `fleet add host --mint-key` makes it, and the public half of its key. */
function mintFolder(...args: readonly string[]): { folder: string; line: string } {
  const folder = join(testdir(), "its keys");
  mkdirSync(join(folder, "etc/ssh"), { recursive: true });
  for (const path of ["etc", "etc/ssh"]) chmodSync(join(folder, path), 0o755);
  const words = args.length > 0 ? args : ["-N", ""];
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", ...words, "-f", join(folder, keyPath)]);
  const [type, base64] = readFileSync(join(folder, `${keyPath}.pub`), "utf8").split(" ");
  return { folder, line: `${type} ${base64}` };
}

const modules = {
  "hosts/nas.nix": "{ }",
  "hosts/nas/hardware.nix": "{ }",
  "hosts/mac.nix": "{ }",
  "hosts/box.nix": "{ }",
};

function nas(host: string, options: DeployFleetOptions = {}) {
  const config = `users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none } }
hosts:
  nas: { system: x86_64-linux, users: [ada]${host} }
  mac: { system: aarch64-darwin, users: { ada: { uid: 501 } } }
  box: { system: x86_64-linux, users: [ada], deploy: { engine: clan } }
defaults: { stateVersion: "25.11" }
`;
  return deployFleet(config, { files: modules, ...options });
}

const keyed = (line: string, more = "") => nas(`, sshHostKey: "${line}"${more}`);
const here = ["--target-host", "root@10.0.0.7"];

describe("fleet deploy --install", () => {
  it("installs one machine with the key that was made for it", async () => {
    const { folder, line } = mintFolder();
    const { deploy, calls } = await keyed(line);
    const { status, stderr, stdout } = await deploy(
      ...["nas", "--install", "--yes", ...here, "--extra-files", folder],
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("1 of 1 deployed.");
    expect(calls()[0]).toMatchObject({
      program: "nixos-anywhere",
      words: ["--flake", ".#nas", "--target-host", "root@10.0.0.7", "--extra-files", folder],
    });
  });

  it("says of a machine without a hardware file that it may not boot, and installs it", async () => {
    const { "hosts/nas/hardware.nix": _, ...files } = modules;
    const { deploy, begun } = await nas("", { files });
    const { status, stderr } = await deploy("nas", "--install", "--yes", ...here);
    expect(stderr).toContain('"nas" has no hardware file "hosts/nas/hardware.nix"');
    expect(stderr).toContain("git add hosts/nas/hardware.nix && fleet generate");
    expect(status).toBe(0);
    expect(begun()).toHaveLength(1);
  });

  it("takes the folder that fleet add host has made", async () => {
    const { deploy, run, begun } = await nas("");
    const folder = join(testdir(), "keys");
    const added = await run(
      ...[
        "add",
        "host",
        "attic",
        "--system",
        "x86_64-linux",
        "--user",
        "ada",
        "--mint-key",
        folder,
      ],
    );
    expect(added.status).toBe(0);
    const words = ["attic", "--install", "--target-host", "root@10.0.0.9", "--extra-files", folder];
    const { status } = await deploy(...words, "--yes");
    expect(status).toBe(0);
    expect(begun()).toEqual([
      `nixos-anywhere --flake .#attic --target-host root@10.0.0.9 --extra-files ${folder}`,
    ]);
  });

  it("goes to the target of the host where no address is named, and keeps keys where told to", async () => {
    const { line } = mintFolder();
    const { deploy, begun } = await keyed(line, ', deploy: { target: "root@{host}.lan" }');
    expect((await deploy("nas", "--install", "--yes", "--copy-host-keys")).status).toBe(0);
    expect(begun()).toEqual([
      "nixos-anywhere --flake .#nas --target-host root@nas.lan --copy-host-keys",
    ]);
  });

  it("lets Nix see keys from the environment", async () => {
    const { deploy, begun } = await deployFleet(
      `users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none, sshKeys: [{ env: KEY_ADA }] } }
hosts: { nas: { system: x86_64-linux, users: [ada] } }
defaults: { stateVersion: "25.11" }
`,
      { files: { "hosts/nas.nix": "{ }" }, environment: { KEY_ADA: "ssh-ed25519 AAAA" } },
    );
    expect((await deploy("nas", "--install", "--yes", ...here)).status).toBe(0);
    expect(begun()[0]).toMatch(/root@10.0.0.7 --option pure-eval false$/);
  });

  it("prints the command with --plan, and erases nothing", async () => {
    const { deploy, calls } = await nas("");
    const { stdout } = await deploy("nas", "--install", "--plan", ...here);
    expect(stdout).toBe("# nas\nnixos-anywhere --flake .#nas --target-host root@10.0.0.7\n");
    expect(calls()).toEqual([]);
  });

  it.each([
    [[true, false], 2, 0],
    [[false], 1, 0],
    [[true, true], 2, 1],
  ])("asks twice, the second time about the disks: %j", async (answers, asked, begun) => {
    const fleet = await nas("");
    const questions: string[] = [];
    const confirm = (question: string) => {
      questions.push(question);
      return answers[questions.length - 1] === true;
    };
    await runIn({ ...fleet.world, confirm }, ["deploy", "nas", "--install", ...here]);
    expect(questions).toHaveLength(asked);
    expect(fleet.begun()).toHaveLength(begun);
    if (asked === 2) {
      expect(questions[1]).toContain('All disks of "root@10.0.0.7" that the system of "nas"');
    }
  });

  it("says which secrets are not in step, and installs all the same", async () => {
    const { folder, line } = mintFolder();
    const { deploy } = await deployFleet(
      `users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none } }
hosts: { nas: { system: x86_64-linux, users: [ada], sshHostKey: "${line}", secrets: { wifi: { file: secrets/wifi.yaml } } } }
secrets: { files: [{ path: secrets/wifi.yaml, readers: [hosts] }] }
defaults: { stateVersion: "25.11" }
`,
      { files: { "hosts/nas.nix": "{ }" } },
    );
    const { status, stderr } = await deploy(
      ...["nas", "--install", "--yes", ...here, "--extra-files", folder],
    );
    expect(stderr).toContain('"host:nas" needs "secrets/wifi.yaml", which is missing');
    expect(status).toBe(0);
  });
});

describe("what fleet deploy --install refuses, with nothing erased", () => {
  it.each([
    ["no host", [], "One host is installed at a time."],
    ["two", ["nas", "box"], "One host is installed at a time"],
    ["a name that is no host", ["nsa"], '"nsa" is not that'],
    ["a Mac", ["mac"], '"mac" is no NixOS host'],
    ["a host of clan", ["box"], "clan machines install box --target-host root@10.0.0.7"],
  ])("is %s", async (_, names, words) => {
    const { deploy, calls } = await nas("");
    const { status, stderr } = await deploy(...names, "--install", "--yes", ...here);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(calls()).toEqual([]);
  });

  it.each([
    ["-oProxyCommand=touch x"],
    ["root@10.0.0.7; touch x"],
    ['root@"x"'],
    ["root@$(x)"],
    ["root@10.0.0.7:22"],
    ["root@a b"],
    [""],
  ])("is an address that is none: %s", async (address) => {
    const { deploy, calls } = await nas("");
    const { status, stderr } = await deploy(
      "nas",
      "--install",
      "--yes",
      `--target-host=${address}`,
    );
    expect(status).toBe(2);
    expect(stderr).toContain("is no machine that SSH could reach");
    expect(calls()).toEqual([]);
  });

  it("is a machine that nobody says the address of", async () => {
    const { deploy } = await nas("");
    const { status, stderr } = await deploy("nas", "--install", "--yes");
    expect(status).toBe(2);
    expect(stderr).toContain("fleet deploy nas --install --target-host root@ADDRESS");
  });

  it("is a host whose declared key would not be there", async () => {
    const { line } = mintFolder();
    const { deploy } = await keyed(line);
    const { status, stderr } = await deploy("nas", "--install", "--yes", ...here);
    expect(status).toBe(2);
    expect(stderr).toContain("would make itself another key than is declared");
    expect(stderr).toContain("--copy-host-keys");
  });

  it.each(["target-host=x", "extra-files=x", "copy-host-keys"])(
    "is --%s without it",
    async (option) => {
      const { deploy, calls } = await nas("");
      const { status, stderr } = await deploy("nas", "--yes", `--${option}`);
      expect(status).toBe(2);
      expect(stderr).toContain("is about a machine that is installed");
      expect(calls()).toEqual([]);
    },
  );

  it("is a program that is missing", async () => {
    const { deploy } = await nas("", { without: ["nixos-anywhere"] });
    const { status, stderr } = await deploy("nas", "--install", "--yes", ...here);
    expect(status).toBe(2);
    expect(stderr).toContain("nix shell github:nix-community/nixos-anywhere");
  });
});

describe("a folder of keys that is refused", () => {
  it.each<[string, (folder: string) => void, string]>([
    ["is not there", (folder) => rmSync(folder, { recursive: true }), "There is no folder"],
    ["has no key", (folder) => rmSync(join(folder, keyPath)), "could read no secret"],
    ["is open to others", (folder) => chmodSync(join(folder, keyPath), 0o644), "chmod 600"],
    ["would close /etc", (folder) => chmodSync(join(folder, "etc"), 0o700), "chmod 755"],
    [
      "holds a link",
      (folder) => {
        rmSync(join(folder, keyPath));
        symlinkSync("/dev/null", join(folder, keyPath));
      },
      "is no file, but a link",
    ],
    [
      "lies in a repository",
      (folder) => execFileSync("git", ["init", "--quiet", folder]),
      "lies in a git repository",
    ],
  ])("%s", async (_, spoil, words) => {
    const { folder, line } = mintFolder();
    spoil(folder);
    const { deploy, calls } = await keyed(line);
    const args = ["nas", "--install", "--yes", ...here, "--extra-files", folder];
    const { status, stderr } = await deploy(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain("Nothing was deployed.");
    expect(calls()).toEqual([]);
  });

  it("has another key than is declared, of which only the public half is shown", async () => {
    const { folder, line } = mintFolder();
    const { deploy } = await keyed(mintFolder().line);
    const { status, stderr } = await deploy(
      ...["nas", "--install", "--yes", ...here, "--extra-files", folder],
    );
    expect(status).toBe(2);
    expect(stderr).toContain("is another key than is declared");
    expect(stderr.replaceAll(/\s/g, "")).toContain(line.replaceAll(/\s/g, ""));
    expect(stderr).not.toContain("PRIVATE");
  });

  it("has a key with a passphrase", async () => {
    const { folder, line } = mintFolder("-N", "a passphrase");
    const { deploy } = await keyed(line);
    const { stderr } = await deploy(
      ...["nas", "--install", "--yes", ...here, "--extra-files", folder],
    );
    expect(stderr).toContain("is locked with a passphrase");
  });
});
