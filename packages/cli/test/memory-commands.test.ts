import { describe, expect, it } from "vitest";
import { memoryConfig, memoryFiles } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

/** A fleet in memory that was generated, and which traci has left since. */
async function fleetWithoutTraci(confirm?: (question: string) => boolean) {
  const memory = memoryFleet({ files: memoryFiles, ...(confirm === undefined ? {} : { confirm }) });
  await memory.fleet("generate");
  const config = memoryConfig.replace(/ {2}traci: .*\n/, "").replace(", traci]", "]");
  memory.write({ "fleet.config.yaml": config });
  await memory.fleet("generate");
  return memory;
}

describe("fleet generate, on a disk in memory", () => {
  it("writes its files, and finds them unchanged the next time", async () => {
    const { fleet, read } = memoryFleet({ files: memoryFiles });
    const first = await fleet("generate");
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout.split("\n").slice(0, 3)).toEqual([
      "Created .sops.yaml",
      "Created fleet.json",
      "Created fleet.lock.json",
    ]);
    expect(JSON.parse(read("fleet.json") ?? "")).toMatchObject({
      hosts: { mini: { accounts: { keith: { uid: 1000 }, traci: { uid: 1001 } } } },
    });
    expect(read(".sops.yaml")).toContain("path_regex: '^secrets/wifi\\.yaml$'");
    const again = await fleet("generate");
    expect(again.stdout).toMatch(
      /^Unchanged \.sops\.yaml\nUnchanged fleet\.json\nUnchanged fleet\.lock\.json\n/,
    );
  });

  it.each(["--check", "--dry-run"])("writes nothing with %s", async (option) => {
    const { fleet, read } = memoryFleet({ files: memoryFiles });
    const run = await fleet("generate", option);
    expect(run.status).toBe(option === "--check" ? 1 : 0);
    expect(run.stdout).toContain("Missing: would create fleet.json\n");
    expect(read("fleet.json")).toBeUndefined();
  });

  it("leaves no file of its work behind", async () => {
    const { fleet, world } = memoryFleet({ files: memoryFiles });
    await fleet("generate");
    const names = world.disk.list(world.folder).map(({ name }) => name);
    expect(names.sort()).toEqual([
      ".sops.yaml",
      "fleet.config.yaml",
      "fleet.json",
      "fleet.lock.json",
      "hosts",
      "users",
    ]);
  });

  it("overwrites what somebody edited only with --force", async () => {
    const { fleet, read, write } = memoryFleet({ files: memoryFiles });
    await fleet("generate");
    const edited = (read("fleet.json") ?? "").replace('"uid": 1000', '"uid": 1005');
    write({ "fleet.json": edited });
    const refused = await fleet("generate", "--json");
    expect(refused.status).toBe(1);
    expect(readDiagnostics(refused)).toMatchObject([{ code: "cli/edited-file" }]);
    expect(read("fleet.json")).toBe(edited);
    expect((await fleet("generate", "--force")).status).toBe(0);
    expect(read("fleet.json")).toContain('"uid": 1000');
  });

  it("writes nothing where the config is wrong", async () => {
    const config = memoryConfig.replace("uid: 1000", "uid: 12");
    const { fleet, read } = memoryFleet({ files: { ...memoryFiles, "fleet.config.yaml": config } });
    expect((await fleet("generate")).status).toBe(1);
    expect(read("fleet.json")).toBeUndefined();
  });

  it("takes a script anew each time, with what it imports", async () => {
    const people = (uid: number) =>
      `export const users: object = { keith: { fullName: "Keith", uid: ${uid} } };\n`;
    const { fleet, read, write } = memoryFleet({
      files: {
        "fleet.config.ts": `import { users } from "./people.ts";
export default { users, hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } } };
`,
        "people.ts": people(1000),
        "users/keith.nix": "{ }",
        "hosts/mini.nix": "{ }",
      },
    });
    await fleet("generate");
    expect(read("fleet.json")).toContain('"uid": 1000');
    write({ "people.ts": people(1005) });
    await fleet("generate");
    expect(read("fleet.json")).toContain('"uid": 1005');
  });
});

