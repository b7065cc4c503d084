import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { keyOf, readText, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const moved = "secrets/shared/moved.yaml";
const secrets = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", ...args]);
const warnings = async (folder: string) =>
  readDiagnostics(await secrets(folder, "status", "--json")).map(
    ({ code, message, file }) => `${code} ${file}: ${message}`,
  );
const owed = (file: string) =>
  `secrets/revocation-debt ${file}: user:traci could read this file, and knows its secrets and its data key.`;

/** A fleet with a file that traci could read until a sync, and which is committed. */
async function owing(): Promise<string> {
  const folder = await secretsRepository({ [path]: ["keith", "mini", "recovery", "traci"] });
  await secrets(folder, "sync", "--yes");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "synced");
  return folder;
}

/** Does all that is owed for a file. */
async function pay(folder: string, file: string): Promise<void> {
  for (const args of [
    ["rotate", "--yes"],
    ["acknowledge", file],
  ]) {
    const run = await secrets(folder, ...args);
    if (run.status !== 0) throw new Error(run.stderr);
  }
}

describe("a file that owes a new data key", () => {
  it("owes it still when it was deleted, acknowledged, and is brought back", async () => {
    const folder = await owing();
    rmSync(join(folder, path));
    expect((await secrets(folder, "acknowledge", path)).status).toBe(0);
    expect((await warnings(folder)).join()).not.toContain("revocation-debt");
    git(folder, "checkout", "--", path);
    expect(await warnings(folder)).toEqual([owed(path)]);
    expect((await secrets(folder, "acknowledge", path)).status).toBe(2);
    await pay(folder, path);
    expect(await warnings(folder)).toEqual([]);
  });

  it("owes it under its new name when it is moved", async () => {
    const folder = await owing();
    mkdirSync(join(folder, "secrets/shared"));
    git(folder, "mv", path, moved);
    expect(await warnings(folder)).toEqual([owed(moved)]);
    await pay(folder, moved);
    expect(await warnings(folder)).toEqual([]);
    git(folder, "checkout", "HEAD", "--", path);
    expect(await warnings(folder)).toEqual([owed(path)]);
  });

  it("owes it again when it is put back to what it was before it had one", async () => {
    const folder = await owing();
    // sops writes down full seconds.
    await setTimeout(1100);
    await pay(folder, path);
    expect(await warnings(folder)).toEqual([]);
    git(folder, "checkout", "--", path);
    expect(await warnings(folder)).toEqual([owed(path)]);
  });

  it("owes it whatever the declaration says of whose the key is", async () => {
    const literal = keyOf("keith").recipient;
    const rules = `    - { path: ${path}, readers: ["${literal}"], operators: false }`;
    const config = secretsConfig({ rules }).replace(
      `ageKeys: [${literal}]`,
      `ageKeys: [${literal}, ${keyOf("keith-2").recipient}]`,
    );
    const folder = await secretsRepository({ [path]: ["keith", "keith-2", "stranger"] }, config);
    await secrets(folder, "sync", "--yes");
    const before = JSON.parse(readText(folder, "fleet.lock.json")).secrets.debts;
    const claim = config.replace(keyOf("keith-2").recipient, keyOf("stranger").recipient);
    writeFileSync(join(folder, "fleet.config.yaml"), claim);
    await secrets(folder, "sync");
    const { debts } = JSON.parse(readText(folder, "fleet.lock.json")).secrets;
    expect(before).toMatchObject([{ recipient: keyOf("stranger").recipient }]);
    expect(debts.map(({ reader, ...debt }: { reader: string }) => debt)).toEqual(
      before.map(({ reader, ...debt }: { reader: string }) => debt),
    );
  });
});

describe("a name that a record gives to the key of somebody else", () => {
  it("is shown with its source, and each key for itself", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "mini", "recovery", "stranger"] });
    const stranger = keyOf("stranger").recipient;
    const names = { [stranger]: "user:traci" };
    const lock = { version: 1, secrets: { seen: [], debts: [], names } };
    writeFileSync(join(folder, "fleet.lock.json"), JSON.stringify(lock));
    const name = "an old key of user:traci (says fleet.lock.json)";
    const access = await runAs("keith", folder, ["access", "of", "traci"]);
    expect(access.stdout).toContain(name);
    const planned = await secrets(folder, "sync", "--dry-run", "--json");
    expect(JSON.parse(planned.stdout).files).toMatchObject([
      { loses: [name], namedBy: { [name]: "fleet.lock.json" } },
    ]);
    const status = JSON.parse((await secrets(folder, "status", "--json")).stdout);
    expect(status.files).toMatchObject([{ namedBy: { [name]: "fleet.lock.json" } }]);
    const synced = await secrets(folder, "sync", "--yes", "--json");
    const report = JSON.parse(synced.stdout);
    expect(report.owed).toMatchObject([
      { recipient: stranger, reader: "user:traci", name, namedBy: "fleet.lock.json" },
    ]);
    expect(report.diagnostics).toMatchObject([{ message: expect.stringContaining(name) }]);
  });
});
