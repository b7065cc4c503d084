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
import { verifyFleet } from "./verify-fleet.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of fleet verify on the real sops-nix, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
}

/** Test keys, whose private halves were never kept. */
const keithsAgeKey = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";
const stibnitesAgeKey = "age1npruw0hky86pfs9gsak843hrgazuupap4ysz234jq64v4lzrt4ls5wa7q8";
const recoveryKey = "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs";
const minisHostKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFNZisUth+5nYs/CY6jwP6yasWUpCLsTNesJB7mKC3OO";

/** Secrets of a NixOS host, a Mac, and homes of both kinds. */
const secretFleet: TestFiles = {
  "fleet.config.ts": `export default {
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      ageKeys: ["${keithsAgeKey}"],
      secrets: { token: {} },
    },
    traci: { fullName: "Traci", home: "none" },
  },
  hosts: {
    mini: {
      system: "x86_64-linux",
      users: { keith: { home: "both" }, traci: {} },
      sshHostKey: "${minisHostKey}",
      secrets: {
        backup: { owner: "keith", restartUnits: ["backup.service"] },
        "wifi/psk": { file: "secrets/shared.yaml" },
        cert: { file: "secrets/cert.bin" },
      },
    },
    stibnite: {
      system: "aarch64-darwin",
      primaryUser: "keith",
      users: { keith: { uid: 501 } },
      ageKey: "${stibnitesAgeKey}",
      secrets: { licence: { file: "secrets/shared.yaml" } },
    },
  },
  operators: { recovery: { ageKeys: ["${recoveryKey}"] } },
  defaults: { stateVersion: "24.05" },
};
`,
  "flake.nix": `${verifyFleet["flake.nix"]}`.replace(
    "fleet.url",
    'sops-nix.url = "path:/nowhere";\n    sops-nix.inputs.nixpkgs.follows = "nixpkgs";\n    fleet.url',
  ),
  "users/keith.nix": "{ }\n",
  "users/traci.nix": "{ }\n",
  "hosts/mini.nix": "{ }\n",
  "hosts/stibnite.nix": "{ system.stateVersion = 6; }\n",
  "secrets/shared.yaml": "shared\n",
  "secrets/cert.bin": "cert\n",
  "secrets/hosts/mini.yaml": "mini\n",
  "secrets/users/keith.yaml": "keith\n",
};

const allAsComputed = `mini      2 accounts, 2 homes, 5 secrets: as computed
stibnite  1 account, 1 home, 2 secrets: as computed
`;

/** The differences but for that of `fleet.json` itself. */
function summarize(run: Run): string[] {
  return readDiagnostics(run)
    .filter(({ code }) => code !== "verify/stale")
    .map(({ code, place }) => `${code} ${place}`);
}

