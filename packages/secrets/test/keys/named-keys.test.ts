import { parseFleet, resolveFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { planAdoption } from "../../src/adoption/adoption.ts";
import { readAnchoredReaders } from "../../src/adoption/anchored-readers.ts";
import { nameRecipient } from "../../src/keys/recipient-name.ts";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";

const laptop = "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0";
const yubikey = "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs";
const runner = "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4";

const declare = (readers: readonly string[], more: object = {}) => ({
  users: { ada: { isAdmin: true, ageKeys: { yubikey, laptop } } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } },
  operators: { ci: { ageKeys: { runner } } },
  secrets: { files: [{ path: "a.yaml", readers, operators: false, ...more }], defaultRules: false },
});

function secretsOf(declaration: object) {
  const parsed = parseFleet(declaration);
  if (parsed.value === undefined) throw new Error("bug: no fleet");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value } = resolveFleet(parsed.value, surroundings);
  const resolved = resolveSecrets(parsed.value, value);
  return { ...resolved, core: parsed.diagnostics, fleet: parsed.value };
}

const recipientsFor = (readers: readonly string[]) =>
  secretsOf(declare(readers)).value.rules[0]?.groups.map((group) =>
    group.map(({ reader, recipient, expressions }) => [reader, recipient.id, expressions]),
  );

const codesFor = (readers: readonly string[], more: object = {}) =>
  secretsOf(declare(readers, more)).diagnostics.flatMap(({ code, message, help }) =>
    code === "secrets/single-recipient" || code === "secrets/no-operator"
      ? []
      : [`${code}: ${message} ${help}`],
  );

describe("a key with a name", () => {
  it("is meant alone by it, and with the others by whose it is", () => {
    expect(recipientsFor(["user:ada/yubikey", "operator:ci/runner"])).toEqual([
      [
        ["operator:ci", runner, ["operator:ci/runner"]],
        ["user:ada", yubikey, ["user:ada/yubikey"]],
      ],
    ]);
    expect(recipientsFor(["user:ada"])).toEqual([
      [
        ["user:ada", yubikey, ["user:ada"]],
        ["user:ada", laptop, ["user:ada"]],
      ],
    ]);
  });

  it.each([
    [
      "user:ada/yubkey",
      /unknown-reader: user:ada has no key with the name "yubkey"\. Did you mean "yubikey"/,
    ],
    ["user:ada/", /unknown-reader: user:ada has no key with the name ""/],
    ["user:ada/a/b", /unknown-reader: user:ada has no key with the name "a\/b"/],
    ["user:eda/yubikey", /unknown-reader: The user "eda" is not declared/],
    ["operator:ci/laptop", /unknown-reader: operator:ci has no key with the name "laptop"/],
    ["host:mini/laptop", /unknown-reader: The host "mini\/laptop" is not declared/],
  ])("is a finding where there is none: %s", (reader, expected) => {
    expect(codesFor([reader, "user:ada"]).join("\n")).toMatch(expected);
  });

  it("has to be there: keys in a list have none", () => {
    const { users, ...rest } = declare(["user:ada/yubikey", "operator:ci"]);
    const listed = { ...rest, users: { ada: { ...users.ada, ageKeys: [laptop] } } };
    const [found] = secretsOf(listed).diagnostics.filter(({ code }) =>
      code.endsWith("unknown-reader"),
    );
    expect(found?.help).toBe(
      'Give each key a name instead of a list: ageKeys: { yubikey: "age1…" }.',
    );
  });

  it("says not whose key a file holds: that is about all of them", () => {
    const [found] = codesFor(["user:ada"], { holdsKeyOf: ["user:ada/laptop"] });
    expect(found).toMatch(/bad-reader: "user:ada\/laptop" does not say whose key it is/);
  });

  it("is a name, stands once, and is a key", () => {
    const { users, ...rest } = declare(["user:ada"]);
    const keys = { "a b": laptop, b: laptop, c: yubikey.slice(0, -1) };
    const { core, diagnostics } = secretsOf({
      ...rest,
      users: { ada: { ...users.ada, ageKeys: keys } },
    });
    const places = [...core, ...diagnostics].map(({ code, path }) => `${code} ${path?.join(".")}`);
    expect(places).toEqual(
      expect.arrayContaining([
        "core/bad-name users.ada.ageKeys.a b",
        "core/repeated-item users.ada.ageKeys.b",
        "secrets/bad-recipient users.ada.ageKeys.c",
      ]),
    );
  });

  it("is how the key is called in messages and in .sops.yaml, and whose it is is read back", () => {
    const { value: secrets } = secretsOf(declare(["user:ada", "operator:ci"]));
    expect(nameRecipient(secrets.keyring, yubikey)).toBe("user:ada/yubikey");
    const text = renderSopsYaml(secrets, "sha256-x") ?? "";
    expect(text).toContain(`&user_ada_yubikey ${yubikey} # user:ada/yubikey`);
    expect(text).toContain(`&operator_ci_runner ${runner} # operator:ci/runner`);
    expect([...readAnchoredReaders(text)]).toEqual([
      [runner, "operator:ci"],
      [yubikey, "user:ada"],
      [laptop, "user:ada"],
    ]);
  });

  it("is what is proposed where a .sops.yaml of one's own has that key alone", () => {
    const text = `keys:\n  - &ada_yubi ${yubikey}\n  - &ci ${runner}\ncreation_rules:\n  - path_regex: ^a\\.yaml$\n    age: [*ada_yubi, *ci]\n`;
    const config = parseSopsYaml(text, ".sops.yaml").value;
    if (config === undefined) throw new Error("bug: no config");
    const { value: secrets } = secretsOf(declare(["user:ada"]));
    const { proposal, unnamed } = planAdoption(secrets, config, {
      encrypted: ["a.yaml"],
      others: [],
    });
    expect(proposal.map(({ readers }) => readers)).toEqual([["operator:ci", "user:ada/yubikey"]]);
    expect(unnamed).toEqual([]);
  });
});
