import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, runFleet, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { allAsComputed, keithsKey, verifyFleet } from "./verify-fleet.ts";

const verify = (folder: string, ...args: string[]) =>
  runFleet(folder, ["verify", "--without-inputs", ...args]);

let generated: string | undefined;

function generatedFleet(): string {
  generated ??= generateFleet();
  return testRepository({ ...verifyFleet, "fleet.json": generated });
}

function generateFleet(): string {
  const folder = testRepository(verifyFleet);
  expect(runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
  return readFileSync(join(folder, "fleet.json"), "utf8");
}

/** Replaces a text in the fleet.json of a folder, where it has to stand. */
function tamper(folder: string, text: string | RegExp, other: string): void {
  const path = join(folder, "fleet.json");
  const before = readFileSync(path, "utf8");
  const after = before.replace(text, other);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

describe("fleet verify --without-inputs", () => {
  it("says of every host that it is as computed, and nothing else", () => {
    expect(verify(generatedFleet())).toMatchObject({
      status: 0,
      stdout: allAsComputed,
      stderr: "",
    });
  });

  it("says the same in JSON", () => {
    const report = JSON.parse(verify(generatedFleet(), "--json").stdout);
    expect(report).toMatchObject({ version: 1, ok: true, diagnostics: [] });
    expect(report.hosts[0]).toEqual({
      id: "mini",
      state: "as-computed",
      accounts: 3,
      homes: 2,
      secrets: 0,
      differences: 0,
      notes: [],
    });
  });

  it.each([
    [
      "a uid",
      '"uid": 1001',
      '"uid": 1005',
      "uid",
      "users.traci.uid",
      /is 1005 in Nix, and 1001 was/,
    ],
    [
      "a uid from the ledger",
      '"uid": 1002',
      '"uid": 1003',
      "uid",
      "hosts.mini.users[2]",
      /^The uid of "hank" on host "mini" is 1003 in Nix, and 1002 was computed\.$/,
    ],
    ["a shell", '"shell": "fish"', '"shell": "zsh"', "shell", "users.keith.shell", /"zsh" in Nix/],
    [
      "a home directory",
      '"homeDirectory": "/home/hank"',
      '"homeDirectory": "/srv"',
      "home-directory",
      "hosts.mini.users[2]",
      /The home directory of "hank" on host "mini" is "\/srv" in Nix, and "\/home\/hank" was computed\./,
    ],
    [
      "a description",
      '"description": "Traci"',
      '"description": "\\u001b"',
      "description",
      "users.traci.fullName",
      /is "\\u001b" in Nix/,
    ],
    [
      "a group that is missing",
      '"audio"',
      '"video"',
      "missing-group",
      "users.traci.extraGroups",
      /does not have "traci" on host "mini" in the group "audio"/,
    ],
    [
      "a group that makes root",
      '"audio"',
      '"audio", "docker"',
      "privileged-group",
      "hosts.mini.users[1]",
      /has "traci" on host "mini" in the group "docker", which was not computed/,
    ],
    [
      "wheel for who is no admin",
      '"audio"',
      '"audio", "wheel"',
      "privileged-group",
      "hosts.mini.users[1]",
      /"wheel"/,
    ],
    [
      "a key",
      keithsKey,
      keithsKey.replace(/.$/, "A"),
      "missing-key",
      "users.keith.sshKeys",
      /log in/,
    ],
    [
      "a trusted user too many",
      /"trustedUsers": \[\s+"keith"/,
      '"trustedUsers": ["keith", "traci"',
      "trusted-user",
      "hosts.mini.users[1]",
      /Nix trusts "traci" on host "mini", which amounts to being root; only "root", "keith" should/,
    ],
    [
      "everybody trusted",
      /"trustedUsers": \[\s+"keith"/,
      '"trustedUsers": ["keith", "*"',
      "trusted-user",
      "hosts.mini",
      /Nix trusts everybody \("\*"\)/,
    ],
    [
      "an admin who is not trusted",
      /"trustedUsers": \[\s+"keith"\s+\]/,
      '"trustedUsers": []',
      "missing-trusted-user",
      "hosts.mini.users[0]",
      /does not trust "keith" on host "mini"/,
    ],
    [
      "a host's name",
      '"hostname": "mini"',
      '"hostname": "maxi"',
      "hostname",
      "hosts.mini.hostname",
      /"maxi" in Nix/,
    ],
    [
      "a system",
      '"system": "x86_64-linux"',
      '"system": "aarch64-linux"',
      "system",
      "hosts.mini.system",
      /"aarch64-linux" in Nix/,
    ],
    [
      "a module of a host",
      '"path": "hosts/mini.nix"',
      '"path": "hosts/travel.nix"',
      "modules",
      "hosts.mini",
      /Nix makes host "mini" of other modules than were computed: without "hosts\/mini\.nix" and with "hosts\/travel\.nix"\./,
    ],
    [
      "a module of a home",
      '"path": "users/keith.nix"',
      '"path": "users/henry.nix"',
      "modules",
      "hosts.mini.users[0]",
      /the home of "keith" on host "mini"/,
    ],
    [
      "a home that is missing",
      '"mode": "integrated"',
      '"mode": "none"',
      "missing-home",
      "hosts.mini.users[0]",
      /does not have the home of "keith" on host "mini"/,
    ],
    [
      "a home too many",
      '"mode": "none"',
      '"mode": "integrated", "modules": [], "stateVersion": "24.05"',
      "unexpected-home",
      "hosts.mini.users",
      /a home for "hank"/,
    ],
    [
      "a login name",
      '"username": "hank"',
      '"username": "henry"',
      "missing-account",
      "hosts.mini.users[2]",
      /Nix has no account "hank" on host "mini", and one for "henry" was computed\./,
    ],
    [
      "an account that nobody knows",
      '"username": "hank"',
      '"username": "henry"',
      "unknown-account",
      "hosts.mini.users",
      /an account "henry" on host "mini" that the fleet does not know\./,
    ],
    [
      "a standalone home",
      '"traci@travel": {',
      '"traci@trevel": {',
      "missing-home",
      "hosts.travel.users.traci.home",
      /does not have the standalone home "traci@travel"/,
    ],
    [
      "a host that is missing",
      '"mini": {',
      '"maxi": {',
      "missing-host",
      "hosts.mini",
      /no nixosConfigurations\.mini/,
    ],
  ])(
    "names %s that differs, after saying that fleet.json does",
    (_, text, other, what, place, message) => {
      const folder = generatedFleet();
      tamper(folder, text, other);
      const run = verify(folder, "--json");
      const [stale, ...others] = readDiagnostics(run);
      expect(run.status).toBe(1);
      expect(stale).toMatchObject({ code: "verify/stale", severity: "error", file: "fleet.json" });
      expect(others).toContainEqual(
        expect.objectContaining({
          code: `verify/${what}`,
          place,
          message: expect.stringMatching(message),
        }),
      );
    },
  );

  it("counts the differences of a host, and shows them in the declaration", () => {
    const folder = generatedFleet();
    tamper(folder, '"uid": 1001', '"uid": 1005');
    const { stdout } = verify(folder);
    expect(stdout).toContain("mini      3 accounts, 2 homes: 1 difference\n");
    expect(stdout).toContain("fleet.config.ts:10:33  users.traci.uid  verify/uid\n");
    expect(stdout.indexOf("verify/stale")).toBeLessThan(stdout.indexOf("verify/uid"));
    expect(stdout).toMatch(/\n2 errors\n$/);
  });

  it("says that fleet.json is out of date even where it comes to the same", () => {
    const folder = generatedFleet();
    const config = verifyFleet["fleet.config.ts"]?.toString() ?? "";
    writeFiles(folder, { "fleet.config.ts": `// Us.\n${config}` });
    const run = verify(folder, "--json");
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "verify/stale",
      help: "Run: fleet generate",
    });
  });

  it("does not ask Nix where there is no fleet.json", () => {
    const run = verify(testRepository(verifyFleet), "--json");
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "verify/stale",
      message: '"fleet.json" is not there, and Nix reads it.',
    });
  });

  it("reports what is wrong with the declaration, as check does, and nothing else", () => {
    const folder = generatedFleet();
    writeFiles(folder, { "fleet.config.ts": "export default { users: {}, hosts: { mini: {} } };" });
    const run = verify(folder, "--json");
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).diagnostics).toEqual(
      JSON.parse(runFleet(folder, ["check", "--json"]).stdout).diagnostics,
    );
  });

  it("looks at the hosts that are named, and no others", () => {
    const folder = generatedFleet();
    tamper(folder, '"hostname": "mini"', '"hostname": "maxi"');
    const run = verify(folder, "--host", "travel", "--host=stibnite", "--json");
    const report = JSON.parse(run.stdout);
    expect(report.hosts).toMatchObject([{ id: "stibnite" }, { id: "travel" }]);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "verify/stale" });
  });

  it("says that there is nothing to look at", () => {
    const config = "export default { users: {}, hosts: {} };\n";
    const folder = testRepository({ "fleet.config.ts": config });
    runFleet(folder, ["generate"]);
    expect(verify(folder)).toMatchObject({ status: 0, stdout: "There is no host to verify.\n" });
  });

  it("is wrong use to name a host that the fleet does not have", () => {
    const run = verify(generatedFleet(), "--host", "tarvel", "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/unknown-host",
      message: 'The fleet has no host "tarvel".',
      help: 'Did you mean "travel"?',
    });
  });

  it.each(["0", "soon", "-5", "1e3", "1000000"])("is wrong use to give %s for a time", (time) => {
    const run = verify(testRepository(), `--time-limit=${time}`, "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "cli/unknown-option" });
  });
});

describe("fleet verify", () => {
  it("does not ask a flake that cannot see fleet.json", () => {
    const folder = generatedFleet();
    git(folder, "rm", "--cached", "--quiet", "fleet.json");
    const run = runFleet(folder, ["verify", "--json"]);
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/untracked-file",
      file: "fleet.json",
      help: "Run: git add -- fleet.json",
    });
  });

  it("says that there is no flake", () => {
    const { "flake.nix": _, ...files } = verifyFleet;
    const folder = testRepository(files);
    runFleet(folder, ["generate"]);
    git(folder, "add", "--all");
    const run = runFleet(folder, ["verify", "--json"]);
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "nix-eval/missing-file" });
  });
});
