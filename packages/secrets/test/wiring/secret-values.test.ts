import { parseFleet, resolveFleet } from "@fleet/core";
import { formatPath } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { resolveWiring } from "../../src/wiring/wiring.ts";

interface Declared {
  readonly host?: object;
  readonly user?: object;
  readonly others?: Readonly<Record<string, object>>;
  readonly secrets?: object;
}

function findingsOf({ host = {}, user = {}, others = {}, secrets = {} }: Declared) {
  const made = (more: object) => ({
    system: "x86_64-linux",
    stateVersion: "24.05",
    users: ["keith"],
    ...more,
  });
  const hosts = Object.entries(others).map(([id, more]) => [id, made(more)] as const);
  const { value: fleet, diagnostics } = parseFleet({
    users: { keith: { fullName: "Keith", isAdmin: true, ...user } },
    hosts: { mini: made(host), ...Object.fromEntries(hosts) },
    secrets,
  });
  expect(diagnostics).toEqual([]);
  if (fleet === undefined) throw new Error("bug: the test's declaration does not parse");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  return resolveWiring(fleet, resolveFleet(fleet, surroundings).value).diagnostics;
}

const placesOf = (declared: Declared) =>
  findingsOf(declared).map(
    ({ code, path }) => `${code.replace("secrets/", "")} ${formatPath(path)}`,
  );

/** Each cannot work, for a secret of a host and for one of a home. */
const ofBoth: readonly (readonly [string, unknown])[] = [
  ["mode", "rw"],
  ["mode", ""],
  ["mode", "400 "],
  ["mode", "0900"],
  ["mode", "04000"],
  ["path", ""],
  ["path", "run/keys/a"],
  ["path", "/run/../etc/shadow"],
  ["path", "/run//a"],
  ["path", "/run/a/"],
  ["path", "/run/a\nb"],
  ["path", "~/a"],
  ["key", "a\n b"],
  ["key", " a"],
  ["key", "a "],
  ["key", "a\u0007"],
  ["file", ""],
  ["file", "**"],
  ["file", "secrets/*.yaml"],
  ["file", "secrets/{host}.yaml"],
  ["file", "/etc/a.yaml"],
  ["file", "../a.yaml"],
  ["file", "a\nb.yaml"],
  ["file", "~/a.yaml"],
];

