import { fc, it as law } from "@fast-check/vitest";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { literalPrefix } from "../../src/sops-yaml/sops-config.ts";
import { checkSopsConfig } from "../../src/sops-yaml/sops-config-checks.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";

const a = recipientOf("a");
const paths = ["secrets/mini.yaml", "secrets/shared.yaml"];

function found(text: string, files: readonly string[] = paths): string[] {
  const { value, diagnostics } = parseSopsYaml(text, ".sops.yaml");
  const judged =
    value === undefined ? [] : checkSopsConfig({ file: ".sops.yaml", config: value, paths: files });
  return [...diagnostics, ...judged].map(
    ({ code, position }) => `${code.replace("secrets/", "")}:${position?.line ?? 0}`,
  );
}

/** One rule a line, from line 2. */
const rules = (...lines: string[]) =>
  `creation_rules:\n${lines.map((line) => `  - { ${line} }\n`).join("")}`;
const all = "path_regex: '^secrets/[^/]+$', ";

describe("a .sops.yaml", () => {
  it.each<[string, string, string[]]>([
    ["sound rules", rules(`${all}age: ${a}`), []],
    ["a typo in a rule", rules(`path_regexp: x, age: ${a}`), ["unknown-sops-key:2"]],
    ["a typo at the top", `Creation_Rules: []\n`, ["unknown-sops-key:1", "bad-sops-yaml:1"]],
    ["names for anchors at the top", `hosts: [1]\nkeys: []\n${rules(`${all}age: ${a}`)}`, []],
    ["no rules", "stores: {}\n", ["bad-sops-yaml:1"]],
    ["no mapping", "- a\n", ["bad-sops-yaml:1"]],
    ["no YAML", "a: [\n", ["bad-sops-yaml:1"]],
    ["nothing", "", ["bad-sops-yaml:0"]],
    ["a repeated key", `creation_rules: []\ncreation_rules: []\n`, ["bad-sops-yaml:1"]],
    ["nested lists", rules(`${all}key_groups: [{ age: [[${a}]] }]`), ["bad-sops-yaml:2"]],
    ["a text for a list", rules(`${all}key_groups: [{ age: ${a} }]`), ["bad-sops-yaml:2"]],
    [
      "two dashes",
      rules(
        `${all}key_groups: [{ age: [${a}] }, { pgp: [FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4] }]`,
      ),
      ["multiple-key-groups:2"],
    ],
    [
      "two dashes that are meant",
      rules(
        `${all}shamir_threshold: 2, key_groups: [{ age: [${a}] }, { pgp: [FBC7B9E2A4F9289AC0C1D4843D16CEE4A27381B4] }]`,
      ),
      [],
    ],
    [
      "keys beside groups",
      rules(`${all}pgp: FBC7, key_groups: [{ age: [${a}] }]`),
      ["ignored-keys:2"],
    ],
    [
      "a typo in a group",
      rules(`${all}key_groups: [{ age: [${a}], gpg: [x] }]`),
      ["unknown-sops-key:2"],
    ],
    [
      "a comment in a recipient",
      rules(`${all}age: ${sshKeyOf("a")} me`),
      ["recipient-has-comment:2"],
    ],
    ["no recipient", rules(`${all}age: age1x`), ["bad-recipient:2"]],
    ["a private key", rules(`${all}age: AGE-SECRET-KEY-1X`), ["private-key:2"]],
    [
      "two crypt rules",
      rules(`${all}age: ${a}, encrypted_regex: a, unencrypted_suffix: b`),
      ["bad-sops-yaml:2"],
    ],
    [
      "a crypt rule that encrypts nothing",
      rules(`${all}age: ${a}, encrypted_regex: '(?=a)'`),
      ["bad-encrypted-regex:2"],
    ],
    ["a regex that Go has not", rules(`path_regex: '^(?!a)', age: ${a}`), ["regex-not-re2:2"]],
    ["an open regex", rules(`path_regex: 'secrets/.*', age: ${a}`), ["regex-unanchored:2"]],
    [
      "a glob",
      rules(`path_regex: 'secrets/*.yaml', age: ${a}`, `${all}age: ${a}`),
      ["regex-looks-like-glob:2", "dead-rule:2"],
    ],
    ["a dot", rules(`path_regex: '^secrets/mini.yaml$', age: ${a}`), ["regex-unescaped-dot:2"]],
    ["a dead rule", rules(`path_regex: '^x$', age: ${a}`, `${all}age: ${a}`), ["dead-rule:2"]],
    [
      "a shadowed rule",
      rules(`${all}age: ${a}`, `path_regex: '^secrets/mini\\.yaml$', age: ${a}`),
      ["shadowed-rule:3"],
    ],
    [
      "a rule for what is left, of which nothing is",
      rules(`${all}age: ${a}`, `path_regex: '^(secrets|more)/.*$', age: ${a}`),
      ["dead-rule:3"],
    ],
    ["a rule at the end for all, without files", rules(`${all}age: ${a}`, `age: ${a}`), []],
    ["the same, written out", rules(`${all}age: ${a}`, `path_regex: '^.*$', age: ${a}`), []],
    [
      "a rule behind one for all",
      rules(`age: ${a}`, `${all}age: ${a}`),
      ["unreachable-rule:3", "matched-only-by-fallback:2", "matched-only-by-fallback:2"],
    ],
    [
      "a fallback",
      rules(`path_regex: '^secrets/mini\\.yaml$', age: ${a}`, `age: ${a}`),
      ["matched-only-by-fallback:3"],
    ],
  ])("with %s: %j has %j", (_, text, codes) => {
    expect(found(text)).toEqual(codes);
  });

  it("whose rule is a block with a line break at its end is found out", () => {
    const text = `creation_rules:\n  - path_regex: |\n      ^secrets/.*$\n    age: ${a}\n`;
    expect(found(text)).toEqual(["regex-looks-like-glob:2", "dead-rule:2"]);
  });

  it("that grows without end is refused", () => {
    const lists = Array.from(
      { length: 12 },
      (__, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(10)}]`,
    );
    expect(found(`l0: &l0 [x]\n${lists.join("\n")}\n`)).toEqual(["bad-sops-yaml:1"]);
  });
});

describe("the beginning that a regular expression fixes", () => {
  it.each([
    ["^secrets/mini\\.yaml$", "secrets/mini.yaml"],
    ["^secrets/[^/]+$", "secrets/"],
    ["^ab*", "a"],
    ["^ab?", "a"],
    ["^a\\.{2}", "a"],
    ["^a(b|c)", "a"],
    ["^a|b", ""],
    ["a", ""],
    ["(?i)^a", ""],
    ["^a\\d", "a"],
  ])("of %s is %j", (regex, prefix) => {
    expect(literalPrefix(regex)).toBe(prefix);
  });

  const part = fc.constantFrom(
    "a",
    "b",
    "/",
    "\\.",
    ".",
    "*",
    "+",
    "?",
    "(a|b)",
    "|",
    "[^/]+",
    "\\\\",
    "{2}",
    "^",
    "$",
    "\\|",
  );
  it("is none where a bar follows an escaped backslash, or stands beside a class with a bracket", () => {
    expect(literalPrefix("^\\\\|b")).toBe("");
    expect(literalPrefix("^a[(]|b[)]")).toBe("");
    expect(literalPrefix("^a\\|b")).toBe("a|b");
  });

  law.prop([
    fc.array(part, { maxLength: 7 }).map((parts) => `^${parts.join("")}`),
    fc.stringMatching(/^[ab/.|\\]{0,6}$/),
  ])("is one of everything that it matches", (regex, path) => {
    let compiled: RE2JS | undefined;
    try {
      compiled = RE2JS.compile(regex);
    } catch {
      return;
    }
    if (compiled.test(path)) expect(path.startsWith(literalPrefix(regex))).toBe(true);
  });
});
