import { emitFiles } from "@fleet/codegen";
import { isError } from "@fleet/diagnostics";
import { describe, expect, it } from "vitest";
import { computeFleet } from "../../src/compute/computed-fleet.ts";
import { declareFleet } from "../../src/compute/declared-fleet.ts";
import { memoryWorld } from "../../src/index.ts";

const { digest } = memoryWorld();

const declaration = {
  users: {
    keith: { fullName: "Keith", isAdmin: true, sshKeys: [{ file: "keys/keith.pub" }] },
    traci: { fullName: "Traci" },
  },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith", "traci"] } },
};
const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFgEINrZwPNhTKGm1WgKn2Bf78EKc9nc1vg8eoU9v+y3 test key";
const paths = ["hosts/mini.nix", "users/keith.nix", "users/traci.nix", "keys/keith.pub"];
const surroundings = {
  files: new Set(paths),
  tracked: undefined,
  contents: new Map([["keys/keith.pub", key]]),
};

function declare(input: unknown) {
  const { value, diagnostics } = declareFleet(input);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error("bug: nothing is wrong with it, and it is no fleet");
  return value;
}

describe("a declaration", () => {
  it("says which files it wants before anything is read", () => {
    expect(declare(declaration).wanted).toEqual(["keys/keith.pub"]);
  });

  it("that is none comes to nothing but what is wrong", () => {
    const { value, diagnostics } = declareFleet([]);
    expect(value).toBeUndefined();
    expect(diagnostics).not.toEqual([]);
  });
});

describe("a fleet in memory", () => {
  it("is computed from what is handed over, with its sources", async () => {
    const { fleet } = declare(declaration);
    const sources = new Map([["fleet.config.ts", "ab".repeat(32)]]);
    const { value, diagnostics } = await computeFleet(fleet, surroundings, sources);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ declared: fleet, secrets: undefined, sources });
    expect(value.files).toBe(surroundings.files);
    const account = value.resolved.hosts.get("mini")?.accounts.get("keith");
    expect(account?.sshKeys).toEqual([key]);
    expect(value.homes.byHost.get("mini")?.get("traci")?.mode.value).toBe("integrated");
  });

  it("comes to the same files each time, and needs no sources", async () => {
    const { fleet } = declare(declaration);
    const { value } = await computeFleet(fleet, surroundings);
    const again = await computeFleet(declare(structuredClone(declaration)).fleet, surroundings);
    expect(emitFiles(value, digest)).toEqual(emitFiles(again.value, digest));
    expect(JSON.parse(emitFiles(value, digest)[0]?.contents ?? "")).toMatchObject({ sources: {} });
  });

  it("has who reads which file where it speaks of secrets", async () => {
    const ageKey = "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452";
    const hosts = { mini: { ...declaration.hosts.mini, ageKey, secrets: { wifi: {} } } };
    const { fleet } = declare({ ...declaration, hosts });
    const { value } = await computeFleet(fleet, surroundings);
    expect(value.secrets?.wiring.hosts.get("mini")?.has("wifi")).toBe(true);
    expect(value.secrets?.sopsYaml).toContain(ageKey);
    expect(emitFiles(value, digest).map(({ path }) => path)).toEqual([".sops.yaml", "fleet.json"]);
  });

  it.each([
    ["an ed25519 key", key, []],
    ["a key of another type", `ecdsa-sha2-nistp256 ${key}`, ["secrets/bad-host-key"]],
    ["two keys", `${key}\n${key}`, ["core/bad-ssh-key"]],
    ["no key", "", ["core/bad-ssh-key"]],
    ["a key with options", `restrict ${key}`, ["secrets/bad-host-key"]],
  ])("takes a host's key from a file: %s", async (_, text, codes) => {
    const file = "hosts/mini.pub";
    const hosts = { mini: { ...declaration.hosts.mini, sshHostKey: { file }, secrets: { a: {} } } };
    const { fleet } = declare({ ...declaration, hosts });
    const contents = new Map([...surroundings.contents, [file, text]]);
    const { value, diagnostics } = await computeFleet(fleet, { ...surroundings, contents });
    const errors = diagnostics.filter(isError);
    expect(errors.map(({ code }) => code)).toEqual(codes);
    expect(errors.every((found) => found.file === file)).toBe(true);
    if (codes.length > 0) return;
    expect(value.resolved.hosts.get("mini")?.sshHostKey).toBe(key);
    expect(value.secrets?.sopsYaml).toMatch(/host_mini age1/);
  });

  it("has what could be computed beside what is wrong with it", async () => {
    const { fleet } = declare(declaration);
    const nothing = { files: new Set<string>(), tracked: undefined, contents: new Map() };
    const { value, diagnostics } = await computeFleet(fleet, nothing);
    expect(diagnostics.map(({ code }) => code)).toContain("core/missing-file");
    expect(value.resolved.hosts.get("mini")?.accounts.size).toBe(2);
  });
});
