import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { type HostSettings, writeSmallFlake } from "../../verify/test/cases/small-flake.ts";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { smallFleet } from "./small-fleet.ts";

/** The small fleet, generated; its flake has the host with these settings, or these outputs. */
async function generatedFleet({
  settings = {},
  outputs,
}: {
  settings?: HostSettings;
  outputs?: string;
} = {}) {
  const flake =
    outputs === undefined
      ? writeSmallFlake(new Map([["mini", settings]]))
      : `{ outputs = _: { ${outputs} }; }\n`;
  const folder = testRepository({ ...smallFleet, "flake.nix": flake });
  expect(await runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
  git(folder, "add", "--all");
  return folder;
}

const withoutInputs = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["verify", "--without-inputs", ...args]);

describe("fleet verify with the real Nix", () => {
  it("says of every host that it is as computed, and nothing else", async () => {
    expect(await withoutInputs(await generatedFleet())).toMatchObject({
      status: 0,
      stdout: "mini  1 account, 1 home: as computed\n",
      stderr: "",
    });
  });

  it("finds the flake in a folder above, and the commands that deploy name it", async () => {
    const inside = Object.entries(smallFleet).map(([path, text]) => [`lib/fleet/${path}`, text]);
    const flake = writeSmallFlake(new Map([["mini", {}]]));
    const folder = testRepository({ ...Object.fromEntries(inside), "flake.nix": flake });
    const root = join(folder, "lib/fleet");
    expect(await runFleet(root, ["generate"])).toMatchObject({ status: 0 });
    git(folder, "add", "--all");
    const run = await runFleet(root, ["verify"]);
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain("mini  1 account, 1 home: as computed");
    const explained = await runFleet(folder, [
      "check",
      "--root",
      "lib/fleet",
      "--explain",
      "deploy",
    ]);
    expect(explained.stdout).toContain("nixos-rebuild switch --flake ../..#mini");
  });

  it("says the same of a flake, and notes what its modules add", async () => {
    expect(await runFleet(await generatedFleet(), ["verify", "--host", "mini"])).toMatchObject({
      status: 0,
      stdout: `mini  1 account, 1 home: as computed
      note: modules also put "keith" into "gamers"
      note: modules also give "keith" 1 SSH key
`,
      stderr: "",
    });
  });

  it("counts the differences of a host, and shows them in the declaration", async () => {
    const folder = await generatedFleet();
    const path = join(folder, "fleet.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"uid": 1000', '"uid": 1005'));
    const { status, stdout } = await withoutInputs(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("mini  1 account, 1 home: 1 difference\n");
    expect(stdout).toContain("fleet.config.ts:4:55  users.keith.uid  verify/uid\n");
    expect(stdout.indexOf("verify/stale")).toBeLessThan(stdout.indexOf("verify/uid"));
    expect(stdout).toMatch(/\n2 errors\n$/);
  });

  it("says that fleet.json is out of date even where it comes to the same", async () => {
    const folder = await generatedFleet();
    const config = smallFleet["fleet.config.ts"]?.toString() ?? "";
    writeFiles(folder, { "fleet.config.ts": `// Us.\n${config}` });
    const run = await withoutInputs(folder, "--json");
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "verify/stale",
      help: "Run: fleet generate",
    });
  });

  it("reports what the modules say: assertions as errors, warnings as warnings", async () => {
    const settings = {
      assertions: '[ { assertion = false; message = "no disk"; } ]',
      warnings: '[ "old option" ]',
    };
    const run = await runFleet(await generatedFleet({ settings }), ["verify", "--json"]);
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "verify/failed-assertion", severity: "error", place: "hosts.mini" },
      { code: "verify/nix-warning", severity: "warning", place: "hosts.mini" },
    ]);
    expect(JSON.parse(run.stdout).hosts).toMatchObject([
      { id: "mini", state: "different", accounts: 1, homes: 1, secrets: 0, differences: 1 },
    ]);
  });

  it("names the host that Nix cannot evaluate", async () => {
    const outputs = 'nixosConfigurations.mini = throw "closed";';
    const run = await runFleet(await generatedFleet({ outputs }), ["verify", "--json"]);
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      {
        code: "nix-eval/throw",
        severity: "error",
        message: expect.stringContaining(
          'Nix cannot evaluate host "mini". The Nix code refuses: closed',
        ),
      },
    ]);
  });

  it("is a failure where it takes longer than it may", async () => {
    const outputs =
      "nixosConfigurations.mini = let n = builtins.genList (x: x) 30000; in builtins.foldl' (a: _: builtins.foldl' (b: _: b) a n) 0 n;";
    const run = await runFleet(await generatedFleet({ outputs }), ["verify", "--time-limit", "1"]);
    expect(run.status).toBe(2);
    expect(run.stdout).toContain("mini  1 account, 1 home: not verified\n");
    expect(run.stdout).toContain("nix-eval/time-out");
  });

  it.each([
    ["does not let the flake see the environment", [], []],
    ["does with --impure", ["--impure"], ["verify/hostname"]],
    ["does where Nix is told so", ["--", "--impure"], ["verify/hostname"]],
  ])("%s", async (_, args, codes) => {
    const hostName =
      'let name = builtins.getEnv "FLEET_TEST_NAME"; in if name == "" then "mini" else name';
    const folder = await generatedFleet({ settings: { hostName } });
    const run = await runFleet(folder, ["verify", "--json", ...args], { FLEET_TEST_NAME: "maxi" });
    expect(readDiagnostics(run).map(({ code }) => code)).toEqual(codes);
  });

  it("says that there is nothing to look at", async () => {
    const config = "export default { users: {}, hosts: {} };\n";
    const folder = testRepository({ "fleet.config.ts": config });
    await runFleet(folder, ["generate"]);
    expect(await withoutInputs(folder)).toMatchObject({
      status: 0,
      stdout: "There is no host to verify.\n",
    });
  });

  it("says that there is no flake", async () => {
    const folder = testRepository(smallFleet);
    await runFleet(folder, ["generate"]);
    git(folder, "add", "--all");
    const run = await runFleet(folder, ["verify", "--json"]);
    expect(run.status).toBe(1);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "nix-eval/missing-file" });
  });
});

