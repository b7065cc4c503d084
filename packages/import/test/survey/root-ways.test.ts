import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { writeFlake } from "../support/hand-made-flake.ts";
import { listFindings, surveyFolder } from "../support/survey-folder.ts";

const survey = (outputs: string) => surveyFolder(testdir({ "flake.nix": writeFlake(outputs) }));

/** What NixOS says of itself. */
const usualRule = `{ users = [ ]; groups = [ "wheel" ]; runAs = "ALL:ALL"; commands = [ { command = "ALL"; options = [ "SETENV" ]; } ]; }`;

it("ways to root are told by options and names, and never by their text", async () => {
  const found = await survey(`nixosConfigurations.web = system {
    config.users = {
      users.ada = person "ada" { openssh.authorizedPrincipals = [ "SECRET-principal" ]; };
      users.toor = person "toor" { uid = 0; };
      groups = { };
    };
    config.security = {
      sudo = {
        enable = true;
        wheelNeedsPassword = true;
        extraRules = [
          ${usualRule}
          { users = [ "ada" ]; groups = [ "ops" ]; commands = [ { command = "/SECRET"; options = [ "NOPASSWD" ]; } ]; }
          { groups = [ "wheel" ]; commands = [ { command = "ALL"; options = [ "NOPASSWD" ]; } ]; }
        ];
        extraConfig = "Defaults env_keep+=A\\n%staff ALL=(ALL) NOPASSWD: ALL\\nben ALL=(ALL) /SECRET\\n";
      };
      doas = { enable = true; extraConfig = "permit nopass SECRET"; extraRules = [ { groups = [ "wheel" ]; noPass = true; } ]; };
      polkit = { enable = true; adminIdentities = [ "unix-group:wheel" "unix-user:cleo" ]; extraConfig = "// SECRET"; };
    };
    config.nix = { settings.extra-trusted-users = [ "ada" ]; extraOptions = "access-tokens = SECRET\\nextra-trusted-users = root @ops\\n"; };
    config.services = {
      openssh = { enable = true; authorizedKeysCommand = "/SECRET"; authorizedKeysFiles = [ "/SECRET/%u" ]; };
      getty.autologinUser = "root";
    };
    options.security.sudo.extraRules.definitionsWithLocations = [ { file = toString ./flake.nix; value = [ ]; } ];
  };`);
  expect(listFindings(found)).toEqual([]);
  expect(JSON.stringify(found)).not.toContain("SECRET");
  const ways = found.fleet.hosts[0]?.rootWays ?? [];
  expect(ways.map(({ kind, option, names }) => [kind, option, ...names])).toEqual([
    ["rule", "security.doas.extraRules", "@wheel"],
    ["rule", "security.polkit.adminIdentities", "cleo"],
    ["rule", "security.sudo.extraRules", "@ops", "ada", "@wheel"],
    ["rule", "security.sudo.extraConfig", "@staff"],
    ["unread", "security.doas.extraConfig"],
    ["unread", "security.polkit.extraConfig"],
    ["trusted", "nix.settings.extra-trusted-users", "ada"],
    ["trusted", "nix.extraOptions", "@ops"],
    ["keys", "services.openssh.authorizedKeysCommand"],
    ["keys", "services.openssh.authorizedKeysFiles"],
    ["keys", "users.users.<name>.openssh.authorizedPrincipals", "ada"],
    ["login", "services.getty.autologinUser"],
    ["uid", "users.users.<name>.uid", "toor"],
  ]);
  expect(ways.find(({ option }) => option === "security.sudo.extraRules")?.definedIn).toEqual([
    { path: "flake.nix", isOwn: true },
  ]);
});

it("a system with what NixOS says of itself has no other way to root", async () => {
  const found = await survey(`nixosConfigurations.web = system {
    config.users = { users.ada = person "ada" { extraGroups = [ "wheel" ]; }; groups = { }; };
    config.security.sudo = { enable = true; wheelNeedsPassword = true; extraRules = [ ${usualRule} ]; extraConfig = "# none\\n"; };
    config.security.polkit = { enable = true; adminIdentities = [ "unix-group:wheel" ]; extraConfig = "rule();"; };
    config.services.openssh = { enable = true; authorizedKeysFiles = [ "%h/.ssh/authorized_keys" ]; };
    options.security.polkit.extraConfig.definitionsWithLocations = [
      { file = "/nix/store/00000000000000000000000000000000-source/nixos/modules/net.nix"; value = "rule();"; }
    ];
  };`);
  expect(found.fleet.hosts[0]?.rootWays).toEqual([]);
});

it("ways to root that Nix cannot evaluate cost nothing else of a host", async () => {
  const found =
    await survey(`nixosConfigurations = builtins.mapAttrs (_: config: system { inherit config; }) (
    let users = { users.ada = person "ada" { }; groups = { }; }; in
    {
      broken = { inherit users; security.doas = { enable = true; extraRules = { }.nothing; }; };
      throwing = { inherit users; security.doas = { enable = true; extraRules = throw "no"; }; services.getty.autologinUser = "root"; };
    }
  );`);
  expect(found.failed).toEqual([]);
  expect(found.fleet.hosts).toMatchObject([
    { users: [{ login: "ada" }] },
    { users: [{ login: "ada" }], rootWays: [{ kind: "login" }] },
  ]);
  expect(listFindings(found)).toEqual([
    'import/unreadable-option: Nix cannot evaluate "security" of host "broken": nothing is known there. Nix says: attribute \'nothing\' missing',
    'import/unreadable-option: Nix cannot evaluate "security" of host "throwing": nothing is known there. The Nix code refuses: no',
  ]);
});
