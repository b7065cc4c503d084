import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runIn } from "../run-fleet.ts";
import { type DeployFleetOptions, deployFleet } from "./deploy-fleet.ts";
import { serversConfig, serversFiles } from "./servers.ts";

const servers = (count: number, options: DeployFleetOptions = {}) =>
  deployFleet(serversConfig(count), { files: serversFiles(count), ...options });

const rebuild = (name: string) =>
  `nixos-rebuild switch --flake .#${name} --target-host root@${name}.lan`;

describe("fleet deploy", () => {
  it("runs the command of each host, and says where its logs are", async () => {
    const { deploy, begun, behave, folder } = await servers(2);
    behave({ web1: { print: "switching to configuration\n" } });
    const { status, stdout, stderr } = await deploy("--yes", "--jobs", "1");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(begun()).toEqual([
      "nixos-rebuild switch --flake .#desk --sudo",
      rebuild("web1"),
      rebuild("web2"),
    ]);
    expect(stdout).toMatch(/^web1 +deployed/m);
    expect(stdout).toContain("3 of 3 deployed.\n");
    const logs = /^Logs: (.*)$/m.exec(stdout)?.[1] ?? "";
    expect(readFileSync(join(logs, "web1.log"), "utf8")).toBe("switching to configuration\n");
    expect(readFileSync(join(logs, "summary.txt"), "utf8")).toBe(stdout);
    expect(logs.startsWith(folder)).toBe(false);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("runs nothing and prints the commands with --plan", async () => {
    const { deploy, calls } = await servers(1, { machine: "elsewhere" });
    const { status, stdout } = await deploy("--plan");
    expect(status).toBe(0);
    expect(stdout).toBe(
      `# web1\n${rebuild("web1")}\n\n# desk: is deployed on desk itself, as ada\nnixos-rebuild switch --flake .#desk --sudo\n`,
    );
    expect(calls()).toEqual([]);
  });

  it("asks first, and says what it means", async () => {
    const { world, calls, folder } = await servers(1);
    const config = readFileSync(join(folder, "fleet.config.yaml"), "utf8");
    writeFileSync(
      join(folder, "fleet.config.yaml"),
      config
        .replace("users:\n", "users:\n  bob: { fullName: Bob, home: none }\n")
        .replace("users: [ada], tags", "users: [ada, bob], tags"),
    );
    await runIn(world, ["generate"]);
    const questions: string[] = [];
    const confirm = (question: string) => {
      questions.push(question);
      return false;
    };
    const { status, stderr } = await runIn({ ...world, confirm }, ["deploy", "web1"]);
    expect(status).toBe(2);
    expect(questions).toHaveLength(1);
    expect(questions[0]).toContain("bob");
    expect(questions[0]).toContain("What is deployed is in no commit");
    expect(questions[0]).toContain(`Deploys\n  web1: nixos-rebuild switch`);
    expect(stderr).toContain("You did not agree");
    expect(calls()).toEqual([]);
  });

  it("begins nothing where nobody is there to agree", async () => {
    const { deploy, calls } = await servers(1);
    const { status, stderr } = await deploy();
    expect(status).toBe(2);
    expect(stderr).toContain("cli/not-confirmed");
    expect(calls()).toEqual([]);
  });

  it.each([
    [["web2"], ["web2"]],
    [["tag:server"], ["web1", "web2"]],
    [
      ["host:desk", "web1"],
      ["desk", "web1"],
    ],
  ])("deploys what is named: %j", async (names, expected) => {
    const { deploy, begun } = await servers(2);
    expect((await deploy("--yes", "--jobs", "1", ...names)).status).toBe(0);
    expect(begun().map((line) => /#(\w+)/.exec(line)?.[1])).toEqual(expected);
  });

  it("stops at the first failure, and shows what the command said last", async () => {
    const { deploy, begun, behave } = await servers(3);
    behave({ web1: { exit: 3, complain: "error: no space left\n" } });
    const { status, stdout, stderr } = await deploy("--yes", "--jobs", "1", "tag:server");
    expect(status).toBe(1);
    expect(begun()).toEqual([rebuild("web1")]);
    expect(stderr).toContain('"web1" was not deployed: nixos-rebuild ended with 3.');
    expect(stderr).toContain("error: no space left");
    expect(stdout).toMatch(/^web1 +failed +\d+ s +nixos-rebuild ended with 3/m);
    expect(stdout).toMatch(/^web2 +not begun +another failed before/m);
    expect(stdout).toContain("0 of 3 deployed.");
    expect(stdout).toMatch(/^Deploy the rest: fleet deploy web1 web2 web3 --jobs 1$/m);
  });

  it.each([
    ["sudo: a terminal is required to read the password\n", "fleet deploy web1"],
    ["Host key verification failed.\n", "ssh root@web1.lan"],
    ["root@web1.lan: Permission denied (publickey,password).\n", "ssh root@web1.lan"],
  ])("says what to do about what stops people most: %s", async (complain, command) => {
    const { deploy, behave } = await servers(2);
    behave({ web1: { exit: 255, complain } });
    const { stderr } = await deploy("--yes", "tag:server");
    expect(stderr).toContain(`: ${command}`);
  });

  it("says how to deploy the rest as this was, also a first that failed", async () => {
    const { deploy, behave } = await servers(3);
    behave({ web3: { exit: 1 } });
    const { stdout } = await deploy("--yes", "--keep-going", "--first", "web3", "tag:server");
    expect(stdout).toMatch(
      /^Deploy the rest: fleet deploy web1 web2 web3 --first web3 --keep-going$/m,
    );
  });

  it("lets those that run come to their end after a failure", async () => {
    const { deploy, behave, calls } = await servers(3);
    behave({ web1: { exit: 1 }, web2: { take: 700 } });
    const { stdout } = await deploy("--yes", "--jobs", "2", "tag:server");
    expect(stdout).toMatch(/^web2 +deployed/m);
    expect(stdout).toMatch(/^web3 +not begun/m);
    expect(calls().filter(({ what }) => what === "ended")).toHaveLength(2);
  });

  it("goes on after a failure with --keep-going", async () => {
    const { deploy, behave } = await servers(3);
    behave({ web1: { exit: 1 }, web2: { die: "SIGKILL" } });
    const { status, stdout } = await deploy("--yes", "--keep-going", "tag:server");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^web2 +failed +\d+ s +nixos-rebuild was ended by SIGKILL/m);
    expect(stdout).toMatch(/^web3 +deployed/m);
  });

  it("deploys so many at once and no more", async () => {
    const { deploy, behave, calls } = await servers(6);
    behave({ web: { take: 150 } });
    await deploy("--yes", "--jobs", "2", "tag:server");
    let running = 0;
    const most = calls().map(({ what }) => {
      running += what === "begun" ? 1 : -1;
      return running;
    });
    expect(Math.max(...most)).toBe(2);
  });

  it("waits for the first, and begins no other where it fails", async () => {
    const { deploy, behave, begun, calls } = await servers(3);
    behave({ web3: { take: 300 } });
    await deploy("--yes", "--first", "web3", "tag:server");
    expect(calls().slice(0, 2)).toMatchObject([{ what: "begun" }, { what: "ended" }]);
    expect(begun()[0]).toBe(rebuild("web3"));
    behave({ web3: { exit: 1 } });
    const { status, stdout } = await deploy(
      ...["--yes", "--keep-going", "--first", "web3", "tag:server"],
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^web1 +not begun +web3 had to succeed first/m);
  });

  it("keeps a megabyte in the log", async () => {
    const { deploy, behave } = await servers(1);
    behave({ web1: { flood: 1_000_000 } });
    const { status, stdout } = await deploy("--yes", "web1");
    expect(status).toBe(0);
    const logs = /^Logs: (.*)$/m.exec(stdout)?.[1] ?? "";
    expect(readFileSync(join(logs, "web1.log")).length).toBe(1_000_000);
  });

  it("says in JSON who is where", async () => {
    const { deploy, behave } = await servers(2);
    behave({ web1: { exit: 1 } });
    const { status, stdout } = await deploy("--yes", "--json", "--keep-going", "tag:server");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [
        { name: "web1", state: "failed", reason: "nixos-rebuild ended with 1" },
        { name: "web2", state: "done", command: rebuild("web2").split(" ") },
      ],
      left: [],
    });
  });
});

describe("what fleet deploy refuses, with nothing begun", () => {
  it.each([
    ["a name that is no host", ["wbe1"], "cli/unknown-target", 'Did you mean "web1"?'],
    ["a tag that nobody has", ["tag:sever"], "cli/unknown-target", "tag:server"],
    ["a host that is deployed where it stands", ["desk"], "cli/not-from-here", "root@desk"],
    ["a first that is not deployed", ["web1", "--first", "web2"], "cli/unknown-target", "--first"],
  ])("is %s", async (_, args, code, words) => {
    const { deploy, calls } = await servers(2, { machine: "elsewhere" });
    const { status, stderr } = await deploy("--yes", ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(code);
    expect(stderr).toContain(words);
    expect(stderr).toContain("Nothing was deployed.");
    expect(calls()).toEqual([]);
  });

  it("is an engine that is missing", async () => {
    const config = serversConfig(1).replace("target: ", "engine: nixos-cli, target: ");
    const { deploy } = await deployFleet(config, {
      files: serversFiles(1),
      without: ["nixos"],
    });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain('There is no "nixos" in PATH.');
    expect(stderr).toContain("nix shell github:nix-community/nixos-cli");
  });

  it("is one that is too old", async () => {
    const config = serversConfig(1).replace("target: ", "engine: nh, target: ");
    const { deploy, calls } = await deployFleet(config, {
      files: serversFiles(1),
      versions: { nh: "3.6.0" },
    });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain("nh is 3.6.0 here");
    expect(calls()).toEqual([]);
  });

  it("is a file that is stale", async () => {
    const { deploy, folder } = await servers(1);
    const config = readFileSync(join(folder, "fleet.config.yaml"), "utf8");
    writeFileSync(join(folder, "fleet.config.yaml"), config.replace("Ada,", "Ada Byron,"));
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain("cli/stale-file");
  });

  it.each([
    ["a merge", "MERGE_HEAD"],
    ["a cherry-pick", "CHERRY_PICK_HEAD"],
    ["a revert", "REVERT_HEAD"],
    ["a rebase", "rebase-merge/head-name"],
    ["a rebase", "rebase-apply/next"],
  ])("is %s that is under way: %s", async (what, file) => {
    const { deploy, folder, calls } = await servers(1);
    writeFiles(folder, { [`.git/${file}`]: `${"0".repeat(40)}\n` });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain(`In the repository, ${what} is under way`);
    expect(calls()).toEqual([]);
  });

  it.each([
    "root@$(touch x).lan",
    "-oProxyCommand=touch x",
    "root@web1.lan; touch x",
    "root@web1.lan && touch x",
    "root@web 1.lan",
    "root@'web1'.lan",
    "root@`touch x`.lan",
    'root@\\"web1.lan',
    "root@web1.lan\\ntouch x",
    "root@-web1.lan",
    "@web1.lan",
    "root@",
    "ssh://root@web1.lan:22",
    "root@web1.lan:22",
    "../web1",
    "$HOME",
  ])("is a target that is no machine: %s", async (target) => {
    const config = serversConfig(1).replace("root@{host}.lan", target);
    const { deploy, calls } = await deployFleet(config, { files: serversFiles(1) });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain("is no machine that SSH could reach");
    expect(calls()).toEqual([]);
  });

  it("is a folder for logs that cannot be made", async () => {
    const { deploy, calls } = await servers(1, { environment: { XDG_STATE_HOME: "/dev/null" } });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain("The logs cannot be kept in");
    expect(stderr).toContain("XDG_STATE_HOME=");
    expect(calls()).toEqual([]);
  });

  it("is a second run beside the first", async () => {
    const { deploy, behave, folder, begun } = await servers(1);
    behave({ web1: { take: 1500 } });
    const first = deploy("--yes", "web1");
    while (begun().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await deploy("--yes", "web1");
    expect(second.status).toBe(2);
    expect(second.stderr).toContain("Another run of fleet is at work here");
    expect((await first).status).toBe(0);
    expect(existsSync(join(folder, ".fleet-work"))).toBe(false);
  });

  it("is a key from a variable that is not set, and so would be taken away", async () => {
    const config = serversConfig(1).replace(
      "uid: 1000,",
      "uid: 1000, sshKeys: [{ env: KEY_ADA }],",
    );
    const { deploy } = await deployFleet(config, { files: serversFiles(1) });
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(2);
    expect(stderr).toContain('"KEY_ADA" is not set');
  });
});

it("starts no engine that lies in the repository", async () => {
  const config = serversConfig(1).replace("target: ", "engine: nixos-cli, target: ");
  const { deploy } = await deployFleet(config, {
    files: { ...serversFiles(1), "bin/nixos": "#!/bin/sh\ntouch started\n" },
    without: ["nixos"],
    environment: { PATH: `bin:.:${process.env["PATH"]}` },
  });
  const { status, stderr } = await deploy("--yes", "web1");
  expect(status).toBe(2);
  expect(stderr).toContain("cli/no-engine");
});

it("keeps what engines say for its user alone", async () => {
  const { deploy } = await servers(1);
  const { stdout } = await deploy("--yes", "web1");
  const logs = /^Logs: (.*)$/m.exec(stdout)?.[1] ?? "";
  expect(statSync(logs).mode & 0o777).toBe(0o700);
  expect(statSync(join(logs, "web1.log")).mode & 0o777).toBe(0o600);
});

describe("what does not stop fleet deploy", () => {
  it("is a change that is in no commit", async () => {
    const { deploy, folder } = await servers(1);
    writeFileSync(join(folder, "README.md"), "");
    const { status, stderr } = await deploy("--yes", "web1");
    expect(status).toBe(0);
    expect(stderr).toContain("cli/uncommitted");
  });

  it("is a date that has passed", async () => {
    const config = serversConfig(1)
      .replace("hosts:", '  bob: { fullName: Bob, home: none, expires: "2020-01-01" }\nhosts:')
      .replace("users: [ada], tags", "users: [ada, bob], tags");
    const { deploy, run } = await deployFleet(config, { files: serversFiles(1) });
    expect((await run("check")).stdout).toContain("2020-01-01");
    expect((await deploy("--yes", "web1")).status).toBe(0);
  });
});

it("keeps the logs of the last thirty deployments of a fleet", async () => {
  const { deploy, world } = await servers(1);
  for (let run = 0; run < 32; run++) await deploy("--yes", "web1");
  const [fleet = ""] = readdirSync(
    join(world.environment["HOME"] ?? "", ".local/state/fleet/deploy"),
  );
  expect(
    readdirSync(join(world.environment["HOME"] ?? "", ".local/state/fleet/deploy", fleet)),
  ).toHaveLength(30);
});
