import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { copyAsRepository, fleet, scratchFolder } from "./support/command.ts";
import { askNix, checkouts, tryNix } from "./support/offline-nix.ts";

const isOffline = checkouts === undefined;
const copy = (example: string) => copyAsRepository("examples", example);

describe("workstations", () => {
  test.skipIf(isOffline)("has a home for every user on every host of theirs", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      inherit (config.home) homeDirectory;
      ownPackage = builtins.elem "nas-status" (map (one: one.name) config.home.packages);
      variables = builtins.intersectAttrs { BROWSER = 1; MANGOHUD = 1; } config.home.sessionVariables;
    })`;
    const homes = askNix({ flake: copy("workstations"), output: "homeConfigurations", apply });
    const ofJoachim = { homeDirectory: "/home/joachim", ownPackage: true };
    const ofWork = { homeDirectory: "/home/work-user", ownPackage: true, variables: {} };
    expect(homes).toEqual({
      "joachim@laptop": { ...ofJoachim, variables: { BROWSER: "firefox" } },
      "joachim@reason": { ...ofJoachim, variables: { MANGOHUD: "1" } },
      "work-user@laptop": ofWork,
      "work@laptop": ofWork,
    });
  });

  test.skipIf(isOffline)("has the packages of its overlay on hosts and in their homes", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }:
      let has = builtins.any (one: one.name == "nas-status"); in {
        homes = builtins.mapAttrs (_: home: has home.home.packages) config.home-manager.users;
        mount = builtins.head config.fileSystems."/mnt/nas".options;
        system = has config.environment.systemPackages;
      })`;
    const host = {
      homes: { joachim: true },
      mount: "credentials=/run/secrets/nas-credentials",
      system: true,
    };
    const systems = askNix({ flake: copy("workstations"), output: "nixosConfigurations", apply });
    expect(systems).toEqual({ laptop: host, reason: host });
  });
});

