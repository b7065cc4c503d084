import { describe, expect, it } from "vitest";
import { deployFleet } from "./deploy-fleet.ts";
import { serversConfig, serversFiles } from "./servers.ts";

const people = "users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none } }";

/** A fleet of two hosts, `a` and `b`, of a kind, and what `a` says of itself. */
async function twoHosts(
  deploy: string,
  { system = "x86_64-linux", own = "", user = "ada: { }", more = "" } = {},
) {
  const host = (said: string) =>
    `{ system: ${system}, users: { ${user} }, deploy: { ${deploy}${said} }${more} }`;
  const config = `${system.endsWith("darwin") ? people.replace("uid: 1000, ", "") : people}
hosts:
  a: ${host(own)}
  b: ${host("")}
defaults: { stateVersion: "25.11" }
`;
  const files = { "hosts/a.nix": "{ }", "hosts/b.nix": "{ }" };
  return deployFleet(config, { files, machine: "a" });
}

describe("an engine that rolls out itself", () => {
  it.each([
    ["colmena", "colmena apply --on a,b --parallel 4"],
    ["clan", "clan machines update a b"],
    ["deploy-rs", "deploy --targets .#a .#b"],
    ["wire", "wire apply switch --parallel 4 --path . --on a --on b"],
  ])("gets one call with all of its hosts: %s", async (engine, line) => {
    const { deploy, begun } = await twoHosts(`engine: ${engine}`);
    const { status, stdout } = await deploy("--yes");
    expect(begun()).toEqual([line]);
    expect(status).toBe(0);
    expect(stdout).toContain("2 of 2 deployed.");
  });

  it.each([
    ["colmena", "colmena apply --on a,b --parallel 4"],
    ["deploy-rs", "deploy --targets .#a .#b"],
    ["wire", "wire apply switch --parallel 4 --path . --on a --on b"],
  ])("gets one call where the flake tells it where a host is: %s", async (engine, line) => {
    const { deploy, begun } = await twoHosts(`engine: ${engine}`, { own: ", target: root@a.lan" });
    expect((await deploy("--yes")).status).toBe(0);
    expect(begun()).toEqual([line]);
  });

  it("has a call of its own for a host that only one can be told of", async () => {
    const { deploy, begun } = await twoHosts("engine: clan", { own: ", target: root@a.lan" });
    expect((await deploy("--yes", "--jobs", "1")).status).toBe(0);
    expect(begun()).toEqual([
      "clan machines update a --target-host root@a.lan",
      "clan machines update b",
    ]);
  });

  it("has one for the first, and one for all others", async () => {
    const { deploy, begun } = await twoHosts("engine: colmena");
    expect((await deploy("--yes", "--first", "b")).status).toBe(0);
    expect(begun()).toEqual(["colmena apply --on b", "colmena apply --on a"]);
  });

  it("leaves it to its log who was deployed where it fails", async () => {
    const { deploy, behave } = await twoHosts("engine: colmena");
    behave({ colmena: { exit: 1 } });
    const { status, stderr } = await deploy("--yes");
    expect(status).toBe(1);
    expect(stderr).toContain("Some of them may have been: its log says which.");
  });
});

describe("an engine with a call for each host", () => {
  const target = 'target: "root@{host}.lan"';
  const other = 'target: "ada@{host}.lan"';

  it.each([
    [`engine: nixos-cli, ${target}`, "nixos apply .#b --yes --target-host root@b.lan"],
    [
      `engine: nixos-cli, ${other}, buildHost: big`,
      "nixos apply .#b --yes --target-host ada@b.lan --build-host big --remote-root",
    ],
    [`engine: nh, ${target}`, "nh os switch . --hostname b --target-host root@b.lan"],
  ])("is told where: %s", async (deploying, line) => {
    const { deploy, begun, calls } = await twoHosts(deploying);
    expect((await deploy("--yes", "b")).status).toBe(0);
    expect(calls().filter(({ what }) => what === "refused")).toEqual([]);
    expect(begun()).toEqual([line]);
  });

  it("is told where, on another distribution", async () => {
    const { deploy, begun } = await twoHosts(`engine: system-manager, ${other}`, {
      more: ", platform: linux",
    });
    expect((await deploy("--yes", "b")).status).toBe(0);
    expect(begun()).toEqual(["system-manager switch --flake .#b --target-host ada@b.lan --sudo"]);
  });

  it("runs on a Mac with sudo", async () => {
    const { deploy, begun } = await twoHosts("engine: darwin-rebuild", {
      system: "aarch64-darwin",
      user: "ada: { uid: 501 }",
    });
    const { status, stderr } = await deploy("--yes", "a");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(begun()).toEqual(["darwin-rebuild switch --flake .#a"]);
  });

  it("is handed keys from the environment", async () => {
    const config = `users: { ada: { fullName: Ada, isAdmin: true, uid: 1000, home: none, sshKeys: [{ env: KEY_ADA }] } }
hosts:
  a: { system: x86_64-linux, users: [ada], deploy: { target: root@a.lan } }
defaults: { stateVersion: "25.11" }
`;
    const { deploy, begun } = await deployFleet(config, {
      files: { "hosts/a.nix": "{ }" },
      environment: { KEY_ADA: "ssh-ed25519 AAAA" },
    });
    expect((await deploy("--yes")).status).toBe(0);
    expect(begun()).toEqual(["nixos-rebuild switch --flake .#a --target-host root@a.lan --impure"]);
  });
});

