import { lstatSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Run, testdir, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { type ReportedDiagnostic, readDiagnostics } from "./read-report.ts";
import {
  callSops,
  keyOf,
  readText,
  runAs,
  secretsRepository,
  whoDecrypts,
} from "./secrets-fleet.ts";

const path = "secrets/shared.yaml";
const secrets = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", ...args]);
const found = (run: Run): Partial<ReportedDiagnostic>[] => readDiagnostics(run);
const debt = (message: string) => [
  expect.objectContaining({ code: "secrets/revocation-debt", severity: "warning", message }),
];
const both = "user:traci could read this file, and knows its secrets and its data key.";
const one = "user:traci could read this file, and knows its secrets.";

describe("after a reader has gone", () => {
  it("the debt stands until the file has a new data key and new secrets", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "mini", "recovery", "traci"] });
    const old = readText(folder, path);
    expect(found(await secrets(folder, "sync", "-y", "--json"))).toEqual(debt(both));
    expect(whoDecrypts(join(folder, path))).toEqual(["keith", "mini", "recovery"]);
    expect((await secrets(folder, "status")).status).toBe(0);

    const early = await secrets(folder, "acknowledge", path, "--json");
    expect(early.status).toBe(2);
    expect(found(early)).toMatchObject([
      { code: "cli/not-owed", help: expect.stringContaining("fleet secrets rotate") },
    ]);

    const rotated = await secrets(folder, "rotate", "-y", "--json");
    expect(found(rotated)).toEqual(debt(one));
    expect(whoDecrypts(join(folder, path))).toEqual(["keith", "mini", "recovery"]);
    expect(valuesOf(readText(folder, path))).not.toEqual(valuesOf(old));

    expect((await secrets(folder, "acknowledge", path, "--date", "2024-02-29")).status).toBe(0);
    expect(found(await secrets(folder, "status", "--json"))).toEqual([]);
    expect(readText(folder, "fleet.lock.json")).toContain('"acknowledged": "2024-02-29"');
  });

  it("the old data key opens the file no more", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    const old = readText(folder, path);
    await secrets(folder, "sync", "-y");
    // What Traci kept of the old file, put into the new one: her way to the data key.
    const kept = /age:[\s\S]*?(?= {4}lastmodified)/.exec(old)?.[0] ?? "";
    const withOldKey = () => {
      const text = readText(folder, path).replace(/age:[\s\S]*?(?= {4}lastmodified)/, kept);
      writeFiles(folder, { "stolen.yaml": text });
      return callSops(["decrypt", join(folder, "stolen.yaml")], {
        env: { SOPS_AGE_KEY_FILE: keyOf("traci").file },
      });
    };
    expect(withOldKey()).toContain("geheim");
    await secrets(folder, "rotate", "-y");
    expect(withOldKey).toThrow(/Error decrypting|MAC|authentication/i);
  });

  it("nothing is owed for others, and a reader who comes back owes nothing", async () => {
    const folder = await secretsRepository({
      [path]: ["keith", "traci"],
      "secrets/users/traci.yaml": ["traci"],
    });
    await secrets(folder, "sync", "-y", path);
    const run = await secrets(folder, "status", "--json");
    expect(found(run).filter(({ code }) => code === "secrets/revocation-debt")).toEqual(debt(both));
    const config = readText(folder, "fleet.config.yaml");
    const rule = `    - { path: ${path}, readers: [hosts, users] }`;
    writeFiles(folder, { "fleet.config.yaml": config.replace("    []", rule) });
    expect((await secrets(folder, "sync", "-y", path, "--json")).status).toBe(0);
    expect(readText(folder, "fleet.lock.json")).toContain('"debts": []');
  });

  it("a file that was deleted needs no new data key, but new secrets", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    await secrets(folder, "sync", "-y");
    rmSync(join(folder, path));
    expect(found(await secrets(folder, "status", "--json"))).toContainEqual(
      expect.objectContaining({ code: "secrets/revocation-debt" }),
    );
    expect((await secrets(folder, "acknowledge", path)).status).toBe(0);
    expect(found(await secrets(folder, "status", "--json")).map(({ code }) => code)).not.toContain(
      "secrets/revocation-debt",
    );
  });
});

