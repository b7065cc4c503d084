import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, readText, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const everybody = ["keith", "traci", "mini", "recovery"];
const rules = `    - { path: "${path}", readers: ["user:keith", "user:traci", "host:mini"] }`;
const withTraci = secretsConfig({ rules });
const withoutTraci = withTraci
  .replace(/ {2}traci: .*\n/, "")
  .replace("[keith, traci]", "[keith]")
  .replace(', "user:traci"', "");

/** A repository in which everybody reads a file, and which is committed. */
async function repository(config = withTraci): Promise<string> {
  const folder = await secretsRepository({ [path]: everybody }, config);
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "all");
  return folder;
}

function letTraciLeave(folder: string): void {
  rmSync(join(folder, "users/traci.nix"));
  writeFileSync(join(folder, "fleet.config.yaml"), withoutTraci);
}

const lockOf = (folder: string) => JSON.parse(readText(folder, "fleet.lock.json"));
const status = (folder: string) => runAs("keith", folder, ["secrets", "status", "--json"]);
const errorsOf = async (folder: string) =>
  readDiagnostics(await status(folder)).filter(({ severity }) => severity === "error");

describe("who leaves the declaration", () => {
  it("is written down by generate, once", async () => {
    const folder = await repository();
    letTraciLeave(folder);
    const check = await runFleet(folder, ["generate", "--check"]);
    expect(check.status).toBe(1);
    expect(check.stdout).toContain("fleet.lock.json");
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(lockOf(folder).secrets.names).toEqual({ [keyOf("traci").recipient]: "user:traci" });
    const text = readText(folder, "fleet.lock.json");
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(readText(folder, "fleet.lock.json")).toBe(text);
    expect((await runFleet(folder, ["generate", "--check"])).status).toBe(0);
  });

  it("is written down also where a rule names the key by itself, for when it no longer does", async () => {
    const folder = await repository();
    rmSync(join(folder, "users/traci.nix"));
    const literal = withoutTraci.replace(
      '"user:keith"',
      `"user:keith", "${keyOf("traci").recipient}"`,
    );
    writeFileSync(join(folder, "fleet.config.yaml"), literal);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(lockOf(folder).secrets.names).toEqual({ [keyOf("traci").recipient]: "user:traci" });
  });

  it("is not written down where no file knows the key", async () => {
    const folder = await repository();
    rmSync(join(folder, path));
    letTraciLeave(folder);
    await runFleet(folder, ["generate"]);
    expect(lockOf(folder).secrets).toBeUndefined();
  });

  it.each([
    [".sops.yaml", [], []],
    ["fleet.lock.json", ["generate"], []],
    ["HEAD:.sops.yaml", ["generate"], ["fleet.lock.json", ".sops.yaml"]],
  ])("is called by the name that stands in %s", async (source, command, lost) => {
    const folder = await repository();
    letTraciLeave(folder);
    if (command.length > 0) await runFleet(folder, command);
    for (const file of lost) rmSync(join(folder, file));
    if (lost.length > 0) await runFleet(folder, ["generate", "--force"]);
    const found = await errorsOf(folder);
    const message = expect.stringMatching(
      /^user:traci, who is no longer declared, can still decrypt 1 file \("secrets\/shared\.yaml"\)\./,
    );
    expect(found).toContainEqual(
      expect.objectContaining({ code: "secrets/former-reader", message }),
    );
    expect(found.find(({ code }) => code === "secrets/former-reader")?.message).toContain(
      `is called so in "${source}"; the name is not verified.`,
    );
  });

  it("is cured by the commands that are named, and keeps the name in what was owed", async () => {
    const folder = await repository();
    letTraciLeave(folder);
    await runFleet(folder, ["generate"]);
    const [found] = await errorsOf(folder);
    expect(found?.help).toBe(
      `Run \`fleet secrets sync\` and \`fleet secrets rotate\`, change the secrets where they come from, then \`fleet secrets acknowledge ${path}\`.`,
    );
    const synced = await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(synced.stdout).toContain(
      "- user:traci (no longer declared, says fleet.lock.json) no longer can",
    );
    expect(lockOf(folder).secrets).toMatchObject({
      debts: [{ file: path, reader: "user:traci", isRotated: false }],
    });
    expect(lockOf(folder).secrets.names).toBeUndefined();
    expect((await runAs("keith", folder, ["secrets", "rotate", "--yes"])).status).toBe(0);
    expect((await runAs("keith", folder, ["secrets", "acknowledge", path])).status).toBe(0);
    expect(await errorsOf(folder)).toEqual([]);
    expect(lockOf(folder).secrets.debts).toMatchObject([{ reader: "user:traci" }]);
  });

  it("runs nothing that a repository names, when git is asked", async () => {
    const folder = await repository();
    letTraciLeave(folder);
    await runFleet(folder, ["generate"]);
    for (const file of ["fleet.lock.json", ".sops.yaml"]) rmSync(join(folder, file));
    await runFleet(folder, ["generate", "--force"]);
    const touch = `touch ${join(folder, "ran")}; true`;
    writeFileSync(join(folder, ".gitattributes"), "* diff=evil filter=evil\n");
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "diff.evil.textconv",
      "filter.evil.smudge",
      "filter.evil.clean",
      "alias.cat-file",
    ]) {
      git(folder, "config", key, key.startsWith("alias") ? `!${touch}` : touch);
    }
    rmSync(join(folder, "ran"), { force: true });
    const [found] = await errorsOf(folder);
    expect(found?.code).toBe("secrets/former-reader");
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  it("is shown quoted where a name holds what a terminal obeys", async () => {
    const folder = await repository();
    letTraciLeave(folder);
    await runFleet(folder, ["generate"]);
    const lock = lockOf(folder);
    lock.secrets.names[keyOf("traci").recipient] = "user:\u001b[2Jkeith";
    writeFileSync(join(folder, "fleet.lock.json"), JSON.stringify(lock));
    const [found] = await errorsOf(folder);
    expect(found?.message).toMatch(/^"user:\\u001b\[2Jkeith", who is no longer declared/);
  });
});

