import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { compareFound } from "../../src/proof/compare-found.ts";
import { fold } from "../support/folded-fleet.ts";
import { writeFlake } from "../support/hand-made-flake.ts";
import { listFindings, surveyFolder } from "../support/survey-folder.ts";

const survey = (outputs: string) => surveyFolder(testdir({ "flake.nix": writeFlake(outputs) }));

it("what no declaration has a word for is told, and named as left where it stands", async () => {
  const found = await survey(`nixosConfigurations.web = system {
    config.users = {
      groups = { };
      users = {
        ada = person "ada" {
          homeMode = "750";
          packages = [ { pname = "hello"; } { name = "odd-1"; } { pname = throw "no"; } ];
          subUidRanges = [ { startUid = 100000; count = 65536; } ];
          subGidRanges = [ { startGid = 300000; count = 65536; } ];
        };
        ben = person "ben" {
          homeMode = "700";
          packages = [ ];
          subUidRanges = [ { startUid = 200000; count = 65536; } ];
          subGidRanges = [ { startGid = 200000; count = 65536; } ];
        };
        cleo = person "cleo" { homeMode = throw "no"; autoSubUidGidRange = true; };
        web = { name = "web"; isNormalUser = false; homeMode = "755"; };
      };
    };
    config.nix = {
      settings.allowed-users = [ "ada" "@ops" ];
      sshServe = { enable = true; write = true; trusted = false; };
    };
    options.nix.sshServe.enable.definitionsWithLocations = [ { file = toString ./flake.nix; value = true; } ];
  };`);
  expect(listFindings(found)).toEqual([]);
  const settings = found.fleet.hosts[0]?.furtherSettings ?? [];
  expect(settings.map(({ option, login, value }) => [login, option, value])).toEqual([
    ["ada", "homeMode", "750"],
    ["ada", "packages", "hello, odd-1, ?"],
    ["ada", "subUidRanges", "uids 100000:65536; gids 300000:65536"],
    [null, "nix.settings.allowed-users", "ada, @ops"],
    [null, "nix.sshServe", "enable, write"],
  ]);
  expect(settings.at(-1)?.definedIn).toEqual([{ path: "flake.nix", isOwn: true }]);
  const left = fold(found.fleet).left.filter(({ kind }) => kind === "setting");
  expect(left.map(({ about, message }) => `${about}: ${message}`)).toEqual([
    'ada@web: A declaration has no word for "homeMode", which is "750".',
    'ada@web: A declaration has no word for "packages", which is "hello, odd-1, ?".',
    'ada@web: A declaration has no word for "subUidRanges", which is "uids 100000:65536; gids 300000:65536".',
    'web: A declaration has no word for "nix.settings.allowed-users", which is "ada, @ops".',
    'web: A declaration has no word for "nix.sshServe", which is "enable, write".',
  ]);
});

it("a system that says nothing else has nothing to name", async () => {
  const found = await survey(`nixosConfigurations.web = system {
    config.users = { users.ada = person "ada" { homeMode = "700"; }; groups = { }; };
    config.nix.settings.allowed-users = [ "*" ];
  };
  nixosConfigurations.bare = system { config.nix = { enable = false; settings.allowed-users = [ "ada" ]; }; };`);
  expect(found.fleet.hosts.map(({ furtherSettings }) => furtherSettings)).toEqual([[], []]);
});

it("a setting that a system loses is a difference, and a new failing assertion is one", async () => {
  const { fleet } = await survey(`nixosConfigurations.web = system {
    config.users = { users.ada = person "ada" { homeMode = "750"; }; groups = { }; };
    config.nix.settings.allowed-users = [ "ada" ];
  };`);
  const hosts = fleet.hosts.map((host) => ({ ...host, failures: ["An old one."] }));
  const after = hosts.map((host) => ({
    ...host,
    furtherSettings: [{ option: "homeMode", login: "ada", value: "755", definedIn: [] }],
    failures: ["An old one.", "No\n  root."],
  }));
  const compare = (later: "built" | "declared") =>
    compareFound({ hosts, homes: [] }, { hosts: after, homes: [] }, { later }).differences.map(
      ({ what, before, after: now, reason }) => [what, before, now, reason],
    );
  expect(compare("built")).toEqual([
    ["users.users.ada.homeMode", "750", "755", ""],
    ["nix.settings.allowed-users", "ada", "nothing", ""],
    ["assertions", "nothing", "one fails, so that Nix does not build it", "No root."],
  ]);
  expect(compare("declared")).toEqual([]);
});