describe("the passwords of workstations", () => {
  test.skipIf(isOffline)("are where sops-nix puts their hashes before users are made", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      inherit (config.users.users.joachim) hashedPassword hashedPasswordFile;
      isInTime = config.sops.secrets.joachim-password.neededForUsers;
    })`;
    const host = {
      hashedPassword: null,
      hashedPasswordFile: "/run/secrets-for-users/joachim-password",
      isInTime: true,
    };
    const systems = askNix({ flake: copy("workstations"), output: "nixosConfigurations", apply });
    expect(systems).toEqual({ laptop: host, reason: host });
  });
});

describe("devbox", () => {
  const output = "nixosConfigurations.devbox";
  const placeholder = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";
  const key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+ violino";
  const keysAndWarnings = `{ config, ... }: {
    keys = map (name: config.users.users.\${name}.openssh.authorizedKeys.keys) [ "coal" "violino" ];
    inherit (config) warnings;
  }`;

  test("says who is in which group, and what for", () => {
    const { stdout } = fleet(copy("devbox"), "check", "--explain", "groups");
    expect(stdout).toMatch(/docker +devbox +coal, violino .* Docker daemon access/);
    expect(stdout).toMatch(/networkmanager +devbox +coal .* Network configuration/);
    expect(stdout).toMatch(/wheel +devbox +coal .* Sudo access/);
  });

  test.skipIf(isOffline)("has placeholders for keys that are not in the environment", () => {
    const answer = askNix({ flake: copy("devbox"), output, apply: keysAndWarnings });
    expect(answer).toEqual({
      keys: [[placeholder], [placeholder]],
      warnings: [
        expect.stringMatching(/SSH_KEY_COAL.*empty.*placeholder/),
        expect.stringMatching(/SSH_KEY_VIOLINO.*empty.*placeholder/),
      ],
    });
  });

  test.skipIf(isOffline)("has the keys that are", () => {
    vi.stubEnv("SSH_KEY_COAL", "");
    vi.stubEnv("SSH_KEY_VIOLINO", key);
    const flake = copy("devbox");
    const answer = askNix({ flake, output, apply: keysAndWarnings, nixArguments: ["--impure"] });
    expect(answer).toEqual({
      keys: [[placeholder], [key]],
      warnings: [expect.stringContaining("SSH_KEY_COAL")],
    });
  });

  test.skipIf(isOffline)("cannot be built without a key where that was asked for", () => {
    vi.stubEnv("SSH_KEY_COAL", "");
    vi.stubEnv("SSH_KEY_VIOLINO", key);
    vi.stubEnv("NIX_STRICT_KEYS", "true");
    const flake = copy("devbox");
    const apply = "{ config, ... }: config.system.build.toplevel.drvPath";
    const { status, stderr } = tryNix({ flake, output, apply, nixArguments: ["--impure"] });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/Failed assertions:\s+- fleet: user "coal".*SSH_KEY_COAL/);
    expect(stderr).not.toContain("SSH_KEY_VIOLINO");
  });

  test("is refused by a check for the same reason", () => {
    vi.stubEnv("SSH_KEY_COAL", "");
    vi.stubEnv("SSH_KEY_VIOLINO", key);
    const { status, stdout } = fleet(copy("devbox"), "check", "--strict-keys", "--json");
    expect(status).toBe(1);
    const place = "users.coal.sshKeys[0].env";
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ severity: "error", place }] });
  });

  test.skipIf(isOffline)("runs an editor for each user, in the tailnet", () => {
    const apply = `{ config, ... }: {
      tailscale = config.services.tailscale.enable;
      units = map (name: {
        inherit (config.systemd.services."code-server-\${name}") serviceConfig wantedBy;
      }) [ "coal" "violino" ];
    }`;
    const unit = (user: string, port: number) => ({
      serviceConfig: {
        // Each argument may be quoted.
        ExecStart: expect.stringMatching(
          RegExp(
            `/bin/code-server "?--bind-addr"? "?127.0.0.1:${port}"? "?--auth"? "?none"? .*"?/home/${user}"?$`,
          ),
        ),
        Restart: "on-failure",
        RestartSec: 5,
        User: user,
        WorkingDirectory: `/home/${user}`,
      },
      wantedBy: ["multi-user.target"],
    });
    expect(askNix({ flake: copy("devbox"), output, apply })).toEqual({
      tailscale: true,
      units: [unit("coal", 8080), unit("violino", 8081)],
    });
  });
});

describe("dendritic", () => {
  // Of whoever is no user of the system's or of Nix's: the uid, and how the home's secrets are.
  const accounts = `config: builtins.mapAttrs (name: user: {
      inherit (user) uid;
      home = config.home-manager.users.\${name} or null != null;
      secrets = builtins.mapAttrs (_: secret: secret.mode)
        (config.home-manager.users.\${name} or { }).sops.secrets or { };
    }) (removeAttrs config.users.users ([ "root" "nobody" ] ++ builtins.filter
      (name: !(config.users.users.\${name}.isNormalUser or true))
      (builtins.attrNames config.users.users)))`;
  const admin = {
    home: true,
    secrets: { "github-token": "0400", "ssh-signing-key": "0400" },
  };
  const other = { uid: 501, home: false, secrets: {} };

  test.skipIf(isOffline)("has the accounts of its table on the Macs", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      accounts = (${accounts}) config;
      inherit (config.system) primaryUser;
      # Those of Nix itself are nix-darwin's.
      managed = builtins.filter (name: builtins.match "_?nixbld.*" name == null) config.users.knownUsers;
    })`;
    const macs = askNix({ flake: copy("dendritic"), output: "darwinConfigurations", apply });
    const mac = (primaryUser: string, own: object) => ({ primaryUser, managed: [], accounts: own });
    expect(macs).toMatchObject({
      stibnite: mac("crs58", { crs58: { ...admin, uid: 501 } }),
      blackphos: mac("raquel", {
        raquel: { uid: 501, home: true, secrets: { "github-token": "0400" } },
        crs58: { ...admin, uid: 502 },
      }),
      rosegold: mac("janettesmith", { janettesmith: other, cameron: { ...admin, uid: 502 } }),
      argentum: mac("christophersmith", {
        christophersmith: other,
        cameron: { ...admin, uid: 502 },
      }),
    });
  });

  test.skipIf(isOffline)("has one cameron, with one uid, on all servers", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      accounts = (${accounts}) config;
      isTrusted = builtins.elem "cameron" config.nix.settings.trusted-users;
      inherit (config.users.users.cameron) extraGroups;
      root = config.fileSystems."/".device;
      known = builtins.attrNames config.programs.ssh.knownHosts;
    })`;
    const servers = askNix({ flake: copy("dendritic"), output: "nixosConfigurations", apply });
    const macs = ["argentum", "blackphos", "rosegold", "stibnite"];
    const names = ["cinnabar", "electrum", "galena", "scheelite"];
    const server = {
      accounts: { cameron: { ...admin, uid: 1000 } },
      isTrusted: true,
      extraGroups: ["wheel"],
      root: "/dev/disk/by-label/nixos",
      known: [...macs, ...names].sort(),
    };
    expect(servers).toEqual(Object.fromEntries(names.map((name) => [name, server])));
  });

  test.skipIf(isOffline)("has homes of their own for who is no admin", () => {
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      inherit (config.home) username;
      key = config.sops.age.keyFile;
      secrets = builtins.mapAttrs (_: secret: builtins.match ".*/(secrets/.*)" (toString secret.sopsFile))
        config.sops.secrets;
      shells = map (name: config.programs.\${name}.enable) [ "fish" "zsh" "starship" "tmux" ];
    })`;
    const homes = askNix({ flake: copy("dendritic"), output: "homeConfigurations", apply });
    const home = (username: string) => ({
      username,
      key: `/Users/${username}/.config/sops/age/keys.txt`,
      secrets: { "github-token": [`secrets/home-manager/users/${username}/secrets.yaml`] },
      shells: [true, true, true, true],
    });
    expect(homes).toEqual({
      "christophersmith@argentum": home("christophersmith"),
      "janettesmith@rosegold": home("janettesmith"),
      "raquel@blackphos": home("raquel"),
    });
  });

  test("is deployed by clan, and its other homes by nh", () => {
    const { stdout } = fleet(copy("dendritic"), "check", "--explain", "deploy");
    expect(stdout).toContain("clan machines update stibnite");
    expect(stdout).toMatch(/home of raquel .* nh home switch/);
    expect(stdout).not.toContain("home of crs58");
  });

  test.skipIf(isOffline)("leaves its machines to clan where that is an input", () => {
    const flake = copy("dendritic");
    const text = readFileSync(join(flake, "flake.nix"), "utf8");
    writeFileSync(join(flake, "flake.nix"), text.replace("# clan-core.url", "clan-core.url"));
    const nixArguments = ["--override-input", "clan-core", `path:${standInForClan()}`];
    const apply = `builtins.mapAttrs (_: { config, ... }: {
      inherit (config.environment.variables) BUILT_BY;
      admin = builtins.filter (name: config.users.users ? \${name}) [ "crs58" "cameron" ];
    })`;
    const built = (login: string) => ({ BUILT_BY: "clan", admin: [login] });
    expect(askNix({ flake, output: "nixosConfigurations", apply, nixArguments })).toEqual({
      cinnabar: built("cameron"),
      electrum: built("cameron"),
      galena: built("cameron"),
      scheelite: built("cameron"),
    });
    expect(askNix({ flake, output: "darwinConfigurations", apply, nixArguments })).toEqual({
      argentum: built("cameron"),
      blackphos: built("crs58"),
      rosegold: built("cameron"),
      stibnite: built("crs58"),
    });
  });
});

