import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { indexCodes } from "@fleet/diagnostics";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { catalogues } from "../src/command/codes.ts";
import { memoryConfig, memoryFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";
import { encrypt, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const rules = '    - { path: "secrets/{host}/**", readers: ["host:{host}", admins] }\n';
const sound = ["keith", "mini", "recovery"];

/** What is wrong with the secrets of a repository; each leaves the declaration sound. */
const damages: Readonly<Record<string, (folder: string) => void>> = {
  "a file in the clear": (folder) => put(folder, "secrets/mini/plain.yaml", "wifi: geheim\n"),
  "a file with a damaged block": (folder) =>
    put(folder, "secrets/mini/broken.yaml", "wifi: ENC[AES256_GCM,data:x]\nsops: 7\n"),
  "a file that another one reads": (folder) =>
    put(folder, "secrets/mini/a.yaml", encrypt("a.yaml", [...sound, "stranger"])),
  "a file that no rule is about": (folder) =>
    put(folder, "elsewhere.yaml", encrypt("a.yaml", ["keith"])),
  "a file that is not there": (folder) => rmSync(join(folder, "secrets/mini/a.yaml")),
  "a file that is no text": (folder) => put(folder, "secrets/mini/a.yaml", "\u0000\u0001\uFFFE"),
  "a file with the sides of a merge": (folder) =>
    put(
      folder,
      "secrets/mini/a.yaml",
      `<<<<<<< ours\n${encrypt("a.yaml", sound)}=======\n>>>>>>> theirs\n`,
    ),
  "a stale .sops.yaml": (folder) => {
    const path = join(folder, ".sops.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("host_mini", "host_minor"));
  },
  "a .sops.yaml in a folder": (folder) => put(folder, "secrets/.sops.yaml", "creation_rules: []\n"),
  "a damaged record": (folder) => {
    const lock = JSON.parse(readFileSync(join(folder, "fleet.lock.json"), "utf8"));
    put(
      folder,
      "fleet.lock.json",
      `${JSON.stringify({ ...lock, secrets: { seen: 7 } }, null, 2)}\n`,
    );
  },
};

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function build(
  files: Readonly<Record<string, readonly string[]>> = { "secrets/mini/a.yaml": sound },
) {
  return secretsRepository(files, secretsConfig({ rules }));
}

async function codesOf(folder: string, ...command: readonly string[]) {
  const run = await runAs("keith", folder, [...command, "--json"]);
  return {
    status: run.status,
    codes: readDiagnostics(run).map(({ code, message }) => `${code} ${message}`),
  };
}

const stages = indexCodes(catalogues);

describe("fleet check, of secrets", () => {
  it("finds nothing wrong where nothing is", async () => {
    const folder = await build();
    expect(await codesOf(folder, "check")).toEqual({ status: 0, codes: [] });
  });

  it.each(Object.keys(damages))("says what status says: of %s", async (name) => {
    const folder = await build();
    damages[name]?.(folder);
    git(folder, "add", "--all");
    const status = await codesOf(folder, "secrets", "status");
    expect(status.codes).not.toEqual([]);
    expect(await codesOf(folder, "check")).toEqual(status);
  });

  it("fails for a secret of a host that is in no file, and does not where there are none", async () => {
    const config = (secrets: string) => ({
      ...memoryFiles,
      "fleet.config.yaml": memoryConfig
        .slice(0, memoryConfig.indexOf("secrets:\n"))
        .replace("ageKey:", `${secrets}ageKey:`),
    });
    const without = memoryFleet({ files: config("") });
    await without.fleet("generate");
    expect(readDiagnostics(await without.fleet("check", "--json"))).toEqual([]);
    const wanting = memoryFleet({ files: config("secrets: { smbx: {} }, ") });
    await wanting.fleet("generate");
    const status = await wanting.fleet("secrets", "status", "--json");
    const checked = await wanting.fleet("check", "--json");
    expect(readDiagnostics(checked)).toEqual(readDiagnostics(status));
    expect(checked.status).toBe(1);
  });

  it("counts many findings by their codes, and has each of them in JSON", async () => {
    const { fleet, write } = memoryFleet({
      files: {
        ...memoryFiles,
        "fleet.config.yaml": memoryConfig.replace("secrets/wifi.yaml", "secrets/**"),
        "secrets/.keep": "",
      },
    });
    await fleet("generate");
    const plain = (count: number) => {
      const names = Array.from({ length: count }, (_, index) => `secrets/${index}.yaml`);
      write(Object.fromEntries(names.map((name) => [name, "wifi: geheim\n"])));
    };
    plain(20);
    expect((await fleet("check")).stdout).toMatch(/secrets\/19\.yaml(.|\n)*\n20 errors\n$/);
    plain(21);
    const many = await fleet("check");
    expect(many).toMatchObject({
      status: 1,
      stdout:
        "Of the secrets, 21 errors: fleet secrets status\n  secrets/plaintext-file  21 errors\n",
    });
    const run = await fleet("check", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toHaveLength(21);
    expect((await fleet("check", "--root", "/fleet")).stdout).toContain("status --root /fleet\n");
  });

  it("says that no secret file was looked at where the declaration is wrong", async () => {
    const config = memoryConfig.replace("uid: 1000", "uid: 12");
    const { fleet } = memoryFleet({ files: { ...memoryFiles, "fleet.config.yaml": config } });
    expect((await fleet("check")).stdout).toMatch(
      /\nNo secret file was looked at, because of these errors\.\n$/,
    );
  });
});

describe("what is found of secrets, access and dates", () => {
  test.prop([fc.uniqueArray(fc.constantFrom(...Object.keys(damages)), { minLength: 1 })], {
    numRuns: 12,
  })("never stops generate, which loses nothing of it", async (names) => {
    const folder = await build();
    for (const name of names) if (name !== "a file that is not there") damages[name]?.(folder);
    const record = readFileSync(join(folder, "fleet.lock.json"), "utf8");
    const sopsYaml = names.includes("a stale .sops.yaml") ? ["--force"] : [];
    const { found } = await generate(folder, ...sopsYaml);
    const stopping = found.filter(({ severity, code }) => {
      const stage = stages.get(code)?.stage;
      return severity === "error" && stage !== "disk" && stage !== undefined;
    });
    expect(stopping).toEqual([]);
    rmSync(join(folder, "fleet.json"));
    expect((await generate(folder, ...sopsYaml)).status).toBe(0);
    expect(readFileSync(join(folder, "fleet.json"), "utf8")).toContain('"version": 1');
    expect(JSON.parse(readFileSync(join(folder, "fleet.lock.json"), "utf8")).secrets).toEqual(
      JSON.parse(record).secrets,
    );
  });

  async function generate(folder: string, ...options: readonly string[]) {
    const run = await runAs("keith", folder, ["generate", "--json", ...options]);
    return { status: run.status, found: readDiagnostics(run) };
  }
});
