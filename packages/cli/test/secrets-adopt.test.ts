import { type TestFiles, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { encrypt, keyOf, readText, secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const adopt = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["secrets", "adopt", ...args]);
const [keith, traci, mini, recovery] = (["keith", "traci", "mini", "recovery"] as const).map(
  (name) => keyOf(name).recipient,
);
const handwritten = `keys:
  - &admin_keith ${keith}
  - &traci ${traci}
  - &host_mini ${mini}
  - &offline ${recovery}
creation_rules:
  - path_regex: ^secrets/shared\\.yaml$
    key_groups:
      - age: [*admin_keith, *host_mini, *offline]
  - path_regex: secrets/[^/]+\\.yaml$
    key_groups:
      - age: [*admin_keith, *traci]
  - path_regex: ^both/.*$
    shamir_threshold: 2
    encrypted_regex: ^wifi$
    key_groups:
      - age: [*admin_keith]
      - age: [*traci]
  - path_regex: ^never/.*$
    age: *offline
`;
const modules: TestFiles = {
  "users/keith.nix": "{ }",
  "users/traci.nix": "{ }",
  "hosts/mini.nix": "{ }",
  ".sops.yaml": handwritten,
};
const secretFiles = (): TestFiles => ({
  "secrets/shared.yaml": encrypt("a.yaml", ["keith", "mini", "recovery"]),
  "secrets/a.yaml": encrypt("a.yaml", ["keith", "traci"]),
  "secrets/b.yaml": encrypt("a.yaml", ["keith", "traci"]),
  "both/x.json": encrypt("a.json", ["keith", "traci"]),
});

/** The config but for its secrets, and what frames it in each format. */
const declared = parse(secretsConfig().replace(/secrets:\n[\s\S]*$/, ""));
const body = JSON.stringify(declared).slice(1, -1);
const configs = [
  ["fleet.config.yaml", (secrets: string) => `${stringify(declared)}${secrets}`],
  ["fleet.config.json", (secrets: string) => `{${body},${secrets}}`],
  ["fleet.config.mjs", (secrets: string) => `export default {${body},${secrets}};`],
] as const;

/** What is proposed as `secrets`, as it is printed. */
function readProposal(stdout: string): string {
  return /^.*secrets"?:[\s\S]*?(?=\n\n)/m.exec(stdout)?.[0] ?? "";
}

describe("fleet secrets adopt", () => {
  it("says which rules the declaration reproduces, and what would reproduce them all", async () => {
    const folder = testRepository({
      ...modules,
      ...secretFiles(),
      "fleet.config.yaml": secretsConfig(),
    });
    const run = await adopt(folder);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 1, stderr: "" });
    expect(run.stdout).toBe(`.sops.yaml:7  ^secrets/shared\\.yaml$
  1 file, to which the declaration gives the same readers

.sops.yaml:10  secrets/[^/]+\\.yaml$
  2 files, of which the declaration gives other readers to 2
  secrets/a.yaml: the declaration has no rule for it
  secrets/b.yaml: the declaration has no rule for it
  new files such as elsewhere/secrets/new.yaml would have no rule: declare a path for them if there are to be any

.sops.yaml:13  ^both/.*$
  1 file, of which the declaration gives other readers to 1
  both/x.json: the declaration has no rule for it

.sops.yaml:19  ^never/.*$
  no file, so that nothing is proposed
  for files to come:
    - { path: "never/**", readers: ["operator:recovery"], operators: false }

This declaration gives every file the readers that .sops.yaml gives it:

secrets:
  defaultRules: false
  files:
    - { path: "secrets/shared.yaml", readers: ["host:mini", "operator:recovery", "user:keith"], operators: false }
    - { path: "secrets/*.yaml", readers: ["user:keith", "user:traci"], operators: false }
    - { path: "both/**", groups: [["user:keith"], ["user:traci"]], threshold: 2, cryptRule: { field: "encrypted_regex", value: "^wifi$" } }

When the declaration gives the same readers, \`fleet generate --force\` puts fleet's own .sops.yaml in the place of this one.
`);
  });

  it("keeps what the declaration says beside its rules", async () => {
    const beside = `  readers: { team: ["user:traci"] }\n  ignore: ["vars/**"]\n  userFile: "s/{user}.yaml"\n`;
    const config = `${secretsConfig()}${beside}`;
    const folder = testRepository({ ...modules, ...secretFiles(), "fleet.config.yaml": config });
    const proposal = readProposal((await adopt(folder)).stdout);
    expect(proposal).toContain(beside);
    const { declaration } = JSON.parse((await adopt(folder, "--json")).stdout);
    expect(parse(proposal).secrets).toEqual(declaration);
  });

  it.each(configs)(
    "proposes for %s what it says it does, as it is written there",
    async (name, config) => {
      const none = config(name.endsWith("json") ? '"secrets": {}' : "secrets: {}");
      const folder = testRepository({ ...modules, ...secretFiles(), [name]: none });
      const before = await adopt(folder, "--json");
      expect(JSON.parse(before.stdout)).toMatchObject({ unproven: [], unruled: [], unnamed: [] });
      writeFiles(folder, { [name]: config(readProposal((await adopt(folder)).stdout)) });
      const after = await adopt(folder, "--json");
      expect(after.status).toBe(0);
      const { rules } = JSON.parse(after.stdout);
      expect(rules.flatMap(({ differences }: { differences: unknown[] }) => differences)).toEqual(
        [],
      );
      expect(readText(folder, ".sops.yaml")).toBe(handwritten);
    },
  );

  it("works where no keys are declared yet, and guesses whose they are", async () => {
    const config = secretsConfig()
      .replaceAll(/, ageKeys?: [^}]*/g, " ")
      .replace(/operators:[\s\S]*$/, "");
    const folder = testRepository({ ...modules, ...secretFiles(), "fleet.config.yaml": config });
    const run = await adopt(folder);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain(`  ${keith}  &admin_keith  perhaps user:keith\n`);
    expect(run.stdout).toContain(`  ${recovery}  &offline\n`);
    expect(run.stdout).toContain(`# hosts: { "mini": { ageKey: "${mini}" } }?\n`);
    expect(JSON.parse((await adopt(folder, "--json")).stdout)).toMatchObject({ unproven: [] });
  });

  it("has nothing to adopt where fleet wrote the file, or nobody did", async () => {
    expect(readDiagnostics(await adopt(await secretsRepository({}), "--json"))).toMatchObject([
      { code: "cli/unknown-file", message: expect.stringContaining("written by fleet") },
    ]);
    const { ".sops.yaml": _, ...others } = modules;
    const folder = testRepository({ ...others, "fleet.config.yaml": secretsConfig() });
    expect(readDiagnostics(await adopt(folder, "--json"))).toMatchObject([
      { code: "cli/unknown-file", message: "There is no .sops.yaml that could be adopted." },
    ]);
  });

  it("reports a .sops.yaml that sops could not read", async () => {
    const folder = testRepository({
      ...modules,
      "fleet.config.yaml": secretsConfig(),
      ".sops.yaml": "creation_rules: [\n",
    });
    const run = await adopt(folder, "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([{ code: "secrets/bad-sops-yaml" }]);
  });
});
