import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testdir, writeFiles } from "@fleet/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { offlineArguments } from "../../../../nix/test/offline-flake.ts";
import type { FoundFleet } from "../../src/found/found-fleet.ts";
import { checkouts, listFindings, reportSkipped, surveyFolder } from "../support/survey-folder.ts";

reportSkipped("the real module systems");

const flakeText = `{
  inputs = {
    nixpkgs.url = "path:/nowhere";
    flake-parts.url = "path:/nowhere";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "path:/nowhere";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    nix-darwin.url = "path:/nowhere";
    nix-darwin.inputs.nixpkgs.follows = "nixpkgs";
    sops-nix.url = "path:/nowhere";
    sops-nix.inputs.nixpkgs.follows = "nixpkgs";
  };
  outputs = inputs@{ self, nixpkgs, home-manager, nix-darwin, sops-nix, ... }:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.flake-parts.flakeModules.modules ];
      flake.nixosModules.shared = { imports = [ ./modules/shared.nix ]; networking.domain = "example.org"; };
      flake.modules.nixos."machines/web" = ./modules/by-name.nix;
      flake.nixosConfigurations.web = nixpkgs.lib.nixosSystem {
        specialArgs = { inherit inputs; extra = 1; };
        modules = [
          ./hosts/web
          "\${self}/hosts/text.nix"
          (import ./hosts/function.nix)
          (import ./hosts/plain-function.nix)
          (import ./hosts/set.nix)
          (import ./hosts/made.nix "web")
          ({ lib, extra, ... }: { imports = [ ./hosts/inner.nix ]; networking.hostName = lib.mkDefault "web"; })
          { users.users.ben.isNormalUser = true; }
          { imports = [ ./hosts/wrapped.nix ]; }
          self.nixosModules.shared
          self.modules.nixos."machines/web"
          home-manager.nixosModules.home-manager
          sops-nix.nixosModules.sops
        ];
      };
      flake.darwinConfigurations.mac = nix-darwin.lib.darwinSystem {
        modules = [ ./hosts/mac.nix home-manager.darwinModules.home-manager ];
      };
      flake.homeConfigurations."ada@mac" = home-manager.lib.homeManagerConfiguration {
        pkgs = nixpkgs.legacyPackages.aarch64-darwin;
        modules = [
          ./users/ada.nix
          sops-nix.homeManagerModules.sops
          { home.username = "ada"; home.homeDirectory = "/Users/ada"; home.stateVersion = "24.05"; }
        ];
      };
    };
}
`;

const files = {
  "flake.nix": flakeText,
  "hosts/web/default.nix": `{ pkgs, config, ... }: {
  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "24.05";
  users.users.ada = { isNormalUser = true; shell = pkgs.fish; extraGroups = [ "wheel" ]; };
  users.groups.staff = { gid = 990; members = [ "ada" ]; };
  home-manager.sharedModules = [ ../../users/shared.nix ];
  home-manager.users.ada = import ../../users/ada.nix;
  home-manager.users.ben = { imports = [ ../../users/ben.nix ]; home.stateVersion = "24.05"; };
  sops.age.keyFile = "/var/key.txt";
  sops.secrets.token = { sopsFile = ../../secrets/web.yaml; owner = "ada"; };
  sops.secrets.whole = { sopsFile = ../../secrets/web.der; format = "binary"; };
  sops.validateSopsFiles = false;
}
`,
  "hosts/text.nix": "{ }\n",
  "hosts/function.nix": "{ lib, ... }: { }\n",
  "hosts/plain-function.nix": '{ ... }: { networking.domain = "example.org"; }\n',
  "hosts/set.nix": "{ users.users.cleo.isNormalUser = true; }\n",
  "hosts/made.nix": "name: { lib, ... }: { networking.hostName = lib.mkOverride 900 name; }\n",
  "hosts/inner.nix": "{ }\n",
  "hosts/wrapped.nix": "{ }\n",
  "hosts/mac.nix": `{
  nixpkgs.hostPlatform = "aarch64-darwin";
  system.stateVersion = 6;
  system.primaryUser = "ada";
  users.users.ada.home = "/Users/ada";
  users.users.ben = { home = "/Users/ben"; uid = 502; };
  users.knownUsers = [ "ben" ];
  nix.settings.trusted-users = [ "ada" ];
}
`,
  "modules/shared.nix": "{ }\n",
  "modules/by-name.nix": "{ }\n",
  "users/ada.nix": `{ config, ... }: {
  home.stateVersion = "24.05";
  programs.git.settings.user = { name = "Ada"; email = "ada@example.org"; };
}
`,
  "users/ben.nix": "{ }\n",
  "users/shared.nix": "{ }\n",
  "secrets/web.yaml": "token: ENC[]\n",
  "secrets/web.der": "{}\n",
};

