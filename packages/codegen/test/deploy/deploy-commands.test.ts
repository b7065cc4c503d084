import type { HostDeclaration } from "@fleet/core";
import type { DeployDeclaration } from "@fleet/core/internal";
import { describe, expect, it } from "vitest";
import { listDeployCommands } from "../../src/index.ts";
import { computeSound } from "../sample-files.ts";

function commandOf(deploy: DeployDeclaration, system: HostDeclaration["system"] = "x86_64-linux") {
  const { resolved, homes } = computeSound({
    users: { keith: { fullName: "Keith", isAdmin: true } },
    hosts: { mini: { system, hostname: "mini-pc", users: { keith: { uid: undefined } }, deploy } },
    defaults: { stateVersion: "24.05" },
  });
  const [command, ...others] = listDeployCommands(resolved, homes);
  expect(others).toEqual([]);
  return { words: command?.words.join(" "), login: command?.login };
}

const mac = "aarch64-darwin";

describe("the command that deploys a system", () => {
  it.each([
    [
      "nixos-rebuild on the host",
      {},
      "nixos-rebuild switch --flake .#mini --use-remote-sudo",
      "keith",
    ],
    [
      "nixos-rebuild as root elsewhere",
      { target: "root@{host}.lan", buildHost: "big" },
      "nixos-rebuild switch --flake .#mini --target-host root@mini-pc.lan --build-host big",
      undefined,
    ],
    [
      "nixos-rebuild as somebody who may become root",
      { target: "keith@mini" },
      "nixos-rebuild switch --flake .#mini --target-host keith@mini --use-remote-sudo",
      undefined,
    ],
    ["clan", { engine: "clan" }, "clan machines update mini", undefined],
    [
      "clan with an address",
      { engine: "clan", target: "root@mini" },
      "clan machines update mini --target-host root@mini",
      undefined,
    ],
    [
      "colmena, whose hive knows the target",
      { engine: "colmena", target: "root@mini" },
      "colmena apply --on mini",
      undefined,
    ],
    [
      "deploy-rs",
      { engine: "deploy-rs", target: "root@{host}" },
      "deploy .#mini --ssh-user root --hostname mini-pc",
      undefined,
    ],
    ["nh", { engine: "nh" }, "nh os switch . --hostname mini", "keith"],
  ] as const)("is that of %s", (_, deploy, words, login) => {
    expect(commandOf(deploy)).toEqual({ words, login });
  });

  it.each([
    ["darwin-rebuild", {}, "sudo darwin-rebuild switch --flake .#mini", "keith"],
    ["clan", { engine: "clan" }, "clan machines update mini", undefined],
    ["nh", { engine: "nh" }, "nh darwin switch . --hostname mini", "keith"],
  ] as const)("is that of %s on a Mac", (_, deploy, words, login) => {
    expect(commandOf(deploy, mac)).toEqual({ words, login });
  });
});

describe("the command that deploys a host whose id holds dots", () => {
  const wordsOf = (deploy: DeployDeclaration, system: HostDeclaration["system"]) => {
    const { resolved, homes } = computeSound({
      users: { keith: { fullName: "Keith", isAdmin: true, home: "none" } },
      hosts: { "web1.example.org": { system, users: { keith: { uid: undefined } }, deploy } },
      defaults: { stateVersion: "25.11" },
    });
    return listDeployCommands(resolved, homes)[0]?.words.join(" ");
  };

  it.each([
    // nixos-rebuild puts quotes around the name itself.
    [{}, "x86_64-linux", "nixos-rebuild switch --flake .#web1.example.org --sudo"],
    [{}, mac, "sudo darwin-rebuild switch --flake .#%22web1.example.org%22"],
    [{ engine: "deploy-rs" }, "x86_64-linux", 'deploy .#"web1.example.org"'],
    [{ engine: "colmena" }, "x86_64-linux", "colmena apply --on web1.example.org"],
    [{ engine: "nh" }, mac, "nh darwin switch . --hostname web1.example.org"],
    [
      { target: "root@{host}.example.org" },
      "x86_64-linux",
      "nixos-rebuild switch --flake .#web1.example.org --target-host root@web1.example.org",
    ],
  ] as const)("names it so that the tool finds it: %o on %s", (deploy, system, words) => {
    expect(wordsOf(deploy, system)).toBe(words);
  });
});

