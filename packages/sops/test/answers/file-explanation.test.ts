import { describe, expect, it } from "vitest";
import { explainFile } from "../../src/index.ts";
import { declaration, encryptedFor, keys, openSecrets, worldOf } from "../support/memory-fleet.ts";

const shared = "secrets/shared.yaml";

async function explain(
  path: string,
  files: Readonly<Record<string, string>> = {},
  declared: object = declaration,
) {
  const explained = explainFile(await openSecrets(worldOf(files, declared)), path);
  if (!explained.ok) throw new Error(explained.diagnostics[0]?.message);
  return explained.value;
}

describe("an explained secret file", () => {
  it("says which rule counts, and why not the others", async () => {
    const rules = [
      { path: "secrets/**", readers: ["admins"] },
      { path: "secrets/{host}.yaml", readers: ["host:{host}"] },
      { path: "secrets/*.yaml", readers: ["users"] },
    ];
    const declared = { ...declaration, secrets: { defaultRules: false, files: rules } };
    const { rule, others } = await explain("secrets/mini.yaml", {}, declared);
    expect(rule).toEqual({
      template: "secrets/{host}.yaml",
      pattern: "secrets/mini.yaml",
      path: ["secrets", "files", 1],
      why: "its placeholders make this very path",
    });
    expect(others.map(({ template, why }) => [template, why])).toEqual([
      ["secrets/*.yaml", "secrets/mini.yaml names the file itself, and so goes first"],
      ["secrets/**", "secrets/mini.yaml names the file itself, and so goes first"],
    ]);
    expect(
      (await explain("secrets/other.yaml", {}, declared)).others.map(({ why }) => why),
    ).toEqual(["secrets/*.yaml is more particular, and so goes first"]);
  });

  it("says who should read it and who can, by what the file says", async () => {
    const file = await explain(shared, { [shared]: encryptedFor("keith", "traci", "mini") });
    expect(
      file.readers.map(({ reader, expressions, isDeclared, can }) => [
        reader,
        expressions.join(),
        isDeclared,
        can,
      ]),
    ).toEqual([
      ["host:mini", "hosts", true, true],
      ["operator:recovery", "operator:recovery", true, false],
      ["user:keith", "admins", true, true],
      ["user:traci", "", false, true],
    ]);
    expect(file.readers[0]?.recipients).toEqual([keys.mini]);
    expect([file.state, file.missing, file.extra]).toEqual([
      "out-of-step",
      ["operator:recovery"],
      ["user:traci"],
    ]);
  });

  it("names what hosts and homes take from it", async () => {
    const { mini } = declaration.hosts;
    const secrets = { wifi: { file: shared } };
    const declared = { ...declaration, hosts: { mini: { ...mini, secrets } } };
    const file = await explain(shared, { [shared]: encryptedFor("keith") }, declared);
    expect(file.uses).toEqual([
      {
        reader: "host:mini",
        name: "wifi",
        key: "wifi",
        path: ["hosts", "mini", "secrets", "wifi"],
      },
    ]);
  });

  it("is there for a file that is not, as long as a rule is about it", async () => {
    expect(await explain(shared)).toMatchObject({ state: "missing", file: shared });
  });

  it("suggests a file where no rule is about the one that was named", async () => {
    const explained = explainFile(await openSecrets(worldOf()), "secrets/shred.yaml");
    expect(explained.ok ? [] : explained.diagnostics.map(({ help }) => help)).toEqual([
      `Did you mean "${shared}"?`,
    ]);
  });

  it("refuses what lies outside of the fleet", async () => {
    const explained = explainFile(await openSecrets(worldOf()), "../elsewhere.yaml");
    expect(explained.diagnostics.map(({ code }) => code)).toEqual(["cli/unknown-file"]);
  });
});
