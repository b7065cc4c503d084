import { describe, expect, it } from "vitest";
import { noGit } from "../../src/findings/git-findings.ts";
import { checkIgnored } from "../../src/findings/ignore-findings.ts";
import { parsePattern } from "../../src/rules/path-pattern.ts";
import { family, makeFleet, resolveMade } from "../support/fleet.ts";

function find(
  patterns: readonly string[],
  paths: readonly string[],
  absentSubmodules: string[] = [],
) {
  const ignored = patterns.map((text, index) => ({
    pattern: parsePattern(text),
    origin: ["secrets", "ignore", index],
  }));
  const secrets = { ...resolveMade(makeFleet(family)).value, ignored };
  return [...checkIgnored(secrets, paths, { ...noGit, absentSubmodules })].map(
    ({ code, severity, path, message }) => [`${severity} ${code} ${path.join(".")}`, message],
  );
}

describe("an entry of what is ignored", () => {
  it("is about files that no rule is about", () => {
    expect(find(["vars/**", "sops/*/key.json"], ["vars/a/b", "sops/ada/key.json"])).toEqual([]);
  });

  it("is told where it is about none, unless they would be in a submodule that is not there", () => {
    expect(find(["vars/**", "sops/**", "sub/x/**"], ["vars/a"], ["sub"])).toEqual([
      ["warning secrets/unused-ignore secrets.ignore.1", 'There is no file "sops/**".'],
    ]);
  });

  it("is an error where a rule is about its files, once for all of them", () => {
    expect(
      find(
        ["vars/**", "secrets/**"],
        ["vars/a", "secrets/hosts/mini.yaml", "secrets/x", "secrets/hosts/mini/a"],
      ),
    ).toEqual([
      [
        "error secrets/ignored-file secrets.ignore.1",
        '"secrets/**" ignores "secrets/hosts/mini.yaml" and 1 more, although the rule for "secrets/hosts/{host}.yaml" is about it.',
      ],
    ]);
  });
});
