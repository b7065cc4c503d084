import { fc, it as law } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { judgeSync } from "../../src/comparison/sync-need.ts";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { ruleRecipients } from "../../src/rules/file-rule.ts";
import type { Secrets } from "../../src/rules/resolve-secrets.ts";
import { renderSopsYaml } from "../../src/sops-yaml/sops-yaml.ts";
import { compareRepository, type Repository } from "../../src/status/status.ts";
import type { SecretUse } from "../../src/wiring/wiring.ts";
import {
  family,
  makeFleet,
  recipientOf,
  resolveMade,
  sshKeyOf,
  withHost,
} from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const read = createSecretFileReader();
const file = (path: string, text: string) => read({ path, bytes: new TextEncoder().encode(text) });
const path = "secrets/hosts/mini.yaml";
const [mini, keith, recovery, traci] = ["host mini", "user keith", "recovery", "user traci"].map(
  recipientOf,
);
const good = encryptFile("yaml", { age: [keith, mini, recovery].join() });
const secrets = resolveMade(makeFleet(family)).value;

function status(
  text: string,
  changes: Partial<Repository> & { readonly secrets?: Secrets; readonly path?: string } = {},
) {
  const { secrets: declared = secrets, path: at = path, ...repository } = changes;
  return compareRepository(declared, {
    files: [file(at, text)],
    sopsYaml: renderSopsYaml(declared),
    wantedSopsYaml: renderSopsYaml(declared),
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
    ...repository,
  });
}

function found(...args: Parameters<typeof status>): Record<string, string> {
  const { diagnostics } = status(...args);
  return Object.fromEntries(
    diagnostics.map(({ code, message }) => [code.replace("secrets/", ""), message]),
  );
}

const encrypt = (rule: object, plain?: string) => encryptFile("yaml", rule, plain);

describe("a file", () => {
  it("that is as declared has no finding", () => {
    const { files, diagnostics } = status(good);
    expect(diagnostics).toEqual([]);
    expect(files).toMatchObject([{ missing: [], stale: [], unknown: [], needsSync: false }]);
  });

  it("that lacks a reader says who, and what breaks", () => {
    const uses: SecretUse[] = [
      {
        reader: "host:mini",
        name: "wifi",
        origin: ["hosts", "mini", "secrets", "wifi"],
        file: path,
        key: "a",
      },
    ];
    const text = encrypt({ age: [keith, recovery].join() });
    expect(
      found(text, { uses, keys: new Map([[path, new Map([["a", "str"]] as const)]]) }),
    ).toEqual({
      "missing-recipient":
        'host:mini cannot decrypt this file, but should. Breaks: host:mini ("wifi").',
      "unreadable-secret": `The secret "wifi" of host:mini comes from "${path}", which host:mini cannot decrypt.`,
    });
  });

  it("that somebody else can read says who", () => {
    const text = encrypt({ age: [keith, mini, recovery, traci, recipientOf("stranger")].join() });
    expect(found(text)).toMatchObject({
      "stale-recipient": "user:traci can decrypt this file, but should not.",
      "unknown-recipient": expect.stringMatching(/^age1\w{8}…\w{8} can decrypt 1 file/),
    });
  });

  it("that is encrypted to a host's SSH key itself says so", () => {
    const made = makeFleet({ hosts: {}, operators: family.operators });
    const withMini = withHost(made, "mini", { sshHostKey: sshKeyOf("mini") });
    const declared = resolveMade(withMini).value;
    const text = encrypt({ age: `${sshKeyOf("mini", "root@mini")},${recovery}` });
    const codes = Object.keys(found(text, { secrets: declared }));
    expect(codes).toEqual(["missing-recipient", "host-recipient-not-age", "recipient-has-comment"]);
  });

  it("with several groups where the rule has one is reported", () => {
    const groups = [{ age: [keith] }, { age: [mini, recovery] }];
    expect(found(encrypt({ key_groups: groups, shamir_threshold: 2 }))).toEqual({
      "multiple-key-groups":
        "The file has 2 key groups, so that nobody of them can decrypt it alone; its rule has one.",
    });
  });

  it("with other groups or another threshold than the rule is reported", () => {
    const groups = [["user:keith"], ["host:mini"], ["user:traci"]];
    const rules = [{ path, groups, threshold: 2 }];
    const declared = resolveMade(makeFleet({ ...family, rules })).value;
    const three = encrypt({
      shamir_threshold: 3,
      key_groups: [{ age: [keith] }, { age: [mini] }, { age: [traci] }],
    });
    expect(Object.keys(found(three, { secrets: declared }))).toEqual(["threshold-drift"]);
    const two = encrypt({
      shamir_threshold: 2,
      key_groups: [{ age: [mini] }, { age: [keith] }, { age: [traci] }],
    });
    expect(Object.keys(found(two, { secrets: declared }))).toEqual(["group-drift"]);
  });

  it("that encrypts other values than the rule says is reported", () => {
    const text = encrypt({ age: [keith, mini, recovery].join(), encrypted_regex: "^a$" });
    expect(found(text)).toEqual({
      "crypt-rule-drift":
        "The file encrypts by `encrypted_regex: ^a$`, and its rule says `unencrypted_suffix: _unencrypted`.",
    });
  });

  it("with a value in the clear is reported", () => {
    expect(found(good.replace(/^a: ENC.*$/m, "a: hunter2"))).toEqual({
      "plaintext-value": 'The file holds values that are not encrypted: "a".',
    });
  });

  it("in the clear where a secret belongs is reported", () => {
    expect(Object.keys(found("a: hunter2\n"))).toEqual(["plaintext-file"]);
  });

  it("that no rule is about is reported", () => {
    expect(Object.keys(found(good, { path: "elsewhere/x.yaml" }))).toEqual(["no-rule"]);
  });

  it("whose recipients are not what they say is reported", () => {
    const text = encrypt({ age: [keith, mini, sshKeyOf("x")].join() }).replace(
      sshKeyOf("x"),
      recovery ?? "",
    );
    expect(found(text)).toEqual({
      "false-claim":
        "The data key that is said to be encrypted to operator:recovery is not, or not to it alone.",
    });
  });

  it("of which a data key is damaged is reported as that", () => {
    const damaged = good.replace(/(END AGE[^\n]*\n[\s\S]*?BEGIN AGE[^\n]*\n)[^\n]*\n/, "$1");
    expect(damaged).not.toBe(good);
    expect(Object.keys(found(damaged))).toEqual(["damaged-key"]);
  });

  it("that was joined to itself as a further document is reported", () => {
    expect(Object.keys(found(`${good}---\n${good}`))).toEqual(["unparsable"]);
    expect(Object.keys(found(`# a\n${good}---\n# a\n${good}`))).toEqual(["unparsable"]);
  });

  it("that is encrypted twice to the same reader is reported", () => {
    const entry = good.slice(good.indexOf("        - enc"), good.indexOf("          recipient:"));
    const twice = good.replace("    age:\n", `    age:\n${entry}          recipient: ${keith}\n`);
    expect(Object.keys(found(twice))).toEqual(["repeated-recipient"]);
  });

  it("that is too large has that finding only", () => {
    const files = [read({ path, bytes: new Uint8Array(), size: 100 * 1024 * 1024 })];
    expect(Object.keys(found(good, { files }))).toEqual(["too-large"]);
  });

  it("that is broken has that finding only", () => {
    expect(Object.keys(found(good.slice(0, 900)))).toEqual(["unparsable"]);
  });
});