describe("the command of an engine that reads the id of a host as Nix does", () => {
  const idWords = (id: string, platform: "nixos" | "linux", deploy: DeployDeclaration) => {
    const { resolved, homes } = computeSound({
      users: { keith: { fullName: "Keith", isAdmin: true, home: "none" } },
      hosts: { [id]: { system: "x86_64-linux", platform, users: ["keith"], deploy } },
      defaults: { stateVersion: "25.11" },
    });
    return listDeployCommands(resolved, homes)[0]?.words.find((word) => word.startsWith(".#"));
  };

  it.each([
    ["box", ".#box"],
    ["box-1", ".#box-1"],
    ["box.example.org", '.#"box.example.org"'],
    ["9box", '.#"9box"'],
    ["with", '.#"with"'],
  ])("names %s so that it is a name", (id, expected) => {
    const target = "root@10.0.0.1";
    expect(idWords(id, "linux", { engine: "system-manager", target })).toBe(expected);
    expect(idWords(id, "nixos", { engine: "deploy-rs", target })).toBe(expected);
  });
});

describe("the command that deploys a system with keys from the environment", () => {
  const commandsOf = (deploy: DeployDeclaration, system: HostDeclaration["system"]) => {
    const { resolved, homes } = computeSound({
      users: {
        keith: { fullName: "Keith", isAdmin: true, sshKeys: [{ env: "KEY_K" }, { env: "KEY_A" }] },
        traci: { fullName: "Traci", sshKeys: [{ env: "KEY_A" }] },
      },
      hosts: { mini: { system, deploy, users: { keith: { uid: 1001 }, traci: {} } } },
      defaults: { stateVersion: "24.05", uidRange: { darwin: [501, 2000] } },
    });
    return listDeployCommands(resolved, homes).map(({ words }) => words.join(" "));
  };
  const kept = "--preserve-env=KEY_A,KEY_K,NIX_STRICT_KEYS";

  it.each([
    [{}, "nixos-rebuild switch --flake .#mini --impure --use-remote-sudo"],
    [
      { target: "admin@mini" },
      "nixos-rebuild switch --flake .#mini --target-host admin@mini --impure --use-remote-sudo",
    ],
    [{ engine: "clan" }, "clan machines update mini --option pure-eval false"],
    [{ engine: "colmena" }, "colmena apply --on mini --impure"],
    [{ engine: "deploy-rs" }, "deploy .#mini -- --impure"],
    [{ engine: "nh" }, "nh os switch . --hostname mini -- --impure"],
  ] as const)("lets Nix see them: %o", (deploy, command) => {
    expect(commandsOf(deploy, "x86_64-linux")).toEqual([command]);
  });

  it("lets Nix see them on a Mac", () => {
    const command = `sudo ${kept} darwin-rebuild switch --flake .#mini --impure`;
    expect(commandsOf({}, mac)).toEqual([command]);
  });
});

