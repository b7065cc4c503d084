import { fc, it as law } from "@fast-check/vitest";
import type { SecretFileDeclaration } from "@fleet/core/internal";
import { formatPath, type Path } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { ruleRecipients } from "../../src/rules/file-rule.ts";
import {
  family,
  type MadeFleet,
  makeFleet,
  recipientOf,
  resolveMade,
  sshKeyOf,
  withHost,
  withoutUser,
} from "../support/fleet.ts";

function readersByPath(made: MadeFleet): Record<string, string[]> {
  const { rules } = resolveMade(made).value;
  return Object.fromEntries(
    rules.map(({ pattern, groups }) => [pattern.text, groups.flat().map(({ reader }) => reader)]),
  );
}

function codesOf(made: MadeFleet): string[] {
  return resolveMade(made).diagnostics.map(({ code }) => code.replace("secrets/", ""));
}

const withRules = (rules: readonly SecretFileDeclaration[]) =>
  makeFleet({ ...family, rules, defaultRules: false });

describe("the default rules", () => {
  it("give what is shared to hosts and admins, a host's to its admins, a user's to the user", () => {
    expect(readersByPath(makeFleet(family))).toMatchObject({
      "secrets/shared.yaml": ["host:mini", "host:travel", "operator:recovery", "user:keith"],
      "secrets/hosts/mini.yaml": ["host:mini", "operator:recovery", "user:keith"],
      "secrets/users/keith.yaml": ["host:mini", "host:travel", "operator:recovery", "user:keith"],
      "secrets/users/traci.yaml": ["operator:recovery", "user:traci"],
    });
  });

  it("are silent in a fleet that has no keys", () => {
    const made = makeFleet({ hosts: {}, users: { keith: [] } });
    const keyless = withHost(made, "mini", { accounts: ["keith!"] });
    expect(resolveMade(keyless)).toMatchObject({ value: { rules: [] }, diagnostics: [] });
  });

  it("are replaced path by path", () => {
    const rules = [{ path: "secrets/shared.yaml", readers: ["user:traci"] }];
    const paths = readersByPath(makeFleet({ ...family, rules }));
    expect(paths["secrets/shared.yaml"]).toEqual(["operator:recovery", "user:traci"]);
    expect(paths["secrets/shared/**"]).toContain("host:mini");
  });
});