describe("nixos-rebuild where somebody logs in who is not root", () => {
  const config = serversConfig(2).replaceAll("root@{host}.lan", "ada@{host}.lan");
  const on = (kind: string) =>
    deployFleet(config, { files: serversFiles(2), versions: { "nixos-rebuild": kind } });

  it.each([
    ["ng", "--sudo"],
    ["script", "--use-remote-sudo"],
  ])("is told to become root as it knows it: %s, %s", async (kind, option) => {
    const { deploy, begun } = await on(kind);
    const { status, stderr } = await deploy("--yes", "web1");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(begun()).toEqual([
      `nixos-rebuild switch --flake .#web1 --target-host ada@web1.lan ${option}`,
    ]);
  });

  it("is asked once, whatever it deploys, and prints the same with --plan", async () => {
    const { deploy, asked, calls } = await on("script");
    const { stdout } = await deploy("--plan");
    expect(stdout.match(/--use-remote-sudo/g)).toHaveLength(3);
    expect(asked()).toEqual(["nixos-rebuild"]);
    expect(calls()).toEqual([]);
  });

  it("goes by the state version where it does not say, which is said", async () => {
    const { deploy, begun } = await on("silent");
    const { status, stderr } = await deploy("--yes", "web1");
    expect(stderr).toContain('"nixos-rebuild" does not say which options it knows');
    expect(status).toBe(0);
    expect(begun()[0]).toContain("--sudo");
  });

  it("is not asked where root logs in", async () => {
    const { deploy, asked, begun } = await deployFleet(serversConfig(1), {
      files: serversFiles(1),
    });
    await deploy("--yes", "web1");
    expect(begun()).toHaveLength(1);
    expect(asked()).toEqual([]);
  });
});

describe("a host that fetches its system itself", () => {
  it("is counted, and is nothing to be begun", async () => {
    const { deploy, calls } = await twoHosts("engine: comin");
    const { status, stdout } = await deploy("--yes");
    expect(status).toBe(0);
    expect(stdout).toBe(
      "a: pulls its system by itself, with comin\nb: pulls its system by itself, with comin\n0 of 0 deployed.\n",
    );
    expect(calls()).toEqual([]);
  });
});

describe("a home", () => {
  const config = `users:
  ada: { fullName: Ada, isAdmin: true, uid: 1000, home: standalone }
hosts:
  desk: { system: x86_64-linux, users: [ada] }
defaults: { stateVersion: "25.11" }
`;
  const files = { "hosts/desk.nix": "{ }", "users/ada.nix": "{ }" };
  const home = "nix run --inputs-from . home-manager -- switch --flake .#ada@desk";
  const system = "nixos-rebuild switch --flake .#desk --sudo";

  it("is deployed after the system that it is on", async () => {
    const { deploy, begun, calls } = await deployFleet(config, { files });
    expect((await deploy("--yes")).status).toBe(0);
    expect(begun()).toEqual([system, home]);
    expect(calls().map(({ what }) => what)).toEqual(["begun", "ended", "begun", "ended"]);
  });

  it("is not begun where that fails", async () => {
    const { deploy, behave } = await deployFleet(config, { files });
    behave({ "nixos-rebuild": { exit: 1 } });
    const { stdout } = await deploy("--yes", "--keep-going");
    expect(stdout).toMatch(/^ada@desk +not begun +desk had to succeed first/m);
  });

  it("is deployed alone where it is named", async () => {
    const { deploy, begun } = await deployFleet(config, { files });
    expect((await deploy("--yes", "ada@desk")).status).toBe(0);
    expect(begun()).toEqual([home]);
  });

  it("cannot be the first before the system that it is on", async () => {
    const { deploy, calls } = await deployFleet(config, { files });
    const { status, stderr } = await deploy("--yes", "--first", "ada@desk");
    expect(status).toBe(2);
    expect(stderr).toContain('"ada@desk" cannot be the first');
    expect(calls()).toEqual([]);
  });

  describe("that deploy-rs brings with the system", () => {
    const brought = config.replace("users: [ada]", "users: [ada], deploy: { engine: deploy-rs }");

    it("is not deployed a second time, on its own machine either", async () => {
      const { deploy, begun } = await deployFleet(brought, { files });
      const { status, stdout } = await deploy("--yes");
      expect(begun()).toEqual(["deploy .#desk"]);
      expect(stdout).toContain("ada@desk: comes with desk, by deploy-rs\n1 of 1 deployed.");
      expect(status).toBe(0);
    });

    it("is refused alone, with the command that deploys it", async () => {
      const { deploy, calls } = await deployFleet(brought, { files });
      const { status, stderr } = await deploy("--yes", "ada@desk");
      expect(stderr).toContain('"ada@desk" is not deployed alone');
      expect(stderr).toContain("Run: fleet deploy desk");
      expect(status).toBe(2);
      expect(calls()).toEqual([]);
    });

    it("may be named beside the system", async () => {
      const { deploy, begun } = await deployFleet(brought, { files });
      expect((await deploy("--yes", "desk", "ada@desk")).status).toBe(0);
      expect(begun()).toEqual(["deploy .#desk"]);
    });
  });

  it("is not for somebody else to deploy", async () => {
    const { deploy } = await deployFleet(config, { files, environment: { USER: "bob" } });
    const { status, stderr } = await deploy("--yes", "ada@desk");
    expect(status).toBe(2);
    expect(stderr).toContain('"ada@desk" is deployed on "desk" itself, as "ada"');
  });
});
