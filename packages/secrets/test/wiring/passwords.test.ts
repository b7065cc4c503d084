import { parseFleet, resolveFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { createPathTest } from "../../src/rules/path-pattern.ts";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { resolveWiring } from "../../src/wiring/wiring.ts";

const ageKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";

function wire(keith: unknown, sections: { readonly mini?: object; readonly traci?: unknown } = {}) {
  const { value: fleet, diagnostics } = parseFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true, password: keith },
      traci: { fullName: "Traci", password: sections.traci },
    },
    hosts: {
      lab: { system: "x86_64-linux", users: ["keith"] },
      mac: { system: "aarch64-darwin", users: { keith: { uid: 501 } } },
      mini: { system: "x86_64-linux", users: ["keith", "traci"], ...sections.mini },
    },
    defaults: { stateVersion: "24.05" },
  });
  if (fleet === undefined) throw new Error("bug: the test's declaration does not parse");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(fleet, surroundings);
  return { fleet, resolved, ...resolveWiring(fleet, resolved) };
}

const codesOf = (...declared: Parameters<typeof wire>) =>
  wire(...declared).diagnostics.map(({ code, path }) => `${code} ${path.join(".")}`);

describe("the secret of a password", () => {
  it("is one of every NixOS host with the account, as if that declared it", () => {
    const { value } = wire({ secret: "keith-password" });
    expect([...value.hosts.keys()]).toEqual(["lab", "mini"]);
    expect(value.hosts.get("lab")?.get("keith-password")).toMatchObject({
      file: "secrets/hosts/lab.yaml",
      key: "keith-password",
      format: "yaml",
      mode: "0400",
      neededForUsers: true,
    });
    expect(value.uses.map(({ reader, file }) => `${reader} ${file}`)).toEqual([
      "host:lab secrets/hosts/lab.yaml",
      "host:mini secrets/hosts/mini.yaml",
    ]);
  });

  it("has the place of the password", () => {
    const mini = { users: { keith: { password: { secret: "other", key: "a/b" } } } };
    const { value } = wire({ secret: "keith-password", file: "secrets/shared.yaml" }, { mini });
    expect(value.uses).toEqual([
      {
        reader: "host:lab",
        name: "keith-password",
        origin: ["users", "keith", "password"],
        file: "secrets/shared.yaml",
        key: "keith-password",
      },
      {
        reader: "host:mini",
        name: "other",
        origin: ["hosts", "mini", "users", "keith", "password"],
        file: "secrets/hosts/mini.yaml",
        key: "a/b",
      },
    ]);
  });

  it("needs a rule, as any other, whose readers are said", () => {
    const { fleet, resolved } = wire({ secret: "x" }, { mini: { ageKey } });
    expect(fleet.secrets).toBeDefined();
    const { rules } = resolveSecrets(fleet, resolved).value;
    expect(
      rules.filter(({ pattern }) => createPathTest(pattern)("secrets/hosts/mini.yaml")),
    ).toHaveLength(1);
  });

  it.each<[string, unknown, string[]]>([
    ["a bad name", { secret: "../shadow" }, ["secrets/bad-secret users.keith.password"]],
    ["no name", { secret: "" }, ["secrets/bad-secret users.keith.password"]],
    [
      "a file outside",
      { secret: "x", file: "../x.yaml" },
      ["secrets/bad-secret users.keith.password.file"],
    ],
    [
      "a file of braces",
      { secret: "x", file: "secrets/{host}.yaml" },
      ["secrets/bad-secret users.keith.password.file"],
    ],
    ["a bad key", { secret: "x", key: "a\n" }, ["secrets/bad-secret users.keith.password.key"]],
    [
      "a nested key of JSON",
      { secret: "x", file: "secrets/x.json", key: "a/b" },
      ["secrets/unsuitable-secret users.keith.password.key"],
    ],
    [
      "a key of a file without keys",
      { secret: "x", file: "secrets/x.env", key: "PASSWORD" },
      ["secrets/unsuitable-secret users.keith.password.key"],
    ],
    [
      "a dotenv file, which is delivered whole",
      { secret: "x", file: "secrets/x.env" },
      ["secrets/unsuitable-secret users.keith.password"],
    ],
    [
      "the whole of a YAML file",
      { secret: "x", file: "secrets/x.yaml", key: "" },
      ["secrets/unsuitable-secret users.keith.password"],
    ],
    ["a binary file", { secret: "x", file: "secrets/keith.hash" }, []],
  ])("is found with %s once, however many hosts there are", (_, password, found) => {
    expect(codesOf(password)).toEqual(found);
  });
});

describe("a secret of the name that a host declares", () => {
  const declaring = (secret: object, password: object = { secret: "login" }) =>
    codesOf(null, {
      mini: { secrets: { login: secret }, users: { keith: { password } } },
    });
  const place = "hosts.mini.users.keith.password";

  it.each<[string, object, object | undefined, string[]]>([
    ["is taken where it is there before users", { neededForUsers: true }, undefined, []],
    [
      "may have a file and key of its own",
      { neededForUsers: true, file: "secrets/shared.yaml", key: "a/b" },
      undefined,
      [],
    ],
    [
      "may be told again as it is",
      { neededForUsers: true },
      { secret: "login", file: "secrets/hosts/mini.yaml", key: "login" },
      [],
    ],
    ["is refused where it comes too late", {}, undefined, [`secrets/bad-secret ${place}.secret`]],
    [
      "is refused with another file",
      { neededForUsers: true },
      { secret: "login", file: "secrets/shared.yaml" },
      [`secrets/bad-secret ${place}.file`],
    ],
    [
      "is refused with another key",
      { neededForUsers: true, key: "a" },
      { secret: "login", key: "login" },
      [`secrets/bad-secret ${place}.key`],
    ],
    [
      "is refused where it would be no hash",
      { neededForUsers: true, file: "secrets/x.ini" },
      undefined,
      [`secrets/unsuitable-secret ${place}`],
    ],
  ])("%s", (_, secret, password, found) => {
    expect(declaring(secret, password)).toEqual(found);
  });

  it("keeps its own place", () => {
    const mini = { secrets: { login: { neededForUsers: true } } };
    const { value } = wire({ secret: "login" }, { mini });
    const [, ofMini] = value.uses;
    expect(ofMini?.origin).toEqual(["hosts", "mini", "secrets", "login"]);
  });
});

describe("one secret of two people", () => {
  it("is one password, where both say the same", () => {
    expect(codesOf({ secret: "login" }, { traci: { secret: "login" } })).toEqual([]);
  });

  it("is refused where they say different things of it", () => {
    expect(codesOf({ secret: "login", key: "a" }, { traci: { secret: "login" } })).toEqual([
      "secrets/bad-secret users.traci.password",
    ]);
    const traci = { secret: "login", file: "secrets/shared.yaml" };
    expect(codesOf({ secret: "login" }, { traci })).toEqual([
      "secrets/bad-secret users.traci.password.file",
    ]);
  });
});
