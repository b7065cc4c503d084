import { fc, it as law } from "@fast-check/vitest";
import { memoryWorld } from "@fleet/project";
import { describe, expect, it } from "vitest";
import { adopt } from "../support/adopted.ts";
import { encryptedFor, recipientOf, sealedFor } from "../support/keys.ts";

const names = ["ada", "ben", "web", "mini", "nas"] as const;
const keys = Object.fromEntries(names.map((name) => [name, recipientOf(name)])) as Record<
  (typeof names)[number],
  string
>;
const { ada, ben, web, mini, nas } = keys;

const people = `keys:
  - &users
    - &ada ${ada}
    - &ben ${ben}
  - &hosts
    - &web ${web}
    - &mini ${mini}
    - &nas ${nas}
creation_rules:
`;

function rule(regex: string, ...readers: readonly string[]): string {
  const age = readers.map((name) => `        - *${name}\n`).join("");
  return `  - path_regex: ${regex}\n    key_groups:\n      - age:\n${age}`;
}

function adoptFiles(rules: string, files: Record<string, string>) {
  return adopt(memoryWorld({ files: { ".sops.yaml": `${people}${rules}`, ...files } }));
}

const kinds = (items: readonly { readonly kind: string }[]) => items.map(({ kind }) => kind);

describe("the rules that are proposed for those of sops", () => {
  it("say who reads by the shortest words that mean just them", () => {
    const rules = [
      rule("^secrets/all\\.yaml$", "ada", "ben", "web", "mini", "nas"),
      rule("^secrets/one\\.yaml$", "ada", "web"),
    ];
    const { rules: declared, readersOf } = adoptFiles(rules.join(""), {
      "secrets/all.yaml": encryptedFor(ada, ben, web, mini, nas),
    });
    expect(declared).toEqual([
      // Whoever is the third in the fleet is none of these two.
      ["secrets/all.yaml", ["hosts", "user:ada", "user:ben"]],
      ["secrets/one.yaml", ["host:web", "user:ada"]],
    ]);
    expect(readersOf("secrets/all.yaml")).toEqual([ada, ben, web, mini, nas].sort());
  });

  it("are one for hosts that differ in nothing else, if it says of no other what sops does not", () => {
    const three = ["web", "mini", "nas"].map((host) =>
      rule(`^hosts/${host}/s\\.yaml$`, host, "ada"),
    );
    expect(adoptFiles(three.join(""), {}).rules).toEqual([
      ["hosts/{host}/s.yaml", ["host:{host}", "user:ada"]],
    ]);
    expect(adoptFiles(three.slice(1).join(""), {}).rules.map(([path]) => path)).toEqual([
      "hosts/mini/s.yaml",
      "hosts/nas/s.yaml",
    ]);
  });

  it("give groups of readers the names of their lists, and others one that fits", () => {
    const list = `  - path_regex: ^a/x\\.yaml$
    key_groups:
      - age: &trusted
        - *ada
        - *web
        - *mini
`;
    const others = rule("^shared/(x|y|z)\\.yaml$", "ben", "web", "nas");
    const { proposal } = adoptFiles(`${list}${others}`, {});
    expect(proposal.declaration.secrets?.readers).toEqual({
      trusted: ["host:mini", "host:web", "user:ada"],
      shared: ["host:nas", "host:web", "user:ben"],
    });
  });

  it("keep what is encrypted in a file, and groups of which several are needed", () => {
    const rules = `  - path_regex: ^k8s/.*\\.yaml$
    encrypted_regex: ^data$
    age: *ada
  - path_regex: ^vault/.*\\.yaml$
    shamir_threshold: 2
    key_groups:
      - age: [*ada]
      - age: [*ben, *web]
      - age: [*mini]
`;
    expect(adoptFiles(rules, {}).proposal.declaration.secrets?.files).toEqual([
      {
        path: "k8s/**/*.yaml",
        readers: ["user:ada"],
        cryptRule: { field: "encrypted_regex", value: "^data$" },
      },
      {
        path: "vault/**/*.yaml",
        groups: [["user:ada"], ["host:web", "user:ben"], ["host:mini"]],
        threshold: 2,
      },
    ]);
  });

  it("leave out operators where they read nothing, and say nothing of them where they read all", () => {
    const text = `keys:
  # Recovery
  - &rescue ${nas}
  # Users
  - &ada ${ada}
creation_rules:
${rule("^a\\.yaml$", "rescue", "ada")}${rule("^b\\.yaml$", "ada")}${rule("^c\\.yaml$", "rescue")}`;
    const { proposal } = adopt(memoryWorld({ files: { ".sops.yaml": text } }));
    expect(proposal.declaration.secrets).toEqual({
      defaultRules: false,
      files: [
        { path: "a.yaml", readers: ["user:ada"] },
        { path: "b.yaml", readers: ["user:ada"], operators: false },
        { path: "c.yaml", readers: ["operators"] },
      ],
    });
  });

  it("put the folder of a nested config in front, and say that sops takes it there", () => {
    const { rules, proposal, readersOf } = adopt(
      memoryWorld({
        files: {
          ".sops.yaml": `${people}${rule("^.*\\.yaml$", "ada")}`,
          "infra/.sops.yaml": `${people}${rule("^s/.*\\.yaml$", "ben")}`,
          "infra/s/a.yaml": encryptedFor(ben),
          "s/a.yaml": encryptedFor(ada),
        },
      }),
    );
    expect(rules).toEqual([
      ["**/*.yaml", ["user:ada"]],
      ["infra/s/**/*.yaml", ["user:ben"]],
    ]);
    expect(readersOf("infra/s/new.yaml")).toEqual([ben]);
    expect(readersOf("s/new.yaml")).toEqual([ada]);
    const about = proposal.left.flatMap((item) => (item.kind === "sops-config" ? item.about : []));
    expect(about).toEqual([".sops.yaml", "infra/.sops.yaml"]);
  });

  it("are about no file that is not encrypted: by folders, and by extensions", () => {
    const { rules, proposal } = adoptFiles(`${rule(".*", "ada")}`, {
      "flake.nix": "{ }",
      "secrets/a.yaml": encryptedFor(ada),
      "secrets/default.nix": "{ }",
      "other/b/c.yaml": encryptedFor(ada),
    });
    expect(rules.map(([path]) => path)).toEqual(["other/**", "secrets/**/*.yaml"]);
    expect(kinds(proposal.left)).toEqual(["sops-config", "sops-rule"]);
  });

  it("are the names of files where no path is near", () => {
    const { rules } = adoptFiles(rule("(?i)^S/(?:A|B){1}\\.yaml$", "ada"), {
      "s/a.yaml": encryptedFor(ada),
      "s/b.yaml": encryptedFor(ada),
    });
    expect(rules.map(([path]) => path)).toEqual(["s/a.yaml", "s/b.yaml"]);
  });

  it("give a file without a rule the readers that it has", () => {
    const { rules } = adoptFiles("", { "lonely.yaml": encryptedFor(ben, mini) });
    expect(rules).toEqual([["lonely.yaml", ["host:mini", "user:ben"]]]);
  });

  it("are the rule's where a file is out of step, which is said", () => {
    const { readersOf, proposal } = adoptFiles(rule("^s\\.yaml$", "ada"), {
      "s.yaml": encryptedFor(ada, nas),
    });
    expect(readersOf("s.yaml")).toEqual([ada]);
    expect(kinds(proposal.left)).toEqual(["sops-config", "sops-sync"]);
  });

  it("are not there for keys that no declaration can hold, whose files are let be", () => {
    const rules = `  - path_regex: ^s\\.yaml$\n    age: "age1broken${"q".repeat(40)}"\n`;
    const { proposal } = adoptFiles(rules, {});
    expect(proposal.declaration.secrets).toEqual({ defaultRules: false, ignore: ["s.yaml"] });
    expect(kinds(proposal.left)).toContain("sops-key");
  });

  it("name what else sops obeys as left", () => {
    const text = `  - path_regex: ^s\\.yaml$
    mac_only_encrypted: true
    age: *ada
stores: { yaml: { indent: 2 } }
destination_rules: [{ path_regex: x, s3_bucket: y }]
`;
    const left = adoptFiles(text, {}).proposal.left.filter(({ kind }) => kind === "sops-setting");
    expect(left.map(({ message }) => message.split("`")[1])).toEqual([
      "stores",
      "destination_rules",
      "mac_only_encrypted",
    ]);
  });

  it("let the files of clan be", () => {
    const { proposal } = adoptFiles("", {
      "sops/secrets/mini-age.key/secret": sealedFor(ada),
      "vars/shared/wifi/password/secret": sealedFor(ada),
    });
    expect(proposal.declaration.secrets).toEqual({
      defaultRules: false,
      ignore: ["sops/**", "vars/**"],
    });
  });

  it("are about any folder, where an expression has no beginning and files show that it is meant so", () => {
    const { rules } = adoptFiles(rule("secrets\\.yaml$", "ada"), {
      "hosts/mini/secrets.yaml": encryptedFor(ada),
    });
    expect(rules.map(([path]) => path)).toEqual(["secrets.yaml", "**/secrets.yaml"]);
    expect(adoptFiles(rule("secrets\\.yaml$", "ada"), {}).rules.map(([path]) => path)).toEqual([
      "secrets.yaml",
    ]);
  });

  it("keep the comments above them", () => {
    const text = `  # Of the machines
${rule("^hosts/web\\.yaml$", "web")}  # Of all
${rule("^(all|every)\\.yaml$", "ada")}`;
    expect(adoptFiles(text, {}).proposal.remarks).toEqual([
      { path: ["secrets", "files", 0], text: "Of the machines", isGuess: false },
      { path: ["secrets", "files", 1], text: "Of all", isGuess: false },
    ]);
  });

  const regexes = [
    "^secrets/[^/]+\\.yaml$",
    "^secrets/.*\\.yaml$",
    "^secrets/a/.*$",
    "^secrets/(a|b)\\.ya?ml$",
    "^secrets/a/[^/]+/x\\.yaml$",
    "^hosts/web/.*",
    "^hosts/mini/.*",
    "^hosts/[^/]+/s\\.yaml$",
    "^(hosts/.*\\.env|secrets/b\\.json)$",
    "^secrets/",
    ".*",
  ];
  const fresh = [
    "secrets/new.yaml",
    "secrets/a/new/x.yaml",
    "secrets/a/new.json",
    "secrets/b.json",
    "hosts/web/new.env",
    "hosts/new/s.yaml",
    "hosts/mini/s.yaml",
    "hosts/mini/deep/new.env",
    "secrets/deep/new/new.yaml",
    "secrets/new.txt",
  ];
  const paths = [
    "secrets/a.yaml",
    "secrets/b.yml",
    "secrets/a/b/x.yaml",
    "secrets/c/d.yaml",
    "hosts/web/s.yaml",
    "hosts/mini/t.yaml",
    "hosts/nas/s.yaml",
    "top.yaml",
  ];

  law.prop([
    fc.array(
      fc.tuple(
        fc.constantFrom(...regexes),
        fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
    fc.subarray(paths),
  ])(
    "give every file the readers that it has by sops, whatever the rules and their order",
    (rules, some) => {
      const text = rules.map(([regex, readers]) => rule(`'${regex}'`, ...readers)).join("");
      const wanted = (path: string) =>
        rules.find(([regex]) => new RegExp(regex).test(path))?.[1].map((name) => keys[name]);
      const files = some.map((path) => [path, encryptedFor(...(wanted(path) ?? [ada]))]);
      const { readersOf, proposal } = adoptFiles(text, {
        "flake.nix": "{ }",
        ...Object.fromEntries(files),
      });
      for (const path of some) expect(readersOf(path)).toEqual([...(wanted(path) ?? [ada])].sort());
      const isTold = proposal.left.some(({ kind }) => kind === "sops-rule");
      for (const path of isTold ? [] : fresh) {
        if (wanted(path) !== undefined)
          expect([path, readersOf(path)]).toEqual([path, wanted(path)?.toSorted()]);
      }
    },
  );
});
