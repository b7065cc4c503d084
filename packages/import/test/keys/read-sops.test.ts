import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { readSops } from "../../src/keys/read-sops.ts";
import { encryptedFor, recipientOf } from "../support/keys.ts";

const [ada, ben, mini] = ["ada", "ben", "mini"].map(recipientOf) as [string, string, string];

function read(files: Record<string, string>, links: Record<string, string> = {}) {
  return readSops(memoryWorld({ files, links }), "/fleet");
}

const config = `keys:
  # Users
  - &ada ${ada}
  - &mini_host ${mini}
creation_rules:
  - path_regex: secrets/.*
    age: *ada
`;

describe("reading what a repository has of sops", () => {
  it("finds nothing where there is nothing", () => {
    expect(read({ "flake.nix": "{ }" })).toEqual({ value: undefined, diagnostics: [] });
  });

  it("finds configs in the root and below, and encrypted files by what they hold", () => {
    const { value, diagnostics } = read({
      ".sops.yaml": config,
      "infra/.sops.yaml": config,
      "infra/secrets/db.yaml": encryptedFor(ada, mini),
      "secrets/wifi.yaml": encryptedFor(ada),
      "secrets/plain.yaml": "wifi: open",
      "README.md": "about sops: and ENC[AES256_GCM",
    });
    expect(diagnostics).toEqual([]);
    expect(value?.configs.map(({ folder }) => folder)).toEqual(["", "infra"]);
    expect([...(value?.encrypted ?? [])]).toEqual([
      ["infra/secrets/db.yaml", [ada, mini]],
      ["secrets/wifi.yaml", [ada]],
    ]);
    expect(value?.others).toContain("secrets/plain.yaml");
  });

  it("tells whose the keys are, and why", () => {
    const owners = read({ ".sops.yaml": config }).value?.owners;
    expect(owners).toEqual([
      {
        name: "ada",
        recipients: [ada],
        kind: "user",
        because: 'it stands under the comment "Users"',
        comment: "",
        file: ".sops.yaml",
        line: 3,
      },
      {
        name: "mini_host",
        recipients: [mini],
        kind: "host",
        because: 'it is called "mini_host"',
        comment: "",
        file: ".sops.yaml",
        line: 4,
      },
    ]);
  });

  it("looks for the names of keys without one in other files, and in the paths that they open", () => {
    const rule = (host: string, key: string) =>
      `  - { path_regex: "^hosts/${host}/secrets.yaml$", age: "${key},${ben}" }\n`;
    const owners = read({
      ".sops.yaml": `creation_rules:\n${rule("web", ada)}${rule("mini", mini)}`,
      "keys.json": JSON.stringify({ admins: { ben } }, null, 2),
    }).value?.owners;
    expect(
      owners?.map(({ name, kind, recipients, isGuess }) => [name, kind, recipients, isGuess]),
    ).toEqual([
      ["ben", "user", [ben], undefined],
      ["web", "host", [ada], true],
      ["mini", "host", [mini], true],
    ]);
  });

  it("names no recipient that nobody speaks of, and loses none", () => {
    const owners = read({
      ".sops.yaml": "creation_rules: []",
      "secrets/a.yaml": encryptedFor(ada),
    }).value?.owners;
    expect(owners?.map(({ name, recipients }) => [name, recipients])).toEqual([["", [ada]]]);
  });

  it.each([
    ["no YAML", "creation_rules: [\n- }"],
    ["no mapping", "just text"],
    ["a list that is none", "creation_rules: 5"],
    ["an anchor that is nowhere", "creation_rules:\n  - age: *nobody\n"],
    ["a tag", "creation_rules: !!binary aGk=\n"],
  ])("warns of a .sops.yaml that is %s, and goes on with the files", (_, text) => {
    const { value, diagnostics } = read({ ".sops.yaml": text, "s.yaml": encryptedFor(ada) });
    expect(diagnostics.map(({ severity }) => severity)).toContain("warning");
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(false);
    expect(value?.configs).toEqual([]);
    expect(value?.encrypted.size).toBe(1);
  });

  it("says of a .sops.yml that sops does not read it", () => {
    const left = read({ "a/.sops.yml": config, "s.yaml": encryptedFor(ada) }).value?.left;
    expect(left?.map(({ kind, about }) => [kind, about])).toEqual([["sops-config", "a/.sops.yml"]]);
  });

  it("follows no link that leads out", () => {
    const world = memoryWorld({
      files: { "s.yaml": encryptedFor(ada), "/etc/secret.yaml": encryptedFor(ben) },
      links: { "out.yaml": "/etc/secret.yaml", "in.yaml": "s.yaml" },
    });
    const { value } = readSops(world, "/fleet");
    expect([...(value?.encrypted.keys() ?? [])]).toEqual(["in.yaml", "s.yaml"]);
  });

  it("is not put out by hostile anchors", () => {
    const hostile = ["__proto__", "constructor", "a".repeat(5000)];
    const keys = hostile.map((name, index) => `  - &${name} ${recipientOf(String(index))}\n`);
    const text = `keys:\n${keys.join("")}creation_rules:\n  - age: *__proto__\n`;
    const owners = read({ ".sops.yaml": text }).value?.owners;
    expect(owners?.map(({ name }) => name)).toEqual(hostile);
  });

  it("reads ten thousand files", () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `s/${index % 100}/${index}.yaml`,
        encryptedFor(ada),
      ]),
    );
    expect(read({ ".sops.yaml": config, ...files }).value?.encrypted.size).toBe(10_000);
  });
});
