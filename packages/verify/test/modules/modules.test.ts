import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, runFleet, type TestFiles, testRepository, writeFiles } from "@fleet/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { offlineArguments } from "../../../nix/test/offline-flake.ts";
import { type ReportedDiagnostic, readDiagnostics } from "./read-report.ts";
import { allAsComputed, verifyFleet } from "./verify-fleet.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of fleet verify on the real module systems, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
}

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

describe.skipIf(checkouts === undefined)("fleet verify on the real module systems", () => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "fleet-verify-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const verify = (files: TestFiles, ...args: string[]) => {
    const flake = testRepository(verifyFleet);
    runFleet(flake, ["generate"]);
    writeFiles(flake, files);
    git(flake, "add", "--all");
    const inputs = offlineArguments({ flake, checkouts: checkouts ?? "", scratch });
    return runFleet(flake, ["verify", ...args, "--", ...inputs]);
  };

  it("says of a fleet whose modules add nothing that it is as computed", () => {
    expect(verify({})).toMatchObject({ status: 0, stdout: allAsComputed, stderr: "" });
  });

  it("names all that modules of one's own have changed, host by host", () => {
    const run = verify(meddling, "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run).map(summarize)).toEqual([
      "verify/home-state-version defaults.stateVersion",
      "verify/failed-assertion hosts.mini",
      "verify/nix-warning hosts.mini",
      "verify/hostname hosts.mini.hostname",
      "verify/unexpected-home hosts.mini.users",
      "verify/unknown-account hosts.mini.users",
      // The home follows the account.
      "verify/home-directory hosts.mini.users[1]",
      "verify/home-directory hosts.mini.users[1]",
      "verify/privileged-group hosts.mini.users[1]",
      "verify/trusted-user hosts.mini.users[1]",
      "verify/missing-account hosts.mini.users[2]",
      "verify/failed-assertion hosts.stibnite",
      "verify/primary-user hosts.stibnite.primaryUser",
      "verify/home-directory hosts.stibnite.users.keith",
      "verify/home-directory hosts.stibnite.users.keith",
      "verify/missing-trusted-user hosts.stibnite.users.keith",
      "verify/shell hosts.stibnite.users.keith.shell",
      "nix-eval/throw hosts.travel",
      "verify/home-username hosts.travel.users.traci",
      "verify/shell users.keith.shell",
      "verify/uid users.keith.uid",
      "verify/missing-group users.traci.extraGroups",
    ]);
    expect(JSON.parse(run.stdout).hosts).toMatchObject([
      { id: "mini", state: "different", notes: ['modules also put "keith" into "video"'] },
      { id: "stibnite", state: "different" },
      { id: "travel", state: "failed" },
    ]);
  });

  it("says what Nix has, what was computed, and who probably changed it", () => {
    const run = verify({ "hosts/mini.nix": "{ users.users.keith.uid = 1005; }\n" });
    expect(run.stdout).toContain(`mini      3 accounts, 2 homes: 1 difference
stibnite  1 account, 1 home: as computed
travel    2 accounts, 2 homes: as computed

error: The uid of "keith" on host "mini" is 1005 in Nix, and 1000 was computed.
  fleet.config.ts:6:7  users.keith.uid  verify/uid
`);
    expect(run.stdout).toContain(
      "help: A module of your own seems to set users.users.keith.uid. Leave that out there",
    );
  });
});

function summarize({ code, place }: ReportedDiagnostic): string {
  return `${code} ${place}`;
}
