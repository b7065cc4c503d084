import { describe, expect, it } from "vitest";
import { createFileComparison } from "../../src/comparison/file-status.ts";
import { canOpen } from "../../src/comparison/sync-need.ts";
import { planSync } from "../../src/comparison/sync-plan.ts";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { createRuleFinder } from "../../src/rules/file-rule.ts";
import { renderOneRuleConfig } from "../../src/sops-yaml/one-rule-config.ts";
import {
  family,
  makeFleet,
  recipientOf,
  resolveMade,
  sshKeyOf,
  withHost,
} from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const { keyring, rules } = resolveMade(makeFleet(family)).value;
const path = "secrets/hosts/mini.yaml";
const [mini, keith, traci, recovery] = ["host mini", "user keith", "user traci", "recovery"].map(
  recipientOf,
);

function plan(...recipients: (string | undefined)[]) {
  const bytes = Buffer.from(encryptFile("yaml", { age: recipients.join() }));
  const file = createSecretFileReader()({ path, bytes });
  return planSync(createFileComparison(keyring)(file, createRuleFinder(rules).find(path)), keyring);
}

describe("the plan of a sync", () => {
  it("names who gains and who loses", () => {
    const stranger = recipientOf("stranger");
    expect(plan(keith, mini, traci, stranger)).toEqual({
      path,
      gains: ["operator:recovery"],
      loses: [`${stranger.slice(0, 12)}…${stranger.slice(-8)}`, "user:traci"],
      replaces: [],
      namedBy: {},
    });
  });

  it("is empty for a file in step", () => {
    expect(plan(recovery, keith, mini)).toEqual({
      ...{ path, gains: [], loses: [], replaces: [] },
      namedBy: {},
    });
  });

  it("tells another key of the same reader from another reader", () => {
    const ssh = sshKeyOf("mini");
    const made = withHost(makeFleet(family), "mini", {
      sshHostKey: ssh,
      accounts: family.hosts.mini,
    });
    const secrets = resolveMade(made).value;
    const bytes = Buffer.from(encryptFile("yaml", { age: [ssh, keith, recovery].join() }));
    const file = createSecretFileReader()({ path, bytes });
    const status = createFileComparison(secrets.keyring)(
      file,
      createRuleFinder(secrets.rules).find(path),
    );
    expect(planSync(status, secrets.keyring)).toMatchObject({
      gains: [],
      loses: [],
      replaces: ["host:mini"],
    });
  });
});

describe("a configuration for one call", () => {
  it("has a list for each type of key in each group", () => {
    const groups = [
      ["age1x", "pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4"],
      ["ssh-ed25519 AAAA"],
    ];
    expect(JSON.parse(renderOneRuleConfig(groups))).toEqual({
      creation_rules: [
        {
          key_groups: [
            { age: ["age1x"], pgp: ["FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4"] },
            { age: ["ssh-ed25519 AAAA"] },
          ],
        },
      ],
    });
  });
});

describe("who has some identities", () => {
  it.each([
    [[["a", "b"]], undefined, ["b"], true],
    [[["a", "b"]], undefined, ["c"], false],
    [[["a"], ["b"]], undefined, ["a"], false],
    [[["a"], ["b"]], 1, ["a"], true],
    [[["a"], ["b"], ["c"]], 2, ["a", "c"], true],
    [[["a"]], 3, ["a"], true],
    [[], undefined, ["a"], false],
  ])("opens %j with threshold %j and %j: %j", (groups, threshold, own, expected) => {
    expect(canOpen(groups, threshold, new Set(own))).toBe(expected);
  });
});
