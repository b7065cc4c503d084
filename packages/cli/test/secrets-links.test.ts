import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import {
  encrypt,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  toolPath,
  whoDecrypts,
} from "./secrets-fleet.ts";

const secrets = async (folder: string, ...args: string[]) =>
  await runAs("keith", folder, ["secrets", ...args]);
const codes = (run: Parameters<typeof readDiagnostics>[0]) =>
  readDiagnostics(run).map(({ code }) => code);
const [file, link] = ["secrets/shared/d.yaml", "secrets/shared/d2.yaml"];

async function linked(names: readonly string[], config = secretsConfig()): Promise<string> {
  const folder = await secretsRepository({ [file]: names }, config);
  symlinkSync("d.yaml", join(folder, link));
  return folder;
}

describe("a secret file that is a link", () => {
  it("stands for the file that it leads to, when it is synced, rotated and acknowledged", async () => {
    const folder = await linked(["keith", "traci"]);
    const synced = await secrets(folder, "sync", "--yes", "--json", link);
    expect(synced.status).toBe(0);
    expect(JSON.parse(synced.stdout).files).toMatchObject([{ path: file, change: "synced" }]);
    expect(codes(synced)).not.toContain("cli/secret-is-link");
    expect(whoDecrypts(join(folder, file))).toEqual(["keith", "mini", "recovery"]);
    const before = readText(folder, file);
    const rotated = await secrets(folder, "rotate", "--yes", "--json", link);
    expect(rotated.status).toBe(0);
    expect(JSON.parse(rotated.stdout).files).toMatchObject([{ path: file, change: "rotated" }]);
    expect(readText(folder, file)).not.toBe(before);
    const acknowledged = await secrets(folder, "acknowledge", link, "--json");
    expect(acknowledged.status).toBe(0);
    expect(JSON.parse(acknowledged.stdout).acknowledged).toContain(file);
    expect(codes(await secrets(folder, "status", "--json"))).not.toContain(
      "secrets/revocation-debt",
    );
    expect(await secrets(folder, "rotate", "--yes")).toMatchObject({
      status: 0,
      stdout: "Nothing to do: no file owes a new data key.\n",
    });
  });

  it("owes nothing more when the file itself has been seen to", async () => {
    const folder = await linked(["keith", "traci"]);
    for (const args of [
      ["sync", "--yes"],
      ["rotate", "--yes"],
      ["acknowledge", file],
    ]) {
      expect((await secrets(folder, ...args)).status).toBe(0);
    }
    expect(codes(await secrets(folder, "status", "--json"))).not.toContain(
      "secrets/revocation-debt",
    );
  });

  it("is named where it has its readers, and the file has not the own ones", async () => {
    const rules = `    - { path: ${link}, readers: [user:keith], operators: false }`;
    const folder = await linked(["keith"], secretsConfig({ rules }));
    expect(codes(await secrets(folder, "sync", "--dry-run", "--json"))).toContain(
      "cli/secret-is-link",
    );
  });

  it("is no file of its own where there is nothing to do", async () => {
    const folder = await linked(["keith", "mini", "recovery"]);
    expect((await secrets(folder, "sync", "--yes")).stdout).toMatch(/^Nothing to do: of 1 file, /);
  });

  it("is named where others should read it than the file", async () => {
    const rules = `    - { path: ${link}, readers: [user:traci, user:keith] }`;
    const folder = await linked(["keith"], secretsConfig({ rules }));
    const run = await secrets(folder, "sync", "--yes", "--json");
    expect(readDiagnostics(run)).toContainEqual(
      expect.objectContaining({ code: "cli/secret-is-link", file: link }),
    );
  });
});

describe("a file that no rule is about", () => {
  it("is not among those that have the readers that are declared", async () => {
    const folder = await secretsRepository({ "elsewhere.yaml": ["keith"] });
    expect((await secrets(folder, "sync")).stdout).toMatch(
      /^Nothing to do: of 0 files, .*\n1 file without a rule is left as it is: fleet secrets status\n/,
    );
  });
});

describe("what is remembered", () => {
  it("is said where nothing else was to be done, and nothing the second time", async () => {
    const folder = await secretsRepository({
      "secrets/shared/a.yaml": ["keith", "mini", "recovery"],
      "secrets/shared/b.yaml": ["keith", "mini", "recovery"],
    });
    const nothing = "Nothing to do: of 2 files, all have the readers that are declared.\n";
    const before = readText(folder, "fleet.lock.json");
    expect((await secrets(folder, "sync")).stdout).toBe(
      `${nothing}fleet.lock.json now remembers the readers of 2 files.\n`,
    );
    const after = readText(folder, "fleet.lock.json");
    expect(after).not.toBe(before);
    expect((await secrets(folder, "sync")).stdout).toBe(nothing);
    writeFileSync(
      join(folder, "secrets/shared/c.yaml"),
      encrypt("c.yaml", ["keith", "mini", "recovery"]),
    );
    const run = await secrets(folder, "sync", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({ written: false, remembered: 1 });
    expect(JSON.parse((await secrets(folder, "sync", "--json")).stdout)).toMatchObject({
      remembered: 0,
    });
  });
});

describe("a recipient that starts a program", () => {
  it("is not used for a new data key where nobody declared it", async () => {
    const plugin = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    const names = ["keith", "mini", "recovery"];
    const files = { "secrets/shared/a.yaml": names, "elsewhere/b.yaml": names };
    const folder = await secretsRepository(files);
    const ran = join(folder, "ran");
    writeFileSync(join(folder, "age-plugin-yubikey"), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
    for (const path of Object.keys(files)) {
      const text = readText(folder, path);
      writeFileSync(join(folder, path), text.replace(keyOf("recovery").recipient, plugin));
      const before = readText(folder, path);
      const run = await runAs("keith", folder, ["secrets", "rotate", "--yes", "--json", path], {
        PATH: `${folder}:${toolPath}`,
      });
      expect(run.status).toBe(2);
      expect(["cli/out-of-step", "cli/network-key"]).toContain(codes(run)[0]);
      expect(readText(folder, path)).toBe(before);
    }
    expect(() => readText(folder, "ran")).toThrow("ENOENT");
  });
});
