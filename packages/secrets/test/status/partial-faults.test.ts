import { describe, expect, it } from "vitest";
import { createFileComparison } from "../../src/comparison/file-status.ts";
import { checkRewrite } from "../../src/comparison/rewrite-check.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { compareRepository } from "../../src/status/status.ts";
import { family, makeFleet, recipientOf, resolveMade, sshKeyOf } from "../support/fleet.ts";
import { sampleFile, sampleKeyring, sampleRule } from "../support/sample-files.ts";
import { encryptFile } from "../support/sops-files.ts";

const [a, b] = [recipientOf("a"), recipientOf("b")];

describe("the key of a host that was found on its disk", () => {
  const secrets = resolveMade(makeFleet(family)).value;
  const foundWith = (hostKeys: ReadonlyMap<string, string>) =>
    compareRepository(secrets, {
      files: [],
      sopsYaml: renderSopsYaml(secrets),
      wantedSopsYaml: renderSopsYaml(secrets),
      otherConfigs: [],
      uses: [],
      keys: new Map(),
      hostKeys,
    }).diagnostics.map(({ code, path }) => `${code} ${path.join(".")}`);

  it("is no other than the declared one where none is declared, or none can be read", () => {
    expect(
      foundWith(
        new Map([
          ["elsewhere", sshKeyOf("another")],
          ["mini", "no key at all"],
          ["travel", ""],
        ]),
      ),
    ).toEqual([]);
  });

  it("is told of each host that has another", () => {
    expect(
      foundWith(
        new Map([
          ["travel", sshKeyOf("x")],
          ["mini", sshKeyOf("y")],
        ]),
      ),
    ).toEqual(["secrets/host-key-mismatch hosts.mini", "secrets/host-key-mismatch hosts.travel"]);
  });
});

describe("a file of which only one thing is wrong", () => {
  const compare = createFileComparison(sampleKeyring);
  const oddities = (...ids: readonly string[]) =>
    compare(sampleFile("a", ids), sampleRule("a", ["ada1", "ben1"]));

  it("has odd keys where one of its wraps is for somebody else, and none where none is", () => {
    expect(oddities("ada1", "ben1").hasOddKeys).toBe(false);
    expect(oddities("ada1", "ben1!differs").hasOddKeys).toBe(true);
    expect(oddities("ada1", "ben1", "ben1").hasOddKeys).toBe(true);
  });

  it("has odd keys where one of its groups has some", () => {
    const [first, second] = [sampleFile("a", ["ada1"]), sampleFile("a", ["ben1", "ben1"])];
    const groups = [...(first.header?.groups ?? []), ...(second.header?.groups ?? [])];
    const file = { ...first, header: first.header && { ...first.header, groups } };
    expect(compare(file, undefined).hasOddKeys).toBe(true);
  });
});

describe("a list of keys in a .sops.yaml", () => {
  const groupOf = (group: object) => {
    const rule = { path_regex: "^a$", key_groups: [group] };
    const { value, diagnostics } = parseSopsYaml(
      JSON.stringify({ creation_rules: [rule] }),
      ".sops.yaml",
    );
    return {
      ids: value?.rules[0]?.groups.flat(),
      found: diagnostics.map(({ message }) => message),
    };
  };

  it.each([
    ["a list", { age: [a, [b]] }, "`age` holds a list in a list, which sops refuses."],
    [
      "a mapping",
      { age: [a, { b }] },
      "`age` holds a mapping where a text belongs, which sops refuses.",
    ],
    [
      "a text",
      { age: [a], kms: [{ arn: "arn:aws:kms:eu:1:key/x" }, "arn"] },
      "`kms` holds a text where a mapping belongs, which sops refuses.",
    ],
  ])("is refused where one item of several is %s", (_, group, message) => {
    expect(groupOf(group).found).toEqual([message]);
  });

  it("may be empty, and may be nothing", () => {
    expect(groupOf({ age: [a], pgp: null, kms: [] })).toEqual({ ids: [a], found: [] });
  });
});

describe("a file that was rewritten in part", () => {
  const keys = { age: [a, b].join() };
  const contents = (text: string) => ({ path: "x.yaml", bytes: Buffer.from(text) });
  const valuesOf = (text: string) => text.slice(0, text.indexOf("\nsops:"));
  const plain = "one: 1st\ntwo: 2nd\n";
  // Two encryptions have two data keys.
  const [old, fresh] = [encryptFile("yaml", keys, plain), encryptFile("yaml", keys, plain)];
  const rotated = (text: string) =>
    checkRewrite(contents(old), contents(text), { groups: [[a, b]], isRotation: true });

  it("has a new data key where each of its values has", () => {
    expect(rotated(fresh)).toBeUndefined();
  });

  it.each(["one", "two"])("has none where only %s is as it was", (name) => {
    const line = new RegExp(`^${name}: .*$`, "m");
    const kept = line.exec(old)?.[0] ?? "";
    expect(rotated(fresh.replace(line, () => kept))).toBe(
      "A value is still encrypted with the old data key.",
    );
  });

  it.each([
    ["another in the place of one", (text: string) => text.replace(/^one:/m, "eno:")],
    ["one more", (text: string) => text.replace(/^one: (.*)$/m, "one: $1\nmore: $1")],
    ["one less", (text: string) => text.replace(/^one: .*\n/m, "")],
  ])("has not its values where it holds %s", (_, change) => {
    expect(valuesOf(change(fresh))).not.toBe(valuesOf(fresh));
    expect(rotated(change(fresh))).toBe("It holds other encrypted values than before.");
  });

  it("has its readers where one is a wrap for somebody else in none of them", () => {
    const spoilt = fresh.replace(b, sshKeyOf("c"));
    const groups = [[a, sshKeyOf("c")]];
    expect(checkRewrite(contents(old), contents(spoilt), { groups, isRotation: true })).toBe(
      "Its data key is not encrypted to the ones that it names.",
    );
  });
});
