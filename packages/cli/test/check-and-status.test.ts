import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryConfig, memoryFiles, sealedFor, soundFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { type MemoryFleet, memoryFleet } from "./run-in-memory.ts";

/** What a command reports of the stage of secrets, beside how it ends. */
async function report({ fleet }: MemoryFleet, ...command: readonly string[]) {
  const run = await fleet(...command, "--json");
  const found = readDiagnostics(run).map(({ code, place, file }) => `${code} ${place} ${file}`);
  return { status: run.status, found };
}

const sealed = sealedFor("keith", "mini", "recovery");

const contents = fc.constantFrom(
  sealed,
  sealedFor("keith", "mini"),
  sealedFor("keith", "mini", "recovery", "traci"),
  `${sealed}wifi2: hunter2\n`,
  sealed.replace(/wifi: ENC.*/, "wifi: hunter2"),
  "wifi: hunter2\n",
  "",
);
const paths = fc.constantFrom(
  "secrets/wifi.yaml",
  "secrets/hosts/mini.yaml",
  "elsewhere.yaml",
  ".sops.yml",
);

describe("fleet check, of secret files", () => {
  it("says what status says, and fails where it fails", async () => {
    const sound = await soundFiles();
    const files = fc.dictionary(paths, contents, { maxKeys: 4, noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (odd, isGenerated) => {
        const { ".sops.yaml": rules = "", ...rest } = { ...sound, ...odd };
        const memory = memoryFleet({
          files: isGenerated ? { ...rest, ".sops.yaml": rules } : rest,
        });
        expect(await report(memory, "check")).toEqual(await report(memory, "secrets", "status"));
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  it("finds a secret that no file holds", async () => {
    const config = memoryConfig.replace("ageKey:", "secrets: { smbx: {} }, ageKey:");
    const memory = memoryFleet({ files: { ...(await soundFiles()), "fleet.config.yaml": config } });
    const { status, found } = await report(memory, "check");
    expect(status).toBe(1);
    expect(found).toEqual(["secrets/missing-secret hosts.mini.secrets.smbx fleet.config.yaml"]);
  });

  it("looks at them though a module is missing, and not where the declaration is wrong", async () => {
    const { "hosts/mini.nix": _, ...files } = await soundFiles();
    const odd = { ...files, "secrets/wifi.yaml": "wifi: hunter2\n" };
    expect((await report(memoryFleet({ files: odd }), "check")).found).toEqual([
      "core/missing-file hosts.mini fleet.config.yaml",
      "secrets/plaintext-file  secrets/wifi.yaml",
    ]);
    const config = memoryConfig.replace("uid: 1000", "uid: 12");
    const run = await memoryFleet({ files: { ...odd, "fleet.config.yaml": config } }).fleet(
      "check",
    );
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("core/uid-out-of-range");
    expect(run.stdout).toMatch(/No secret file was looked at, because of these errors\.\n$/);
  });

  it("says of many files the first of each kind, and fails all the same", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`elsewhere/${index}.yaml`, sealed]),
    );
    const memory = memoryFleet({ files: { ...(await soundFiles()), ...many } });
    const run = await memory.fleet("check");
    expect(run.status).toBe(1);
    expect(run.stdout.match(/^error: /gm)).toHaveLength(3);
    expect(run.stdout).toContain("\n… and 27 more secrets/no-rule: --verbose\n");
    expect(run.stdout).toMatch(/\n30 errors\n {2}30 {2}errors {2}secrets\/no-rule\n$/);
    const whole = await memory.fleet("check", "--verbose");
    expect(whole.stdout.match(/^error: /gm)).toHaveLength(30);
    expect((await report(memory, "check")).found.length).toBe(30);
  });

  it("looks for nothing where the declaration says nothing of secrets", async () => {
    const config = memoryConfig
      .replaceAll(/, ageKeys?: [^ }]+/g, "")
      .replace(/operators:[\s\S]*/, "");
    const files = { ...memoryFiles, "fleet.config.yaml": config, "a.yaml": sealed };
    expect(await report(memoryFleet({ files }), "check")).toEqual({ status: 0, found: [] });
  });
});