describe("a link to a secret file", () => {
  it("owes nothing of its own, and no more when it did", async () => {
    const link = "secrets/link.yaml";
    const both = `${rules}\n${rules.replace(path, link)}`;
    const folder = await repository(secretsConfig({ rules: both }));
    symlinkSync("shared.yaml", join(folder, link));
    git(folder, "add", "--all");
    expect((await runAs("keith", folder, ["secrets", "sync", "--yes"])).status).toBe(0);
    const lock = lockOf(folder);
    const debt = { recipient: "age1gone", reader: "user:gone", isRotated: false };
    lock.secrets.debts = [
      { ...debt, file: path, isRotated: true, acknowledged: "2026-01-01" },
      { ...debt, file: link, acknowledged: null },
    ];
    writeFileSync(join(folder, "fleet.lock.json"), JSON.stringify(lock));
    expect(readDiagnostics(await status(folder))).toEqual([]);
    await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(readText(folder, "fleet.lock.json")).not.toContain("link.yaml");
  });
});

describe("an old key of a declared reader", () => {
  it("is called so, and owes what a reader owes who left", async () => {
    const folder = await repository();
    const config = readFileSync(join(folder, "fleet.config.yaml"), "utf8");
    writeFileSync(
      join(folder, "fleet.config.yaml"),
      config.replace(keyOf("mini").recipient, keyOf("mini-new").recipient),
    );
    await runFleet(folder, ["generate"]);
    const messages = (await errorsOf(folder)).map(({ message }) => message);
    expect(messages.sort()).toEqual([
      expect.stringMatching(/^An old key of host:mini can still decrypt 1 file /),
      "host:mini cannot decrypt this file, but should.",
    ]);
    const synced = await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(synced.stdout).toContain("- an old key of host:mini (says ");
    expect(synced.stderr).toContain(
      "an old key of host:mini (says fleet.lock.json) could read this file",
    );
    expect(lockOf(folder).secrets.debts).toMatchObject([
      { recipient: keyOf("mini").recipient, reader: "host:mini" },
    ]);
  });
});
