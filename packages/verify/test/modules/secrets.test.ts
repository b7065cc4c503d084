import type { TestFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { secretFleet, secretVerdicts } from "../cases/secret-cases.ts";
import {
  checkouts,
  reportSkipped,
  useModuleSystems,
  writeModulesFlake,
} from "../support/flake-folder.ts";

reportSkipped("the real sops-nix");

/** Modules that do with secrets what people's modules do, and what they should not. */
const meddling: TestFiles = {
  "hosts/mini.nix": `{ config, lib, ... }: {
  sops.age.sshKeyPaths = [ "/persist/key" ];
  sops.secrets.backup = { owner = "traci"; mode = "0440"; restartUnits = lib.mkForce [ ]; };
  sops.secrets."wifi/psk".sopsFile = ../secrets/hosts/mini.yaml;
  sops.secrets.cert.owner = "traci";
  sops.secrets.more.sopsFile = ../secrets/shared.yaml;
}
`,
  "hosts/stibnite.nix": `{ lib, ... }: {
  system.stateVersion = 6;
  sops.age.keyFile = "/tmp/keys.txt";
  sops.secrets = lib.mkForce { };
}
`,
  "users/keith.nix": '{ sops.secrets.token.key = "other"; }\n',
};

describe.skipIf(checkouts === undefined)("secrets on the real sops-nix", () => {
  const verify = useModuleSystems(secretFleet, {
    "flake.nix": writeModulesFlake({
      inputs: 'sops-nix.url = "path:/nowhere";\n    sops-nix.inputs.nixpkgs.follows = "nixpkgs";',
    }),
    "hosts/stibnite.nix": "{ system.stateVersion = 6; }\n",
  });

  it("are as computed where no module changes them", async () => {
    const { verdicts, findings } = await verify({});
    expect(findings).toEqual([]);
    expect(verdicts).toMatchObject(secretVerdicts);
  });

  it("differ in what modules of one's own have changed, and what they add is noted", async () => {
    const { verdicts, shown } = await verify(meddling);
    expect(shown.toSorted()).toEqual([
      "verify/identity hosts.mini.sshHostKeyPath",
      // The mode, the owner and the units.
      "verify/secret-differs hosts.mini.secrets.backup",
      "verify/secret-differs hosts.mini.secrets.backup",
      "verify/secret-differs hosts.mini.secrets.backup",
      'verify/secret-differs hosts.mini.secrets["wifi/psk"]',
      // The integrated homes of two hosts, and the standalone one.
      ...Array(3).fill("verify/secret-differs users.keith.secrets.token"),
      "verify/secret-missing hosts.stibnite.secrets.licence",
    ]);
    expect(verdicts[0]?.notes).toEqual([
      'modules also give host "mini" the secret "more"',
      'modules make "traci" the owner of the secret "cert"',
    ]);
  });
});
