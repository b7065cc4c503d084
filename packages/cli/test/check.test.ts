import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics, readOnlyDiagnostic } from "./read-report.ts";
import { runFleet, spawnFleet } from "./run-fleet.ts";
import { smallDeclaration, smallFleet, smallModules } from "./small-fleet.ts";

const check = async (folder: string, ...args: string[]) =>
  await runFleet(folder, ["check", ...args]);
const yaml = `users:
  keith: { fullName: Keith, isAdmin: true }
hosts:
  mini: { system: x86_64-linux, stateVersion: "24.05", users: [keith] }
`;

describe("fleet check", () => {
  it("says that nothing is wrong", async () => {
    const run = await check(testRepository(smallFleet));
    expect(run).toEqual(
      expect.objectContaining({
        status: 0,
        stdout:
          "fleet.config.ts: nothing wrong with 1 host.\nNothing is generated yet: fleet generate\n",
        stderr: "",
      }),
    );
  });

  it("shows with --verbose who is where, as what, and why with that profile", async () => {
    const config = `export default {
  users: {
    keith: { fullName: "Keith", isAdmin: true },
    traci: { fullName: "Traci", username: "t", homeProfile: "full" },
  },
  hosts: {
    mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith", "traci"], homeProfile: "bare" },
    den: { system: "x86_64-linux", stateVersion: "24.05" },
  },
  profiles: { full: { modules: [] }, bare: { modules: [] } },
  policy: { accept: [{ code: "core/host-without-admin", at: "hosts.den", reason: "not set up yet" }] },
};\n`;
    const folder = testRepository({
      ...smallModules,
      "fleet.config.ts": config,
      "users/traci.nix": "{ }",
      "hosts/den.nix": "{ }",
    });
    const run = await check(folder, "--verbose");
    expect(run.stdout.split("accepted:")[0]).toBe(`den (NixOS, x86_64-linux)
  nobody

mini (NixOS, x86_64-linux)
  user   login  admin  profile  because                  home        groups
  keith  keith  yes    bare     hosts.mini.homeProfile   integrated  wheel
  traci  t      no     full     users.traci.homeProfile  integrated

fleet.config.ts: nothing wrong with 2 hosts.
Nothing is generated yet: fleet generate
`);
  });

  it("does not guess the system of a host that has none, and shows the rest of it", async () => {
    const config = `export default {
  users: { keith: { fullName: "Keith" } },
  hosts: { mini: { stateVersion: "24.05", users: ["keith", "kieth"] } },
};\n`;
    const run = await check(
      testRepository({ ...smallModules, "fleet.config.ts": config }),
      "--verbose",
    );
    expect(run.stdout).toContain("mini (system unknown)\n");
    expect(run.stdout).toContain('"system" is missing.');
    expect(run.stdout).toContain('The user "kieth" is not declared.');
  });

  it("writes nothing", async () => {
    const folder = testRepository(smallFleet);
    await check(folder);
    expect(git(folder, "status", "--porcelain", "--untracked-files").trim()).not.toContain("??");
  });

  it.each([
    ["fleet.config.yaml", yaml],
    ["fleet.config.yml", yaml],
    ["fleet.config.json", `\ufeff{"$schema":"./fleet.schema.json",${toJson()}}`],
  ])("takes %s", async (name, text) => {
    expect((await check(testRepository({ ...smallModules, [name]: text }))).status).toBe(0);
  });

  it.each([
    ["fleet.config.yaml", yaml.replace("[keith]", "[kieth]"), "kieth"],
    ["fleet.config.json", `{\n${toJson().replace('["keith"]', '["kieth"]')}}`, '"kieth"'],
  ])("shows the place in %s", async (name, text, wrong) => {
    const run = await check(testRepository({ ...smallModules, [name]: text }), "--json");
    const before = text.slice(0, text.indexOf(wrong)).split("\n");
    expect(readDiagnostics(run)[0]).toMatchObject({
      file: name,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
  });

  it("shows a code frame and colours where they are asked for", async () => {
    const config = `export default ${smallDeclaration.replace('["keith"]', '["kieth"]')};\n`;
    const folder = testRepository({ ...smallModules, "fleet.config.ts": config });
    const plain = await check(folder);
    expect(plain.stdout).toContain("fleet.config.ts:4:68  hosts.mini.users[0]  core/unknown-user");
    expect(plain.stdout).toMatch(/\n {4}\| +\^\n/);
    expect(plain.stdout).not.toContain("\u001b");
    expect(spawnFleet(folder, ["check"], { FORCE_COLOR: "1" }).stdout).toContain("\u001b[31m^");
  });

  it.each(["json", "sarif", "github", "gitlab"])("reports as %s", async (format) => {
    const config = "export default { users: {}, hosts: { mini: {} }, nope: 1 };";
    const run = await check(testRepository({ "fleet.config.ts": config }), "--format", format);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(format === "github" ? "::error file=fleet.config.ts" : '"core/');
  });

  it("gives paths to other programs from the folder that they work in", async () => {
    const config = "export default { users: {}, hosts: { mini: {} } };";
    const folder = testRepository({ "deep/systems/fleet.config.ts": config });
    const systems = join(folder, "deep", "systems");
    const env = { GITHUB_WORKSPACE: folder };
    expect(spawnFleet(systems, ["check", "--format", "github"], env).stdout).toContain(
      "::error file=deep/systems/fleet.config.ts,",
    );
    const above = await runFleet(join(folder, "deep"), [
      "check",
      "--root",
      "systems",
      "--format=github",
    ]);
    expect(above.stdout).toContain("::error file=systems/fleet.config.ts,");
  });
});

describe("what git does not track", () => {
  it("is an error for the config and for what it imports", async () => {
    const folder = testRepository(smallModules);
    writeFiles(folder, { "fleet.config.ts": smallFleet["fleet.config.ts"] ?? "" });
    expect(readOnlyDiagnostic(await check(folder, "--json"))).toEqual({
      code: "cli/untracked-file",
      file: "fleet.config.ts",
      message: 'git does not track "fleet.config.ts", so a flake cannot see it.',
      help: "Run: git add -- fleet.config.ts",
    });
  });

  it("is an error for modules", async () => {
    const folder = testRepository(smallFleet);
    git(folder, "rm", "--cached", "--quiet", "hosts/mini.nix");
    expect(readDiagnostics(await check(folder, "--json"))).toMatchObject([
      { code: "core/untracked-file", line: 6 },
    ]);
  });
});

describe("a key file", () => {
  const config = `export default ${smallDeclaration.replace("uid: 1000", 'sshKeys: [{ file: "keys/k.pub" }]')};\n`;

  it("that is a link out of the fleet's folder is not read", async () => {
    const outer = testdir({ secret: "the secret" });
    const folder = testdir({ ...smallModules, "fleet.config.ts": config, "keys/a": "" });
    symlinkSync(join(outer, "secret"), join(folder, "keys", "k.pub"));
    const run = await check(folder, "--json");
    expect(readDiagnostics(run)).toContainEqual(
      expect.objectContaining({
        code: "cli/unreadable-key-file",
        file: "keys/k.pub",
        help: expect.any(String),
      }),
    );
    expect(run.stdout).not.toContain("the secret");
  });

  it("that is a folder is not read", async () => {
    const folder = testdir({ ...smallModules, "fleet.config.ts": config, "keys/k.pub/a": "" });
    const codes = readDiagnostics(await check(folder, "--json")).map(({ code }) => code);
    expect(codes).toContain("cli/unreadable-key-file");
  });

  it("that holds a private key is refused, and no line of it is shown", async () => {
    const key = ["-----BEGIN OPENSSH", `PRIVATE KEY-----\n${"b3BlbnNz".repeat(8)}\n`].join(" ");
    const folder = testdir({ ...smallModules, "fleet.config.ts": config, "keys/k.pub": key });
    for (const format of ["pretty", "json", "sarif", "github", "gitlab"]) {
      const run = await check(folder, "--format", format);
      expect(run.status).toBe(1);
      expect(run.stdout + run.stderr).not.toContain("b3BlbnNz");
    }
  });
});

describe("finding the config", () => {
  it.each([
    ["there is none", {}, "cli/no-config"],
    [
      "there are several",
      { "fleet.config.ts": "", "fleet.config.json": "" },
      "cli/several-configs",
    ],
  ])("fails with exit code 2 where %s", async (_, files, code) => {
    const folder = testdir(files);
    const run = await check(folder, "--root", folder, "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code });
  });

  it("names a config whose ending fleet does not read", async () => {
    const folder = testdir({ "fleet.config.cts": "" });
    const run = await check(folder, "--root", folder, "--json");
    expect(readOnlyDiagnostic(run)).toMatchObject({
      code: "cli/no-config",
      help: 'fleet does not read "fleet.config.cts": its name may end in .ts, .mts, .js, .mjs, .json, .yaml or .yml.',
    });
  });

  it.each(["missing", "file"])("fails where --root is %s", async (name) => {
    const folder = testdir({ file: "" });
    const run = await check(folder, "--root", name, "--json");
    expect(run.status).toBe(2);
    expect(readOnlyDiagnostic(run)).toMatchObject({ code: "cli/bad-root" });
  });

  it("reports a config that is a folder", async () => {
    const folder = testdir();
    mkdirSync(join(folder, "fleet.config.yaml"));
    expect(readOnlyDiagnostic(await check(folder, "--json"))).toMatchObject({
      code: "cli/unreadable-file",
      message: '"fleet.config.yaml" is not a regular file.',
    });
  });

  it("passes over folders above that may not be listed", async () => {
    const folder = testdir({ "closed/open/a": "" });
    chmodSync(join(folder, "closed"), 0o111);
    const run = await check(join(folder, "closed", "open"), "--json");
    chmodSync(join(folder, "closed"), 0o755);
    expect(run.status).toBe(2);
  });
});

function toJson(): string {
  const declaration = smallDeclaration.replaceAll(/(\w+):/g, '"$1":').replaceAll(/,(\s*})/g, "$1");
  return JSON.stringify(JSON.parse(declaration)).slice(1, -1);
}