describe("the command that activates a home", () => {
  it("names it as it is declared", () => {
    const { resolved, homes } = computeSound({
      users: { work: { fullName: "Work", home: "standalone", homeName: "{user}@{system}" } },
      hosts: { laptop: { system: "x86_64-linux", platform: "linux", users: ["work"] } },
      defaults: { stateVersion: "24.05", deploy: { home: "home-manager" } },
    });
    const [command] = listDeployCommands(resolved, homes);
    expect(command?.words.join(" ")).toBe("home-manager switch --flake .#work@x86_64-linux");
  });

  it("names it as people know it, and is for its owner on the host", () => {
    const { resolved, homes } = computeSound({
      users: { work: { fullName: "Work", username: "work-user", home: "standalone" } },
      hosts: { laptop: { system: "x86_64-linux", platform: "linux", users: ["work"] } },
      defaults: { stateVersion: "24.05", deploy: { home: "nh" } },
    });
    expect(listDeployCommands(resolved, homes)).toEqual([
      {
        host: "laptop",
        user: "work",
        words: ["nh", "home", "switch", ".", "--configuration", "work@laptop"],
        login: "work-user",
      },
    ]);
  });

  it.each([
    [undefined, "nix run --inputs-from . home-manager -- switch --flake .#work@laptop"],
    ["home-manager", "home-manager switch --flake .#work@laptop"],
  ] as const)("comes from the flake unless the command is said to be there: %s", (home, words) => {
    const { resolved, homes } = computeSound({
      users: { work: { fullName: "Work", home: "standalone" } },
      hosts: {
        laptop: { system: "x86_64-linux", platform: "linux", users: ["work"], deploy: { home } },
      },
      defaults: { stateVersion: "24.05" },
    });
    expect(listDeployCommands(resolved, homes)[0]?.words.join(" ")).toBe(words);
  });
});

describe("the commands of a fleet whose flake lies in a folder above", () => {
  it.each([
    [{}, "nixos-rebuild switch --flake ..#mini --use-remote-sudo"],
    [{ engine: "nh" }, "nh os switch .. --hostname mini"],
    [{ engine: "deploy-rs" }, "deploy ..#mini"],
    [{ engine: "clan" }, "clan machines update mini"],
  ] as const)("name that folder where one is named: %j", (deploy, expected) => {
    const { resolved, homes } = computeSound({
      users: { work: { fullName: "Work", isAdmin: true, home: "both" } },
      hosts: { mini: { system: "x86_64-linux", users: ["work"], deploy } },
      defaults: { stateVersion: "24.05" },
    });
    const [system, home] = listDeployCommands(resolved, homes, "..").map(({ words }) =>
      words.join(" "),
    );
    expect(system).toBe(expected);
    expect(home).toBe("nix run --inputs-from .. home-manager -- switch --flake ..#work@mini");
  });
});

describe("how a host becomes root", () => {
  const wordOf = (stateVersion: string, usage?: string) => {
    const { resolved, homes } = computeSound({
      users: { keith: { fullName: "Keith", isAdmin: true } },
      hosts: { mini: { system: "x86_64-linux", stateVersion, users: ["keith"] } },
      defaults: { stateVersion: "24.05" },
    });
    const usages = usage === undefined ? undefined : new Map([["nixos-rebuild", usage]]);
    return listDeployCommands(resolved, homes, ".", usages)[0]?.words.at(-1);
  };

  it.each([
    ["24.05", "--use-remote-sudo"],
    ["25.05", "--use-remote-sudo"],
    ["25.11", "--sudo"],
    ["26.05", "--sudo"],
  ])("is an option that a system of %s knows, where nobody asked: %s", (stateVersion, option) => {
    expect(wordOf(stateVersion)).toBe(option);
  });

  const script = "nixos-rebuild: unknown option `--which-options'";
  const ng = "usage: nixos-rebuild [--sudo] [--use-remote-sudo] [{switch,boot}]";
  const later = "usage: nixos-rebuild [--sudo] [{switch,boot}]";

  it.each([
    ["the shell script", "24.05", script, "--use-remote-sudo"],
    ["the shell script", "26.05", script, "--use-remote-sudo"],
    // It builds the nixos-rebuild of the system, and lets that take over with the same words.
    ["nixos-rebuild-ng", "24.05", ng, "--use-remote-sudo"],
    ["nixos-rebuild-ng", "25.11", ng, "--sudo"],
    ["one that has dropped the older name", "24.05", later, "--sudo"],
  ])("is one that the program here knows as well: %s, %s", (_, stateVersion, usage, option) => {
    expect(wordOf(stateVersion, usage)).toBe(option);
  });
});
