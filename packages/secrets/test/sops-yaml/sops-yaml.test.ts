import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, it as law } from "@fast-check/vitest";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import { describe, expect, it, onTestFinished } from "vitest";
import { ruleRecipients } from "../../src/rules/file-rule.ts";
import type { Secrets } from "../../src/rules/resolve-secrets.ts";
import { isGenerated } from "../../src/sops-yaml/generated-text.ts";
import { pickSopsRule } from "../../src/sops-yaml/sops-config.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareSopsYaml, reportSopsYaml } from "../../src/sops-yaml/sops-yaml-differences.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { family, makeFleet, recipientOf, resolveMade, sshKeyOf } from "../support/fleet.ts";
import { runSops } from "../support/tools.ts";

const pgp = "pgp:FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4";

function secretsOf(rules: readonly SecretFileDeclaration[]): Secrets {
  return resolveMade(makeFleet({ ...family, rules, defaultRules: rules.length === 0 })).value;
}

function parse(text: string | undefined) {
  const parsed = parseSopsYaml(text ?? "", ".sops.yaml");
  expect(parsed.diagnostics).toEqual([]);
  if (parsed.value === undefined) throw new Error("not read");
  return parsed.value;
}

describe("the .sops.yaml of a fleet", () => {
  it("names every key, and has one anchored rule for each path", () => {
    const rules = [
      { path: "secrets/{host}.yaml", readers: ["host:{host}"] },
      { path: "secrets/shared.yaml", readers: ["hosts"], operators: false },
    ];
    expect(
      renderSopsYaml(secretsOf(rules)),
    ).toBe(`# Written by \`fleet generate\` from the declaration: change that, not this file.

keys:
  - &host_mini ${recipientOf("host mini")}
  - &host_travel ${recipientOf("host travel")}
  - &operator_recovery ${recipientOf("recovery")}
creation_rules:
  - path_regex: '^secrets/mini\\.yaml$'
    key_groups:
      - age:
          - *host_mini
          - *operator_recovery
  - path_regex: '^secrets/shared\\.yaml$'
    key_groups:
      - age:
          - *host_mini
          - *host_travel
  - path_regex: '^secrets/travel\\.yaml$'
    key_groups:
      - age:
          - *host_travel
          - *operator_recovery
`);
  });

  it("does not exist without rules", () => {
    expect(renderSopsYaml(resolveMade(makeFleet({ hosts: {} })).value)).toBeUndefined();
  });

  it("passes other types of key on, and tells a person's keys apart", () => {
    const rules = [
      {
        path: "s/a",
        readers: [
          "user:keith",
          pgp,
          "kms:arn:aws:kms:us-east-1:656532927350:key/k+arn:aws:iam::656532927350:role/r",
          "azure_keyvault:https://v.vault.azure.net/keys/k/0123",
          "hc_vault:https://vault.example.org/v1/transit/keys/k",
          "gcp_kms:projects/p/locations/global/keyRings/r/cryptoKeys/k",
          "hckms:tr-west-1:abc12345-6789-0123-4567-890123456789",
        ],
        operators: false,
      },
    ];
    const users = { keith: [recipientOf("one"), sshKeyOf("two")] };
    const secrets = resolveMade(makeFleet({ ...family, users, rules, defaultRules: false })).value;
    const text = renderSopsYaml(secrets) ?? "";
    expect(text).toMatch(/- &user_keith age1.*\n {2}- &user_keith_2 ssh-ed25519 /);
    expect(text).toContain("role: arn:aws:iam::656532927350:role/r");
    const [rule] = parse(text).rules;
    expect([...(rule?.groups[0] ?? [])].sort()).toEqual(
      secrets.rules
        .flatMap(ruleRecipients)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("has a line for its digest where one is given, without which it is the same", () => {
    const secrets = secretsOf([]);
    const text = renderSopsYaml(secrets, "sha256-0") ?? "";
    expect(text.split("\n", 2)).toEqual([
      "# Written by `fleet generate` from the declaration: change that, not this file.",
      '# "generated": "sha256-0"',
    ]);
    const without = text.replace('# "generated": "sha256-0"\n', "");
    expect(without).toBe(renderSopsYaml(secrets));
    expect([text, without, `#\n${text}`].map(isGenerated)).toEqual([true, true, false]);
  });

  it("holds several groups only with a threshold", () => {
    const groups = [["user:keith"], ["user:traci"], ["user:henry"]];
    const text = renderSopsYaml(secretsOf([{ path: "s/a", groups, threshold: 2 }])) ?? "";
    expect(text).toContain("shamir_threshold: 2");
    expect(parse(text).rules[0]?.groups).toHaveLength(3);
  });

  it("gives no name that two readers could share, and none that go-yaml refuses", () => {
    const users = { "a.b": [recipientOf("1")], a_b: [recipientOf("2")], "a-b": [recipientOf("3")] };
    const rules = [{ path: "s/a", readers: ["users"], operators: false }];
    const text = renderSopsYaml(resolveMade(makeFleet({ hosts: {}, users, rules })).value) ?? "";
    expect([...text.matchAll(/&(\S+)/g)].map(([, name]) => name)).toEqual([
      "user_a-b",
      "user_a_b",
      "user_a_b_2",
    ]);
  });
});

const wild = fc.constantFrom(
  "*",
  "**",
  "a*",
  "*.yaml",
  "a",
  "b.yaml",
  "{user}",
  "{host}.json",
  "x+(1)'\" é",
);
const path = fc.array(wild, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
const rule = fc.record({
  path,
  readers: fc.subarray(["users", "admins", "hosts", "user:traci", "host:mini"], { minLength: 1 }),
});
const someRules = fc.uniqueArray(rule, {
  selector: ({ path: text }) => text,
  maxLength: 6,
  minLength: 1,
});

describe("the rules of any fleet", () => {
  law.prop([someRules])("are the ones that the rendered text has sops pick", (rules) => {
    const secrets = secretsOf(rules);
    const text = renderSopsYaml(secrets);
    if (text === undefined) return;
    expect(compareSopsYaml(secrets, parse(text), ["a/b.yaml", "a", "a/a/a", "mini.json"])).toEqual(
      [],
    );
  });

  law.prop([someRules])("give the same bytes in any order", (rules) => {
    expect(renderSopsYaml(secretsOf([...rules].reverse()))).toBe(renderSopsYaml(secretsOf(rules)));
  });
});

describe("the real sops", () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), "fleet-sops-"));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  };
  const encrypt = (cwd: string, file: string) =>
    runSops(
      ["encrypt", "--filename-override", file, "--input-type", "json", "--output-type", "json"],
      {
        cwd,
        input: '{"a":"b"}',
      },
    );
  const recipientsIn = (text: string): string[] => {
    const { sops } = JSON.parse(text);
    const groups: { age: { recipient: string }[] }[] = sops.key_groups ?? [sops];
    return groups.flatMap(({ age }) => age.map(({ recipient }) => recipient)).sort();
  };

  it("picks for each path the recipients that we computed", () => {
    const cwd = folder();
    const rules = [
      { path: "secrets/{host}.yaml", readers: ["host:{host}"] },
      { path: "secrets/**", readers: ["admins"] },
      {
        path: "secrets/users/{user}/**",
        readers: ["user:{user}", "hosts@{user}"],
        operators: false,
      },
      { path: "secrets/*.json", readers: [sshKeyOf("friend", "a comment")] },
      { path: "s/two", groups: [["user:keith"], ["user:traci", "hosts"]], threshold: 2 },
    ];
    const secrets = secretsOf(rules);
    const text = renderSopsYaml(secrets) ?? "";
    writeFileSync(join(cwd, ".sops.yaml"), text);
    const config = parse(text);
    const paths = [
      "secrets/mini.yaml",
      "secrets/x/y",
      "secrets/users/traci/a b.yaml",
      "secrets/a.json",
      "s/two",
    ];
    for (const file of paths) {
      const pick = pickSopsRule(config, file);
      const { status, stdout, stderr } = encrypt(cwd, file);
      expect(stderr).toBe("");
      expect(status).toBe(0);
      expect(pick.kind === "rule" ? pick.rule.groups.flat().sort() : []).toEqual(
        recipientsIn(stdout),
      );
    }
    for (const file of ["secretsXmini.yaml", "elsewhere/secrets/mini.yaml", "secrets"]) {
      expect(pickSopsRule(config, file).kind).toBe("none");
      expect(encrypt(cwd, file).stderr).toContain("no matching creation rules found");
    }
  });

  it("picks from a hand-written file what we pick", () => {
    const cwd = folder();
    const [a, b, c] = [recipientOf("a"), recipientOf("b"), recipientOf("c")];
    writeFileSync(
      join(cwd, ".sops.yaml"),
      `hosts: &hosts { age: [${b}] }
common: &common
  age: "${c}"
creation_rules:
  - { path_regex: one$, age: "${a}, ${b}," }
  - { path_regex: "^two", age: [${a}] , pgp: "" }
  - path_regex: '(?i)^three/\\Q.x\\E'
    key_groups: [{ merge: [*hosts, { age: ["${a},${b}"] }] }]
  - { path_regex: "^\\\\p{L}+$", <<: *common }
  - key_groups: [{ age: [${c}] }]
    age: ${a}
`,
    );
    const { value } = parseSopsYaml(readConfig(cwd), ".sops.yaml");
    for (const file of ["x/one", "twofold", "THREE/.X", "é", "none/of these"]) {
      const pick = value === undefined ? undefined : pickSopsRule(value, file);
      const ours = pick?.kind === "rule" ? [...pick.rule.groups.flat()].sort() : [];
      expect([file, ...ours]).toEqual([file, ...recipientsIn(encrypt(cwd, file).stdout)]);
    }
  });

  it("stops at a regular expression that is none, as we do", () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, ".sops.yaml"),
      `creation_rules:\n  - {path_regex: ^a$, age: ${recipientOf("a")}}\n  - {path_regex: '(?=b)', age: ${recipientOf("b")}}\n`,
    );
    const { value } = parseSopsYaml(readConfig(cwd), ".sops.yaml");
    if (value === undefined) throw new Error("not read");
    expect(pickSopsRule(value, "a").kind).toBe("rule");
    expect(encrypt(cwd, "a").status).toBe(0);
    expect(pickSopsRule(value, "b").kind).toBe("error");
    expect(encrypt(cwd, "b").stderr).toContain("can not compile regexp");
  });
});

