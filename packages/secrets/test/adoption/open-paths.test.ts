import { describe, expect, it } from "vitest";
import { listOpenPaths } from "../../src/adoption/open-paths.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { recipientOf } from "../support/fleet.ts";

function open(regex: string): readonly string[] | undefined {
  const text = JSON.stringify({ creation_rules: [{ path_regex: regex, age: recipientOf("a") }] });
  const [rule] = parseSopsYaml(text, ".sops.yaml").value?.rules ?? [];
  return rule === undefined ? undefined : listOpenPaths(rule);
}

describe("the paths that come near to a regular expression", () => {
  it.each<[string, readonly string[] | undefined]>([
    ["hosts/x/secrets.ya?ml$", ["hosts/x/secrets.yaml", "hosts/x/secrets.yml"]],
    [
      "hosts/common/.*secrets\\.yaml$",
      ["hosts/common/**/*secrets.yaml", "hosts/common/**/secrets.yaml"],
    ],
    ["(s/.*\\.yaml$|s\\.yaml$)", ["s/**/*.yaml", "s.yaml"]],
    ["^a/x$|^b/.*$", ["a/x", "b/**"]],
    ["^s/(?:a|b/(c|d))\\.env$", ["s/a.env", "s/b/c.env", "s/b/d.env"]],
    ["^s/(.*/)?x\\.yaml$", ["s/**/x.yaml", "s/x.yaml"]],
    ["^s/([^/]+/)*x\\.yaml$", ["s/**/x.yaml", "s/x.yaml"]],
    ["^s/([^/]+)/x\\.yaml$", ["s/*/x.yaml"]],
    ["^s/[a-z0-9_-]+\\.yaml$", ["s/*.yaml"]],
    ["^s/host-\\d+\\.yaml$", ["s/host-*.yaml"]],
    ["^s/a[^/]*\\.yaml$", ["s/a*.yaml", "s/a.yaml"]],
    ["k8s/.+secret.yaml", ["k8s/**/*secret.yaml"]],
    ["/secrets/.*", ["**/secrets/**"]],
    ["\\.enc\\.yaml$", ["**/*.enc.yaml"]],
    ["^prod.*\\.yaml$", ["prod.yaml", "prod*.yaml", "prod/**/*.yaml", "prod*/**/*.yaml"]],
    ["^a.+/x\\.yaml$", ["a*/x.yaml", "a/**/x.yaml", "a*/**/x.yaml"]],
    ["", ["**"]],
    [".*", ["**"]],
    ["^.+$", ["**"]],
    ["(a+)+$", undefined],
    ["^s/(ab)*$", undefined],
    ["^s/x{3}$", undefined],
    ["a^b", undefined],
    [`${"(".repeat(5000)}a${")".repeat(5000)}`, undefined],
    [Array.from({ length: 40 }, (_, index) => `a${index}`).join("|"), undefined],
  ])("of %j are %j", (regex, expected) => {
    expect(open(regex)).toEqual(expected);
  });
});