describe("fleet secrets rotate", () => {
  it("takes the files that owe it, or the named ones", async () => {
    const files = {
      [path]: ["keith", "mini", "recovery"],
      "secrets/shared/a.env": ["keith", "mini", "recovery"],
    };
    const folder = await secretsRepository(files);
    expect((await secrets(folder, "rotate", "-y")).stdout).toMatch(/^Nothing to do: no file owes/);
    const before = Object.keys(files).map((file) => readText(folder, file));
    expect((await secrets(folder, "rotate", "-y", "secrets/shared")).stdout).toBe(
      "secrets/shared/a.env\n\nRotated 1 file.\n",
    );
    const isChanged = Object.keys(files).map(
      (file, index) => readText(folder, file) !== before[index],
    );
    expect(isChanged).toEqual([false, true]);
    expect(whoDecrypts(join(folder, "secrets/shared/a.env"))).toEqual([
      "keith",
      "mini",
      "recovery",
    ]);
  });

  it("wants the readers in line first", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    const before = readText(folder, path);
    const run = await secrets(folder, "rotate", "-y", path, "--json");
    expect(run.status).toBe(2);
    expect(found(run)).toMatchObject([
      { code: "cli/out-of-step", help: "Run `fleet secrets sync` first." },
    ]);
    expect(readText(folder, path)).toBe(before);
  });
});

describe("fleet secrets acknowledge", () => {
  it.each([
    [[], "cli/not-owed"],
    [["secrets/shard.yaml"], "cli/not-owed"],
    [[path, "--date", "2999-01-01"], "cli/bad-date"],
    [[path, "--date", "2024-02-30"], "cli/bad-date"],
    [[path, "--date", "yesterday"], "cli/bad-date"],
  ])("refuses %j", async (args, code) => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    await secrets(folder, "sync", "-y");
    await secrets(folder, "rotate", "-y");
    const before = readText(folder, "fleet.lock.json");
    const run = await secrets(folder, "acknowledge", ...args, "--json");
    expect(run.status).toBe(2);
    expect(found(run).map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(readText(folder, "fleet.lock.json")).toBe(before);
  });
});

describe("the record", () => {
  it("keeps what other parts of fleet have put there, in the order of the keys", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    const uids = { accounts: { 1000: "keith", 1001: "traci" }, tombstones: { 1002: "henry" } };
    const lock = { version: 1, uids, more: { b: 2, a: 1 } };
    writeFiles(folder, { "fleet.lock.json": JSON.stringify(lock) });
    await secrets(folder, "sync", "-y");
    const text = readText(folder, "fleet.lock.json");
    expect(JSON.parse(text)).toMatchObject(lock);
    expect(Object.keys(JSON.parse(text))).toEqual(["more", "secrets", "uids", "version"]);
    expect(text.indexOf('"a": 1')).toBeLessThan(text.indexOf('"b": 2'));
  });

  const [whole, part] = ["cli/bad-lock", "secrets/bad-record"];

  it.each([
    ["no JSON", "{", whole],
    ["a conflict", "<<<<<<< ours\n{}\n=======\n>>>>>>> theirs\n", whole],
    ["a list", "[]", whole],
    ["another version", '{ "version": 2 }', whole],
    ["no version", '{ "secrets": { "seen": [], "debts": [] } }', whole],
    ["damaged debts", '{ "version": 1, "secrets": { "seen": [], "debts": [1] } }', part],
    ["damaged lists", '{ "version": 1, "secrets": { "seen": 1, "debts": 2 } }', part],
  ])("that is damaged is reported, and never overwritten: %s", async (_, text, code) => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    writeFiles(folder, { "fleet.lock.json": text });
    const before = readText(folder, path);
    const run = await secrets(folder, "sync", "-y", "--json");
    expect(run.status).toBe(1);
    expect(found(run).map((finding) => finding.code)).toEqual([code]);
    expect([readText(folder, "fleet.lock.json"), readText(folder, path)]).toEqual([text, before]);
  });
});

describe("a damaged record", () => {
  it("is also one that leads out of the folder", async () => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    const outside = testdir({ "x.json": '{ "version": 1, "token": "geheim" }' });
    rmSync(join(folder, "fleet.lock.json"));
    symlinkSync(join(outside, "x.json"), join(folder, "fleet.lock.json"));
    const run = await secrets(folder, "sync", "-y", "--json");
    expect(found(run).map(({ code }) => code)).toEqual(["cli/bad-lock"]);
    expect(run.stdout).not.toContain("geheim");
    expect(lstatSync(join(folder, "fleet.lock.json")).isSymbolicLink()).toBe(true);
  });

  it.each([[["rotate", "-y"]], [["acknowledge", path]], [["status"]]])("stops %j", async (args) => {
    const folder = await secretsRepository({ [path]: ["keith", "mini", "recovery"] });
    writeFiles(folder, { "fleet.lock.json": "{" });
    const run = await secrets(folder, ...args, "--json");
    expect(run.status).toBe(1);
    expect(found(run).map(({ code }) => code)).toEqual(["cli/bad-lock"]);
  });
});

function valuesOf(text: string): string[] {
  return text.match(/ENC\[[^\]]*\]/g) ?? [];
}
