import { join } from "node:path";
import { testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { writeFlake } from "../support/hand-made-flake.ts";
import { listFindings, surveyFolder } from "../support/survey-folder.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";
const otherKey = key.replace("IIbcn", "IJbcn");

const survey = (outputs: string, files = {}) =>
  surveyFolder(testdir({ "flake.nix": writeFlake(outputs), ...files }));

describe("keys and passwords", () => {
  it("are the keys of files too, and a word where such a file is not there", async () => {
    const found = await survey(
      `nixosConfigurations.web = system {
        config.users = {
          users.ada = person "ada" {
            openssh.authorizedKeys.keys = [ "${key}\\n" ];
            openssh.authorizedKeys.keyFiles = [ ./keys/ada.pub ./keys/gone.pub "/etc/outside.pub" ];
          };
          groups = { };
        };
      };`,
      { "keys/ada.pub": `# of the laptop\n${otherKey}\n\n` },
    );
    expect(found.fleet.hosts[0]?.users).toMatchObject([
      {
        sshKeys: [key, otherKey],
        keyFiles: ["keys/ada.pub", "keys/gone.pub", "/etc/outside.pub"],
      },
    ]);
    expect(listFindings(found)).toEqual([
      expect.stringContaining('"keys/gone.pub" with keys of "ada" on host "web"'),
      expect.stringContaining('"/etc/outside.pub" with keys of "ada"'),
    ]);
  });

  it("are told by which options there are, and never what they are", async () => {
    const found = await survey(
      `nixosConfigurations.web = system {
        config.users = {
          users = {
            ada = person "ada" { hashedPassword = "$6$SECRETHASH"; password = "SECRETWORD"; };
            ben = person "ben" { hashedPassword = null; hashedPasswordFile = "/run/secrets/ben"; };
            cleo = person "cleo" { hashedPassword = "!"; };
            dora = person "dora" { hashedPassword = null; };
            root = { name = "root"; isNormalUser = false; hashedPassword = null; initialHashedPassword = "!"; };
          };
          groups = { };
        };
        config.sops.secrets."ben/hash" = { sopsFile = ./s.yaml; key = "k"; format = "yaml"; path = "/run/secrets/ben"; };
      };`,
      { "s.yaml": "" },
    );
    expect(JSON.stringify(found)).not.toMatch(/SECRET/);
    expect(found.fleet.hosts[0]?.users.map(({ login, password }) => [login, password])).toEqual([
      ["ada", { options: ["hashedPassword", "password"], secret: null, isLocked: false }],
      ["ben", { options: ["hashedPasswordFile"], secret: "ben/hash", isLocked: false }],
      ["cleo", { options: ["hashedPassword"], secret: null, isLocked: true }],
      ["dora", null],
      ["root", null],
    ]);
  });
});

it("shells are told by their attributes, also where a path names one that a system has", async () => {
  const found = await survey(`nixosConfigurations.web = let all = system {
    config.users = {
      defaultUserShell = all.pkgs.bashInteractive;
      groups = { };
      users = builtins.mapAttrs (login: shell: person login { inherit shell; }) {
        ada = all.pkgs.zsh;
        ben = "/run/current-system/sw/bin/zsh";
        cleo = "/run/current-system/sw/bin/hello";
        dora = "/run/current-system/sw/bin/bash";
        emil = all.pkgs.bashInteractive;
        fay = { name = "own-shell-1"; };
        gil = null;
      } // {
        hal = person "hal" { shell = all.pkgs.bashInteractive; isNormalUser = false; };
      };
    };
  }; in all;`);
  expect(
    found.fleet.hosts[0]?.users.map(({ login, shell, isUsualShell }) => [
      login,
      shell,
      isUsualShell,
    ]),
  ).toEqual([
    ["ada", "zsh", false],
    ["ben", "zsh", false],
    ["cleo", null, false],
    ["dora", null, true],
    ["emil", "bash", true],
    ["fay", null, false],
    ["gil", null, true],
    // A user of the system, who has none unless somebody says so.
    ["hal", "bash", false],
  ]);
});

it("a password that is empty is told where it counts", async () => {
  const found = await survey(
    `nixosConfigurations.web = system {
    config.users = {
      groups = { };
      users = builtins.mapAttrs (login: more: person login ({ hashedPassword = null; } // more)) {
        a = { hashedPassword = ""; };
        b = { initialHashedPassword = ""; };
        c = { password = ""; };
        d = { initialPassword = ""; };
        e = { hashedPassword = "$6$SECRETHASH"; initialPassword = ""; };
        f = { hashedPassword = ""; hashedPasswordFile = "/run/secrets/f"; };
        g = { hashedPassword = "!"; };
      };
    };
  };`,
  );
  expect(JSON.stringify(found)).not.toMatch(/SECRET/);
  const empty = found.fleet.hosts[0]?.users.filter(({ password }) => password?.isEmpty === true);
  expect(empty?.map(({ login }) => login)).toEqual(["a", "b", "c", "d"]);
});

describe("where something is said", () => {
  const definitions = (file: string) => `nixosConfigurations.web = system {
    config.users = {
      users = { ada = person "ada" { }; ben = person "ben" { }; };
      groups = { };
    };
    options.users.users.definitionsWithLocations = [
      { file = ${file}; value = { ada = { }; ben = { _type = "if"; condition = false; content = { }; }; }; }
      { file = "/nix/store/00000000000000000000000000000000-source/nixos/modules/web.nix"; value.ben = { }; }
      { file = "<unknown-file>"; value = builtins.mapAttrs (_: _: { }) (builtins.fromJSON "{\\"ben\\": 1}"); }
    ];
  };`;

  it("is a file of the flake, another's without a path of this machine, or unknown", async () => {
    const found = await survey(definitions('toString ./users + ", via option flake.modules"'), {
      "users/default.nix": "{ }",
    });
    expect(JSON.stringify(found)).not.toContain("/nix/store");
    expect(found.fleet.hosts[0]?.users.map(({ definedIn }) => definedIn)).toEqual([
      [{ path: "users/default.nix", isOwn: true }],
      [
        { path: "<unknown-file>", isOwn: true },
        { path: "nixos/modules/web.nix", isOwn: false },
      ],
    ]);
  });

  it("is told from the folder of the flake, which may be one of a repository", async () => {
    const flake = writeFlake(definitions("toString ../shared/ada.nix"));
    const folder = testRepository({
      "flake.nix": "{ outputs = _: { }; }\n",
      "nix/flake.nix": flake,
      "shared/ada.nix": "{ }",
    });
    const found = await surveyFolder(join(folder, "nix"));
    expect(found.fleet.hosts[0]?.users[0]?.definedIn).toEqual([
      { path: "../shared/ada.nix", isOwn: true },
    ]);
  });

  it("is told by older releases of lib in two lists", async () => {
    const found = await survey(`nixosConfigurations.web = system {
      config.users = { users.ada = person "ada" { }; groups = { }; };
      options.users.users = { files = [ (toString ./flake.nix) ]; definitions = [ { ada = { }; } ]; };
    };`);
    expect(found.fleet.hosts[0]?.users[0]?.definedIn).toEqual([{ path: "flake.nix", isOwn: true }]);
  });
});