describe("fleet verify before it asks Nix", () => {
  it("reports what is wrong with the declaration, as check does, and nothing else", async () => {
    const folder = testRepository({
      "fleet.config.ts": "export default { users: {}, hosts: { mini: {} } };",
    });
    const run = await withoutInputs(folder, "--json");
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).diagnostics).toEqual(
      JSON.parse((await runFleet(folder, ["check", "--json"])).stdout).diagnostics,
    );
  });

  it("reports no more what is accepted, but lists it, and says when there is nothing to accept", async () => {
    const accept =
      '{ policy: { accept: [{ code: "verify/root-password", at: "hosts.mini", reason: "kept in the safe" }] },';
    const accepting = async (settings: HostSettings) => {
      const folder = await generatedFleet({ settings });
      const config = smallFleet["fleet.config.ts"]
        ?.toString()
        .replace("defineFleet({", `defineFleet(${accept}`);
      writeFiles(folder, { "fleet.config.ts": config ?? "" });
      expect(await runFleet(folder, ["generate"])).toMatchObject({ status: 0 });
      git(folder, "add", "--all");
      return folder;
    };
    const folder = await accepting({ root: 'initialPassword = "tell nobody";' });
    const run = await runFleet(folder, ["verify", "--json"]);
    expect(readDiagnostics(run)).toEqual([]);
    expect(JSON.parse(run.stdout).accepted).toMatchObject([
      { code: "verify/root-password", place: "hosts.mini", reason: "kept in the safe" },
    ]);
    const shown = await runFleet(folder, ["verify", "--verbose"]);
    expect(shown.stdout).toContain("kept in the safe");
    const idle = await runFleet(await accepting({}), ["verify", "--json"]);
    expect(readOnlyDiagnostic(idle)).toMatchObject({ code: "core/unused-acceptance" });
  });

  it("is wrong use to name a host that the fleet does not have", async () => {
    const run = await withoutInputs(testRepository(smallFleet), "--host", "mnii", "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/unknown-host",
      message: 'The fleet has no host "mnii".',
      help: 'Did you mean "mini"?',
    });
  });

  it.each(["0", "soon", "-5", "1e3", "1000000"])(
    "is wrong use to give %s for a time",
    async (time) => {
      const run = await withoutInputs(testRepository(), `--time-limit=${time}`, "--json");
      expect(run.status).toBe(2);
      expect(readOnlyDiagnostic(run)).toMatchObject({ code: "cli/unknown-option" });
    },
  );
});
