import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import {
  encrypt,
  keyOf,
  readText,
  runAs,
  secretsRepository,
  whoDecrypts,
} from "./secrets-fleet.ts";

const plain = "hunter2SECRET";
const secrets = async (folder: string, ...args: string[]): Promise<Run> =>
  await runAs("keith", folder, ["secrets", ...args]);

/** What somebody could have put into an encrypted file, so that it holds a plain value. */
const damages: readonly (readonly [
  ending: string,
  what: string,
  damage: (text: string) => string,
])[] = [
  ["yaml", "a value", (text) => text.replace(/^wifi: .*$/m, `wifi: ${plain}`)],
  ["yaml", "a number", (text) => text.replace(/^wifi: .*$/m, "wifi: 4711")],
  ["yaml", "a value behind the block", (text) => `${text}wifi2: ${plain}\n`],
  ["yaml", "a comment", (text) => `# ${plain}\n${text}`],
  ["yaml", "a broken line", (text) => `${plain}\n${text}`],
  ["yaml", "a second document", (text) => `${text}---\na: ${plain}\n`],
  ["yaml", "half a token", (text) => text.replace(/^wifi: .*$/m, `wifi: ENC[AES256_GCM,${plain}`)],
  ["yaml", "a date", (text) => text.replace(/lastmodified: .*$/m, `lastmodified: ${plain}`)],
  ["json", "a value", (text) => text.replace(/"wifi": "[^"]*"/, `"wifi": "${plain}"`)],
  ["json", "text behind it", (text) => `${text}${plain}`],
  ["json", "text in front", (text) => `${plain}${text}`],
  ["env", "a value", (text) => text.replace(/^WIFI=.*$/m, `WIFI=${plain}`)],
  ["env", "a line without =", (text) => `${plain}\n${text}`],
  ["env", "a comment", (text) => `#${plain}\n${text}`],
  ["ini", "a value", (text) => text.replace(/^password = .*$/m, `password = ${plain}`)],
  ["ini", "a line without =", (text) => text.replace("[wifi]", `[wifi]\n${plain}`)],
  ["ini", "a comment", (text) => text.replace("[wifi]", `[wifi]\n; ${plain}`)],
  ["bin", "a value", (text) => text.replace(/"data": "[^"]*"/, `"data": "${plain}"`)],
  ["bin", "a checksum", (text) => text.replace(/"mac": "[^"]*"/, `"mac": "${plain}"`)],
];

const runs: readonly (readonly string[])[] = [
  ["sync", "--dry-run"],
  ["sync"],
  ["sync", "--yes"],
  ["rotate", "secrets", "--dry-run"],
  ["rotate", "secrets", "--yes"],
];

describe("a plain value in a secret file", () => {
  it.each(damages)(
    "is in no output, and its file is not touched: .%s, %s",
    async (ending, what, damage) => {
      const path = `secrets/shared/wifi.${ending}`;
      const folder = await secretsRepository({});
      for (const names of [
        ["keith", "traci"],
        ["keith", "mini", "recovery"],
      ]) {
        const text = encrypt(path, names);
        const damaged = damage(text);
        expect(damaged).not.toBe(text);
        writeFiles(folder, { [path]: damaged });
        for (const args of runs) {
          for (const more of [[], ["--json"]]) {
            const { stdout, stderr } = await secrets(folder, ...args, ...more);
            expect(stdout + stderr).not.toContain(plain);
          }
          // A comment alone is no reason to leave a file as it is: sops encrypts it.
          if (what !== "a comment") expect(readText(folder, path)).toBe(damaged);
        }
      }
    },
  );

  it("is named by its file, which is left as it is while the others are changed", async () => {
    const folder = await secretsRepository({ "secrets/shared/good.yaml": ["keith", "traci"] });
    const bad = "secrets/shared/bad.yaml";
    const text = encrypt(bad, ["keith", "traci"]).replace(/^wifi: .*$/m, `wifi: ${plain}`);
    writeFiles(folder, { [bad]: text });
    const run = await secrets(folder, "sync", "--yes", "--json");
    expect(readDiagnostics(run)).toContainEqual(
      expect.objectContaining({
        code: "cli/left-alone",
        file: bad,
        message: `"${bad}" is left as it is: it holds a value that nobody encrypted.`,
      }),
    );
    expect(run.status).toBe(2);
    expect(readText(folder, bad)).toBe(text);
    expect(whoDecrypts(join(folder, "secrets/shared/good.yaml"))).toEqual([
      "keith",
      "mini",
      "recovery",
    ]);
  });
});

describe("a value that is damaged", () => {
  it("is told by its kind, with a command that shows what sops says of it", async () => {
    const folder = await secretsRepository({
      "secrets/shared.yaml": ["keith", "mini", "recovery"],
    });
    const text = readText(folder, "secrets/shared.yaml");
    const token = /^wifi: (ENC\[AES256_GCM,data:)([\w+/])/m;
    const letter = token.exec(text)?.[2] === "A" ? "B" : "A";
    writeFiles(folder, { "secrets/shared.yaml": text.replace(token, `wifi: $1${letter}`) });
    const run = await secrets(folder, "rotate", "--yes", "--json", "secrets/shared.yaml");
    const [finding] = readDiagnostics(run);
    expect(finding).toMatchObject({
      code: "cli/sops-failed",
      message: expect.stringContaining("a value or comment in the file is damaged"),
    });
    const command = /run: (.*)$/.exec(finding?.help ?? "")?.[1] ?? "";
    expect(command).toBe("sops --config /dev/null decrypt secrets/shared.yaml >/dev/null");
  });
});

describe("a .sops.yaml above the current folder", () => {
  const rule = `creation_rules: [{ age: ${keyOf("stranger").recipient} }]\n`;
  const broken: readonly (readonly [what: string, make: (path: string) => void])[] = [
    ["broken YAML", (path) => writeFileSync(path, `a: [${plain}\n- : {`)],
    ["other shapes", (path) => writeFileSync(path, `stores: ${plain}\n`)],
    ["an indent that is none", (path) => writeFileSync(path, "stores: { yaml: { indent: -1 } }\n")],
    ["a rule that adds somebody", (path) => writeFileSync(path, rule)],
    ["a folder", (path) => mkdirSync(path)],
    ["a pipe", (path) => execFileSync("mkfifo", [path])],
  ];

  it.each(broken)("keeps nobody from work, and no secret file is blamed: %s", async (_, make) => {
    for (const place of ["", "secrets"]) {
      const folder = await secretsRepository({ "secrets/shared.yaml": ["keith", "traci"] });
      const path = join(folder, place, ".sops.yaml");
      if (existsSync(path)) rmSync(path);
      make(path);
      const run = await secrets(join(folder, place), "sync", "--yes", "--json");
      expect(run.stdout + run.stderr).not.toContain(plain);
      const errors = readDiagnostics(run).filter(({ severity }) => severity === "error");
      expect(errors).toEqual([]);
      expect(whoDecrypts(join(folder, "secrets/shared.yaml"))).toEqual([
        "keith",
        "mini",
        "recovery",
      ]);
    }
  });
});
