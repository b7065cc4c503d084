import { keyOf, readText, secretsConfig } from "../secrets-fleet.ts";
import {
  type CureCase,
  type CureCases,
  configWithUse,
  fleetWith,
  path,
  readers,
  rewrite,
  seal,
} from "./cure-case.ts";

interface PlainValue {
  readonly spoil: (text: string) => string;
  /** What is done by hand, before sops opens the file. */
  readonly empty: (text: string) => string;
  /** What is done in the file that sops opens. */
  readonly editor: string;
}

/** A file with a value that somebody wrote in the clear, and how an editor empties it. */
function plainValue(file: string, plain: string, { spoil, empty, editor }: PlainValue): CureCase {
  return {
    build: () => fleetWith({ [file]: spoil(seal(file, plain)) }),
    edit: (folder) => rewrite(folder, file, empty),
    means: { editor, only: [0] },
  };
}

const added = (line: string) => (text: string) => `${line}\n${text}`;

/** What is wrong with the values of a file, by code and what is particular. */
export const valueCures: CureCases = {
  "plaintext-value": [
    [
      "added to YAML",
      plainValue(path, "a: x\n", {
        spoil: added("wifi: hunter2"),
        empty: (text) => text.replace("hunter2", '""'),
        editor: sed("s/wifi: .*/wifi: hunter3/"),
      }),
    ],
    [
      "nested in YAML",
      plainValue(path, "a:\n    b: x\n", {
        spoil: (text) => text.replace("a:\n", "a:\n    wifi: 12\n"),
        empty: (text) => text.replace(": 12", ': ""'),
        editor: sed("s/wifi: .*/wifi: 13/"),
      }),
    ],
    [
      "in a list",
      plainValue(path, "a:\n    - x\n", {
        spoil: (text) => text.replace(/^( +)- ENC/m, "$1- hunter2\n$1- ENC"),
        empty: (text) => text.replace("hunter2", '""'),
        editor: sed('s/- ""/- hunter3/'),
      }),
    ],
    [
      "in JSON",
      plainValue("secrets/shared/a.json", '{"a": "x"}', {
        spoil: (text) => text.replace("{", '{\n\t"wi\'fi": "hunter2",'),
        empty: (text) => text.replace("hunter2", ""),
        editor: sed('s/fi": ""/fi": "hunter3"/'),
      }),
    ],
    [
      "in dotenv",
      plainValue("secrets/shared/a.env", "A=x\n", {
        spoil: added("WIFI=hunter2"),
        empty: (text) => text.replace("hunter2", ""),
        editor: sed("s/^WIFI=/WIFI=hunter3/"),
      }),
    ],
    [
      "in INI",
      plainValue("secrets/shared/a.ini", "[s]\na = x\n", {
        spoil: (text) => text.replace("[s]", "[s]\nwifi = hunter2"),
        empty: (text) => text.replace("hunter2", ""),
        editor: sed("s/^wifi *=.*/wifi = hunter3/"),
      }),
    ],
    [
      "in a binary file",
      plainValue("secrets/shared/token", "x\u0000y", {
        spoil: (text) => text.replace(/"data": "ENC[^"]*"/, '"data": "hunter2"'),
        empty: (text) => text.replace("hunter2", ""),
        editor: 'printf hunter3 > "$1"',
      }),
    ],
    [
      "in place of an encrypted one",
      {
        build: async () =>
          await fleetWith(
            { [path]: seal(path, "a: x\n").replace(/^a: .*$/m, "a: hunter2") },
            { good: { [path]: readers } },
          ),
        means: { only: [1, 2], words: { COMMIT: "HEAD" } },
      },
    ],
  ],
  "nothing-sealed": [
    [
      "by the declared rule",
      {
        build: () =>
          fleetWith(
            {
              "prod.env": seal("prod.env", "PASSWORD=hunter2\n", {
                encrypted_regex: "^(data|stringData)$",
              }),
            },
            {
              config: secretsConfig({
                rules: envRule(
                  ", cryptRule: { field: encrypted_regex, value: ^(data|stringData)$ }",
                ),
              }),
            },
          ),
        edit: (folder) =>
          rewrite(folder, "fleet.config.yaml", (text) =>
            text.replace(/, cryptRule: \{[^}]*\}/, ""),
          ),
      },
    ],
    [
      "by the file alone",
      {
        build: () =>
          fleetWith({
            [path]: seal(path, "wifi: hunter2\n", { encrypted_regex: "^data$" }),
          }),
      },
    ],
  ],
  "unprotected-value": [
    [
      "",
      {
        build: () =>
          fleetWith({
            [path]: seal(path, "wifi: hunter2\nssid_unencrypted: home\n", {
              mac_only_encrypted: true,
            }),
          }),
      },
    ],
  ],
  "plain-comment": [
    ["in YAML", { build: () => fleetWith({ [path]: added("# hunter2")(seal(path, "a: x\n")) }) }],
    [
      "in dotenv",
      {
        build: () =>
          fleetWith({ "secrets/shared/a.env": added("# hunter2")(seal("a.env", "A=x\n")) }),
      },
    ],
  ],
  "crypt-rule-drift": [
    [
      "",
      {
        build: () => fleetWith({ [path]: seal(path, "a: x\nb: y\n", { encrypted_regex: "^a$" }) }),
      },
    ],
  ],
  "private-key-in-file": [
    [
      "in a README",
      {
        build: () => fleetWith({ "secrets/shared/README.md": `# How\n${readKey("stranger")}\n` }),
        edit: (folder) =>
          rewrite(folder, "secrets/shared/README.md", (text) => text.replace(/AGE-SECRET.*/, "")),
      },
    ],
  ],
  "plaintext-file": [
    ["in YAML", { build: () => fleetWith({ [path]: "wifi: hunter2\n" }) }],
    ["of any kind", { build: () => fleetWith({ "secrets/shared/a b.txt": "hunter2\n" }) }],
    [
      "that is empty",
      {
        build: () => fleetWith({ [path]: "" }),
        means: { editor: 'echo "wifi: x" > "$1"', only: [0, 1] },
      },
    ],
  ],
  "unsuitable-secret": [
    [
      "as a number",
      {
        build: () =>
          fleetWith(
            { [path]: seal(path, "pin: 1234\n") },
            { config: configWithUse("{ file: secrets/shared.yaml, key: pin }") },
          ),
        means: { editor: sed('s/1234/"1234"/') },
      },
    ],
    [
      "as a boolean in JSON",
      {
        build: () =>
          fleetWith(
            { "secrets/shared/a.json": seal("a.json", '{"on": true}') },
            { config: configWithUse("{ file: secrets/shared/a.json, key: on }") },
          ),
        means: { editor: sed('s/true/"true"/') },
      },
    ],
  ],
};

function envRule(more: string): string {
  return `    - { path: prod.env, readers: [hosts, admins]${more} }`;
}

function readKey(name: string): string {
  return (
    readText("/", keyOf(name).file)
      .split("\n")
      .find((line) => line.startsWith("AGE-")) ?? ""
  );
}

/** An editor that changes text. */
function sed(change: string): string {
  return `sed -i '${change}' "$1"`;
}
