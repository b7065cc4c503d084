import { describe, expect, it } from "vitest";
import { memoryConfig, memoryFiles, sealedFor } from "./memory-files.ts";
import { readDiagnostics } from "./read-report.ts";
import { memoryFleet } from "./run-in-memory.ts";

const config = "fleet.config.yaml";
const files = { ...memoryFiles, "secrets/wifi.yaml": sealedFor("keith", "mini", "recovery") };

/** A fleet that was generated, in which nothing is wrong. */
async function generated() {
  const memory = memoryFleet({ files });
  await memory.fleet("generate");
  const found = async (...args: readonly string[]) => {
    const run = await memory.fleet("check", "--json", ...args);
    return readDiagnostics(run).map(({ code, file }) => `${code} ${file}`);
  };
  const edit = (path: string, change: (text: string) => string) =>
    memory.write({ [path]: change(memory.read(path) ?? "") });
  const remove = (path: string) => memory.world.disk.remove(`${memory.world.folder}/${path}`);
  return { ...memory, found, edit, remove };
}

describe("fleet check, of generated files", () => {
  it("finds nothing in those that were just written", async () => {
    const { found, fleet } = await generated();
    expect(await found()).toEqual([]);
    expect((await fleet("check")).status).toBe(0);
  });

  it("finds nothing in one that a formatter or git laid out anew, but that it is out of date", async () => {
    const { found, edit } = await generated();
    edit("fleet.json", (text) => `${JSON.stringify(JSON.parse(text), null, 4)}\n`);
    expect(await found()).toEqual(["cli/stale-file fleet.json"]);
  });

  it.each([
    ["a uid that was edited", (text: string) => text.replace('"uid": 1000', '"uid": 1234')],
    [
      "rights that were edited",
      (text: string) => text.replace('"isAdmin": false', '"isAdmin": true'),
    ],
    ["a file that is cut off", (text: string) => text.slice(0, 900)],
    ["a file of somebody else", () => "{}"],
    ["an empty file", () => ""],
    ["a merge conflict", (text: string) => text.replace("\n", "\n<<<<<<< ours\n")],
  ])("finds %s in fleet.json, which generate does not write over", async (_, change) => {
    const { found, edit, fleet, read } = await generated();
    edit("fleet.json", change);
    expect(await found()).toEqual(["cli/altered-file fleet.json"]);
    const before = read("fleet.json");
    expect((await fleet("generate")).status).toBe(1);
    expect(read("fleet.json")).toBe(before);
    await fleet("generate", "--force");
    expect(await found()).toEqual([]);
  });

  it("finds a declaration that changed since, and generate mends it", async () => {
    const { found, edit, fleet } = await generated();
    edit(config, (text) => text.replace("fullName: Traci", "fullName: Traci B"));
    expect(await found()).toEqual(["cli/stale-file fleet.json"]);
    const run = await fleet("check");
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("help: Run: fleet generate\n");
    await fleet("generate");
    expect(await found()).toEqual([]);
  });

  it("says once that several are out of date, and names them", async () => {
    const { fleet, edit, write } = await generated();
    write({ "users/ben.nix": "{ }" });
    edit(config, (text) =>
      text
        .replace("hosts:\n", "  ben: { fullName: Ben }\nhosts:\n")
        .replace("[keith, traci]", "[keith, traci, ben]"),
    );
    const run = readDiagnostics(await fleet("check", "--json"));
    expect(run.filter(({ code }) => code === "cli/stale-file")).toMatchObject([
      { file: "fleet.json", message: expect.stringContaining('"fleet.lock.json"') },
    ]);
  });

  it("finds one that is gone", async () => {
    const { found, remove } = await generated();
    remove("fleet.json");
    expect(await found()).toEqual(["cli/stale-file fleet.json"]);
  });

  it("finds that the ledger is gone where it is not tracked", async () => {
    const { found, remove } = await generated();
    remove("fleet.lock.json");
    expect(await found()).toEqual(["cli/stale-file fleet.lock.json"]);
  });

  it("misses nothing before the first generate, and says so", async () => {
    const run = await memoryFleet({ files: { ...memoryFiles, secrets: "" } }).fleet("check");
    expect(run.stdout).not.toContain("cli/stale-file");
    const plain = memoryConfig
      .replaceAll(/, ageKeys?: [^ }]+/g, "")
      .replace(/operators:[\s\S]*/, "");
    const memory = memoryFleet({ files: { ...memoryFiles, [config]: plain } });
    expect((await memory.fleet("check")).stdout).toBe(
      "fleet.config.yaml: nothing wrong with 1 host.\nNothing is generated yet: fleet generate\n",
    );
    memory.write({ "fleet.lock.json": '{ "version": 1 }\n' });
    expect((await memory.fleet("check")).status).toBe(1);
  });

  it("speaks of them last, and not where a module is missing that they should name", async () => {
    const { found, edit, remove } = await generated();
    edit("fleet.json", (text) => text.replace('"uid": 1000', '"uid": 1234'));
    edit("secrets/wifi.yaml", () => sealedFor("keith"));
    remove("users/traci.nix");
    expect(await found()).toEqual([
      `core/missing-file ${config}`,
      "secrets/missing-recipient secrets/wifi.yaml",
      "cli/altered-file fleet.json",
    ]);
  });

  it("leaves .sops.yaml to those who look at secrets", async () => {
    const { found, edit } = await generated();
    edit(".sops.yaml", (text) => `${text}# more\n`);
    expect(await found()).toEqual(["secrets/sops-yaml-drift .sops.yaml"]);
  });

  it("finds one of fleet's that nobody needs any more", async () => {
    const { found, edit, write } = await generated();
    edit(config, (text) =>
      text.replaceAll(/, ageKeys?: [^ }]+/g, "").replace(/operators:[\s\S]*/, ""),
    );
    const codes = await found();
    expect(codes).toEqual(["cli/stale-file fleet.json"]);
    write({ [config]: memoryConfig });
    expect(await found()).toEqual([]);
  });
});

