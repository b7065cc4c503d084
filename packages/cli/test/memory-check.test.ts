import { describe, expect, it } from "vitest";
import { memoryConfig, memoryFiles, soundFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

/** What `fleet check` says where one text of the config is replaced by another. */
async function checkChanged(before: string, after: string) {
  if (!memoryConfig.includes(before)) throw new Error(`bug: the config has no ${before}`);
  const config = memoryConfig.replace(before, after);
  const files = { ...(await soundFiles()), "fleet.config.yaml": config };
  const run = await memoryFleet({ files }).fleet("check", "--json");
  const found = readDiagnostics(run).map(
    ({ code, place, line, column }) => `${code} ${place} ${line}:${column}`,
  );
  return { status: run.status, found };
}

describe("fleet check, on a fleet in memory", () => {
  it("finds nothing wrong where nothing is", async () => {
    expect(await memoryFleet({ files: await soundFiles() }).fleet("check")).toEqual({
      status: 0,
      stdout:
        "fleet.config.yaml: nothing wrong with 1 host.\nNothing is generated yet: fleet generate\n",
      stderr: "",
    });
  });

  it.each([
    ["[keith, traci]", "[keith, tracy]", "core/unknown-user hosts.mini.users[1] 5:71"],
    ["[keith, traci]", "[keith, keith]", "core/placed-twice hosts.mini.users[1] 5:71"],
    ["uid: 1000", "uid: 12", "core/uid-out-of-range users.keith.uid 2:44"],
    ["uid: 1000", "uid: 0", "core/uid-out-of-range users.keith.uid 2:44"],
    ["traci: {", "traci: { uid: 1000,", "core/uid-taken users.traci.uid 3:12"],
    ["uid: 1000", "username: traci", "core/login-taken users.keith.username 2:44"],
    ["uid: 1000", "homeProfile: full", "core/unknown-profile users.keith.homeProfile 2:44"],
    ["uid: 1000", "sshKeys: [nonsense]", "core/bad-ssh-key users.keith.sshKeys[0] 2:54"],
    [
      "uid: 1000",
      "sshKeys: [{ file: k.pub }]",
      "core/missing-key-file users.keith.sshKeys[0] 2:54",
    ],
    ["x86_64-linux", "x86-linux", "core/wrong-type hosts.mini.system 5:11"],
    ['"24.05"', "24", "core/wrong-type hosts.mini.stateVersion 5:33"],
    [', stateVersion: "24.05"', "", "core/missing-state-version hosts.mini 5:3"],
    ["isAdmin: true", "isAdmin: often", "core/wrong-type users.keith.isAdmin 2:29"],
    ["fullName: Keith", "fulName: Keith", "core/unknown-key users.keith.fulName 2:12"],
    ["users:\n", "usrs:\n", "core/unknown-key usrs 1:1"],
    ["uid: 1000", "uid: 1000, uid: 1001", "cli/duplicate-key  2:55"],
    ['"user:keith"', '"user:kieth"', "secrets/unknown-reader secrets.files[0].readers[1] 10:51"],
    ["secrets/wifi.yaml", "../wifi.yaml", "secrets/bad-path secrets.files[0].path 10:9"],
  ])("finds where it is wrong to write %j as %j", async (before, after, expected) => {
    expect(await checkChanged(before, after)).toEqual({ status: 1, found: [expected] });
  });

  it.each([
    ["uid: 1000", "uid: 1000, shell: fish"],
    ["uid: 1000", "uid: 1000, extraGroups: [wheel]"],
    ["users: [keith, traci]", "users: { keith: {}, traci: {} }"],
    [", uid: 1000", ""],
  ])("has nothing against %j as %j", async (before, after) => {
    expect(await checkChanged(before, after)).toEqual({ status: 0, found: [] });
  });

  it.each([
    ["fleet.config.json", "JSON", (config: object) => JSON.stringify(config)],
    ["fleet.config.ts", "TypeScript", exportDefault],
    ["fleet.config.mjs", "JavaScript", exportDefault],
  ])("reads %s", async (name, _, render) => {
    const config = {
      users: { keith: { fullName: "Keith", isAdmin: true } },
      hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
    };
    const modules = { "users/keith.nix": "{ }", "hosts/mini.nix": "{ }" };
    const { fleet } = memoryFleet({ files: { ...modules, [name]: render(config) } });
    expect(await fleet("check")).toEqual({
      status: 0,
      stdout: `${name}: nothing wrong with 1 host.\nNothing is generated yet: fleet generate\n`,
      stderr: "",
    });
  });

  it("names every module that is missing", async () => {
    const {
      "users/keith.nix": _,
      "users/traci.nix": __,
      "hosts/mini.nix": ___,
      ...files
    } = await soundFiles();
    const found = readDiagnostics(await memoryFleet({ files }).fleet("check", "--json"));
    expect(found.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "core/missing-file users.keith",
      "core/missing-file users.traci",
      "core/missing-file hosts.mini",
    ]);
  });

  it.each([
    ["nothing", {}, "cli/no-config"],
    ["two configs", { "fleet.config.ts": "", "fleet.config.yaml": "" }, "cli/several-configs"],
  ])("fails on a disk with %s", async (_, files, code) => {
    const run = await memoryFleet({ files }).fleet("check", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([{ code }]);
  });

  it("reads no file through a link that leads out of the fleet", async () => {
    const config = memoryConfig.replace("uid: 1000", "sshKeys: [{ file: k.pub }]");
    const { fleet } = memoryFleet({
      files: { ...memoryFiles, "fleet.config.yaml": config, "/outside/secret": "the secret" },
      links: { "k.pub": "/outside/secret" },
    });
    const run = await fleet("check", "--json");
    expect(readDiagnostics(run).map(({ code }) => code)).toEqual(["cli/unreadable-key-file"]);
    expect(run.stdout).not.toContain("the secret");
  });

  it.each([
    ["groups", ["wheel  mini  keith    users.keith.isAdmin"]],
    ["services", ["No service runs for anybody."]],
    [
      "deploy",
      ["mini  system  there, as keith  nixos-rebuild switch --flake .#mini --use-remote-sudo"],
    ],
  ])("explains %s", async (topic, lines) => {
    const run = await memoryFleet({ files: await soundFiles() }).fleet("check", "--explain", topic);
    expect(run).toMatchObject({ status: 0, stderr: `By itself: fleet explain ${topic}\n` });
    for (const line of lines) expect(run.stdout).toContain(line);
  });

  it.each([
    [{}, ["core/key-not-set"]],
    [{ SSH_KEY_KEITH: "nonsense" }, ["core/bad-ssh-key"]],
    [{ SSH_KEY_KEITH: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}` }, []],
  ])("takes keys from the environment that it is given: %j", async (environment, codes) => {
    const config = memoryConfig.replace("uid: 1000", "sshKeys: [{ env: SSH_KEY_KEITH }]");
    const files = { ...memoryFiles, "fleet.config.yaml": config };
    const run = await memoryFleet({ files, environment }).fleet("check", "--strict-keys", "--json");
    const found = readDiagnostics(run).filter(({ place }) => place.startsWith("users.keith."));
    expect(found.map(({ code }) => code)).toEqual(codes);
  });
});

function exportDefault(config: object): string {
  return `import { defineFleet } from "@fleet/core";\n\nexport default defineFleet(${JSON.stringify(config)});\n`;
}