describe("a rule", () => {
  it("with {host} stands for one rule for each host", () => {
    const rules = [{ path: "secrets/{host}.yaml", readers: ["host:{host}"], operators: false }];
    expect(readersByPath(withRules(rules))).toEqual({
      "secrets/mini.yaml": ["host:mini"],
      "secrets/travel.yaml": ["host:travel"],
    });
  });

  it("with {user} and {host} stands for one rule for each account", () => {
    const rules = [{ path: "s/{host}/{user}.yaml", readers: ["user:{user}"], operators: false }];
    expect(Object.keys(readersByPath(withRules(rules)))).toEqual([
      "s/mini/henry.yaml",
      "s/mini/keith.yaml",
      "s/mini/traci.yaml",
      "s/travel/keith.yaml",
      "s/travel/traci.yaml",
    ]);
  });

  it("for one path outranks one with placeholders", () => {
    const rules = [
      { path: "secrets/{host}.yaml", readers: ["host:{host}"], operators: false },
      { path: "secrets/mini.yaml", readers: ["user:keith"], operators: false },
    ];
    expect(readersByPath(withRules(rules))["secrets/mini.yaml"]).toEqual(["user:keith"]);
    expect(codesOf(withRules(rules))).not.toContain("duplicate-rule");
  });

  it("says which operators read", () => {
    const operators = { ci: [recipientOf("ci")], recovery: [recipientOf("recovery")] };
    const rules = [{ path: "s/a", readers: ["user:keith"], operators: ["ci"] }];
    const made = makeFleet({ ...family, operators, rules, defaultRules: false });
    expect(readersByPath(made)["s/a"]).toEqual(["operator:ci", "user:keith"]);
  });

  it("keeps for each recipient what gave it its place", () => {
    const rules = [{ path: "s/a", readers: ["admins", "user:keith"] }];
    const [rule] = resolveMade(withRules(rules)).value.rules;
    expect(rule?.groups[0]).toEqual([
      expect.objectContaining({ reader: "operator:recovery", expressions: ["operator:recovery"] }),
      expect.objectContaining({ reader: "user:keith", expressions: ["admins", "user:keith"] }),
    ]);
  });

  it("has one key group, unless it wants several readers together", () => {
    const groups = [["user:keith"], ["user:traci", "user:henry"]];
    const [rule] = resolveMade(withRules([{ path: "s/a", groups, threshold: 2 }])).value.rules;
    expect(rule?.threshold).toBe(2);
    expect(rule?.groups.map((group) => group.map(({ reader }) => reader))).toEqual([
      ["user:keith"],
      ["user:henry", "user:traci"],
    ]);
  });

  it.each<[string, SecretFileDeclaration]>([
    ["path-looks-like-regex", { path: "secrets/.*\\.yaml$", readers: ["admins"] }],
    ["bad-path", { path: "../secrets/a.yaml", readers: ["admins"] }],
    ["bad-path", { path: "/etc/a.yaml", readers: ["admins"] }],
    ["bad-path", { path: "a/{user", readers: ["admins"] }],
    ["unknown-placeholder", { path: "secrets/{hots}.yaml", readers: ["admins"] }],
    ["bad-reader", { path: "s/a", readers: ["everybody"] }],
    ["bad-reader", { path: "s/a", readers: ["user:{user}"] }],
    ["unknown-reader", { path: "s/a", readers: ["user:kieth"] }],
    ["unknown-reader", { path: "s/a", readers: ["admins"], operators: ["backup"] }],
    ["unknown-reader", { path: "s/a", readers: ["admins"], holdsKeyOf: ["user:kieth"] }],
    ["bad-reader", { path: "s/a", readers: ["admins"], holdsKeyOf: ["admins"] }],
    ["private-key", { path: "s/a", readers: ["AGE-SECRET-KEY-1QQQ"] }],
    ["bad-recipient", { path: "s/a", readers: ["age1qqq"] }],
    ["empty-reader", { path: "s/a", readers: ["user:keith", "hosts@henry:admin"] }],
    ["empty-reader", { path: "s/a", readers: [] }],
    ["no-recipient", { path: "s/a", readers: [], operators: false }],
    ["no-recipient", { path: "s/a", operators: false }],
    ["bad-threshold", { path: "s/a", readers: ["admins"], threshold: 2 }],
    ["bad-threshold", { path: "s/a", groups: [["admins"], ["users"]] }],
    ["bad-threshold", { path: "s/a", groups: [["admins"], ["users"]], threshold: 3 }],
    ["bad-threshold", { path: "s/a", groups: [["admins"]], readers: ["users"], threshold: 2 }],
    [
      "bad-encrypted-regex",
      { path: "s/a", readers: ["admins"], cryptRule: { field: "encrypted_regex", value: "(?=a)" } },
    ],
  ])("with a mistake is reported: %s %j", (code, rule) => {
    expect(codesOf(withRules([rule]))).toContain(code);
  });

  it("that is about the same path as another is reported", () => {
    const rules = [
      { path: "s/a", readers: ["admins"] },
      { path: "s/a", readers: ["users"] },
    ];
    expect(codesOf(withRules(rules))).toContain("duplicate-rule");
  });

  it("that never counts is reported", () => {
    const rules = [
      { path: "**/b", readers: ["admins"] },
      { path: "**/*/b", readers: ["users"] },
    ];
    expect(codesOf(withRules(rules))).toContain("unreachable-rule");
  });

  it("whose only reader has no key is reported", () => {
    const rules = [{ path: "s/a", readers: ["user:henry", "user:keith"] }];
    const made = makeFleet({ ...family, users: { henry: [] }, rules, defaultRules: false });
    expect(codesOf(made)).toEqual(["reader-without-key"]);
  });

  it("for a set says once who of it has no key", () => {
    const rules = [
      { path: "s/a", readers: ["users"] },
      { path: "s/b", readers: ["users"] },
    ];
    const made = makeFleet({ ...family, users: { henry: [] }, rules, defaultRules: false });
    const [diagnostic, ...rest] = resolveMade(made).diagnostics;
    expect(rest).toEqual([]);
    expect(diagnostic).toMatchObject({
      code: "secrets/member-without-key",
      path: ["users", "henry"],
      message:
        'user:henry is a reader of "s/a" and 1 more, but has no key, and so cannot decrypt it.',
    });
  });

  it("with one recipient, and a fleet without an operator, are worth a warning", () => {
    const rules = [{ path: "s/a", readers: ["user:keith"] }];
    const made = makeFleet({ ...family, operators: {}, rules, defaultRules: false });
    expect(codesOf(made)).toEqual(["single-recipient", "no-recovery-key"]);
  });
});