describe("a difference between .sops.yaml and the declaration", () => {
  it("is told by names, once for each rule", () => {
    const secrets = secretsOf([{ path: "s/**", readers: ["user:keith", "host:mini"] }]);
    const text = (renderSopsYaml(secrets) ?? "").replace(
      "          - *user_keith\n",
      `          - ${recipientOf("stranger")}\n`,
    );
    const differences = compareSopsYaml(secrets, parse(text), ["s/a", "s/b"]);
    const found = [...reportSopsYaml(differences, secrets.keyring, "Run it.")];
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(
      /^\.sops\.yaml is not what the declaration says about "s\/a": it leaves out user:keith; it adds age1\w{8}…\w{8}\.$/,
    );
  });

  it("is one when a path has no rule any more", () => {
    const secrets = secretsOf([{ path: "s/**", readers: ["user:keith"] }]);
    const config = parse(`creation_rules: [{ path_regex: ^t$, age: ${recipientOf("a")} }]`);
    const found = [
      ...reportSopsYaml(compareSopsYaml(secrets, config, ["t"]), secrets.keyring, "Run it."),
    ];
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('about "s/any": it has no rule'),
      expect.stringContaining('about "t": it adds age1'),
    ]);
  });
});

function readConfig(cwd: string): string {
  return readFileSync(join(cwd, ".sops.yaml"), "utf8");
}