describe("a declared secret", () => {
  const use = {
    reader: "host:mini",
    name: "wifi",
    origin: ["hosts", "mini"],
    file: path,
    key: "wifi",
  };
  const held = new Map([
    ["wlan", "str"],
    ["b/c", "str"],
  ] as const);
  const keys = new Map([[path, held]]);

  it.each<[string, Partial<SecretUse>, RegExp]>([
    ["missing-secret", {}, /has no such key/],
    ["missing-secret", { file: "secrets/hosts/mini/none.yaml" }, /does not exist/],
    ["unsuitable-secret", { key: "b" }, /no single value/],
    ["unreadable-secret", { reader: "user:traci", key: "wlan" }, /cannot decrypt/],
  ])("that cannot be delivered is reported: %s %j", (code, changes, message) => {
    expect(found(good, { uses: [{ ...use, ...changes }], keys })[code]).toMatch(message);
  });

  it.each([
    ["int", "a number"],
    ["float", "a number"],
    ["bool", "true or false"],
    ["time", "a time"],
  ] as const)(
    "that is no text fails on activation, and is told how to become one: %s",
    (type, what) => {
      const { diagnostics } = status(good, {
        uses: [{ ...use, key: "pin" }],
        keys: new Map([[path, new Map([["pin", type]])]]),
      });
      expect(diagnostics).toMatchObject([
        {
          code: "secrets/unsuitable-secret",
          message: `The secret "wifi" of host:mini is "pin" in "${path}", which is ${what}: sops-nix delivers nothing but texts, and fails when the system is activated.`,
          help: `Write it in double quotes with \`sops edit ${path}\`, such as "1234".`,
        },
      ]);
    },
  );

  it("whose file was not looked at, or is broken, has no finding beside that of the file", () => {
    const uses = [{ ...use, file: "secrets/pipe.yaml" }];
    expect(found(good, { uses, unread: new Set(["secrets/pipe.yaml"]) })).toEqual({});
    expect(Object.keys(found(good.slice(0, 900), { uses: [use] }))).toEqual(["unparsable"]);
  });

  it("that is there has no finding", () => {
    expect(found(good, { uses: [{ ...use, key: "b/c" }], keys })).toEqual({});
  });

  it("that is nested in JSON does not suit sops-nix", () => {
    const json = encryptFile("json", { age: [keith, mini, recovery].join() });
    const at = "secrets/hosts/mini/x.json";
    expect(
      Object.keys(found(json, { path: at, uses: [{ ...use, file: at, key: "b/c" }] })),
    ).toEqual(["unsuitable-secret"]);
  });

  it("is summed up when a host can read none of its secrets", () => {
    const uses = ["a", "b"].map((name) => ({ ...use, name, key: name, reader: "host:travel" }));
    const codes = Object.keys(found(good, { uses, keys: new Map() }));
    expect(codes).toContain("unreadable-host");
  });

  it("is not summed up for files that are not made yet, which say nothing of the host's key", () => {
    const uses = ["a", "b"].map((name) => ({ ...use, name, key: name, file: "secrets/hosts/mini/new.yaml" }));
    expect(Object.keys(found(good, { uses }))).toEqual(["missing-secret"]);
  });
});