describe("fleet uids, on a disk in memory", () => {
  it("lists who has which uid, and why", async () => {
    const { fleet } = memoryFleet({ files: memoryFiles });
    await fleet("generate");
    expect(await fleet("uids")).toEqual({
      status: 0,
      stdout: `uid   user   where  why
1000  keith  NixOS  declared: users.keith.uid
1001  traci  NixOS  allotted
`,
      stderr: "",
    });
  });

  it("frees a uid when somebody agrees", async () => {
    const questions: string[] = [];
    const { fleet, read } = await fleetWithoutTraci((question) => questions.push(question) > 0);
    expect(await fleet("uids", "free", "1001")).toMatchObject({
      status: 0,
      stdout: 'Freed 1001, which was that of "traci".\n',
    });
    expect(questions).toHaveLength(1);
    expect(read("fleet.lock.json")).not.toContain("tombstones");
  });

  it("frees none when somebody does not", async () => {
    const { fleet, read } = await fleetWithoutTraci(() => false);
    const run = await fleet("uids", "free", "1001");
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("You did not agree, so that nothing was changed.");
    expect(read("fleet.lock.json")).toContain('"1001": "traci"');
  });

  it.each([
    [["1001"], "cli/not-confirmed"],
    [["1000", "--yes"], "cli/uid-held"],
    [["1007", "--yes"], "cli/unknown-uid"],
  ])("frees none for %j", async (args, code) => {
    const { fleet } = await fleetWithoutTraci();
    const run = await fleet("uids", "free", ...args, "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run).map((one) => one.code)).toEqual([code]);
  });

  it("overwrites nothing that another run wrote while its question stood there", async () => {
    const other = await fleetWithoutTraci();
    const config = other.read("fleet.config.yaml") ?? "";
    const withAda = config
      .replace("users:\n", "users:\n  ada: { fullName: Ada }\n")
      .replace("[keith]", "[ada, keith]");
    other.write({ "fleet.config.yaml": withAda, "users/ada.nix": "{ }" });
    expect((await other.fleet("generate")).status).toBe(0);
    const lock = other.read("fleet.lock.json") ?? "";
    expect(JSON.parse(lock).uids).toEqual({
      accounts: { 1000: "keith", 1002: "ada" },
      tombstones: { 1001: "traci" },
    });

    const { fleet, read, write } = await fleetWithoutTraci(() => {
      write({ "fleet.lock.json": lock });
      return true;
    });
    const run = await fleet("uids", "free", "1001");
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("fleet.lock.json  cli/file-changed");
    expect(read("fleet.lock.json")).toBe(lock);
  });
});

describe("fleet access, on a disk in memory", () => {
  it("shows files and readers", async () => {
    const { stdout } = await memoryFleet({ files: memoryFiles }).fleet("access");
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toContainEqual([
      "secrets/wifi.yaml",
      "no file yet",
      "hosts",
      "operator:recovery",
      "user:keith",
    ]);
  });

  it.each([
    ["who-can read secrets/wifi.yaml", ["host:mini", "operator:recovery", "user:keith"]],
    ["of traci", ["user:traci"]],
    ["of mini", ["host:mini"]],
  ])("answers: %s", async (question, readers) => {
    const { fleet } = memoryFleet({ files: memoryFiles });
    const run = await fleet("access", ...question.split(" "), "--json");
    const access: readonly { reader: string }[] = JSON.parse(run.stdout).access;
    expect([...new Set(access.map(({ reader }) => reader))]).toEqual(readers);
  });
});

describe("fleet secrets, on a disk in memory", () => {
  it("says which declared file is missing", async () => {
    const { fleet } = memoryFleet({ files: memoryFiles });
    await fleet("generate");
    const found = readDiagnostics(await fleet("secrets", "status", "--json"));
    expect(found).toMatchObject([{ code: "secrets/missing-file", place: "secrets.files[0]" }]);
  });

  it("says that a secret lies there in plain text", async () => {
    const { fleet } = memoryFleet({
      files: { ...memoryFiles, "secrets/wifi.yaml": "password: geheim\n" },
    });
    await fleet("generate");
    const run = await fleet("secrets", "status", "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([{ file: "secrets/wifi.yaml", severity: "error" }]);
    expect(run.stdout).not.toContain("geheim");
  });

  it("knows no file to sync that is not there", async () => {
    const { fleet } = memoryFleet({ files: memoryFiles });
    await fleet("generate");
    const run = await fleet("secrets", "sync", "--yes", "secrets/wifi.yaml", "--json");
    expect(run.status).toBe(2);
    expect(readDiagnostics(run)).toMatchObject([{ code: "cli/unknown-file" }]);
  });
});
