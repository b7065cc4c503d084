import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { git } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { encrypt, keyOf } from "../secrets-fleet.ts";
import { deployFleet } from "./deploy-fleet.ts";

/** A host with a secret, somebody whose home is built with it, and somebody whose home is not. */
async function vault(files: Readonly<Record<string, readonly string[]>>, engine?: string) {
  const rollout = engine === undefined ? "" : `, engine: ${engine}`;
  const key = (name: string) => keyOf(name).recipient;
  const user = (name: string, home: string, uid: number) =>
    `{ fullName: ${name}, uid: ${uid}, home: ${home}, ageKeys: [${key(name)}], secrets: { token: { file: secrets/${name}.yaml, key: wifi } } }`;
  const config = `users:
  keith: ${user("keith", "integrated", 1000).replace("{", "{ isAdmin: true,")}
  traci: ${user("traci", "standalone", 1001)}
hosts:
  mini: { system: x86_64-linux, users: [keith, traci], ageKey: ${key("mini")}, deploy: { target: root@mini.lan, home: home-manager${rollout} }, secrets: { wifi: { file: secrets/mini.yaml } } }
  maxi: { system: x86_64-linux, users: [keith], deploy: { target: root@maxi.lan } }
secrets:
  files:
    - { path: secrets/mini.yaml, readers: [host:mini] }
    - { path: secrets/keith.yaml, readers: [user:keith] }
    - { path: secrets/traci.yaml, readers: [user:traci] }
defaults: { stateVersion: "25.11" }
`;
  const modules = ["hosts/mini.nix", "hosts/maxi.nix", "users/keith.nix", "users/traci.nix"];
  const fleet = await deployFleet(config, {
    files: Object.fromEntries(modules.map((path) => [path, "{ }"])),
    machine: "mini",
    environment: { USER: "traci" },
  });
  for (const [path, names] of Object.entries(files)) {
    mkdirSync(dirname(join(fleet.folder, path)), { recursive: true });
    writeFileSync(join(fleet.folder, path), encrypt(path, names));
  }
  git(fleet.folder, "add", "--all");
  git(fleet.folder, "commit", "--quiet", "--allow-empty", "--message", "secrets");
  return fleet;
}

const inStep = {
  "secrets/mini.yaml": ["mini"],
  "secrets/keith.yaml": ["keith"],
  "secrets/traci.yaml": ["traci"],
};

/** What is warned of before a target is deployed. */
async function warnings(
  files: Readonly<Record<string, readonly string[]>>,
  target: string,
  engine?: string,
) {
  const { deploy } = await vault(files, engine);
  const { stdout } = await deploy(target, "--plan", "--json");
  const findings: readonly { readonly code: string; readonly message: string }[] =
    JSON.parse(stdout).diagnostics;
  return findings.filter(({ code }) => code === "cli/secret-behind").map((one) => one.message);
}

describe("what fleet deploy says of secrets", () => {
  it.each(["mini", "maxi", "traci@mini"])("is nothing where all are in step: %s", async (name) => {
    expect(await warnings(inStep, name)).toEqual([]);
  });

  it("is which files of a host are not there", async () => {
    const { "secrets/mini.yaml": _, ...others } = inStep;
    expect(await warnings(others, "mini")).toEqual([
      '"host:mini" needs "secrets/mini.yaml", which is missing: what needs it will not start.',
    ]);
  });

  it("is which it cannot open yet", async () => {
    const files = { ...inStep, "secrets/mini.yaml": ["recovery"] };
    expect(await warnings(files, "mini")).toEqual([
      '"host:mini" cannot open "secrets/mini.yaml" yet, which is not encrypted to it: what needs it will not start.',
    ]);
  });

  it("is which others can open that should not", async () => {
    const files = { ...inStep, "secrets/mini.yaml": ["mini", "stranger"] };
    expect(await warnings(files, "mini")).toEqual([
      '"host:mini" needs "secrets/mini.yaml", which is not in step: its readers are others than declared.',
    ]);
  });

  it("is about homes that are built with the system, and no others on the host", async () => {
    const files = { "secrets/mini.yaml": ["mini"] };
    expect(await warnings(files, "mini")).toEqual([expect.stringContaining('"user:keith" needs')]);
    expect(await warnings(files, "maxi")).toEqual([expect.stringContaining('"user:keith" needs')]);
  });

  it("is about homes that an engine brings with the system as well", async () => {
    const files = { "secrets/mini.yaml": ["mini"], "secrets/keith.yaml": ["keith"] };
    expect(await warnings(files, "mini", "deploy-rs")).toEqual([
      expect.stringContaining('"user:traci" needs "secrets/traci.yaml"'),
    ]);
  });

  it("stops nothing, a debt that nobody has paid either", async () => {
    const { "secrets/keith.yaml": _, ...others } = inStep;
    const { folder, deploy, run, begun } = await vault(others);
    const lockFile = join(folder, "fleet.lock.json");
    const lock = JSON.parse(readFileSync(lockFile, "utf8"));
    const debt = {
      recipient: "age1gone",
      reader: "user:gone",
      isRotated: false,
      acknowledged: null,
    };
    lock.secrets = { seen: [], debts: [{ ...debt, file: "secrets/mini.yaml" }] };
    writeFileSync(lockFile, JSON.stringify(lock));
    await run("generate");
    expect((await run("secrets", "status", "--json")).stdout).toContain("secrets/revocation-debt");
    const { status, stderr } = await deploy("mini", "--yes");
    expect(stderr).toContain('"user:keith" needs "secrets/keith.yaml", which is missing');
    expect(status).toBe(0);
    expect(begun()).toHaveLength(1);
  });

  it("is about the home that is deployed alone, and no system", async () => {
    expect(await warnings({}, "traci@mini")).toEqual([
      expect.stringContaining('"user:traci" needs "secrets/traci.yaml"'),
    ]);
  });
});
