import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { keyOf, readText, secretsConfig, secretsRepository, whoDecrypts } from "./secrets-fleet.ts";

const access = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["access", ...args]);
const rules = `    - { path: secrets/keys.yaml, readers: ["user:keith", "user:traci"], holdsKeyOf: ["host:mini"], operators: false }
    - { path: secrets/both.yaml, groups: [["user:keith"], ["user:traci"]], threshold: 2 }`;
const repository = async () =>
  await secretsRepository({ "secrets/shared/a.yaml": ["keith"] }, secretsConfig({ rules }));

describe("fleet access", () => {
  it("shows files and readers with the reason, and by whose key others get there", async () => {
    const { status, stdout, stderr } = await access(await repository());
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "Not every file is in step with this declaration: fleet secrets status\n",
    });
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ["file", "state", "host:mini", "operator:recovery", "user:keith", "user:traci"],
        ["secrets/both.yaml", "no file yet", "user:keith (not alone)", "user:traci (not alone)"],
        [
          "secrets/shared.yaml",
          "no file yet",
          "hosts",
          "operator:recovery",
          "admins",
          "key of host:mini in secrets/keys.yaml",
        ],
      ]),
    );
  });

  it("answers who can read a file, be it there or not", async () => {
    const run = await access(
      await repository(),
      "who-can",
      "read",
      "secrets/shared/new.yaml",
      "--json",
    );
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: true,
      access: [
        {
          reader: "host:mini",
          name: "host:mini",
          namedBy: null,
          declared: true,
          actual: false,
          state: "cannot-yet",
          expressions: ["hosts"],
          rule: "secrets/shared/**",
          through: null,
        },
        { reader: "operator:recovery" },
        { reader: "user:keith", expressions: ["admins"] },
        { reader: "user:traci", through: { path: "secrets/keys.yaml", keyOf: "host:mini" } },
      ],
      files: [{ path: "secrets/shared/new.yaml", reading: "missing", isAsDeclared: false }],
    });
  });

  it("agrees with sops about who can decrypt a file, declared or not", async () => {
    const path = "secrets/shared/a.yaml";
    const folder = await secretsRepository({ [path]: ["keith", "traci", "stranger"] });
    const run = await access(folder, "who-can", "read", path, "--json");
    const { access: found } = JSON.parse(run.stdout);
    const able = found.filter(({ actual }: { actual: boolean }) => actual);
    expect(whoDecrypts(join(folder, path))).toEqual(["keith", "traci", "stranger"]);
    expect(able.map(({ reader, state }: Record<string, string>) => [reader, state])).toEqual([
      [`recipient:${keyOf("stranger").recipient}`, "should-not"],
      ["user:keith", "can"],
      ["user:traci", "should-not"],
    ]);
    const shown = await access(folder, "who-can", "read", path);
    expect(shown.stdout).toMatch(/user:traci +yes, but should not/);
    expect(shown.stdout).toMatch(/host:mini +not yet/);
  });

  it("says of a file that is not understood that its readers are not known", async () => {
    const path = "secrets/shared/a.yaml";
    const folder = await secretsRepository({ [path]: ["keith"] });
    const text = readText(folder, path);
    writeFileSync(join(folder, path), text.replace(/^ +version: .*\n/m, ""));
    const run = await access(folder);
    expect(run.stdout).toMatch(/^secrets\/shared\/a\.yaml +its readers are not known/m);
  });

  it.each([
    ["keith, spare", "keith", "but not with every key", { missingKeys: ["spare"], extraKeys: [] }],
    ["keith", "keith, spare", "but with a key too many", { missingKeys: [], extraKeys: ["spare"] }],
  ])(
    "does not call a file as declared that should have the keys %s of somebody and has %s",
    async (should, has, words, keys) => {
      const names = (list: string) => list.split(", ");
      const [path, id] = ["secrets/a.yaml", (name: string) => keyOf(name).recipient];
      const readers = JSON.stringify(names(should).map(id));
      const config = secretsConfig({
        rules: `    - { path: ${path}, readers: ${readers}, operators: false }`,
      });
      const both = config.replace(id("keith"), `${id("keith")}, ${id("spare")}`);
      const folder = await secretsRepository({ [path]: names(has) }, both);
      const shown = await access(folder);
      expect(shown.stdout).toMatch(new RegExp(`^${path} +differs .*, ${words}`, "m"));
      const run = await access(folder, "who-can", "read", path, "--json");
      const ids = (list: string[]) => list.map(id);
      expect(JSON.parse(run.stdout)).toMatchObject({
        access: [
          {
            name: "user:keith",
            state: "other-keys",
            missingKeys: ids(keys.missingKeys),
            extraKeys: ids(keys.extraKeys),
          },
        ],
        files: [{ path, reading: "understood", isAsDeclared: false }],
      });
    },
  );

  it("lists each file that a rule is about, be it plain, broken, unreadable or not there", async () => {
    const folder = await secretsRepository({
      "secrets/shared/a.yaml": ["keith", "mini", "recovery"],
    });
    writeFileSync(join(folder, "secrets/shared/plain.yaml"), "wifi: geheim\n");
    writeFileSync(join(folder, "secrets/shared/empty.yaml"), "");
    symlinkSync("nowhere", join(folder, "secrets/shared/dead.yaml"));
    mkdirSync(join(folder, "secrets/shared/folder.yaml"));
    const { stdout } = await access(folder);
    const states = stdout.split("\n").map((line) => line.split(/ {2,}/).slice(0, 2));
    expect(states).toEqual(
      expect.arrayContaining([
        ["secrets/shared.yaml", "no file yet"],
        ["secrets/shared/a.yaml", "as declared"],
        ["secrets/shared/dead.yaml", "its readers are not known"],
        ["secrets/shared/empty.yaml", "not encrypted"],
        ["secrets/shared/folder.yaml", "its readers are not known"],
        ["secrets/shared/plain.yaml", "not encrypted"],
      ]),
    );
  });

  it("answers what somebody can read, as a table in Markdown", async () => {
    const run = await access(await repository(), "of", "recovery", "--markdown");
    expect(run.stdout).toMatch(/^\| file \| reader \| can \| rule \| because \|\n\| --- \|/);
    expect(run.stdout).toContain(
      "| `secrets/shared/a.yaml` | `operator:recovery` | `not yet` | `secrets/shared/**` |",
    );
  });

  it.each([
    [["of", "kieth"], 2, { code: "cli/unknown-reader", help: 'Did you mean "keith"?' }],
    [["who-can", "read", "elsewhere.yaml"], 2, { code: "cli/unknown-file" }],
    [["who-can", "read", "../x.yaml"], 2, { code: "cli/unknown-file" }],
    [["who-can", "write", "x"], 2, { code: "cli/unknown-option" }],
    [["of"], 2, { code: "cli/unknown-option" }],
    [["whom"], 2, { code: "cli/unknown-option" }],
  ])("does not know %j", async (args, status, diagnostic) => {
    const run = await access(await repository(), ...args, "--json");
    expect(run.status).toBe(status);
    expect(readDiagnostics(run)).toMatchObject([diagnostic]);
  });
});
