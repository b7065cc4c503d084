import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type FleetJson, fleetJsonEmitter, readFleetJson } from "../../src/index.ts";
import { anyText, arbitraryFleet } from "../arbitrary-fleet.ts";
import { computeSound, digest, fleetJsonOf } from "../sample-files.ts";

function read(text: string): FleetJson {
  const { value, diagnostics } = readFleetJson(text);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("bug: it was read without a finding");
  return value;
}

/** The text with one of its values replaced by another one. */
function damage(text: string, at: number, other: unknown): string {
  let index = 0;
  const count = text.split('":').length;
  return JSON.stringify(JSON.parse(text), (_, value: unknown) => {
    index += 1;
    return index === at % count ? other : value;
  });
}

describe("what is read of a fleet.json that was rendered", () => {
  test.prop([arbitraryFleet])("is who has which account on which host", (declaration) => {
    const computed = computeSound(declaration);
    const [{ contents } = { contents: "" }] = fleetJsonEmitter.files(computed, digest);
    const { hosts, homes } = read(contents);
    expect(new Set(hosts.keys())).toEqual(new Set(computed.resolved.hosts.keys()));
    expect(homes).toEqual(computed.homes.standalone);
    for (const [id, host] of computed.resolved.hosts) {
      const { accounts, ...found } = hosts.get(id) ?? { accounts: new Map() };
      const { platform, hostname, system, stateVersion, features, tags } = host;
      expect(found).toMatchObject({ id, platform, hostname, system, stateVersion, features, tags });
      expect(found).toMatchObject({ modules: host.modules, trustedUsers: host.trustedUsers });
      expect(new Set(accounts.keys())).toEqual(new Set(host.accounts.keys()));
      for (const [user, account] of host.accounts) {
        expect(accounts.get(user)).toMatchObject({
          user,
          username: account.username.value,
          uid: account.uid?.value,
          fullName: account.fullName,
          email: account.email,
          homeDirectory: account.homeDirectory.value,
          shell: account.shell.value,
          isAdmin: account.isAdmin.value,
          groups: account.groups.map(({ value }) => value),
          sshKeys: account.sshKeys,
          password: account.password?.value,
        });
      }
    }
  });

  test.prop([arbitraryFleet])("is every home with its modules", (declaration) => {
    const computed = computeSound(declaration);
    const { hosts } = read(fleetJsonOf(declaration));
    for (const [host, homes] of computed.homes.byHost) {
      for (const [user, { mode, profile, stateVersion, modules }] of homes) {
        const found = hosts.get(host)?.accounts.get(user)?.home;
        const isBuilt = mode.value !== "none";
        expect(found?.mode).toBe(mode.value);
        expect(found?.profile).toBe(isBuilt ? profile.value : undefined);
        expect(found?.stateVersion).toBe(isBuilt ? stateVersion.value : undefined);
        expect(found?.modules).toEqual(isBuilt ? modules : undefined);
      }
    }
  });
});

describe("what a fleet.json does not say", () => {
  it("is unknown", () => {
    const text =
      '{ "version": 1, "hosts": { "a": { "platform": "nixos", "accounts": { "u": {} } } } }';
    const { hosts, ...rest } = read(text);
    expect(rest).toEqual({
      homes: undefined,
      hasSecrets: false,
      secretFiles: undefined,
      secretKeys: undefined,
      secretSshKeys: undefined,
      sources: undefined,
    });
    expect(hosts.get("a")).toMatchObject({ hostname: undefined, tailscale: undefined });
    expect(hosts.get("a")?.accounts.get("u")).toMatchObject({ user: "u", uid: undefined });
  });

  it("is unknown where it is of another kind than it should be, and takes nothing with it", () => {
    const account = { uid: "1000", username: "u", groups: ["wheel", 7], sshKeys: "x", home: [] };
    const hosts = {
      a: { platform: "nixos", accounts: { u: account }, modules: [{}] },
      b: 7,
      c: {},
    };
    const found = read(JSON.stringify({ version: 1, hosts, homes: { h: { user: "u" } } }));
    expect([...found.hosts.keys()]).toEqual(["a"]);
    expect(found.homes).toEqual(new Map());
    expect(found.hosts.get("a")?.modules).toBeUndefined();
    const { uid, username, groups, sshKeys, home } = found.hosts.get("a")?.accounts.get("u") ?? {};
    expect({ uid, username, groups, sshKeys, home }).toEqual({ username: "u" });
  });

  it("is not what every object has", () => {
    const hosts = '{ "__proto__": { "platform": "nixos" }, "toString": { "platform": "linux" } }';
    const found = read(`{ "version": 1, "hosts": ${hosts} }`).hosts;
    expect([...found.keys()]).toEqual(["__proto__", "toString"]);
    expect(found.get("__proto__")?.accounts).toEqual(new Map());
  });
});

describe("a text that is no fleet.json", () => {
  it.each(["", "{", "null", "[]", "7", "{}", '{ "version": "1" }', '{ "version": 0 }'])(
    "is reported: %s",
    (text) => {
      const { value, diagnostics } = readFleetJson(text, "fleet.json of main");
      expect(value).toBeUndefined();
      expect(diagnostics).toMatchObject([
        { code: "cli/bad-fleet-json", severity: "error", file: "fleet.json of main" },
      ]);
    },
  );

  it("is reported where a newer fleet wrote it, beside what can be understood", () => {
    const hosts = { a: { platform: "nixos", accounts: { u: { uid: 1000 } } } };
    const { value, diagnostics } = readFleetJson(JSON.stringify({ version: 2, hosts }));
    expect(diagnostics).toMatchObject([
      { code: "cli/bad-fleet-json", help: "Use the fleet that wrote it." },
    ]);
    expect(value?.hosts.get("a")?.accounts.get("u")?.uid).toBe(1000);
  });

  test.prop([fc.oneof(fc.json(), fc.string(), anyText)])("never throws", (text) => {
    const { value, diagnostics } = readFleetJson(text);
    if (value === undefined) expect(diagnostics).toHaveLength(1);
  });

  test.prop([arbitraryFleet, fc.nat(), fc.jsonValue()])(
    "never throws where one value of a real one is another",
    (declaration, at, other) => {
      readFleetJson(damage(fleetJsonOf(declaration), at, other));
    },
  );

  it("does not throw where it is nested deeply", () => {
    const { value } = readFleetJson(`{"version":1,"hosts":${'{"a":'.repeat(100_000)}`);
    expect(value).toBeUndefined();
  });
});
