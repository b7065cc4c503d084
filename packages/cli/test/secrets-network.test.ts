import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import {
  callSops,
  encrypt,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  whoDecrypts,
} from "./secrets-fleet.ts";
import { startVault, type TestVault } from "./vault/vault.ts";

const token = { VAULT_TOKEN: "s.geheim" };
/** What an environment could say to have sops ask a Vault first, or more of them. */
const inviting = {
  SOPS_DECRYPTION_ORDER: "hc_vault,age,pgp",
  SOPS_HC_VAULT_ALLOWLIST: "all",
  SOPS_VAULT_URIS: "http://127.0.0.1:1/v1/transit/keys/other",
};
const secrets = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", ...args], { ...token, ...inviting });

const plainFiles: Readonly<Record<string, string>> = {
  yaml: "wifi: geheim\n",
  json: '{"wifi": "geheim"}',
  env: "WIFI=geheim\n",
  ini: "[wifi]\npassword = geheim\n",
  bin: "geheim",
};
const endings = Object.keys(plainFiles);

/** A fleet with a file of which a Vault has a key, beside those of the named people. */
async function fleetWith(
  vault: TestVault,
  {
    names,
    path = "secrets/shared/wifi.yaml",
    readers,
  }: { names: readonly string[]; path?: string; readers?: string },
): Promise<{ folder: string; path: string }> {
  const rule = `    - { path: "${path}", readers: ["user:keith", "${vault.reader}"], operators: false }`;
  const folder = await secretsRepository(
    {},
    secretsConfig({ rules: readers === undefined ? "" : rule }),
  );
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), encryptWith(vault, path, names));
  expect(vault.takeRequests()).not.toEqual([]);
  return { folder, path };
}

function encryptWith(vault: TestVault, path: string, names: readonly string[]): string {
  if (names.length > 0) return encrypt(path, names, ["--hc-vault-transit", vault.uri]);
  const args = ["encrypt", "--hc-vault-transit", vault.uri, "--filename-override", "a.yaml"];
  return callSops(args, { input: "wifi: geheim\n", env: token });
}

