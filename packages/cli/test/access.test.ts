import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { secretsConfig, secretsRepository } from "./secrets-fleet.ts";

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
        ["file", "host:mini", "operator:recovery", "user:keith", "user:traci"],
        ["secrets/both.yaml", "user:keith (not alone)", "user:traci (not alone)"],
        [
          "secrets/shared.yaml",
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
        { reader: "host:mini", expressions: ["hosts"], rule: "secrets/shared/**", through: null },
        { reader: "operator:recovery" },
        { reader: "user:keith", expressions: ["admins"] },
        { reader: "user:traci", through: { path: "secrets/keys.yaml", keyOf: "host:mini" } },
      ],
    });
  });

  it("answers what somebody can read, as a table in Markdown", async () => {
    const run = await access(await repository(), "of", "recovery", "--markdown");
    expect(run.stdout).toMatch(/^\| file \| reader \| rule \| because \|\n\| --- \|/);
    expect(run.stdout).toContain(
      "| `secrets/shared/a.yaml` | `operator:recovery` | `secrets/shared/**` |",
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
