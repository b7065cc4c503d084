import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readDiagnostics } from "./read-report.ts";
import { encrypt, keyOf, runAs, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const rules = `    - { path: "secrets/hosts/{host}.yaml", readers: ["host:{host}", admins] }
    - { path: "secrets/both.yaml", groups: [["user:keith"], [hosts]], threshold: 2 }
    - { path: "secrets/apps/**", readers: ["user:keith", "user:traci"], cryptRule: { field: encrypted_regex, value: "^data$" } }
    - { path: "secrets/keys/mini.key", readers: [admins], holdsKeyOf: ["host:mini"] }
    - { path: "secrets/none.yaml", readers: [admins] }
`;

/** The fleet with a script for a config, which leaves a file behind when it is run, and sound files. */
async function scriptRepository(): Promise<{ folder: string; hasRun: () => boolean }> {
  const config = secretsConfig({ rules }).replace("ageKey: ", "secrets: { wifi: {} }, ageKey: ");
  const folder = await secretsRepository(
    {
      "secrets/hosts/mini.yaml": ["keith", "mini", "recovery"],
      "secrets/apps/a.yaml": ["keith", "traci", "stranger"],
      "secrets/keys/mini.key": ["keith", "recovery"],
      "elsewhere.yaml": ["keith"],
    },
    config,
  );
  const ran = join(folder, "ran");
  const text = `import { writeFileSync } from "node:fs";
writeFileSync(${JSON.stringify(ran)}, "");
export default ${JSON.stringify(parse(config))};
`;
  rmSync(join(folder, "fleet.config.yaml"));
  writeFileSync(join(folder, "fleet.config.mjs"), text);
  git(folder, "add", "--all");
  await runAs("keith", folder, ["generate"]);
  git(folder, "add", "--all");
  rmSync(ran);
  return { folder, hasRun: () => existsSync(ran) };
}

const first = "Answered from fleet.json, which may be out of date: fleet.config.mjs was not run.\n";

async function status(folder: string, ...more: readonly string[]) {
  const run = await runAs("keith", folder, ["secrets", "status", "--json", ...more]);
  return { run, found: JSON.parse(run.stdout) };
}

async function access(folder: string, ...more: readonly string[]) {
  const run = await runAs("keith", folder, ["access", ...more, "--json"]);
  return { run, found: JSON.parse(run.stdout) };
}

/** What fleet.json cannot tell of an access. */
const untold = { rule: null, origin: null, expressions: null };

describe("what fleet.json tells of secrets, with --data-only", () => {
  it("is what the declaration says of them, but for what it says that it does not know", async () => {
    const { folder, hasRun } = await scriptRepository();
    const told = await status(folder, "--data-only");
    const toldAccess = await access(folder, "--data-only");
    expect(hasRun()).toBe(false);
    const real = await status(folder);
    const realAccess = await access(folder);
    const ofRules = (code: string) => code !== "secrets/missing-file";
    const codes = (found: { diagnostics: { code: string; message: string }[] }) =>
      found.diagnostics
        .map(({ code, message }) => `${code}: ${message}`)
        .filter((text) => ofRules(text.split(":")[0] ?? ""));
    const ofFiles = codes(real.found).filter((text) => codes(told.found).includes(text));
    expect(codes(told.found)).toEqual(ofFiles);
    expect(ofFiles.join("\n")).toContain("secrets/no-rule");
    const lost = codes(real.found).filter((text) => !codes(told.found).includes(text));
    expect(lost.map((text) => text.split(":")[0])).toEqual([]);
    expect(told.run.status).toBe(1);
    const withoutRule = ({ rule: _, ...file }: Record<string, unknown>) => file;
    expect(told.found.files.map(withoutRule)).toEqual(real.found.files.map(withoutRule));
    expect(toldAccess.found.access).toEqual(
      realAccess.found.access.map((one: object) => ({ ...one, ...untold })),
    );
    expect(toldAccess.found.files).toEqual(realAccess.found.files);
    for (const { found } of [told, toldAccess]) {
      expect(found).toMatchObject({ from: "fleet.json", unrun: "fleet.config.mjs" });
    }
  });

  it("is said in the first line", async () => {
    const { folder } = await scriptRepository();
    for (const command of [
      ["secrets", "status"],
      ["access"],
      ["access", "--markdown"],
      ["access", "of", "keith"],
      ["secrets", "status", "--format", "github"],
    ]) {
      const run = await runAs("keith", folder, [...command, "--data-only"]);
      expect(run.stdout.startsWith(first), run.stdout + run.stderr).toBe(true);
    }
    const sarif = await runAs("keith", folder, [
      "secrets",
      "status",
      "--format",
      "sarif",
      "--data-only",
    ]);
    expect(JSON.parse(sarif.stdout)).toHaveProperty("runs");
    expect(sarif.stderr.startsWith(first)).toBe(true);
  });

  it("shows who is let in, though not by which expression", async () => {
    const { folder } = await scriptRepository();
    const { stdout } = await runAs("keith", folder, ["access", "--data-only"]);
    expect(stdout).toMatch(/\nsecrets\/hosts\/mini\.yaml +as declared +declared +declared /);
  });

  it("finds who opens a file without being declared", async () => {
    const { folder } = await scriptRepository();
    writeFileSync(
      join(folder, "secrets/hosts/mini.yaml"),
      encrypt("a.yaml", ["keith", "stranger"]),
    );
    const { found } = await access(
      folder,
      "who-can",
      "read",
      "secrets/hosts/mini.yaml",
      "--data-only",
    );
    expect(found.access).toContainEqual(
      expect.objectContaining({
        reader: `recipient:${keyOf("stranger").recipient}`,
        state: "should-not",
      }),
    );
  });

  it("is said to be of another time where the config changed since", async () => {
    const { folder } = await scriptRepository();
    const config = join(folder, "fleet.config.mjs");
    writeFileSync(config, `${readFileSync(config, "utf8")}// changed\n`);
    const { run } = await status(folder, "--data-only");
    expect(readDiagnostics(run)[0]).toMatchObject({
      code: "cli/outdated-fleet-json",
      message:
        '"fleet.config.mjs" changed since fleet.json was written, so that it may be about another fleet.',
    });
    await runAs("keith", folder, ["generate"]);
    const after = readDiagnostics((await status(folder, "--data-only")).run);
    expect(after.map(({ code }) => code)).not.toContain("cli/outdated-fleet-json");
  });
});

describe("a fleet.json that does not tell", () => {
  it.each<[string, (fleet: ReturnType<typeof JSON.parse>) => unknown]>([
    [
      "because an older fleet wrote it",
      ({ secrets: { files }, ...fleet }) => ({ ...fleet, secrets: { files } }),
    ],
    ["as a rule is none", (fleet) => ({ ...fleet, secrets: { ...fleet.secrets, files: [7] } })],
    [
      "as a path is none",
      (fleet) => ({
        ...fleet,
        secrets: { ...fleet.secrets, files: [{ path: "../x", recipients: [] }] },
      }),
    ],
    [
      "as a key is none",
      (fleet) => ({ ...fleet, secrets: { ...fleet.secrets, keys: { "user:keith": ["age1x"] } } }),
    ],
    [
      "as a name is none",
      (fleet) => ({ ...fleet, secrets: { ...fleet.secrets, keys: { "user:\u001b[31m": [] } } }),
    ],
    [
      "as its threshold is a text",
      (fleet) => ({
        ...fleet,
        secrets: {
          ...fleet.secrets,
          files: fleet.secrets.files.map((file: object) => ({ ...file, threshold: "1" })),
        },
      }),
    ],
    ["as a newer fleet wrote it", (fleet) => ({ ...fleet, version: 2 })],
  ])("is no answer, and ends with 2: %s", async (_, change) => {
    const { folder, hasRun } = await scriptRepository();
    const path = join(folder, "fleet.json");
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")))));
    for (const command of [["secrets", "status"], ["access"]]) {
      const run = await runAs("keith", folder, [...command, "--data-only", "--json"]);
      expect(run.status).toBe(2);
      expect(readDiagnostics(run)).toMatchObject([
        { code: "cli/script-config" },
        { file: "fleet.json" },
      ]);
    }
    expect(hasRun()).toBe(false);
  });

  it("is no answer where it is not there", async () => {
    const { folder } = await scriptRepository();
    rmSync(join(folder, "fleet.json"));
    const { run } = await status(folder, "--data-only");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "cli/script-config" },
      { code: "cli/no-fleet-json" },
    ]);
    await runAs("keith", folder, ["generate"]);
    expect((await status(folder, "--data-only")).found.from).toBe("fleet.json");
  });

  it("is told from one that was edited", async () => {
    const { folder } = await scriptRepository();
    const path = join(folder, "fleet.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"keith"', '"keith "'));
    const { run } = await status(folder, "--data-only");
    expect(readDiagnostics(run).map(({ code }) => code)).toContain("cli/edited-file");
  });

  it("says of a fleet without secrets that it has none", async () => {
    const { folder } = await scriptRepository();
    const path = join(folder, "fleet.json");
    const { secrets: _, ...fleet } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify(fleet));
    const { run, found } = await status(folder, "--data-only");
    expect(readDiagnostics(run).map(({ code }) => code)).toContain("cli/no-secrets");
    expect(found.from).toBe("fleet.json");
  });
});
