import { rmSync } from "node:fs";
import { join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import {
  clanConfig,
  clanRepository,
  linkMember,
  updateKeys,
  writeKey,
  writeSecret,
  writeText,
} from "./clan-fleet.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, readText, runAs } from "./secrets-fleet.ts";

const status = (folder: string, ...more: readonly string[]) =>
  runFleet(folder, ["secrets", "status", ...more]);

/** The codes of what status finds, with the first file or place of each. */
async function findingsIn(folder: string): Promise<string[]> {
  const { diagnostics } = JSON.parse((await status(folder, "--json")).stdout);
  return diagnostics.map(({ code, file, place }: Record<string, string>) => {
    return `${code?.replace("secrets/", "")} ${file ?? place}`;
  });
}

const wifi = "vars/shared/wifi/password";
const ssh = "vars/per-machine/mini/openssh/ssh.id_ed25519";

describe("the files of clan", () => {
  it("are compared with clan's links, counted, and changed by nothing of fleet", async () => {
    const folder = await clanRepository(clanConfig(["keith", "traci"]));
    const files = [wifi, ssh, "sops/secrets/token", "sops/secrets/mini-age.key"];
    const textsOf = () => files.map((path) => readText(folder, `${path}/secret`));
    const before = textsOf();
    // Traci has the key of mini by her group, and so what only mini and Keith are meant to read.
    expect(await findingsIn(folder)).toEqual([
      "transitive-access sops/secrets/mini-age.key/secret",
    ]);
    expect((await status(folder, "-v")).stdout).toMatch(
      /\nvars\/shared\/wifi\/password\/secret +in step {2}host:mini, user:keith, user:traci +1 encrypted\n\n0 files, 0 in step with the declaration\n4 files of clan, 4 in step with its links\n/,
    );
    const { files: described } = JSON.parse((await status(folder, "--json")).stdout);
    expect(described.map(({ owner }: { owner: string }) => owner)).toEqual(files.map(() => "clan"));
    expect(readText(folder, "fleet.json")).not.toContain("vars/");
    for (const args of [
      ["generate"],
      ["secrets", "sync", "--yes"],
      ["secrets", "rotate", "--yes"],
    ]) {
      expect(await runAs("keith", folder, args)).toMatchObject({ status: 0 });
    }
    expect(
      await runAs("keith", folder, ["secrets", "rotate", `${wifi}/secret`, "--yes"]),
    ).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("is clan's, which says who reads it"),
    });
    expect(textsOf()).toEqual(before);
    expect(readText(folder, "fleet.lock.json")).not.toContain("vars/");
    expect(await status(folder, "--data-only")).toMatchObject({ status: 0 });
  }, 60_000);

  it("are in the answers of access, with clan's links as the reason", async () => {
    const folder = await clanRepository();
    const ask = async (...words: readonly string[]) =>
      (await runFleet(folder, ["access", ...words])).stdout;
    expect(await ask("who-can", "read", `file:${wifi}/secret`)).toMatch(
      /user:traci +yes +vars\/shared\/wifi\/password\/secret +clan: vars\/shared\/wifi\/password\/groups\/admins \(users\/traci\)\n/,
    );
    expect(await ask("of", "user:keith")).toMatch(/hold host:mini +yes/);
    // By the key of the machine, which lies in a file that she reads.
    expect(await ask("why", "user:traci", "read", `${ssh}/secret`)).toContain(
      `finds the private key of host:mini in it`,
    );
    expect(await ask("why", "user:traci", "read", `${wifi}/secret`)).toContain(
      "reads it by clan: vars/shared/wifi/password/groups/admins (users/traci)",
    );
  }, 60_000);

  it("that are not declared are one finding, which says what to write", async () => {
    const folder = await clanRepository();
    const config = clanConfig().replace("  clanFolder: .\n", "");
    writeText(folder, "fleet.config.yaml", config);
    await runFleet(folder, ["generate"]);
    const { status: code, stdout } = await status(folder);
    expect(code).toBe(1);
    expect(stdout.match(/secrets\/no-rule/g)).toHaveLength(1);
    expect(stdout).toContain("4 files that clan seems to keep");
    expect(stdout).toContain('`secrets: { clanFolder: "." }`');
  }, 60_000);
});