/** A flake that takes what clan takes and builds machines of it, as far as the example asks for that. */
function standInForClan(): string {
  const folder = join(scratchFolder(), "clan-core");
  mkdirSync(folder);
  const module = `{ config, inputs, lib, ... }:
    let
      inherit (config.clan) inventory machines;
      build = class: system: lib.mapAttrs
        (_: machine: system { modules = [ machine { environment.variables.BUILT_BY = "clan"; } ]; })
        (lib.filterAttrs (name: _: inventory.machines.\${name}.machineClass == class) machines);
      option = type: lib.mkOption { inherit type; };
    in {
      options.clan = option (lib.types.submoduleWith {
        modules = [ {
          options = lib.genAttrs [ "inventory" "meta" "vars" ] (_: option lib.types.anything) // {
            machines = option (lib.types.lazyAttrsOf lib.types.deferredModule);
          };
        } ];
      });
      config.flake.nixosConfigurations = build "nixos" inputs.nixpkgs.lib.nixosSystem;
      config.flake.darwinConfigurations = build "darwin" inputs.nix-darwin.lib.darwinSystem;
    }`;
  const outputs = `{ outputs = _: { flakeModules.default = ${module}; }; }\n`;
  writeFileSync(join(folder, "flake.nix"), outputs);
  return folder;
}
