import { describe, expect, it } from "vitest";
import { memoryWorld, openProject } from "../../src/index.ts";
import { reportUnsetKeys } from "../../src/strays/unset-keys.ts";

async function found(module: string, sshKeys: readonly unknown[], host: object = {}) {
  const config = {
    users: { ada: { fullName: "Ada", isAdmin: true, sshKeys } },
    hosts: { desk: { system: "x86_64-linux", users: ["ada"], ...host } },
    defaults: { stateVersion: "24.05" },
  };
  const files = {
    "fleet.config.json": JSON.stringify(config),
    "users/ada.nix": "{ }",
    "hosts/desk.nix": module,
  };
  return reportUnsetKeys(await openProject(memoryWorld({ files })));
}

const fromEnvironment = [{ env: "SSH_KEY_ADA" }];

describe("an SSH key from an environment variable", () => {
  it.each([
    ["comin", "{ services.comin.enable = true; }"],
    ["comin", '{ services.comin = { hostname = "x"; enable = true; }; }'],
    ["comin", "{ lib, ... }: { services.comin.enable = lib.mkDefault true; }"],
    ["comin", '{ services = { a = "}"; comin = { enable = true; }; }; }'],
    ["system.autoUpgrade", '{ system = { autoUpgrade = { enable = true; dates = "daily"; }; }; }'],
    ["comin", "{ services = { comin = { enable = true; }; }; }"],
    ["nixfleet", "{ services.nixfleet-agent.enable = true; }"],
    ["system.autoUpgrade", "{ system.autoUpgrade.enable = true; }"],
  ])("is never set on a host that builds itself, by %s", async (builder, module) => {
    expect(await found(module, fromEnvironment)).toMatchObject([
      {
        code: "cli/unset-key",
        choice: true,
        path: ["users", "ada", "sshKeys", 0, "env"],
        message: `"desk" builds itself (${builder}), where nobody sets "SSH_KEY_ADA": the key stays a placeholder there.`,
      },
    ]);
  });

  it.each<[string, string, readonly unknown[], object?]>([
    ["somebody builds for the host", "{ }", fromEnvironment],
    [
      "only a comment says so",
      "{ } # services.comin.enable\n/* services.comin */",
      fromEnvironment,
    ],
    ["it is switched off", "{ services.comin.enable = false; }", fromEnvironment],
    ["upgrades are switched off", "{ system.autoUpgrade.enable = false; }", fromEnvironment],
    ["it is only configured", '{ services.comin.hostname = "x"; }', fromEnvironment],
    [
      "only a text speaks of it",
      "{ environment.etc.motd.text = \"autoUpgrade is off\"; a = ''\n system.autoUpgrade.enable = true; ''; }",
      fromEnvironment,
    ],
    [
      "something else is on",
      "{ services.comin.x = 1; services.ssh.enable = true; }",
      fromEnvironment,
    ],
    ["the key is declared", "{ services.comin.enable = true; }", []],
    [
      "there is no system",
      "{ services.comin.enable = true; }",
      fromEnvironment,
      { platform: "linux" },
    ],
  ])("is nothing to speak of where %s", async (_, module, keys, host) => {
    expect(await found(module, keys, host)).toEqual([]);
  });
});