describe("a secret", () => {
  it.each(ofBoth)("cannot have %s: %j", (field, value) => {
    const secrets = { wifi: { [field]: value } };
    expect(placesOf({ host: { secrets } })).toEqual([
      `bad-secret hosts.mini.secrets.wifi.${field}`,
    ]);
    expect(placesOf({ user: { secrets } })).toEqual([
      `bad-secret users.keith.secrets.wifi.${field}`,
    ]);
  });

  it.each([
    ["owner", ""],
    ["owner", " "],
    ["owner", "a b"],
    ["owner", "0"],
    ["owner", "a\nb"],
    ["owner", "$HOME"],
    ["owner", "x".repeat(32)],
    ["group", ""],
    ["group", "a b"],
    ["group", "a:b"],
    ["group", "__functor"],
  ])("of a host cannot have %s: %j", (field, value) => {
    const secrets = { wifi: { [field]: value } };
    expect(placesOf({ host: { secrets } })).toEqual([
      `bad-secret hosts.mini.secrets.wifi.${field}`,
    ]);
  });

  it.each([
    "not a unit",
    "",
    "nginx",
    "nginx.services",
    "a.service\nb.service",
    "backup@.service",
    ".service",
    `${"x".repeat(250)}.service`,
  ])("of a host restarts and reloads no %j", (unit) => {
    const units = ["nginx.service", unit];
    const secrets = { wifi: { restartUnits: units, reloadUnits: units } };
    expect(placesOf({ host: { secrets } })).toEqual([
      "bad-secret hosts.mini.secrets.wifi.restartUnits[1]",
      "bad-secret hosts.mini.secrets.wifi.reloadUnits[1]",
    ]);
  });

  it.each([
    { owner: "root" },
    { owner: "keith", group: "systemd-network" },
    { owner: "_mysql", group: "_mysql" },
    {
      restartUnits: [
        "nginx.service",
        "backup@home.service",
        "dev-disk-by\\x2dlabel.swap",
        "a.timer",
      ],
    },
    { mode: "440" },
    { path: "/run/keys/wifi key" },
    { key: "" },
    { key: "wifi/psk" },
    { key: "two words" },
    { file: "secrets/with blanks.yaml" },
  ])("of a host may be %j", (secret) => {
    expect(placesOf({ host: { secrets: { wifi: secret } } })).toEqual([]);
  });

  it("of a home goes below %r, one of a host does not", () => {
    const secrets = { token: { path: "%r/token" } };
    expect(placesOf({ user: { secrets } })).toEqual([]);
    expect(placesOf({ host: { secrets } })).toEqual(["bad-secret hosts.mini.secrets.token.path"]);
    const outside = { token: { path: "%r/../token" } };
    expect(placesOf({ user: { secrets: outside } })).toHaveLength(1);
  });

  it("has no key where sops-nix knows none", () => {
    const secrets = { env: { file: "a.env", key: "WIFI" }, psk: { file: "a.json", key: "a/b" } };
    expect(placesOf({ host: { secrets } })).toEqual([
      "unsuitable-secret hosts.mini.secrets.env.key",
      "unsuitable-secret hosts.mini.secrets.psk.key",
    ]);
    const byDefault = { secrets: { userFile: "secrets/{user}.env" } };
    expect(placesOf({ user: { secrets: { token: { key: "T" } } }, ...byDefault })).toHaveLength(1);
  });

  it.each(["a//b", "a/", "a/./b", "../a", "", "a b", "outPath", "/a"])(
    "is not called %j",
    (name) => {
      expect(findingsOf({ host: { secrets: { [name]: {} } } })).toMatchObject([
        { code: "secrets/bad-secret", path: ["hosts", "mini", "secrets", name] },
      ]);
    },
  );

  it("is no folder of another, and does not take its place", () => {
    expect(placesOf({ host: { secrets: { "wifi/psk": {}, wifi: {} } } })).toEqual([
      'bad-secret hosts.mini.secrets["wifi/psk"]',
    ]);
    const path = "/run/keys/a";
    expect(placesOf({ user: { secrets: { a: { path }, b: { path } } } })).toEqual([
      "bad-secret users.keith.secrets.b.path",
    ]);
  });
});

describe("the file of secrets that name none", () => {
  const a = { secrets: { wifi: {} } };

  it.each([
    "**",
    "",
    "secrets/*.yaml",
    "secrets/{hots}.yaml",
    "secrets/{user}.yaml",
    "/x",
    "../x",
    "{",
  ])("cannot be %j", (hostFile) => {
    expect(placesOf({ host: a, secrets: { hostFile } })).toEqual(["bad-secret secrets.hostFile"]);
  });

  it("of users cannot be that of hosts", () => {
    const [finding] = findingsOf({ secrets: { userFile: "secrets/{host}.yaml" } });
    expect(finding).toMatchObject({
      path: ["secrets", "userFile"],
      message: expect.stringContaining("Only {user} is filled in here."),
    });
  });

  it("is not shared by accident", () => {
    const shared = { host: a, others: { travel: a } };
    const hostFile = "secrets/hosts.yaml";
    expect(findingsOf({ ...shared, secrets: { hostFile } })).toMatchObject([
      { path: ["secrets", "hostFile"], message: expect.stringContaining('"mini", "travel" would') },
    ]);
    expect(placesOf({ host: a, others: { travel: {} }, secrets: { hostFile } })).toEqual([]);
  });

  it("is shared where a rule says so", () => {
    const shared = { host: a, others: { travel: a } };
    expect(placesOf({ ...shared, secrets: { hostFile: "secrets/shared.yaml" } })).toEqual([]);
    const files = [{ path: "secrets/*.yaml", readers: ["hosts"] }];
    expect(placesOf({ ...shared, secrets: { hostFile: "secrets/all.yaml", files } })).toEqual([]);
  });
});
