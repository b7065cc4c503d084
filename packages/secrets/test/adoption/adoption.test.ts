import { fc, it as law } from "@fast-check/vitest";
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
  { recipient = keith, others = [] }: { recipient?: string; others?: readonly string[] } = {},
) {
  const rules = regexes.map((regex, index) => ({
    path_regex: regex,
    age: index === 0 ? recipient : recipientOf(`rule ${index}`),
  }));
  const text = JSON.stringify({ creation_rules: rules });
  const config = parseSopsYaml(text, ".sops.yaml").value;
  if (config === undefined) throw new Error("no config");
  const adoption = planAdoption(secrets, config, { encrypted: paths, others });
  const proposed = { proposal: adoption.proposal, config, paths };
  const differing = listUnproven(made.fleet, made.resolved, proposed);
  return { adoption, differing, declared: adoption.proposal.map(({ path }) => path) };
}

describe("the proposal for a rule of sops", () => {
  it.each<[string, readonly string[], readonly string[], string | undefined]>([
    ["^secrets/a\\.yaml$", ["secrets/a.yaml"], ["secrets/a.yaml"], undefined],
    ["^secrets/[^/]+\\.yaml$", ["secrets/a.yaml", "x.yaml"], ["secrets/*.yaml"], undefined],
    ["^secrets/.*$", ["secrets/a", "secrets/b/c"], ["secrets/**"], undefined],
    ["^secrets/", ["secrets/a", "secrets/b/c"], ["secrets/**"], undefined],
    ["^secrets[/\\\\].*", ["secrets/a"], ["secrets/**"], undefined],
    [
      "^secrets/[^/]+\\.(yaml|json|env|ini)$",
      ["secrets/a.yaml", "secrets/b.json", "secrets/c/d.ini"],
      ["secrets/*.yaml", "secrets/*.json", "secrets/*.env", "secrets/*.ini"],
      undefined,
    ],
    [
      "secrets/[^/]+\\.ya?ml$",
      ["secrets/a.yaml"],
      ["secrets/*.yaml", "secrets/*.yml"],
      "elsewhere/secrets/new.yaml",
    ],
    [
      "secrets/.*",
      ["other/secrets/a", "secrets/b"],
      ["secrets/**", "other/secrets/a"],
      "elsewhere/secrets/new",
    ],
    ["^s/.*\\.yaml$", ["s/a.yaml", "s/b/c.yaml"], ["s/**/*.yaml"], undefined],
    ["^s/(a|b)\\.yaml$", ["s/a.yaml", "s/b.yaml", "s/c.yaml"], ["s/a.yaml", "s/b.yaml"], undefined],
    ["^s/(a|b)\\.yaml$", ["s/a.yaml"], ["s/a.yaml"], "s/b.yaml"],
    ["^s/prod", ["s/prod/a", "s/prod.yaml"], ["s/prod*", "s/prod/**"], "s/prod"],
    ["^s/a.yaml", ["s/a.yaml"], ["s/a.yaml"], "s/a.yaml.new"],
    ["(?i)^S/.*", ["s/a.yaml"], ["s/a.yaml"], "s/new.yaml"],
    ["^never/.*$", ["s/a.yaml"], [], "never/new"],
    ["", ["s/a.yaml"], ["s/a.yaml"], "s/new.yaml"],
    [".*", ["s/a.yaml"], ["s/a.yaml"], "new"],
  ])("%s with %j has the paths %j, and loses %s", (regex, paths, expected, lost) => {
    const { adoption, declared, differing } = adopt([regex], paths);
    expect(declared).toEqual(expected);
    expect(differing).toEqual([]);
    expect(adoption.rules[0]?.lost?.path).toBe(lost);
  });

  it("goes by the rule that sops takes", () => {
    const paths = ["s/a.yaml", "s/b.yaml", "t/c.yaml"];
    const { adoption, declared, differing } = adopt(["^s/a", "^s/", undefined], paths);
    expect(adoption.rules.map(({ files }) => files)).toEqual([
      ["s/a.yaml"],
      ["s/b.yaml"],
      ["t/c.yaml"],
    ]);
    expect(declared).toEqual(["s/a*", "s/a/**", "s/**", "t/c.yaml"]);
    expect(differing).toEqual([]);
  });

  it("names a file that the more particular of two rules would take away", () => {
    const { declared, differing } = adopt(
      ["^s/.*\\.yaml$", "^s/special/.*$"],
      ["s/special/a.yaml", "s/special/b.json"],
    );
    expect(declared).toEqual(["s/**/*.yaml", "s/special/a.yaml", "s/special/**"]);
    expect(differing).toEqual([]);
  });

  it("is about no file that is not encrypted, and says which stood in the way", () => {
    const { adoption, declared } = adopt(["^s/.*$"], ["s/a.yaml"], { others: ["s/notes.txt"] });
    expect(declared).toEqual(["s/a.yaml"]);
    expect(adoption.rules).toMatchObject([
      { bystander: "s/notes.txt", withheld: [{ path: "s/**" }], lost: { path: "s/new" } },
    ]);
  });

  it("says what of the file is not carried over, and what would be near to a rule without files", () => {
    const text = `stores: {}\ncreation_rules:\n  - { path_regex: ^n/.*$, age: ${keith}, mac_only_encrypted: true }\n`;
    const config = parseSopsYaml(text, ".sops.yaml").value;
    if (config === undefined) throw new Error("no config");
    const adoption = planAdoption(secrets, config, { encrypted: [], others: [] });
    expect(adoption).toMatchObject({ others: ["stores"], proposal: [] });
    expect(adoption.rules).toMatchObject([
      { rule: { others: ["mac_only_encrypted"] }, withheld: [{ path: "n/**" }] },
    ]);
  });

  it("names keys that a declaration cannot hold", () => {
    const pgp = "pgp:FBC7B9E2A4F9289A";
    expect(adopt(["^s/"], ["s/a"], { recipient: "age1qqq" }).adoption.unusable).toEqual([
      "age1qqq",
    ]);
    const rules = [{ path_regex: "^s/", pgp: pgp.slice(4) }];
    const config = parseSopsYaml(JSON.stringify({ creation_rules: rules }), ".sops.yaml").value;
    if (config === undefined) throw new Error("no config");
    const adoption = planAdoption(secrets, config, { encrypted: ["s/a"], others: [] });
    expect(adoption).toMatchObject({ unusable: [], proposal: [{ readers: [pgp] }] });
  });

  it("names who has all the keys, and leaves the key of nobody as it is", () => {
    const stranger = recipientOf("stranger");
    const { adoption } = adopt(["^s/"], ["s/a.yaml"], {
      recipient: `${keith},${stranger}`,
    });
    expect(adoption.proposal).toEqual([
      { path: "s/**", readers: ["user:keith", stranger], operators: false },
    ]);
    expect(adoption.unnamed).toEqual([stranger]);
  });

  it("says which files cannot be declared", () => {
    const { adoption, declared } = adopt(["(?i)^s/"], ["s/[a].yaml", "s/{b}.yaml", "s/c.yaml"]);
    expect(adoption.undeclarable).toEqual(["s/[a].yaml", "s/{b}.yaml"]);
    expect(declared).toEqual(["s/c.yaml"]);
  });
});

const part = fc.constantFrom("s", "/", "a", "b", "\\.", ".", ".*", "[^/]+", "(a|b)", "b?", ".yaml");
const anyRegex = fc
  .tuple(fc.boolean(), fc.array(part, { maxLength: 5 }), fc.boolean())
  .map(([start, parts, end]) => `${start ? "^" : ""}${parts.join("")}${end ? "$" : ""}`);
const anyPath = fc.stringMatching(/^[sab](?:\/?[sab]){0,4}(?:\.yaml)?$/);

describe("the proposal for any rules", () => {
  const regexes = fc.array(anyRegex, { minLength: 1, maxLength: 4 });
  const files = fc.uniqueArray(anyPath, { maxLength: 6 });
  law.prop([regexes, files, files])(
    "gives every file the rule that sops takes",
    (rules, some, more) => {
      const others = more.filter((path) => !some.includes(path));
      const { adoption, differing } = adopt(rules, some, { others });
      expect(differing).toEqual([]);
      expect(adoption.undeclarable).toEqual([]);
    },
  );
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