describe("a key that is alone", () => {
  it("in several files is said once for each place that says so", () => {
    const { diagnostics } = resolveMade(makeFleet({ hosts: { mini: [] } }));
    const alone = diagnostics.filter(({ code }) => code === "secrets/single-recipient");
    expect(alone.map(({ message, path = [] }) => [formatPath(path), message])).toEqual([
      [
        "hosts.mini",
        'Only host:mini can decrypt "secrets/hosts/mini.yaml" and 3 more: with that key the files are lost.',
      ],
    ]);
  });
});

describe("a key", () => {
  const mistakes = (users: Record<string, (string | { ssh: string })[]>) =>
    codesOf(makeFleet({ ...family, users }));

  it("of two people is reported", () => {
    const users = { keith: [recipientOf("x")], traci: [recipientOf("x")] };
    expect(mistakes(users)).toContain("same-key-for-two");
  });

  it("of two people is found in two forms, too", () => {
    const users = { keith: [{ ssh: sshKeyOf("x") }], traci: [sshKeyOf("x", "traci@mini")] };
    expect(mistakes(users)).toContain("same-key-for-two");
  });

  it("in two forms is worth a warning", () => {
    expect(mistakes({ keith: [{ ssh: sshKeyOf("x") }, sshKeyOf("x")] })).toContain(
      "same-key-two-forms",
    );
  });

  it("of two hosts is reported", () => {
    const made = makeFleet(family);
    const shared = { sshHostKey: sshKeyOf("x") };
    const both = withHost(withHost(made, "mini", shared), "travel", shared);
    expect(codesOf(both)).toContain("key-shared-by-hosts");
  });

  it.each([
    ["bad-host-key", { sshHostKey: "ssh-rsa AAAA", ageKey: undefined }],
    ["host-recipient-not-age", { sshHostKey: undefined, ageKey: sshKeyOf("mini") }],
    ["private-key", { sshHostKey: "-----BEGIN OPENSSH PRIVATE KEY-----", ageKey: undefined }],
    ["private-key", { sshHostKey: undefined, ageKey: "AGE-SECRET-KEY-1QQQ" }],
  ])("of a host is reported: %s", (code, keys) => {
    expect(codesOf(withHost(makeFleet(family), "mini", keys))).toContain(code);
  });

  it("of a host is the age1… of its SSH key, unless it has one of its own", () => {
    const made = makeFleet({ ...family, rules: [{ path: "s/a", readers: ["host:mini"] }] });
    const idsOf = (ageKey: string | undefined) => {
      const mini = { sshHostKey: sshKeyOf("mini"), ageKey };
      const secrets = resolveMade(withHost(made, "mini", mini)).value;
      return secrets.keyring.recipients.get("host:mini")?.map(({ id }) => id);
    };
    expect(idsOf(recipientOf("own"))).toEqual([recipientOf("own")]);
    expect(idsOf(undefined)?.[0]).toMatch(/^age1[a-z0-9]{58}$/);
  });

  it.each([
    ["a user", { users: { keith: [recipientOf("keith"), "age1qqq"] } }, "users.keith.ageKeys[1]"],
    ["an operator", { operators: { ci: ["age1qqq"] } }, "operators.ci.ageKeys[0]"],
  ])("that %s cannot have is reported where it is declared", (_, keys, place) => {
    const { diagnostics } = resolveMade(makeFleet({ ...family, ...keys }));
    const found = diagnostics.filter(({ code }) => code === "secrets/bad-recipient");
    expect(found.map(({ path }) => formatPath(path))).toEqual([place]);
  });
});

