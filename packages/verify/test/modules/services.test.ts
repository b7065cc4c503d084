import type { TestFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { serviceFleet, serviceVerdicts } from "../cases/service-fleet.ts";
import {
  checkouts,
  reportSkipped,
  useModuleSystems,
  writeModulesFlake,
} from "../support/flake-folder.ts";

reportSkipped("services and Macs with the real module systems");

/** What the flake calls its modules. */
const namedModules = `{
  flake.modules.nixos."machines/nixos/devbox" = { };
  flake.modules.darwin."machines/darwin/blackphos" = { system.stateVersion = 6; };
  flake.modules.homeManager."users/crs58" = { };
  flake.modules.homeManager."users/raquel" = { };
}
`;

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

const listDifferences = (shown: readonly string[]) =>
  shown.filter((one) => /^(verify|nix-eval)\//.test(one));

describe.skipIf(checkouts === undefined)("services, groups, Macs and modules by name", () => {
  const verify = useModuleSystems(serviceFleet, {
    "flake.nix": writeModulesFlake({
      imports: "inputs.flake-parts.flakeModules.modules ./modules.nix",
    }),
    "modules.nix": namedModules,
  });

  it("are as computed", async () => {
    const { verdicts, shown } = await verify({});
    expect(listDifferences(shown)).toEqual([]);
    expect(verdicts).toMatchObject(serviceVerdicts);
  });

  it("differ in what modules of one's own have changed, and what they add is noted", async () => {
    const { verdicts, shown } = await verify(meddling);
    expect(listDifferences(shown).toSorted()).toEqual([
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
      // Whom modules hand to nix-darwin it would create without a shell.
      "verify/shell hosts.blackphos.users.raquel",
      "verify/tailscale hosts.devbox.tailscale",
      "verify/uid hosts.blackphos.users.janet.uid",
      "verify/unexpected-code-server hosts.devbox",
    ]);
    expect(verdicts).toMatchObject([
      { id: "blackphos", notes: [] },
      {
        id: "devbox",
        notes: ['modules also put "henry" into "gamers"', 'nothing makes the group "gamers"'],
      },
    ]);
  });

  it("leave to modules which accounts of their own nix-darwin manages", async () => {
    const { findings } = await verify({
      "modules.nix": namedModules.replace(
        "system.stateVersion = 6;",
        'system.stateVersion = 6; users.knownUsers = [ "eve" ]; users.users.eve.uid = 520;',
      ),
    });
    expect(findings.map(({ code }) => code)).toEqual(["verify/unknown-account"]);
    expect(findings[0]).toMatchObject({ severity: "warning" });
    expect(JSON.stringify(findings)).not.toContain("knownUsers");
  });

  it("say of a module that the flake does not have what there is", async () => {
    const { findings } = await verify(
      { "modules.nix": '{ flake.modules.nixos."machines/nixos/devbix" = { }; }\n' },
      { hosts: ["devbox"] },
    );
    expect(findings).toMatchObject([
      {
        code: "nix-eval/throw",
        path: ["hosts", "devbox"],
        message: expect.stringContaining(
          'host "devbox" needs the module "machines/nixos/devbox", and the flake has none of that name for it.\nflake.modules.nixos has "machines/nixos/devbix".',
        ),
      },
    ]);
  });
});
