import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { assignOwners } from "../../src/keys/assign-owners.ts";
import { readSops } from "../../src/keys/read-sops.ts";
import { fold } from "../support/folded-fleet.ts";
import { encryptedFor, recipientOf } from "../support/keys.ts";

const ada = recipientOf("ada");
const cutOff = recipientOf("ben").slice(0, -3);

function read(text: string, files: Record<string, string> = {}) {
  return readSops(memoryWorld({ files: { ".sops.yaml": text, ...files } }), "/fleet");
}

function declare({ value }: ReturnType<typeof read>) {
  const nobody = { hosts: [], homes: [] };
  const owners = value === undefined ? [] : assignOwners([value], nobody);
  return fold(nobody, owners).declaration;
}

describe("a key of a .sops.yaml that is none", () => {
  const rules = `creation_rules:
  - path_regex: ^secrets/.*$
    key_groups:
      - age: [*ada, *ben]
`;

  it("is an error where it stands, and leaves nobody without keys", () => {
    const found = read(`keys:\n  - &ada ${ada}\n  - &ben ${cutOff}\n${rules}`);
    expect(found.diagnostics).toMatchObject([
      {
        code: "import/no-key",
        severity: "error",
        file: ".sops.yaml",
        position: { line: 3, column: 10 },
        message: expect.stringMatching(`^"${cutOff}", which is called "ben", is no key`),
      },
    ]);
    const { users, operators } = declare(found);
    expect(JSON.stringify({ users, operators })).toBe(
      JSON.stringify({ users: {}, operators: { ada: { ageKeys: [ada] } } }),
    );
  });

  it("is one where no rule names it, too", () => {
    const found = read(`keys:\n  - &ben ${cutOff}\ncreation_rules: []\n`);
    expect(found.diagnostics.map(({ code }) => code)).toEqual(["import/no-key"]);
    expect(declare(found).operators).toBeUndefined();
  });

  it("takes nothing from who has another one", () => {
    const found = read(`creation_rules:
  - path_regex: ^secrets/.*$
    age: ${ada},age1x
    pgp: 85D77543B3D624B63CEA9E6DBC17301B491B3F21
  - path_regex: ^kms/.*$
    pgp: no fingerprint
    kms: arn:aws:kms:eu-west-1:000000000000:key/main
`);
    expect(found.diagnostics.map(({ message }) => message.split(" is ")[0])).toEqual([
      '"age1x"',
      '"nofingerprint"',
    ]);
    expect(found.diagnostics.map(({ position }) => position?.line)).toEqual([3, 6]);
    const keys = Object.values(declare(found).operators ?? {}).map(({ ageKeys }) => ageKeys);
    expect(keys).toHaveLength(3);
    for (const ageKeys of keys) expect(ageKeys).toHaveLength(1);
  });

  it("is never shown where it is a private one, and an error all the same", () => {
    const secret = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    const found = read(`creation_rules:\n  - path_regex: ^s$\n    age: ${secret},${ada}\n`);
    expect(found.diagnostics).toMatchObject([{ code: "secrets/private-key", severity: "error" }]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});

it("keys that files are encrypted to stay whose they are", () => {
  const { value, diagnostics } = read("creation_rules: []\n", { "s.yaml": encryptedFor(ada) });
  expect(diagnostics).toEqual([]);
  expect(value?.owners.flatMap(({ recipients }) => recipients)).toEqual([ada]);
});
