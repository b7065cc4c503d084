import { describe, expect, it } from "vitest";
import { createSecretFileReader, type SecretFile } from "../../src/files/secret-file.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareRepository } from "../../src/status/status.ts";
import { family, makeFleet, recipientOf, resolveMade } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const read = createSecretFileReader();
const age = ["user keith", "host mini", "recovery"].map(recipientOf).join();
const folder = "secrets/hosts/mini";
const secrets = resolveMade(makeFleet(family)).value;

/** A file as sops encrypts it by a rule, after somebody changed its text. */
function sealed(
  name: string,
  plain: string,
  { rule = {}, spoil = (text) => text }: { rule?: object; spoil?: (text: string) => string } = {},
): SecretFile {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const text = spoil(encryptFile(ending, { age, ...rule }, plain));
  return read({ path: `${folder}/${name}`, bytes: new TextEncoder().encode(text) });
}

/** Findings as code, message and help. */
function find(file: SecretFile) {
  const { diagnostics } = compareRepository(secrets, {
    files: [file],
    sopsYaml: renderSopsYaml(secrets),
    wantedSopsYaml: renderSopsYaml(secrets),
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
  });
  return diagnostics.map(({ code, message, help = "", position }) => ({
    code: code.replace("secrets/", ""),
    message,
    help,
    line: position?.line,
  }));
}

describe("a value in the clear", () => {
  const spoil = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);
  const yaml = 'put `""` in place of it';
  it.each([
    ["a.yaml", "a: x\n", spoil("a: ENC", "wifi: hunter2\na: ENC"), "wifi", yaml],
    ["a.yaml", "a:\n    b: x\n", spoil("    b:", "    c: 12\n    b:"), "a/c", yaml],
    ["a.yaml", "a:\n    - x\n", spoil("- ENC", "- hunter2\n        - ENC"), "a/0", yaml],
    ["a.json", '{"a": {"b": "x"}}', spoil('"b"', '"1": "hunter2", "b"'), "a/1", yaml],
    ["a.env", "A=x\n", spoil("A=", "B=hunter2\nA="), "B", "leave nothing behind the `=` of it"],
    ["a.ini", "[s]\na = x\n", spoil("[s]", "[s]\nb = hunter2"), "s/b", "leave nothing behind"],
  ])("in %s is emptied before sops opens the file: %#", (name, plain, change, key, empty) => {
    const [finding, ...others] = find(sealed(name, plain, { spoil: change }));
    expect(others).toEqual([]);
    expect(finding?.code).toBe("plaintext-value");
    expect(finding?.message).toBe(`The file holds values that are not encrypted: "${key}".`);
    expect(finding?.help).toContain(empty);
    expect(finding?.help).toContain(`with \`sops edit ${folder}/${name}\`.`);
    expect(JSON.stringify(finding)).not.toContain("hunter2");
  });

  it("is counted where there are many", () => {
    const lines = Array.from({ length: 7 }, (_, index) => `k${index}: hunter2\n`).join("");
    const [finding] = find(sealed("a.yaml", "a: x\n", { spoil: (text) => lines + text }));
    expect(finding?.message).toBe(
      'The file holds values that are not encrypted: "k0", "k1", "k2", "k3", "k4" and 2 more.',
    );
    expect(finding?.help).toContain("in place of each of them");
  });
});

describe("a file by whose rule", () => {
  it("nothing is encrypted is an error that says the rule", () => {
    const rule = { encrypted_regex: "^(data|stringData)$" };
    const found = find(sealed("prod.env", "PASSWORD=hunter2\n", { rule }));
    expect(found.map(({ code }) => code)).toEqual(["nothing-sealed", "crypt-rule-drift"]);
    expect(found[0]?.message).toBe(
      'The file has a sops block, but nothing in it is encrypted: `encrypted_regex: ^(data|stringData)$` leaves it all open ("PASSWORD").',
    );
  });

  it("nothing but comments is encrypted is one, too", () => {
    const file = sealed("a.yaml", "# note\na: x\n", { rule: { unencrypted_regex: "." } });
    expect(find(file).map(({ code }) => code)).toContain("nothing-sealed");
  });

  it("some values are left open has no finding of its own", () => {
    expect(find(sealed("a.yaml", "a: x\nb_unencrypted: y\n"))).toEqual([]);
  });

  it("there is nothing to encrypt has no finding", () => {
    expect(find(sealed("a.yaml", "a: ''\n"))).toEqual([]);
  });

  it("open values are outside of the checksum is told that anybody may change them", () => {
    const rule = { mac_only_encrypted: true };
    expect(find(sealed("a.yaml", "a: x\nb_unencrypted: y\n", { rule }))).toMatchObject([
      {
        code: "unprotected-value",
        message: expect.stringContaining(
          'Anybody may change "b_unencrypted" without sops noticing',
        ),
      },
    ]);
    expect(find(sealed("a.yaml", "a: x\n", { rule }))).toEqual([]);
  });
});

describe("a comment in the clear", () => {
  it("is told by its line", () => {
    const spoil = (text: string) => `# one\n${text.replace("b: ENC", "# two\nb: ENC")}`;
    expect(find(sealed("a.yaml", "a: x\nb: y\n", { spoil }))).toMatchObject([
      {
        code: "plain-comment",
        message: "Comments stand in the clear on the lines 1, 3; sops would have encrypted them.",
        line: 1,
      },
    ]);
  });
});