describe("what disagrees with clan's links", () => {
  it("is an old key of a machine, until clan has updated all keys", async () => {
    const folder = await clanRepository();
    writeKey(folder, "machines/mini", ["new-mini"]);
    const old = keyOf("mini").recipient;
    expect((await findingsIn(folder)).filter((one) => !one.startsWith("transitive"))).toEqual([
      "missing-recipient sops/secrets/token/secret",
      "unknown-recipient sops/secrets/token/secret",
      `missing-recipient ${ssh}/secret`,
      `missing-recipient ${wifi}/secret`,
    ]);
    const { stdout } = await status(folder);
    expect(stdout).toContain(`${old.slice(0, 12)}…${old.slice(-8)} can decrypt 3 files`);
    expect(stdout).toContain("`clan secrets key update`");
    expect(stdout).not.toContain("fleet secrets");
    updateKeys(folder, "sops/secrets/token", ["keith", "new-mini"]);
    updateKeys(folder, ssh, ["keith", "new-mini"]);
    updateKeys(folder, wifi, ["keith", "traci", "new-mini"]);
    expect(await findingsIn(folder)).toEqual([
      "transitive-access sops/secrets/mini-age.key/secret",
    ]);
  }, 60_000);

  it("is somebody whose link or folder was taken out without updating the keys", async () => {
    const folder = await clanRepository();
    rmSync(join(folder, "sops/groups/admins/users/traci"));
    expect(await findingsIn(folder)).toEqual([
      "stale-recipient sops/secrets/mini-age.key/secret",
      `stale-recipient ${wifi}/secret`,
    ]);
    linkMember(folder, "sops/groups/admins/users/traci", "sops/users/traci");
    rmSync(join(folder, "sops/users/traci"), { recursive: true });
    expect(await findingsIn(folder)).toEqual([
      "clan-layout sops/groups/admins/users/traci",
      "unknown-recipient sops/secrets/mini-age.key/secret",
    ]);
  }, 60_000);

  it("is a machine or user that the fleet does not have", async () => {
    const folder = await clanRepository();
    writeKey(folder, "machines/old", ["old"]);
    writeKey(folder, "users/ben", ["ben"]);
    writeSecret(folder, "vars/per-machine/old/openssh/key", ["old", "ben"]);
    linkMember(folder, "vars/per-machine/old/openssh/key/machines/old", "sops/machines/old");
    linkMember(folder, "vars/per-machine/old/openssh/key/users/ben", "sops/users/ben");
    git(folder, "add", "--all");
    expect(await findingsIn(folder)).toEqual([
      "clan-stranger sops/machines/old",
      "transitive-access sops/secrets/mini-age.key/secret",
      "clan-stranger sops/users/ben",
    ]);
    expect((await status(folder, "-v")).stdout).toContain(
      "host:old (no longer declared, says sops/machines/old/key.json), user:ben (no longer declared, says sops/users/ben/key.json)",
    );
    expect((await runFleet(folder, ["access", "of", "ben"])).stdout).toMatch(
      /vars\/per-machine\/old\/openssh\/key\/secret +user:ben/,
    );
  }, 60_000);

  it("is a secret in the clear", async () => {
    const folder = await clanRepository();
    writeText(folder, `${ssh}/secret`, "geheim\n");
    const { stdout } = await status(folder);
    expect(stdout).toContain("The file is not encrypted, although clan keeps a secret in it.");
    expect(stdout).toContain("`clan vars set mini openssh/ssh.id_ed25519`");
    expect(stdout).not.toContain("geheim");
  }, 60_000);
});