describe("fleet verify --without-inputs of secrets", () => {
  const generatedFleet = () => {
    const folder = testRepository(secretFleet);
    expect(runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
    return folder;
  };
  const verify = (folder: string, ...args: string[]) =>
    runFleet(folder, ["verify", "--without-inputs", ...args]);

  it("counts those of systems and homes, and says that they are as computed", () => {
    const folder = generatedFleet();
    expect(verify(folder)).toMatchObject({ status: 0, stdout: allAsComputed, stderr: "" });
    expect(JSON.parse(verify(folder, "--json").stdout).hosts).toMatchObject([
      { id: "mini", secrets: 5 },
      { id: "stibnite", secrets: 2 },
    ]);
  });

  const backup = "hosts.mini.secrets.backup";
  it.each([
    [
      "an owner",
      '"owner": "keith"',
      '"owner": "traci"',
      `secret-differs ${backup}`,
      /The owner of the secret "backup" of host "mini" is "traci" in Nix, and "keith" was computed\./,
    ],
    [
      "an owner that is missing",
      '"owner": "keith"',
      '"ownr": "keith"',
      `secret-differs ${backup}`,
      /The owner of .* is not set in Nix, and "keith" was computed\./,
    ],
    [
      "an owner where none was computed",
      /("cert": \{)/,
      '$1 "owner": "traci",',
      "secret-differs hosts.mini.secrets.cert",
      /is "traci" in Nix, and none was computed\./,
    ],
    [
      "a mode",
      /("backup": \{[^}]*"mode": )"0400"/,
      '$1"0444"',
      `secret-differs ${backup}`,
      /The mode of .* is "0444" in Nix/,
    ],
    [
      "a file",
      '"file": "secrets/hosts/mini.yaml"',
      '"file": "secrets/shared.yaml"',
      `secret-differs ${backup}`,
      /The file of .* is "secrets\/shared.yaml" in Nix, and "secrets\/hosts\/mini.yaml" was/,
    ],
    [
      "a key",
      '"key": "backup"',
      '"key": "other"',
      `secret-differs ${backup}`,
      /The key of .* is "other" in Nix/,
    ],
    [
      "a format",
      '"format": "binary"',
      '"format": "json"',
      "secret-differs hosts.mini.secrets.cert",
      /The format of .* is "json" in Nix, and "binary" was/,
    ],
    [
      "a unit",
      '"backup.service"',
      '"sshd.service"',
      `secret-differs ${backup}`,
      /Nix does not restart "backup.service" and also restarts "sshd.service" when the secret "backup" of host "mini" changes/,
    ],
    [
      "when it is needed",
      /("cert": \{)/,
      '$1 "neededForUsers": true,',
      "secret-differs hosts.mini.secrets.cert",
      /The neededForUsers of .* is true in Nix, and false was computed\./,
    ],
    [
      "a secret that is missing",
      '"wifi/psk": {',
      '"wifi/pks": {',
      'secret-missing hosts.mini.secrets["wifi/psk"]',
      /Nix does not give host "mini" the secret "wifi\/psk", which was computed\./,
    ],
    [
      "a secret too many",
      '"wifi/psk": {',
      '"wifi/pks": {',
      "secret-unexpected hosts.mini.secrets",
      /Nix gives host "mini" the secret "wifi\/pks", which was not computed\./,
    ],
    [
      "a secret of a home",
      '"file": "secrets/users/keith.yaml"',
      '"file": "secrets/shared.yaml"',
      "secret-differs users.keith.secrets.token",
      /of the home of "keith" on host "mini" is/,
    ],
    [
      "the SSH key of a host",
      '"sshKeyPath": "/etc/ssh/ssh_host_ed25519_key"',
      '"sshKeyPath": "/tmp/key"',
      "identity hosts.mini.sshHostKeyPath",
      /Host "mini" decrypts its secrets with "\/tmp\/key" in Nix, and "\/etc\/ssh\/ssh_host_ed25519_key" was computed\./,
    ],
    [
      "the kind of a host's key",
      /"keyFile": "[^"]*"/,
      '"sshKeyPath": "/tmp/key"',
      "identity hosts.stibnite.ageKeyFile",
      /Host "stibnite" decrypts its secrets with nothing in Nix/,
    ],
  ])("names %s that differs", (_, text, other, what, message) => {
    const folder = generatedFleet();
    const path = join(folder, "fleet.json");
    const before = readFileSync(path, "utf8");
    const after = before.replace(text, other);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    const run = verify(folder, "--json");
    expect(run.status).toBe(1);
    expect(summarize(run)).toContain(`verify/${what}`);
    expect(readDiagnostics(run)).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });
});

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

describe.skipIf(checkouts === undefined)("fleet verify on the real sops-nix", () => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "fleet-verify-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const verify = (files: TestFiles, ...args: string[]) => {
    const flake = testRepository(secretFleet);
    runFleet(flake, ["generate"]);
    writeFiles(flake, files);
    git(flake, "add", "--all");
    const inputs = offlineArguments({ flake, checkouts: checkouts ?? "", scratch });
    return runFleet(flake, ["verify", ...args, "--", ...inputs]);
  };

  it("says of secrets that no module changes that they are as computed", () => {
    expect(verify({})).toMatchObject({ status: 0, stdout: allAsComputed, stderr: "" });
  });

  it("names what modules of one's own have changed, and notes what they add", () => {
    const run = verify(meddling, "--json");
    expect(run.status).toBe(1);
    expect(summarize(run).toSorted()).toEqual([
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
    expect(JSON.parse(run.stdout).hosts[0].notes).toEqual([
      'modules also give host "mini" the secret "more"',
      'modules make "traci" the owner of the secret "cert"',
    ]);
  });
});
