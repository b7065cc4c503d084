import { parseFleet, resolveFleet } from "@fleet/core";
import { describe, expect, it } from "vitest";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { resolveWiring } from "../../src/wiring/wiring.ts";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";

function resolve({
  host = {},
  user = {},
  ...rest
}: {
  host?: object;
  user?: object;
  secrets?: object;
}) {
  const { value: fleet } = parseFleet({
    users: { keith: { fullName: "Keith", isAdmin: true, ...user } },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"], ...host } },
    ...rest,
  });
  if (fleet === undefined) throw new Error("bug: the test's declaration does not parse");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const { value: resolved } = resolveFleet(fleet, surroundings);
  return { fleet, resolved, ...resolveWiring(fleet, resolved) };
}

function codesOf(declared: Parameters<typeof resolve>[0]): string[] {
  return resolve(declared).diagnostics.map(({ code, path }) => `${code} ${path.join(".")}`);
}

describe("a secret of a host", () => {
  it("comes from the host's own file, under its own name, where nothing else is said", () => {
    const { value } = resolve({ host: { secrets: { wifi: {} } } });
    expect(value.hosts.get("mini")?.get("wifi")).toMatchObject({
      file: "secrets/hosts/mini.yaml",
      key: "wifi",
      format: "yaml",
      mode: "0400",
    });
    expect(value.uses).toEqual([
      {
        reader: "host:mini",
        name: "wifi",
        origin: ["hosts", "mini", "secrets", "wifi"],
        file: "secrets/hosts/mini.yaml",
        key: "wifi",
      },
    ]);
  });

  it("is the whole file where the format has no keys", () => {
    const { value } = resolve({ host: { secrets: { env: { file: "secrets/app.env" } } } });
    expect(value.hosts.get("mini")?.get("env")).toMatchObject({ format: "dotenv", key: "" });
  });

  it.each([
    [{ "../shadow": {} }, "secrets/bad-secret hosts.mini.secrets.../shadow"],
    [{ wifi: { mode: "rw" } }, "secrets/bad-secret hosts.mini.secrets.wifi.mode"],
    [{ wifi: { mode: "0444" } }, "secrets/readable-by-all hosts.mini.secrets.wifi.mode"],
    [{ wifi: { path: "etc/wifi" } }, "secrets/bad-secret hosts.mini.secrets.wifi.path"],
    [{ wifi: { owner: "nginx" } }, "secrets/unknown-owner hosts.mini.secrets.wifi.owner"],
    [
      { pass: { neededForUsers: true, owner: "keith" } },
      "secrets/bad-secret hosts.mini.secrets.pass.owner",
    ],
    [
      { psk: { file: "a.json", key: "wifi/psk" } },
      "secrets/unsuitable-secret hosts.mini.secrets.psk.key",
    ],
  ])("is refused as %j", (secrets, finding) => {
    expect(codesOf({ host: { secrets } })).toEqual([finding]);
  });

  it("has an owner with an account, or a group with it", () => {
    expect(codesOf({ host: { secrets: { a: { owner: "keith" } } } })).toEqual([]);
    expect(codesOf({ host: { secrets: { a: { owner: "nginx", group: "nginx" } } } })).toEqual([]);
  });

  it("restarts no units on a Mac, and is none where fleet manages no system", () => {
    const secrets = { a: { restartUnits: ["x.service"] } };
    const mac = { system: "aarch64-darwin", secrets };
    expect(codesOf({ host: mac })).toEqual([
      "secrets/bad-secret hosts.mini.secrets.a.restartUnits",
    ]);
    expect(codesOf({ host: { platform: "linux", secrets } })).toEqual([
      "secrets/bad-secret hosts.mini.secrets.a",
    ]);
  });
});

it("a secret of a home comes from the user's own file", () => {
  const { value } = resolve({ user: { secrets: { token: {} } } });
  expect(value.users.get("keith")?.get("token")?.file).toBe("secrets/users/keith.yaml");
});

it("a host decrypts with its age key before its SSH key", () => {
  const ageKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
  const withSsh = resolve({ host: { sshHostKey: hostKey } });
  expect(withSsh.value.identities.get("mini")).toEqual({
    sshKeyPath: "/etc/ssh/ssh_host_ed25519_key",
  });
  const withBoth = resolve({ host: { sshHostKey: hostKey, ageKey } });
  expect(withBoth.value.identities.get("mini")).toEqual({ keyFile: "/var/lib/sops/age/keys.txt" });
});

it("a host decrypts with the SSH host key whose age key is all that is known, where its path is declared", () => {
  const ageKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
  const sshHostKeyPath = "/persist/ssh_host_ed25519_key";
  const identityOf = (host: object) => resolve({ host }).value.identities.get("mini");
  expect(identityOf({ ageKey, sshHostKeyPath })).toEqual({ sshKeyPath: sshHostKeyPath });
  expect(identityOf({ ageKey, sshHostKeyPath, ageKeyFile: "/keys" })).toEqual({ keyFile: "/keys" });
  expect(identityOf({ ageKey, sshHostKeyPath, sshHostKey: hostKey })).toEqual({
    keyFile: "/var/lib/sops/age/keys.txt",
  });
});

it("a fleet that declares neither keys nor secrets has no rules, and nothing to find", () => {
  const { fleet, resolved } = resolve({});
  expect(resolveSecrets(fleet, resolved)).toMatchObject({ value: { rules: [] }, diagnostics: [] });
});

it("a rule of a fleet is found at its place in the declaration", () => {
  const rule = { path: "secrets/wifi.yaml", readers: ["hosts"] };
  const { fleet, resolved } = resolve({
    host: { sshHostKey: hostKey },
    secrets: { files: [rule] },
  });
  const { rules } = resolveSecrets(fleet, resolved).value;
  expect(rules.find(({ pattern }) => pattern.text === rule.path)).toMatchObject({
    origin: ["secrets", "files", 0],
    groups: [[{ reader: "host:mini", expressions: ["hosts"] }]],
  });
});
