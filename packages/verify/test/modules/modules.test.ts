import type { TestFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { accountFleet, accountVerdicts } from "../cases/account-fleet.ts";
import {
  checkouts,
  reportSkipped,
  useModuleSystems,
  writeModulesFlake,
} from "../support/flake-folder.ts";

reportSkipped("the real module systems");

/** Modules that do what people's modules do, and what they should not. */
const meddling: TestFiles = {
  "hosts/mini.nix": `{ lib, pkgs, ... }: {
  users.users.keith = { uid = 1005; shell = pkgs.bash; extraGroups = [ "video" ]; };
  users.users.traci = { home = "/srv/traci"; extraGroups = lib.mkForce [ "wheel" ]; };
  users.users.hank = { enable = false; };
  users.users.eve = { isNormalUser = true; };
  nix.settings.trusted-users = [ "traci" ];
  networking.hostName = "maxi";
  home-manager.users.traci.home.stateVersion = "23.11";
  home-manager.users.hank.home.stateVersion = "24.05";
  assertions = [ { assertion = false; message = "There is no disk."; } ];
  warnings = [ "It is warm." ];
}
`,
  "hosts/travel.nix": "{ nothing.like.it = true; }\n",
  "hosts/stibnite.nix": `{ pkgs, lib, ... }: {
  system.stateVersion = 6;
  system.primaryUser = "root";
  users.users.keith = { shell = pkgs.fish; home = "/Users/k"; };
  nix.settings.trusted-users = lib.mkForce [ "root" "@admin" ];
}
`,
  "users/traci.nix":
    '{ lib, fleet, ... }: { home.username = lib.mkIf (fleet.host.id == "travel") "other"; }\n',
};

describe.skipIf(checkouts === undefined)("a fleet on the real module systems", () => {
  const verify = useModuleSystems(accountFleet, {
    "flake.nix": writeModulesFlake(),
    "hosts/stibnite.nix": "{ system.stateVersion = 6; }\n",
  });

  it("is as computed where its modules add nothing", async () => {
    const { verdicts, findings } = await verify({});
    expect(findings).toEqual([]);
    expect(verdicts).toMatchObject(accountVerdicts);
  });

  it("differs in all that modules of one's own have changed, host by host", async () => {
    const { verdicts, shown } = await verify(meddling);
    expect(shown).toEqual([
      "verify/home-state-version defaults.stateVersion",
      "verify/failed-assertion hosts.mini",
      "verify/nix-warning hosts.mini",
      "verify/hostname hosts.mini.hostname",
      "verify/unexpected-home hosts.mini.users",
      "verify/unknown-account hosts.mini.users",
      // The home follows the account, which is no second difference.
      "verify/home-directory hosts.mini.users[1]",
      "verify/privileged-group hosts.mini.users[1]",
      "verify/trusted-user hosts.mini.users[1]",
      "verify/missing-account hosts.mini.users[2]",
      "verify/failed-assertion hosts.stibnite",
      "verify/primary-user hosts.stibnite.primaryUser",
      "verify/home-directory hosts.stibnite.users.keith",
      "verify/missing-trusted-user hosts.stibnite.users.keith",
      "verify/shell hosts.stibnite.users.keith.shell",
      "nix-eval/throw hosts.travel",
      "verify/home-username hosts.travel.users.traci",
      "verify/shell users.keith.shell",
      "verify/uid users.keith.uid",
      "verify/missing-group users.traci.extraGroups",
    ]);
    expect(verdicts).toMatchObject([
      { id: "mini", state: "different", notes: ['modules also put "keith" into "video"'] },
      { id: "stibnite", state: "different" },
      { id: "travel", state: "failed" },
    ]);
  });

  it("says what Nix has, what was computed, and who probably changed it", async () => {
    const { verdicts, findings } = await verify({
      "hosts/mini.nix": "{ users.users.keith.uid = 1005; }\n",
    });
    expect(verdicts.map(({ state }) => state)).toEqual(["different", "as-computed", "as-computed"]);
    expect(findings).toMatchObject([
      {
        code: "verify/uid",
        severity: "error",
        file: "fleet.config.json",
        path: ["users", "keith", "uid"],
        message: 'The uid of "keith" on host "mini" is 1005 in Nix, and 1000 was computed.',
        help: expect.stringContaining(
          "A module of your own seems to set users.users.keith.uid. Leave that out there",
        ),
      },
    ]);
  });
});
