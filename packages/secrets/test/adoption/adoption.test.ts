import { describe, expect, it } from "vitest";
import { listUnproven, planAdoption } from "../../src/adoption/adoption.ts";
import { readAnchorNames } from "../../src/adoption/anchor-names.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";

const made = makeFleet(family);
const secrets = resolveMade(made).value;
const keith = recipientOf("user keith");

function adopt(
  regexes: readonly (string | undefined)[],
  paths: readonly string[],
  recipient = keith,
) {
  const rules = regexes.map((regex) => ({ path_regex: regex, age: recipient }));
  const text = JSON.stringify({ creation_rules: rules });
  const config = parseSopsYaml(text, ".sops.yaml").value;
  if (config === undefined) throw new Error("no config");
  const adoption = planAdoption(secrets, config, paths);
  const proposed = { proposal: adoption.proposal, config, paths };
  const differing = listUnproven(made.fleet, made.resolved, proposed);
  return { adoption, differing, declared: adoption.proposal.map(({ path }) => path) };
}

describe("the proposal for a rule of sops", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["^secrets/a\\.yaml$", ["secrets/a.yaml"], ["secrets/a.yaml"]],
    ["^secrets/[^/]+\\.yaml$", ["secrets/a.yaml", "secrets/b.yaml", "x.yaml"], ["secrets/*.yaml"]],
    ["^secrets/.*$", ["secrets/a", "secrets/b/c"], ["secrets/**"]],
    ["secrets/.*", ["other/secrets/a", "secrets/b"], ["other/secrets/a", "secrets/b"]],
    ["^s/(a|b)\\.yaml$", ["s/a.yaml", "s/b.yaml", "s/c.yaml"], ["s/a.yaml", "s/b.yaml"]],
    ["(?i)^S/.*", ["s/a.yaml"], ["s/a.yaml"]],
    ["^never$", ["s/a.yaml"], []],
  ])("%s with %j has the paths %j", (regex, paths, expected) => {
    const { declared, differing } = adopt([regex], paths);
    expect(declared).toEqual(expected);
    expect(differing).toEqual([]);
  });

  it("goes by the rule that sops takes", () => {
    const paths = ["s/a.yaml", "s/b.yaml", "t/c.yaml"];
    const { adoption, declared, differing } = adopt(["^s/a", "^s/", undefined], paths);
    expect(adoption.rules.map(({ files }) => files)).toEqual([
      ["s/a.yaml"],
      ["s/b.yaml"],
      ["t/c.yaml"],
    ]);
    expect(declared).toEqual(paths);
    expect(differing).toEqual([]);
  });

  it("names who has all the keys, and leaves the key of nobody as it is", () => {
    const stranger = recipientOf("stranger");
    const { adoption } = adopt(["^s/"], ["s/a.yaml"], `${keith},${stranger}`);
    expect(adoption.proposal).toEqual([
      { path: "s/a.yaml", readers: ["user:keith", stranger], operators: false },
    ]);
    expect(adoption.unnamed).toEqual([stranger]);
  });

  it("says which files cannot be declared", () => {
    const { adoption, declared } = adopt(["^s/"], ["s/[a].yaml", "s/{b}.yaml", "s/c.yaml"]);
    expect(adoption.undeclarable).toEqual(["s/[a].yaml", "s/{b}.yaml"]);
    expect(declared).toEqual(["s/c.yaml"]);
  });
});

describe("anchors", () => {
  it("name keys, wherever they stand", () => {
    const text = "keys:\n  - &keith age1k\n  - all: [&mini age1m, plain]\nx: &list [age1z]\n";
    expect([...readAnchorNames(text)]).toEqual([
      ["age1k", "keith"],
      ["age1m", "mini"],
    ]);
    expect([...readAnchorNames("{ [")]).toEqual([]);
  });
});
