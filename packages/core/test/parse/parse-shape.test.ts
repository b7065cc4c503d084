import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { isGap } from "../../src/parse/gaps.ts";
import { parseShape } from "../../src/parse/parse-shape.ts";
import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";

function findings(input: unknown): string[] {
  return parseShape(input).diagnostics.map(
    ({ code, path, message, help }) => `${code} at ${formatPath(path)}: ${message} ${help}`,
  );
}

describe("the shape of a declaration", () => {
  it("is fine in every form that it may have", () => {
    const full = sampleFleet({
      $schema: "./fleet.schema.json",
      users: {
        keith: {
          fullName: "Keith",
          uid: undefined,
          homeProfile: null,
          sshKeys: ["ssh-ed25519 AAAA", { file: "keys/keith.pub" }, { env: "SSH_KEY_KEITH" }],
          hosts: { mini: { home: "both" }, travel: undefined },
        },
      },
      layout: { host: ["machines/{host}.nix"] },
      policy: { acceptedGroups: { keith: ["docker"] } },
      defaults: { uidRange: { nixos: [1000, 2000] }, homeMode: { admin: "integrated" } },
    });
    expect(findings(full)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    [
      "a misspelt key",
      withHenry({ extragroups: [] }),
      [
        'core/unknown-key at users.henry.extragroups: The key "extragroups" means nothing here. Did you mean "extraGroups"?',
      ],
    ],
    [
      "a misspelt section",
      sampleFleet({ polices: {} }),
      ['core/unknown-key at polices: The key "polices" means nothing here. Did you mean "policy"?'],
    ],
    [
      "a key of nowhere",
      sampleFleet({ layout: { x: [] } }),
      [
        'core/unknown-key at layout.x: The key "x" means nothing here. Choose one of "preset", "user", "userOnHost", "allUsers", "host", "hardware", "allHosts", "profile", "aggregate", "feature".',
      ],
    ],
    [
      "a required key that is misspelt, once",
      sampleFleet({ hosts: { mini: { sytem: "x86_64-linux" } } }),
      [
        'core/unknown-key at hosts.mini.sytem: The key "sytem" means nothing here. Did you mean "system"?',
      ],
    ],
    [
      "a required key that is missing",
      sampleFleet({ hosts: { mini: {} } }),
      [
        'core/missing-key at hosts.mini.system: "system" is missing. Add "system": one of "x86_64-linux", "aarch64-linux", "aarch64-darwin", "x86_64-darwin", "i686-linux", "armv7l-linux", "armv6l-linux", "riscv64-linux" and 18 more.',
      ],
    ],
    [
      "a release that YAML takes for a number",
      withMini({ stateVersion: 24.05 }),
      [
        'core/wrong-type at hosts.mini.stateVersion: This is the number 24.05, where a string belongs. Put it in quotes: stateVersion: "24.05".',
      ],
    ],
    [
      "a key without a value, which YAML takes for null",
      withMini({ users: { keith: null } }),
      [
        "core/wrong-type at hosts.mini.users.keith: This is null, where an object belongs. Write an object: {} where there is nothing to say.",
      ],
    ],
    [
      "no number",
      withHenry({ uid: Number.NaN }),
      [
        'core/wrong-type at users.henry.uid: This is the number NaN, where a whole number or "machine" belongs. Write a whole number or "machine".',
      ],
    ],
    [
      "half a uid",
      withHenry({ uid: 1000.5 }),
      [
        'core/wrong-type at users.henry.uid: This is the number 1000.5, where a whole number or "machine" belongs. Write a whole number or "machine".',
      ],
    ],
    [
      "a uid beyond all integers",
      withHenry({ uid: 1e300 }),
      [
        "core/wrong-type at users.henry.uid: This is the number 1e+300, where a number in the range of integers belongs. Write a number in the range of integers.",
      ],
    ],
    [
      "a list where a name belongs",
      withHenry({ shell: ["fish"] }),
      [
        'core/wrong-type at users.henry.shell: This is a list, where a string belongs. Write a string: shell: "fish".',
      ],
    ],
    [
      "a word that is none of the choices",
      withHenry({ home: "mixed" }),
      [
        'core/wrong-type at users.henry.home: This is the string "mixed", where one of "integrated", "standalone", "both", "none" belongs. Write one of "integrated", "standalone", "both", "none".',
      ],
    ],
    [
      "a text where a list or an object belongs",
      withMini({ users: "keith" }),
      [
        'core/wrong-type at hosts.mini.users: This is the string "keith", where a list or an object belongs. Write a list: users: ["keith"].',
      ],
    ],
    [
      "a list in which one item is wrong",
      withMini({ users: ["keith", 7] }),
      [
        'core/wrong-type at hosts.mini.users[1]: This is the number 7, where a string belongs. Put it in quotes: "7".',
      ],
    ],
    [
      "a preset of a layout that there is not",
      sampleFleet({ layout: "canonic" }),
      [
        'core/wrong-type at layout: This is the string "canonic", where one of "canonical", "dendritic" or an object belongs. Did you mean "canonical"?',
      ],
    ],
    [
      "a range of one",
      sampleFleet({ defaults: { uidRange: { nixos: [1000] } } }),
      [
        "core/wrong-type at defaults.uidRange.nixos: This is a list, where a list of exactly two numbers belongs. Write a list of exactly two numbers.",
      ],
    ],
    [
      "a range of three",
      sampleFleet({ defaults: { uidRange: { nixos: [1000, 2000, 3000] } } }),
      [
        "core/wrong-type at defaults.uidRange.nixos: This is a list, where a list of exactly two numbers belongs. Write a list of exactly two numbers.",
      ],
    ],
    [
      "a key of a misspelt form",
      withHenry({ sshKeys: [{ fiel: "keys/henry.pub" }] }),
      [
        'core/unknown-key at users.henry.sshKeys[0].fiel: The key "fiel" means nothing here. Did you mean "file"?',
      ],
    ],
    [
      "a key of two forms",
      withHenry({ sshKeys: [{ file: "keys/henry.pub", env: "SSH_KEY_HENRY" }] }),
      [
        'core/unknown-key at users.henry.sshKeys[0].env: The key "env" means nothing beside the others. Keep one of "key", "file", "env".',
      ],
    ],
    [
      "a Map",
      sampleFleet({ users: new Map() }),
      [
        'core/wrong-type at users: This is an object of the kind "Map". Write an object: users: Object.fromEntries(…)',
      ],
    ],
    [
      "a function",
      withHenry({ shell: () => "fish" }),
      [
        "core/wrong-type at users.henry.shell: This is a function. Call it, and wait for it where it is async: shell: await f().",
      ],
    ],
  ])("reports %s", (_, input, expected) => {
    expect(findings(input)).toEqual(expected);
  });

  it.each([undefined, null, 7, "fleet", [], () => ({})])("is not that of %s", (input) => {
    expect(parseShape(input).declaration).toBeUndefined();
    expect(findings(input)).toHaveLength(1);
  });

  it("does not show a private key that stands in the wrong place", () => {
    const input = withHenry({ sshKeys: "AGE-SECRET-KEY-1QQQQ" });
    expect(findings(input).join()).not.toContain("QQQQ");
  });
});

describe("what is left of a declaration of the wrong shape", () => {
  it("is everything but what does not fit", () => {
    const { declaration, gaps } = parseShape(withMini({ tags: [7], formFactor: "desktop" }));
    expect(declaration?.hosts["mini"]).toEqual({
      system: "x86_64-linux",
      users: ["keith", "traci"],
      formFactor: "desktop",
    });
    expect(isGap(gaps, ["hosts", "mini", "tags"])).toBe(true);
    expect(isGap(gaps, ["hosts", "mini", "users"])).toBe(false);
  });

  it("has something in place of a required value, and a gap there", () => {
    const { declaration, gaps } = parseShape(withMini({ system: 7, formFactor: "desktop" }));
    expect(declaration?.hosts["mini"]).toMatchObject({
      system: "x86_64-linux",
      formFactor: "desktop",
    });
    expect(isGap(gaps, ["hosts", "mini", "system"])).toBe(true);
    expect(isGap(gaps, ["hosts", "mini", "formFactor"])).toBe(false);
  });

  it("has something in place of what stood under a misspelt key and does not fit", () => {
    const { declaration } = parseShape(sampleFleet({ hosts: { mini: { sytem: "x86" } } }));
    expect(declaration?.hosts).toEqual({ mini: { system: "x86_64-linux" } });
  });

  it("is without a user who is none", () => {
    const users = { keith: 7, traci: { fullName: "Traci" } };
    const { declaration, gaps } = parseShape(sampleFleet({ users }));
    expect(Object.keys(declaration?.users ?? {})).toEqual(["traci"]);
    expect(isGap(gaps, ["users", "keith", "shell"])).toBe(true);
  });

  it("has what stood under a misspelt key under the right one", () => {
    const { declaration } = parseShape(sampleFleet({ hosts: { mini: { sytem: "x86_64-linux" } } }));
    expect(declaration?.hosts).toEqual({ mini: { system: "x86_64-linux" } });
  });

  it("keeps a right key beside a misspelt one", () => {
    const { declaration } = parseShape(withHenry({ shell: "fish", shel: "zsh" }));
    expect(declaration?.users["henry"]).toEqual({ fullName: "Henry", shell: "fish" });
  });

  it("is nothing where users or hosts are missing", () => {
    expect(parseShape({ hosts: {} }).declaration).toBeUndefined();
    expect(parseShape({ users: {} }).declaration).toBeUndefined();
  });
});

describe("names that JavaScript keeps for itself", () => {
  const named = (section: string) => JSON.parse(`{ "${section}": { "__proto__": {} } }`);

  it.each(["users", "hosts", "profiles", "aggregates", "features"])(
    "are found in %s",
    (section) => {
      const found = findings(sampleFleet(named(section)));
      expect(found).toContainEqual(
        expect.stringMatching(`^core/bad-name at ${section}.__proto__:`),
      );
    },
  );

  it.each<[string, object]>([
    ["hosts.mini.users.__proto__", withMini(named("users"))],
    ["users.henry.hosts.__proto__", withHenry(named("hosts"))],
    ["policy.acceptedGroups.__proto__", sampleFleet({ policy: named("acceptedGroups") })],
  ])("are found at %s", (path, input) => {
    expect(findings(input)).toEqual([expect.stringContaining(`core/bad-name at ${path}:`)]);
  });

  it("are unknown keys where keys are no names", () => {
    const input = withHenry(JSON.parse('{ "__proto__": 1 }'));
    const spread = JSON.parse(
      JSON.stringify(input).replace('"Henry"', '"Henry","__proto__":{"isAdmin":true}'),
    );
    expect(findings(spread)).toEqual([
      expect.stringContaining("core/unknown-key at users.henry.__proto__:"),
    ]);
  });

  it("can be the names of properties that all objects have", () => {
    const input = sampleFleet({
      users: { constructor: { fullName: "Ada" }, toString: { fullName: "Eve" } },
      hosts: { constructor: { system: "x86_64-linux", users: ["constructor"] } },
    });
    expect(findings(input)).toEqual([]);
  });
});