describe("fleet check, of what is accepted until a day", () => {
  const alone = memoryConfig
    .replace(/operators:\n.*\n/, "")
    .replace("secrets:\n", "secrets:\n  defaultRules: false\n")
    .replace('[hosts, "user:keith"]', '["user:keith"]');
  const accepting = (until: string, more = "") =>
    memoryFleet({
      today: "2027-06-30",
      files: {
        ...memoryFiles,
        "secrets/wifi.yaml": sealedFor("keith"),
        [config]: `${alone}policy: { ${more}accept: [{ code: secrets/single-recipient, at: "secrets.files[0]", reason: Meant., until: "${until}" }, { code: secrets/no-recovery-key, at: operators, reason: On paper. }] }\n`,
      },
    });
  const look = async (memory: ReturnType<typeof memoryFleet>, ...args: readonly string[]) => {
    await memory.fleet("generate");
    const run = await memory.fleet("check", "--json", ...args);
    const found = readDiagnostics(run).map(({ code }) => code);
    return { status: run.status, found, report: JSON.parse(run.stdout) };
  };

  it("holds until then, and says the day for which that is so", async () => {
    const { status, found, report } = await look(accepting("2027-12-31"));
    expect({ status, found }).toEqual({ status: 0, found: [] });
    expect(report).toMatchObject({
      date: "2027-06-30",
      accepted: [
        { code: "secrets/no-recovery-key", until: null },
        { code: "secrets/single-recipient", until: "2027-12-31" },
      ],
    });
  });

  it("is a warning where that is near, by days that can be declared", async () => {
    expect(await look(accepting("2027-07-15"))).toMatchObject({
      status: 0,
      found: ["core/acceptance-ends"],
    });
    const late = accepting("2027-07-15", "warnDaysBefore: 14, ");
    expect(await look(late)).toMatchObject({ status: 0, found: [] });
  });

  it("holds on the last day, and fails the day after, for the day that is given", async () => {
    const memory = accepting("2027-12-31");
    expect(await look(memory, "--date", "2027-12-31")).toMatchObject({ status: 0 });
    expect(await look(memory, "--date", "2028-01-01")).toMatchObject({
      status: 1,
      found: ["secrets/single-recipient", "core/acceptance-ended"],
      report: { date: "2028-01-01", accepted: [{ code: "secrets/no-recovery-key" }] },
    });
  });

  it("is shown with its end to who asks", async () => {
    const memory = accepting("2027-12-31");
    await memory.fleet("generate");
    expect((await memory.fleet("check", "--verbose")).stdout).toContain(
      "  reason: Meant.\n  until: 2027-12-31; it is 2027-06-30\n",
    );
  });

  it("ends for no other command", async () => {
    const memory = accepting("2020-01-31");
    expect((await memory.fleet("generate")).status).toBe(0);
    expect((await memory.fleet("secrets", "status")).status).toBe(0);
  });

  it("is of nothing where the finding is gone, whatever the day", async () => {
    const memory = accepting("2020-01-31");
    memory.write({
      [config]: (memory.read(config) ?? "").replace('["user:keith"]', '[hosts, "user:keith"]'),
    });
    memory.write({ "secrets/wifi.yaml": sealedFor("keith", "mini") });
    expect((await look(memory)).found).toEqual(["core/unused-acceptance"]);
  });

  it.each(["2027-02-29", "soon", "2027-6-3"])("takes no day like %s", async (day) => {
    const run = await accepting("2027-12-31").fleet("check", "--date", day);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("Write a day as year, month and day");
  });
});

describe("an account with a last day", () => {
  const dated = `users: { keith: { isAdmin: true, sshKeys: [], expires: "2028-06-30" } }
hosts: { mini: { system: x86_64-linux, users: [keith], stateVersion: "24.05" } }
`;
  const files = { [config]: dated, "hosts/mini.nix": "{ }", "users/keith.nix": "{ }" };

  it.each([
    ["2028-05-01", 0, []],
    ["2028-06-30", 0, ["core/account-ends"]],
    ["2028-07-01", 1, ["core/account-ended"]],
  ])("is told of by check alone, on %s", async (day, status, found) => {
    const memory = memoryFleet({ files });
    expect((await memory.fleet("generate")).status).toBe(0);
    const run = await memory.fleet("check", "--json", "--date", day);
    expect(readDiagnostics(run).map(({ code }) => code)).toEqual(found);
    expect(run.status).toBe(status);
  });
});