const names = ["ada", "bob", "cy", "__proto__", "constructor"];
const fleet = fc
  .record({
    hosts: fc.dictionary(
      fc.constantFrom("mini", "travel", "attic", "toString"),
      fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.boolean()), { selector: ([id]) => id }),
      { minKeys: 1, noNullPrototype: true },
    ),
    rules: fc.uniqueArray(
      fc.record({
        path: fc.constantFrom("s/{user}.yaml", "s/{host}/**", "s/*", "s/ada.yaml", "{host}/{user}"),
        readers: fc.subarray([
          "users",
          "admins",
          "hosts",
          "operators",
          "user:{user}",
          "hosts@{user}:admin",
        ]),
      }),
      { selector: ({ path }) => path },
    ),
  })
  .map(({ hosts, rules }) =>
    makeFleet({
      operators: { ci: [recipientOf("ci")] },
      hosts: Object.fromEntries(
        Object.entries(hosts).map(([id, users]) => [
          id,
          users.map(([user, admin]) => user + (admin ? "!" : "")),
        ]),
      ),
      rules: rules.map((rule) => ({
        ...rule,
        readers: rule.readers.filter(
          (text) => !text.includes("{user}") || rule.path.includes("{user}"),
        ),
      })),
    }),
  );

function recipientsByPath(made: MadeFleet): Map<string, string[]> {
  const { rules } = resolveMade(made).value;
  return new Map(
    rules.map((rule) => [
      rule.pattern.text,
      ruleRecipients(rule)
        .map(({ id }) => id)
        .sort(),
    ]),
  );
}

describe("in any fleet", () => {
  law.prop([fleet, fc.constantFrom(...names)])(
    "removing a user adds no recipient anywhere",
    (made, user) => {
      const without = withoutUser(made, user);
      const before = recipientsByPath(made);
      for (const [path, recipients] of recipientsByPath(without)) {
        expect(before.get(path)).toEqual(expect.arrayContaining(recipients));
      }
    },
  );

  law.prop([fleet])("adding a host changes only what names hosts, or is about it", (made) => {
    const after = recipientsByPath(withHost(made, "new", { ageKey: recipientOf("new") }));
    for (const [path, recipients] of recipientsByPath(made)) {
      expect(after.get(path)?.filter((id) => id !== recipientOf("new"))).toEqual(recipients);
    }
  });

  law.prop([fleet])("the order of the declaration does not matter", (made) => {
    const turn = <T>(map: ReadonlyMap<string, T>) => new Map([...map].reverse());
    const { fleet: declared, resolved } = made;
    const secrets = declared.secrets && {
      ...declared.secrets,
      files: [...declared.secrets.files].reverse(),
    };
    const turned = {
      fleet: { ...declared, users: turn(declared.users), hosts: turn(declared.hosts), secrets },
      resolved: { ...resolved, hosts: turn(resolved.hosts) },
    };
    expect(resolveWithSources(turned)).toEqual(resolveWithSources(made));
  });
});

/** What a fleet resolves to, with the declared rules themselves where their places would stand. */
function resolveWithSources(made: MadeFleet) {
  const { keyring, rules } = resolveMade(made).value;
  const sourceOf = (origin: Path | undefined) =>
    made.fleet.secrets?.files[Number(origin?.[2] ?? Number.NaN)];
  return { keyring, rules: rules.map((rule) => ({ ...rule, origin: sourceOf(rule.origin) })) };
}