describe("a key that is reached over a network", () => {
  it("and that nobody declared is never asked, whatever is tried", async () => {
    const vault = await startVault();
    const { folder, path } = await fleetWith(vault, { names: [] });
    const before = readText(folder, path);
    for (const args of [
      ["status"],
      ["sync"],
      ["sync", "--dry-run"],
      ["sync", "--yes"],
      ["rotate", "--yes"],
      ["rotate", "--yes", path],
    ]) {
      await secrets(folder, ...args);
      expect({ args, requests: vault.takeRequests() }).toEqual({ args, requests: [] });
    }
    expect(readText(folder, path)).toBe(before);
  });

  it("is named where nobody here has another key, with who has one", async () => {
    const vault = await startVault();
    const { folder, path } = await fleetWith(vault, { names: ["traci"] });
    const run = await secrets(folder, "sync", "--json");
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "cli/network-key",
        file: path,
        message: expect.stringContaining(JSON.stringify(vault.reader)),
        help: expect.stringContaining("Else one of these can do it: user:traci."),
      },
    ]);
    expect(vault.takeRequests()).toEqual([]);
  });

  it("is named where nothing else opens the file, and is asked once it is declared and agreed to", async () => {
    const vault = await startVault();
    const { folder, path } = await fleetWith(vault, { names: [] });
    const refused = await secrets(folder, "sync", "--yes", "--json");
    expect(refused.status).toBe(2);
    const [finding] = readDiagnostics(refused);
    expect(finding).toMatchObject({ code: "cli/network-key", file: path });
    expect(finding?.message).toContain(JSON.stringify(vault.reader));
    const [reader] = /"hc_vault:[^"]+"/.exec(finding?.help ?? "") ?? [];
    expect(reader).toBe(JSON.stringify(vault.reader));
    const rule = `    - { path: "${path}", readers: [user:keith, ${reader}], operators: false }`;
    writeFileSync(join(folder, "fleet.config.yaml"), secretsConfig({ rules: rule }));
    expect((await runAs("keith", folder, ["generate"])).status).toBe(0);
    const unasked = await secrets(folder, "sync");
    expect(unasked.status).toBe(2);
    expect(vault.takeRequests()).toEqual([]);
    const agreed = await secrets(folder, "sync", "--yes");
    expect({ status: agreed.status, stderr: agreed.stderr }).toMatchObject({ status: 0 });
    expect(agreed.stdout).toContain(
      `sops will send keys over the network to:\n  ${vault.reader} (1 file)\n`,
    );
    expect(vault.takeRequests()).not.toEqual([]);
    expect(readText(folder, path)).toContain(`recipient: ${keyOf("keith").recipient}`);
  });

  it.each(endings)(
    "is taken out of a file that it stands in, without being asked: .%s",
    async (ending) => {
      const vault = await startVault();
      const path = `secrets/shared/wifi.${ending}`;
      const { folder } = await fleetWith(vault, { names: ["keith", "stranger"], path });
      const dry = await secrets(folder, "sync", "--dry-run");
      expect(dry.stdout).toMatch(/^ {2}- hc_vault:.* no longer can$/m);
      const run = await secrets(folder, "sync", "--yes");
      expect({ status: run.status, stderr: run.stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining("hc_vault:"),
      });
      expect(whoDecrypts(join(folder, path))).toEqual(["keith", "mini", "recovery"]);
      expect(readText(folder, path)).not.toContain(vault.address);
      expect(vault.takeRequests()).toEqual([]);
    },
  );

  it.each(endings)(
    "is taken out beside a declared one, also of key groups: .%s",
    async (ending) => {
      const vault = await startVault();
      const path = `secrets/shared/wifi.${ending}`;
      const { folder } = await fleetWith(vault, { names: [], path, readers: "declared" });
      const other = vault.uri.replace("/fleet", "/other");
      const [keith, vaults] = [keyOf("keith").recipient, [other, vault.uri, `${other}2`]];
      for (const groups of [
        [{ age: [keith], hc_vault: vaults }],
        [{ age: [keith] }, { hc_vault: vaults, age: [keith] }],
      ]) {
        const config = testdir({
          "rule.json": JSON.stringify({ creation_rules: [{ key_groups: groups }] }),
        });
        const args = [
          "--config",
          join(config, "rule.json"),
          "encrypt",
          "--filename-override",
          path,
        ];
        writeFileSync(
          join(folder, path),
          callSops(args, { input: plainFiles[ending] ?? "x", env: token }),
        );
        vault.takeRequests();
        const run = await secrets(folder, "sync", "--yes", "--json");
        expect({ status: run.status, out: run.stdout }).toEqual({
          status: 0,
          out: expect.anything(),
        });
        expect(vault.takeRequests().join("\n")).not.toContain("other");
        expect(readText(folder, path)).not.toContain("other");
      }
    },
  );

  it("is not asked although the one key that could be tried fits only by its name", async () => {
    const vault = await startVault();
    const { folder, path } = await fleetWith(vault, { names: ["stranger"] });
    const text = readText(folder, path).replaceAll(
      keyOf("stranger").recipient,
      keyOf("keith").recipient,
    );
    writeFileSync(join(folder, path), text);
    const run = await secrets(folder, "sync", "--yes", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/network-key", file: path }]);
    expect(vault.takeRequests()).toEqual([]);
    expect(readText(folder, path)).toBe(text);
  });

  it("gets a new data key with the others where it is declared, after a yes", async () => {
    const vault = await startVault();
    const { folder, path } = await fleetWith(vault, { names: ["keith"], readers: "declared" });
    const unasked = await secrets(folder, "rotate", path);
    expect(unasked.status).toBe(2);
    expect(vault.takeRequests()).toEqual([]);
    const run = await secrets(folder, "rotate", "--yes", "--json", path);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout).files).toMatchObject([{ path, network: [vault.reader] }]);
    expect(vault.takeRequests().join("\n")).toContain("/v1/transit/encrypt/fleet s.geheim");
  });

  it.each([
    ["of a rule", "secrets/shared/wifi.yaml", "secrets/missing-recipient"],
    ["without a rule", "elsewhere/wifi.yaml", "secrets/no-rule"],
  ])(
    "and alone opens a file %s is rid of by what status says, once and for all",
    async (_, path, code) => {
      const vault = await startVault();
      const { folder } = await fleetWith(vault, { names: [], path });
      const helpOf = async () =>
        readDiagnostics(await secrets(folder, "status", "--json")).find((one) => one.code === code)
          ?.help ?? "";
      const [, key] =
        /name it in the file's rule \(readers: \[("hc_vault:[^"]+"), …\]\)/.exec(await helpOf()) ??
        [];
      expect(key).toBe(JSON.stringify(vault.reader));
      for (const readers of [`${key}, user:keith, user:traci`, "user:keith, user:traci"]) {
        const rules = `    - { path: "${path}", readers: [${readers}], operators: false }`;
        writeFileSync(join(folder, "fleet.config.yaml"), secretsConfig({ rules }));
        expect((await runAs("keith", folder, ["generate"])).status).toBe(0);
        expect((await secrets(folder, "sync", "--yes")).status).toBe(0);
      }
      expect(whoDecrypts(join(folder, path))).toEqual(["keith", "traci"]);
      expect(await helpOf()).toBe("");
      const left = readDiagnostics(await secrets(folder, "status", "--json"));
      expect(left.filter(({ severity }) => severity === "error")).toEqual([]);
    },
  );
});
