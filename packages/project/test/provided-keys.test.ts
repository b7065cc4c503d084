import { describe, expect, it } from "vitest";
import { checkProvidedKeys, memoryWorld, openProject, projectOf } from "../src/index.ts";

const declaration = {
  users: {
    keith: { fullName: "Keith", uid: 1000, isAdmin: true, sshKeys: [{ env: "SSH_KEY_KEITH" }] },
    traci: { fullName: "Traci", uid: 1001, sshKeys: [{ env: "constructor" }] },
  },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith", "traci"] } },
};
const text = JSON.stringify(declaration, null, 2);
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFgEINrZwPNhTKGm1WgKn2Bf78EKc9nc1vg8eoU9v+y3";

const open = (environment: Readonly<Record<string, string>>) =>
  openProject(memoryWorld({ files: { "fleet.config.json": text }, environment }));

const found = async (environment: Readonly<Record<string, string>>) => {
  const before = await open(environment);
  const { findings } = await checkProvidedKeys(before);
  return findings.filter((finding) => !before.findings.includes(finding));
};

describe("checkProvidedKeys", () => {
  it("reports with its place a key that the environment does not have, whatever its name", async () => {
    expect(await found({})).toMatchObject([
      { path: ["users", "keith", "sshKeys", 0, "env"], file: "fleet.config.json" },
      { path: ["users", "traci", "sshKeys", 0, "env"], position: expect.anything() },
    ]);
  });

  it("never repeats what a variable holds", async () => {
    const findings = await found({ SSH_KEY_KEITH: "geheim", constructor: "geheim" });
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toContain("geheim");
  });

  it("has nothing to say where all keys are there, or where there is no fleet", async () => {
    expect(await found({ SSH_KEY_KEITH: key, constructor: key })).toEqual([]);
    const broken = await projectOf(7);
    expect(await checkProvidedKeys(broken)).toBe(broken);
  });
});