describe.skipIf(checkouts === undefined)("a fleet on the real module systems", () => {
  let fleet: FoundFleet = { hosts: [], homes: [] };
  let findings: string[] = [];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fleet-survey-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(async () => {
    const flake = join(folder, "flake");
    writeFiles(flake, files);
    const nixArguments = offlineArguments({
      flake,
      checkouts: checkouts ?? "",
      scratch: join(folder, "scratch"),
    });
    const survey = await surveyFolder(flake, { options: { nixArguments } });
    fleet = survey.fleet;
    findings = listFindings(survey);
  });
  const web = () => fleet.hosts.find(({ name }) => name === "web");

  it("is evaluated without a word", () => {
    expect(findings).toEqual([]);
    expect(fleet.hosts.map(({ name }) => name)).toEqual(["mac", "web"]);
  });

  it("has its modules by their files, however they were imported, and what is in none by where it is", () => {
    expect(web()?.modules).toEqual([
      { path: "hosts/web/default.nix" },
      { path: "hosts/text.nix" },
      { path: "hosts/function.nix" },
      { path: "hosts/plain-function.nix" },
      { path: "hosts/set.nix" },
      { path: null, label: "hosts/made.nix", isOwn: true },
      { path: null, label: "flake.nix", isOwn: true },
      { path: "hosts/inner.nix" },
      { path: "hosts/wrapped.nix" },
      { path: "modules/shared.nix" },
      { path: null, label: "flake.nix", isOwn: true, attr: "machines/web" },
      { path: null, label: "nixos", isOwn: false },
      { path: null, label: "modules/sops", isOwn: false },
    ]);
  });

  it("has the arguments that somebody hands to its modules", () => {
    expect(web()?.specialArguments).toEqual(["extra", "inputs"]);
  });

  it("has its accounts with the files that say something of them", () => {
    const users = web()?.users.filter(({ isNormal }) => isNormal);
    expect(users).toMatchObject([
      {
        login: "ada",
        shell: "fish",
        isUsualShell: false,
        group: "users",
        groups: ["staff", "wheel"],
        definedIn: [{ path: "hosts/web/default.nix", isOwn: true }],
      },
      {
        login: "ben",
        shell: "bash",
        isUsualShell: true,
        definedIn: [{ path: "flake.nix", isOwn: true }],
      },
      { login: "cleo", definedIn: [{ path: "hosts/set.nix", isOwn: true }] },
    ]);
    expect(web()?.groups.find(({ name }) => name === "staff")).toEqual({
      name: "staff",
      gid: 990,
      members: ["ada"],
      definedIn: [{ path: "hosts/web/default.nix", isOwn: true }],
    });
  });

  it("has the homes that are built with a system, and what they are made of", () => {
    expect(web()?.homes).toMatchObject([
      {
        name: "ada",
        fullName: "Ada",
        email: "ada@example.org",
        modules: [{ path: "users/ada.nix" }, { path: "users/shared.nix" }],
        definedIn: [{ path: "hosts/web/default.nix", isOwn: true }],
      },
      {
        name: "ben",
        modules: [
          { path: null, label: "hosts/web/default.nix", isOwn: true },
          { path: "users/ben.nix" },
          { path: "users/shared.nix" },
        ],
      },
    ]);
  });

  it("has the homes that are built on their own", () => {
    expect(fleet.homes).toMatchObject([
      {
        name: "ada@mac",
        login: "ada",
        homeDirectory: "/Users/ada",
        stateVersion: "24.05",
        system: "aarch64-darwin",
        modules: [
          { path: "users/ada.nix" },
          { path: null, isOwn: false },
          { path: null, label: "flake.nix", isOwn: true },
        ],
      },
    ]);
  });

  it("has its secrets, by the files from the root", () => {
    expect(web()?.secrets).toMatchObject([
      {
        name: "token",
        file: "secrets/web.yaml",
        key: "token",
        owner: "ada",
        format: "yaml",
        definedIn: [{ path: "hosts/web/default.nix", isOwn: true }],
      },
      // sops-nix has a key of it, and goes by none.
      { name: "whole", file: "secrets/web.der", key: "", format: "binary" },
    ]);
  });

  it("has the people of a Mac, though nix-darwin does not say who is one", () => {
    const mac = fleet.hosts.find(({ name }) => name === "mac");
    expect(mac).toMatchObject({ platform: "darwin", stateVersion: 6, primaryUser: "ada" });
    const people = mac?.users.filter(({ isNormal }) => isNormal);
    expect(people).toMatchObject([
      { login: "ada", uid: null, homeDirectory: "/Users/ada" },
      { login: "ben", uid: 502 },
    ]);
    expect(mac?.knownUsers).toContain("ben");
    expect(mac?.trustedUsers).toContain("ada");
    expect(mac?.modules).toEqual([
      { path: "hosts/mac.nix" },
      { path: null, label: "nix-darwin", isOwn: false },
    ]);
  });
});

describe.skipIf(checkouts === undefined)("an example", () => {
  const examples = join(import.meta.dirname, "..", "..", "..", "..", "examples");

  it.each(["devbox", "workstations"])("%s is evaluated from its own flake", async (example) => {
    const folder = testdir();
    cpSync(join(examples, example), folder, { recursive: true });
    const nixArguments = offlineArguments({
      flake: folder,
      checkouts: checkouts ?? "",
      scratch: testdir(),
    });
    const survey = await surveyFolder(folder, { options: { nixArguments }, impure: true });
    expect(listFindings(survey)).toEqual([]);
    expect(survey.fleet.hosts.length).toBeGreaterThan(0);
    expect(survey.fleet.hosts.every(({ users }) => users.some(({ isNormal }) => isNormal))).toBe(
      true,
    );
  });
});
