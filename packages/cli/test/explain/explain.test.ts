import { describe, expect, it } from "vitest";
import { memoryConfig, memoryFiles, sealedFor } from "../memory-files.ts";
import { readDiagnostics } from "../read-report.ts";
import { memoryFleet } from "../run-in-memory.ts";

const files = { ...memoryFiles, "secrets/wifi.yaml": sealedFor("keith", "mini", "recovery") };
const { fleet } = memoryFleet({ files });
const explain = (...args: readonly string[]) => fleet("explain", ...args);

describe("fleet explain", () => {
  it.each([
    ["keith@mini", "keith on mini, by hosts.mini.users[0]"],
    ["host mini", "mini, by hosts.mini"],
    ["host:mini", "mini, by hosts.mini"],
    ["mini", "mini, by hosts.mini"],
    ["user keith", "keith (Keith), by users.keith"],
    ["traci", "traci (Traci), by users.traci"],
    ["file secrets/wifi.yaml", "secrets/wifi.yaml\n"],
    ["secrets/wifi.yaml", "secrets/wifi.yaml\n"],
    ["core/unknown-user", "core/unknown-user\n"],
    ["code unknown-user", "core/unknown-user\n"],
    ["unknown-user", "core/unknown-user\n"],
    ["groups", "group  host  members"],
  ])("explains %s", async (words, head) => {
    const run = await explain(...words.split(" "));
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout.startsWith(head)).toBe(true);
  });

  it.each([
    ["keth@mini", "cli/unknown-name", 'Did you mean "keith"?'],
    ["keith@mni", "cli/unknown-name", 'Did you mean "mini"?'],
    ["profile desktop", "cli/unknown-name", "There is no profile to choose from yet."],
    ["core/unknwn-user", "cli/unknown-name", 'Did you mean "core/unknown-user"?'],
    ["code nonsense", "cli/unknown-name", undefined],
    ["gruops", "cli/unknown-name", 'Did you mean "groups"?'],
    ["hsot mini", "cli/unknown-option", 'Did you mean "host"?'],
    ["host", "cli/unknown-option", "Write: fleet explain host NAME"],
    ["secrets/wfi.yaml", "cli/unknown-file", 'Did you mean "secrets/wifi.yaml"?'],
    ["__proto__", "cli/unknown-name", undefined],
    ["user constructor", "cli/unknown-name", undefined],
  ])("says what is wrong with %s, and what was meant", async (words, code, help) => {
    const run = await explain(...words.split(" "), "--json");
    const [first] = readDiagnostics(run);
    expect([run.status, first?.code]).toEqual([run.status === 1 ? 1 : 2, code]);
    if (help !== undefined) expect(first?.help).toBe(help);
  });

  it("says without anything what can be asked", async () => {
    const run = await explain();
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("fleet explain USER@HOST");
  });

  it("says how to ask for each of the things that have one name", async () => {
    const config = memoryConfig.replaceAll("keith", "mini");
    const double = memoryFleet({ files: { "fleet.config.yaml": config } });
    const found = readDiagnostics(await double.fleet("explain", "mini", "--json"));
    const unclear = found.find(({ code }) => code === "cli/unclear-name");
    expect(unclear?.help).toBe("Write: fleet explain user mini, or fleet explain host mini");
  });

  it("says where somebody has an account who has none on that host", async () => {
    const more = memoryConfig.replace(
      "operators:",
      '  desk: { system: x86_64-linux, stateVersion: "24.05", users: [keith] }\noperators:',
    );
    const run = await memoryFleet({ files: { "fleet.config.yaml": more } }).fleet(
      "explain",
      "traci@desk",
      "--json",
    );
    expect(readDiagnostics(run).find(({ code }) => code === "cli/unknown-name")?.help).toBe(
      "There is one on mini.",
    );
  });

  it("still explains what could be worked out of a declaration with mistakes, and says so", async () => {
    const broken = memoryConfig.replace("fullName: Traci", "fullName: Traci, shel: fish");
    const run = await memoryFleet({ files: { ...files, "fleet.config.yaml": broken } }).fleet(
      "explain",
      "keith@mini",
    );
    expect(run.status).toBe(1);
    expect(run.stdout).toContain("users.keith.isAdmin");
    expect(run.stderr).toContain("in spite of these errors");
  });

  it("needs no fleet for a code", async () => {
    const nothing = memoryFleet({ files: {} });
    expect(await nothing.fleet("explain", "core/unknown-user")).toMatchObject({ status: 0 });
    expect(await nothing.fleet("explain", "keith@mini")).toMatchObject({ status: 2, stdout: "" });
  });

  it("answers about a file from fleet.json where the config may not be run", async () => {
    const script = `export default ${JSON.stringify({
      users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000 } },
      hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
      secrets: { files: [{ path: "secrets/wifi.yaml", readers: ["operator:recovery"] }] },
      operators: {
        recovery: { ageKeys: ["age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0"] },
      },
    })};`;
    const own = memoryFleet({
      files: { "fleet.config.ts": script, "users/keith.nix": "{ }", "hosts/mini.nix": "{ }" },
    });
    expect((await own.fleet("generate")).status).toBe(0);
    const run = await own.fleet("explain", "file", "secrets/wifi.yaml", "--data-only");
    expect(run.stdout).toContain("Answered from fleet.json");
    expect(run.stdout).toContain("operator:recovery");
    expect((await own.fleet("explain", "keith@mini", "--data-only")).status).not.toBe(0);
  });
});

describe("fleet explain --json", () => {
  it("has what was found under the name of its kind, with file and line of each place", async () => {
    const run = await explain("keith@mini", "--json");
    const { kind, account, diagnostics } = JSON.parse(run.stdout);
    expect([kind, diagnostics]).toEqual(["account", []]);
    expect(account.values.find(({ name }: { name: string }) => name === "isAdmin")).toMatchObject({
      value: true,
      place: "users.keith.isAdmin",
      at: "fleet.config.yaml",
      line: 2,
    });
  });

  it("has of a code its page", async () => {
    const { code } = JSON.parse((await explain("core/email-of-two", "--json")).stdout);
    expect(code).toMatchObject({
      code: "core/email-of-two",
      severity: "warning",
      exit: 0,
      canBeAccepted: true,
    });
    expect(code.example.mended).toContain("ben@example.org");
  });
});

describe("what is explained", () => {
  it("is no wider than the terminal", async () => {
    const { width } = { width: 60 };
    const { runIn } = await import("../run-fleet.ts");
    const { world } = memoryFleet({ files });
    for (const words of [["keith@mini"], ["host", "mini"], ["file", "secrets/wifi.yaml"]]) {
      const { stdout } = await runIn(world, ["explain", ...words], width);
      const long = stdout.split("\n").filter((line) => line.length > width);
      // A key cannot be broken.
      expect(long.filter((line) => !line.includes("age1"))).toEqual([]);
    }
  });

  it("shows names and texts of a declaration so that they can do nothing on a terminal", async () => {
    const hostile = memoryConfig.replace("fullName: Traci", 'fullName: "Tr\\e[2Jaci\\u202e"');
    const own = memoryFleet({ files: { ...files, "fleet.config.yaml": hostile } });
    const run = await own.fleet("explain", "user", "traci");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(`${run.stdout}${run.stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
