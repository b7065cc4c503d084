import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  git,
  type Run,
  runFleet,
  type TestFiles,
  testRepository,
  writeFiles,
} from "@fleet/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { offlineArguments } from "../../../nix/test/offline-flake.ts";
import { readDiagnostics } from "./read-report.ts";
import { serviceFleet } from "./verify-service-fleet.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of fleet verify on services and Macs with the real module systems, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
}

const allAsComputed = `blackphos  3 accounts, 3 homes: as computed
devbox     3 accounts, 0 homes: as computed
`;

/** What verify itself says, but for the difference of `fleet.json`. */
const listDifferences = (run: Run) =>
  readDiagnostics(run).filter(
    ({ code }) => /^(verify|nix-eval)\//.test(code) && code !== "verify/stale",
  );

const summarize = (run: Run) => listDifferences(run).map(({ code, place }) => `${code} ${place}`);

function generateFleet(): string {
  const folder = testRepository(serviceFleet);
  expect(runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
  git(folder, "add", "--all");
  return folder;
}

describe("fleet verify --without-inputs of services, groups, Macs and modules by name", () => {
  const verify = (folder: string, ...args: string[]) =>
    runFleet(folder, ["verify", "--without-inputs", ...args]);

  it("says that they are as computed", () => {
    const run = verify(generateFleet());
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining(allAsComputed) });
    expect(run.stdout).not.toContain("note:");
  });

  const viosEditor = "hosts.devbox.users.violino.services.codeServer";
  it.each([
    [
      "a port",
      '"port": 8081',
      '"port": 8082',
      [`code-server-port ${viosEditor}`],
      /^The port of code-server for "vio" on host "devbox" is 8082 in Nix, and 8081 was computed\.$/,
    ],
    [
      "an address",
      '"host": "::1"',
      '"host": "::"',
      [`code-server-address ${viosEditor}`],
      /^The address of code-server for "vio" .* is "::" in Nix, and "::1" was computed\.$/,
    ],
    [
      "who is let in",
      '"auth": "password"',
      '"auth": "none"',
      [`code-server-auth ${viosEditor}`],
      /^The auth of code-server for .* is "none" in Nix, and "password" was computed\.$/,
    ],
    [
      "a working directory",
      '"workingDirectory": "/home/coal"',
      '"workingDirectory": "/home/$coal"',
      ["code-server-directory users.coal.services.codeServer"],
      /^The working directory of .* is "\/home\/\$coal" in Nix, and "\/home\/coal" was computed\.$/,
    ],
    [
      "an editor that is missing",
      /"codeServer": (\{\s+"auth": "password")/,
      '"other": $1',
      [`missing-code-server ${viosEditor}`],
      /^Nix does not run code-server for "vio" on host "devbox", which was computed\.$/,
    ],
    [
      "an editor too many",
      '"description": "Henry"',
      '"services": { "codeServer": { "auth": "none", "host": "::", "port": 1, "workingDirectory": "/" } }, "description": "Henry"',
      ["unexpected-code-server hosts.devbox"],
      /^Nix runs code-server in "code-server-henry" as "henry" on host "devbox", which was not computed/,
    ],
    [
      "Tailscale that is off, and an editor that needs it",
      '"tailscale": true',
      '"tailscale": false',
      ["failed-assertion hosts.devbox", "tailscale hosts.devbox.tailscale"],
      /^Whether host "devbox" has Tailscale is false in Nix, and true was computed\.$/,
    ],
    [
      "a group that is missing, and one too many",
      '"media": {',
      '"medai": {',
      ["absent-group groups.media", "unexpected-group hosts.devbox"],
      /^Nix makes no group "media" on host "devbox", and one was declared\.$/,
    ],
    [
      "a member that is missing",
      /"groups": \[\s*"wheel",\s*"docker"\s*\]/,
      '"groups": ["wheel"]',
      ["missing-group groups.docker.members"],
      /^Nix does not have "coal" on host "devbox" in the group "docker", which was computed\.$/,
    ],
    [
      "a gid",
      '"gid": 2000',
      '"gid": 2001',
      ["gid groups.films.gid"],
      /^The gid of the group "films" on host "devbox" is 2001 in Nix, and 2000 was computed\.$/,
    ],
    [
      "a gid that is not set",
      /"gid": 2000,?/,
      "",
      ["gid groups.films.gid"],
      /^The gid of .* is not set in Nix, and 2000 was computed\.$/,
    ],
    [
      "somebody whom nix-darwin does not manage",
      /"knownUsers": \[\s*"janet"\s*\]/,
      '"knownUsers": []',
      ["missing-known-user hosts.blackphos.users.janet"],
      /^nix-darwin does not manage the account "janet" on host "blackphos", and was to/,
    ],
    [
      "an admin whom it manages",
      /"knownUsers": \[/,
      '"knownUsers": ["crs58",',
      ["known-admin hosts.blackphos.users.crs58"],
      /^nix-darwin manages the account "crs58" on host "blackphos", one of its admins/,
    ],
    [
      "the primary user whom it manages",
      /"knownUsers": \[/,
      '"knownUsers": ["raquel",',
      ["known-admin hosts.blackphos.users.raquel"],
      /^nix-darwin manages the account "raquel" on host "blackphos", its primary user/,
    ],
    [
      "somebody whom it would delete",
      /"knownUsers": \[/,
      '"knownUsers": ["ghost",',
      ["deleted-account hosts.blackphos"],
      /^nix-darwin deletes the account "ghost" on host "blackphos", if its uid there is above 501/,
    ],
    [
      "a module of another name",
      '"attr": "machines/nixos/devbox"',
      '"attr": "machines/nixos/devbix"',
      ["modules hosts.devbox"],
      /without "attr:machines\/nixos\/devbox" and with "attr:machines\/nixos\/devbix"\.$/,
    ],
    [
      "an optional module of a home",
      '"attr": "users/raquel/blackphos"',
      '"attr": "users/raquel/blackphis"',
      ["modules hosts.blackphos.users.raquel"],
      /the home of "raquel" on host "blackphos" of other modules/,
    ],
  ])("names %s that differs, and nothing twice", (_, text, other, codes, message) => {
    const folder = generateFleet();
    const path = join(folder, "fleet.json");
    const before = readFileSync(path, "utf8");
    const after = before.replace(text, other);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    const run = verify(folder, "--json");
    expect(run.status).toBe(1);
    expect(summarize(run).toSorted()).toEqual(codes.map((code) => `verify/${code}`));
    expect(listDifferences(run).map((one) => one.message)).toContainEqual(
      expect.stringMatching(message),
    );
  });
});

/** Modules that do with all of this what people's modules do, and what they should not. */
const meddling: TestFiles = {
  "hosts/devbox.nix": `{ lib, ... }: {
  services.tailscale.enable = false;
  systemd.services.code-server-coal.serviceConfig.ExecStart = "/own/bin/code-server --bind-addr=0.0.0.0:8080 --auth password --disable-telemetry /home/coal";
  systemd.services.code-server-coal.serviceConfig.User = "root";
  systemd.services.code-server-vio.enable = false;
  systemd.services.code-server-coal.wantedBy = lib.mkForce [ ];
  systemd.services.editor.serviceConfig = { User = "eve"; ExecStart = "/own/bin/code-server %h"; };
  systemd.services.code-server-proxy.serviceConfig.ExecStart = "/run/nginx";
  users.groups.films.gid = 131;
  users.groups.media.name = "games";
  users.users.henry.extraGroups = [ "gamers" ];
}
`,
  "modules.nix": `{
  flake.modules.nixos."machines/nixos/devbox" = { };
  flake.modules.darwin."machines/darwin/blackphos" = {
    system.stateVersion = 6;
    users.knownUsers = [ "raquel" "ghost" ];
    users.users.janet = { uid = 510; gid = 80; };
    users.users._agent = { uid = 530; };
    users.knownGroups = [ "admin" ];
    users.groups.admin = { gid = 80; members = [ "root" "janet" ]; };
  };
  flake.modules.homeManager."users/crs58" = { };
  flake.modules.homeManager."users/raquel" = { };
}
`,
};

describe.skipIf(checkouts === undefined)(
  "fleet verify of services, groups, Macs and modules by name on the real module systems",
  () => {
    let scratch = "";
    beforeAll(() => {
      scratch = mkdtempSync(join(tmpdir(), "fleet-verify-"));
    });
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));

    const verify = (files: TestFiles, ...args: string[]) => {
      const flake = generateFleet();
      writeFiles(flake, files);
      git(flake, "add", "--all");
      const inputs = offlineArguments({ flake, checkouts: checkouts ?? "", scratch });
      return runFleet(flake, ["verify", ...args, "--", ...inputs]);
    };

    it("says that they are as computed", () => {
      const run = verify({});
      expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining(allAsComputed) });
      expect(run.stdout).not.toContain("note:");
    });

    it("names what modules of one's own have changed, and notes what they add", () => {
      const run = verify(meddling, "--json");
      expect(run.status).toBe(1);
      expect(summarize(run).toSorted()).toEqual([
        "verify/absent-group groups.media",
        "verify/code-server-address users.coal.services.codeServer",
        "verify/code-server-auth users.coal.services.codeServer",
        "verify/code-server-start users.coal.services.codeServer",
        "verify/code-server-user users.coal.services.codeServer",
        "verify/deleted-account hosts.blackphos",
        "verify/failed-assertion hosts.devbox",
        "verify/gid groups.films.gid",
        "verify/known-admin hosts.blackphos.users.raquel",
        "verify/missing-code-server hosts.devbox.users.violino.services.codeServer",
        "verify/privileged-group hosts.blackphos",
        "verify/privileged-group hosts.blackphos.users.janet",
        "verify/privileged-group hosts.blackphos.users.janet",
        "verify/tailscale hosts.devbox.tailscale",
        "verify/uid hosts.blackphos.users.janet.uid",
        "verify/unexpected-code-server hosts.devbox",
      ]);
      expect(JSON.parse(run.stdout).hosts).toMatchObject([
        { id: "blackphos", notes: [] },
        {
          id: "devbox",
          notes: ['modules also put "henry" into "gamers"', 'nothing makes the group "gamers"'],
        },
      ]);
    });

    it("lets modules have nix-darwin manage accounts of their own", () => {
      const run = verify({
        "modules.nix": `${serviceFleet["modules.nix"]}`.replace(
          "system.stateVersion = 6;",
          'system.stateVersion = 6; users.knownUsers = [ "eve" ]; users.users.eve.uid = 520;',
        ),
      });
      expect(run.status).toBe(0);
      expect(run.stdout).toContain("verify/unknown-account");
      expect(run.stdout).not.toContain("knownUsers");
    });

    it("says of a module that the flake does not have what there is", () => {
      const run = verify(
        { "modules.nix": '{ flake.modules.nixos."machines/nixos/devbix" = { }; }\n' },
        "--json",
        "--host=devbox",
      );
      expect(run.status).toBe(1);
      expect(listDifferences(run)).toMatchObject([
        {
          code: "nix-eval/throw",
          place: "hosts.devbox",
          message: expect.stringContaining(
            'host "devbox" needs the module "machines/nixos/devbox", and the flake has none of that name for it.\nflake.modules.nixos has "machines/nixos/devbix".',
          ),
        },
      ]);
    });
  },
);
