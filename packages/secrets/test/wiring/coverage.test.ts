import { describe, expect, it } from "vitest";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { compareRepository } from "../../src/status/status.ts";
import type { SecretUse } from "../../src/wiring/wiring.ts";
import { family, type MadeFleet, makeFleet, resolveMade, withHost } from "../support/fleet.ts";

const use = (name: string, more: Partial<SecretUse> = {}): SecretUse => ({
  reader: "host:mini",
  name,
  origin: ["hosts", "mini", "secrets", name],
  file: "secrets/wifi.yaml",
  key: name,
  ...more,
});

function findingsOf(made: MadeFleet, uses: readonly SecretUse[], files: readonly string[] = []) {
  const read = createSecretFileReader();
  const { diagnostics } = compareRepository(resolveMade(made).value, {
    files: files.map((path) => read({ path, bytes: new TextEncoder().encode("a: 1\n") })),
    sopsYaml: undefined,
    wantedSopsYaml: undefined,
    otherConfigs: [],
    uses,
    keys: new Map(),
    hostKeys: new Map(),
  });
  return diagnostics.filter(({ file }) => file === undefined);
}

describe("a secret from a file that no rule is about", () => {
  it("is one finding for the file, with the rule that is missing", () => {
    const uses = [use("ssid"), use("psk"), use("token", { reader: "user:keith" })];
    expect(findingsOf(makeFleet(family), uses)).toMatchObject([
      {
        code: "secrets/unruled-secret",
        path: ["hosts", "mini", "secrets", "ssid"],
        message: expect.stringContaining('"ssid" of host:mini and 2 more come from'),
        help: expect.stringContaining(
          '{ path: "secrets/wifi.yaml", readers: ["host:mini","user:keith","admins"] }',
        ),
      },
    ]);
  });

  it("names who needs a key first", () => {
    const keyless = withHost(makeFleet({ hosts: {} }), "mini", {});
    const own = use("wifi", { file: "secrets/hosts/mini.yaml" });
    expect(findingsOf(keyless, [own])).toMatchObject([
      {
        code: "secrets/unruled-secret",
        help: expect.stringMatching(/^Declare a key of host:mini/),
      },
    ]);
  });

  it("is none where a rule is about it, or it is there", () => {
    const shared = use("wifi", { file: "secrets/shared.yaml" });
    const codes = findingsOf(makeFleet(family), [shared]).map(({ code }) => code);
    expect(codes).toEqual(["secrets/missing-secret"]);
    const there = findingsOf(makeFleet(family), [use("wifi")], ["secrets/wifi.yaml"]);
    expect(there.map(({ code }) => code)).not.toContain("secrets/unruled-secret");
  });
});