describe("the repository", () => {
  it("without .sops.yaml, or with others, is reported", () => {
    expect(Object.keys(found(good, { sopsYaml: undefined }))).toEqual(["missing-sops-yaml"]);
    const otherConfigs = [".sops.yml", "secrets/.sops.yaml"];
    expect(Object.keys(found(good, { otherConfigs }))).toEqual(["config-name", "nested-config"]);
  });

  it("whose .sops.yaml is out of date is told the line on which the rule stands", () => {
    const sopsYaml = (renderSopsYaml(secrets, "sha256-0") ?? "").replace(
      /(?<=path_regex: '\^secrets\/hosts\/mini\\\.yaml\$'\n {4}key_groups:\n {6}- age:\n) {10}- \*host_mini\n/,
      "",
    );
    const { diagnostics } = status(good, { sopsYaml });
    const line = sopsYaml.split("\n").findIndex((text) => text.includes("hosts/mini\\.yaml"));
    expect(diagnostics).toMatchObject([
      { code: "secrets/sops-yaml-drift", position: { line: line + 1, column: 1 } },
    ]);
  });

  it("whose .sops.yaml is not as declared is reported by names", () => {
    const sopsYaml = (renderSopsYaml(secrets) ?? "").replace(
      /^ {2}- path_regex: '\^secrets\/hosts\/mini\\.yaml\$'[\s\S]*?(?= {2}- path)/m,
      "",
    );
    expect(found(good, { sopsYaml })).toEqual({
      "sops-yaml-drift": `.sops.yaml is not what the declaration says about "${path}": it has no rule.`,
    });
  });

  it("with a rule that has no file is told of it, unless it is a default rule", () => {
    const rules = [{ path: "secrets/none.yaml", readers: ["admins"] }];
    const declared = resolveMade(makeFleet({ ...family, rules })).value;
    expect(found(good, { secrets: declared })).toEqual({
      "missing-file": 'There is no file "secrets/none.yaml".',
    });
  });

  it("of which a host has another key than declared is reported", () => {
    expect(
      Object.keys(found(good, { hostKeys: new Map([["mini", sshKeyOf("another")]]) })),
    ).toEqual(["host-key-mismatch"]);
    const several = `${sshKeyOf("another", "root@mini")}\n${sshKeyOf("mini")}`;
    expect(Object.keys(found(good, { hostKeys: new Map([["mini", several]]) }))).toEqual([
      "host-key-mismatch",
    ]);
  });
});

describe("a sync", () => {
  it("is judged by what the one who runs it can open, before and after", () => {
    const text = encrypt({ age: [keith, traci].join() });
    const [change] = status(text).files;
    if (change === undefined) throw new Error("no file");
    expect(change.needsSync).toBe(true);
    const access = (own: string | undefined) => judgeSync(change, new Set([own ?? ""])).access;
    expect([access(keith), access(traci), access(recovery)]).toEqual(["keeps", "loses", "closed"]);
  });
});

describe("in any repository", () => {
  const everybody = [
    "host mini",
    "host travel",
    "user keith",
    "user traci",
    "recovery",
    "stranger",
  ].map(recipientOf);
  const headers = fc.subarray(everybody, { minLength: 1 });
  const template = file(path, good);
  law.prop([headers])(
    "a file is in line if and only if its recipients are those of its rule",
    (ids) => {
      const groups = [ids.map((id) => ({ id, claim: "fits" as const, hasComment: false }))];
      const header = template.header === undefined ? undefined : { ...template.header, groups };
      const repository = {
        files: [{ ...template, header }],
        sopsYaml: renderSopsYaml(secrets),
        wantedSopsYaml: renderSopsYaml(secrets),
        otherConfigs: [],
        uses: [],
        keys: new Map(),
        hostKeys: new Map(),
      };
      const [compared] = compareRepository(secrets, repository).files;
      if (compared?.rule === undefined) throw new Error("no rule");
      const { rule, missing, stale, unknown, needsSync } = compared;
      const wanted = ruleRecipients(rule).map(({ id }) => id);
      expect(needsSync).toBe([...ids].sort().join() !== [...wanted].sort().join());
      const after = [
        ...ids.filter((id) => !stale.includes(id) && !unknown.includes(id)),
        ...missing,
      ];
      expect(after.sort()).toEqual([...wanted].sort());
    },
  );
});
