import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import {
  encrypt,
  findTool,
  keyOf,
  readText,
  runAs,
  secretsConfig,
  secretsRepository,
  whoDecrypts,
} from "./secrets-fleet.ts";

const endings = ["yaml", "json", "env", "ini", "bin"];
const rules = `    - { path: "secrets/**", readers: ["user:keith", "host:mini"] }`;
const config = secretsConfig({ rules });

/** A file in which the wrap of a stranger is said to be for somebody else. */
function disguise(path: string, names: readonly string[], claimed: string): string {
  const text = encrypt(path, [...names, "stranger"]);
  return text.replaceAll(keyOf("stranger").recipient, keyOf(claimed).recipient);
}

const errorsOf = async (folder: string) =>
  readDiagnostics(await runAs("keith", folder, ["secrets", "status", "--json"])).filter(
    ({ severity }) => severity === "error",
  );
const debtsOf = (folder: string) => JSON.parse(readText(folder, "fleet.lock.json")).secrets.debts;
const wrap = (name: string) => `somebody:second-wrap:${keyOf(name).recipient}`;

describe("a second wrap for a reader", () => {
  it.each(endings)(
    "goes by the command that is named, with whoever had it: .%s",
    async (ending) => {
      const path = `secrets-${ending}/wifi.${ending}`;
      const folder = await secretsRepository(
        { [path]: ["keith"] },
        config.replace("secrets/**", `secrets-${ending}/**`),
      );
      writeFileSync(join(folder, path), disguise(path, ["keith", "mini", "recovery"], "keith"));
      expect(whoDecrypts(join(folder, path))).toContain("stranger");
      const [found, ...others] = await errorsOf(folder);
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        code: "secrets/repeated-recipient",
        help: `Find out who changed the file. Run \`fleet secrets rotate ${path}\`, change the secrets where they come from, then \`fleet secrets acknowledge ${path}\`.`,
      });
      const rotated = await runAs("keith", folder, ["secrets", "rotate", path, "--yes"]);
      expect(rotated.stdout).toContain(
        "- somebody unknown (a second wrap for user:keith) no longer can decrypt it",
      );
      expect(rotated.stderr).toContain(
        "somebody unknown (a second wrap for user:keith) could read",
      );
      expect(rotated.status).toBe(0);
      expect(whoDecrypts(join(folder, path))).toEqual(["keith", "mini", "recovery"]);
      expect(debtsOf(folder)).toMatchObject([
        { file: path, recipient: wrap("keith"), reader: null, isRotated: true, acknowledged: null },
      ]);
      expect((await runAs("keith", folder, ["secrets", "acknowledge", path])).status).toBe(0);
      expect(await errorsOf(folder)).toEqual([]);
    },
  );

  it("is named by the plan of a sync that takes it away, and owed afterwards", async () => {
    const path = "secrets/wifi.yaml";
    const folder = await secretsRepository({ [path]: ["keith"] }, config);
    writeFileSync(join(folder, path), disguise(path, ["keith", "traci"], "keith"));
    const synced = await runAs("keith", folder, ["secrets", "sync", "--yes"]);
    expect(synced.stdout).toContain(
      "- somebody unknown (a second wrap for user:keith) no longer can",
    );
    expect(whoDecrypts(join(folder, path))).toEqual(["keith", "mini", "recovery"]);
    expect(debtsOf(folder)).toEqual([
      expect.objectContaining({ recipient: keyOf("traci").recipient, reader: "user:traci" }),
      expect.objectContaining({ recipient: wrap("keith"), reader: null, isRotated: false }),
    ]);
  });
});

describe("a wrap that is for others than it says", () => {
  it("goes by the command that is named", async () => {
    const path = "secrets/wifi.yaml";
    const folder = await secretsRepository({ [path]: ["keith", "mini", "recovery"] }, config);
    const file = join(folder, path);
    // One wrap of the same data key for two, under the name of one: as a hand could write it.
    const dataKey = unwrap(readText(folder, path));
    const both = wrapFor(dataKey, ["recovery", "stranger"]);
    writeFileSync(file, replaceWrap(readText(folder, path), keyOf("recovery").recipient, both));
    expect(whoDecrypts(file)).toContain("stranger");
    expect(await errorsOf(folder)).toMatchObject([{ code: "secrets/false-claim" }]);
    expect((await runAs("keith", folder, ["secrets", "rotate", path, "--yes"])).status).toBe(0);
    expect(whoDecrypts(file)).toEqual(["keith", "mini", "recovery"]);
    expect(debtsOf(folder)).toMatchObject([{ reader: null, isRotated: true }]);
    expect((await runAs("keith", folder, ["secrets", "acknowledge", path])).status).toBe(0);
    expect(await errorsOf(folder)).toEqual([]);
  });
});

const age = (args: readonly string[], input: string | Buffer) =>
  spawnSync(findTool("age"), args, { input }).stdout;

function unwrap(text: string): Buffer {
  const armored = /-----BEGIN AGE[\s\S]*?-----END AGE ENCRYPTED FILE-----/.exec(text)?.[0] ?? "";
  return age(
    ["--decrypt", "--identity", keyOf("keith").file],
    `${armored.replaceAll(/^ +/gm, "")}\n`,
  );
}

function wrapFor(dataKey: Buffer, names: readonly string[]): string {
  const recipients = names.flatMap((name) => ["--recipient", keyOf(name).recipient]);
  return age(["--armor", "--encrypt", ...recipients], dataKey).toString();
}

function replaceWrap(text: string, recipient: string, armored: string): string {
  const found = [...text.matchAll(/- enc: \|\n(?:(?! *recipient:).*\n)+? *recipient: (.*)/g)].find(
    ([, named]) => named === recipient,
  );
  const [old = ""] = found ?? [];
  const lines = armored
    .trimEnd()
    .split("\n")
    .map((line) => `            ${line}\n`);
  return text.replace(old, `- enc: |\n${lines.join("")}          recipient: ${recipient}`);
}
