import { git, type Run, runFleet, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { smallFleet } from "./small-fleet.ts";

/** What NixOS would make of the small fleet. */
const matching = {
  assertions: "[ ]",
  groups: '[ "wheel" ]',
  hostName: '"mini"',
  otherUsers: "",
  primaryGroup: '"users"',
  trusted: '[ "root" "keith" ]',
  warnings: "[ ]",
};

/** A flake whose one host stands in its text: no module system, and so no inputs. */
function writeFlake(settings: Partial<typeof matching> = {}, outputs?: string): string {
  const { assertions, groups, hostName, otherUsers, primaryGroup, trusted, warnings } = {
    ...matching,
    ...settings,
  };
  const host = `{
    pkgs = { bash.pname = "bash-interactive"; stdenv.hostPlatform.system = "x86_64-linux"; };
    config = {
      assertions = ${assertions};
      home-manager.users.keith.home = {
        homeDirectory = "/home/keith"; stateVersion = "24.05"; username = "keith";
      };
      networking.hostName = ${hostName};
      nix.settings.trusted-users = ${trusted};
      system.stateVersion = "24.05";
      users.groups = {
        gamers = { name = "gamers"; members = [ "keith" ]; };
        wheel = { name = "wheel"; members = [ ]; };
      };
      users.users = {
        keith = {
          description = "Keith"; extraGroups = ${groups}; group = ${primaryGroup};
          home = "/home/keith"; isNormalUser = true; name = "keith";
          openssh.authorizedKeys.keys = [ "more" ];
          shell = { pname = "bash-interactive"; }; uid = 1000;
        };
        root = { isNormalUser = false; name = "root"; };
        ${otherUsers}
      };
      warnings = ${warnings};
    };
  }`;
  return `{ outputs = _: { ${outputs ?? `nixosConfigurations.mini = ${host};`} }; }\n`;
}

function verifyFlake(flake: string, ...args: string[]): Run {
  const folder = testRepository({ ...smallFleet, "flake.nix": flake });
  runFleet(folder, ["generate"]);
  git(folder, "add", "--all");
  return runFleet(folder, ["verify", ...args], { FLEET_TEST_NAME: "maxi" });
}

describe("what Nix has and the fleet did not compute", () => {
  it("is a note where it may be so: groups and keys from modules", () => {
    expect(verifyFlake(writeFlake())).toMatchObject({
      status: 0,
      stdout: `mini  1 account, 1 home: as computed
      note: modules also put "keith" into "gamers"
      note: modules also give "keith" 1 SSH key
`,
      stderr: "",
    });
  });

  it.each([
    ["everybody in a group of admins", { trusted: '[ "root" "keith" "@wheel" ]' }, []],
    ["everybody in another group", { trusted: '[ "root" "keith" "@gamers" ]' }, ["trusted-user"]],
    [
      "everybody in a group with somebody who is no admin",
      {
        trusted: '[ "root" "keith" "@wheel" ]',
        otherUsers:
          'eve = { description = "Eve"; extraGroups = [ "wheel" ]; group = "users"; home = "/"; isNormalUser = true; name = "eve"; shell = null; uid = 2000; };',
      },
      ["trusted-user", "unknown-account"],
    ],
  ])("is an error or not where Nix trusts %s", (_, settings, codes) => {
    const diagnostics = readDiagnostics(verifyFlake(writeFlake(settings), "--json"));
    expect(diagnostics.map(({ code }) => code).toSorted()).toEqual(
      codes.map((code) => `verify/${code}`),
    );
  });

  it("is a group by which an account has it: as a member, or as its first", () => {
    const flake = writeFlake({ groups: "[ ]", primaryGroup: '"wheel"' });
    expect(verifyFlake(flake)).toMatchObject({ status: 0 });
    const other = writeFlake({ groups: "[ ]" });
    expect(readDiagnostics(verifyFlake(other, "--json"))).toMatchObject([
      { code: "verify/missing-group", place: "users.keith.isAdmin" },
    ]);
  });
});

describe("a group that nothing makes", () => {
  it("is a note, however many are in it", () => {
    const flake = writeFlake({ groups: '[ "wheel" "docker" "docker" "audio" ]' });
    const { status, stdout } = verifyFlake(flake);
    expect(status).toBe(0);
    expect(stdout).toContain('      note: nothing makes the groups "audio", "docker"\n');
  });
});

describe("what the modules say", () => {
  it("is reported: assertions as errors, warnings as warnings", () => {
    const flake = writeFlake({
      assertions:
        '[ { assertion = false; message = "no\\u001b disk"; } { assertion = true; message = "fine"; } ]',
      warnings: '[ "old option" ]',
    });
    const run = verifyFlake(flake, "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      { code: "verify/failed-assertion", severity: "error", place: "hosts.mini" },
      {
        code: "verify/nix-warning",
        severity: "warning",
        message: 'The modules of host "mini" warn: old option',
      },
    ]);
  });
});

describe("a flake that cannot be evaluated", () => {
  it.each([
    [
      "has no hosts",
      "packages = { };",
      "verify/missing-output",
      "The flake has no nixosConfigurations",
    ],
    [
      "has other hosts",
      "nixosConfigurations.maxi = { };",
      "verify/missing-host",
      "no nixosConfigurations.mini",
    ],
    ["refuses as a whole", 'nixosConfigurations = throw "closed";', "nix-eval/throw", "closed"],
    [
      "refuses for the host",
      'nixosConfigurations.mini = throw "closed";',
      "nix-eval/throw",
      'Nix cannot evaluate host "mini". The Nix code refuses: closed',
    ],
    ["is no Nix", "nixosConfigurations = ;", "nix-eval/syntax-error", "syntax error"],
  ])("is an error where it %s", (_, outputs, code, message) => {
    const run = verifyFlake(writeFlake({}, outputs), "--json");
    expect(run.status).toBe(1);
    expect(readDiagnostics(run)).toMatchObject([
      { code, severity: "error", message: expect.stringContaining(message) },
    ]);
  });

  it("is a failure where it takes longer than it may", () => {
    const endless =
      "nixosConfigurations.mini = let n = builtins.genList (x: x) 30000; in builtins.foldl' (a: _: builtins.foldl' (b: _: b) a n) 0 n;";
    const run = verifyFlake(writeFlake({}, endless), "--time-limit", "1");
    expect(run.status).toBe(2);
    expect(run.stdout).toContain("mini  1 account, 1 home: not verified\n");
    expect(run.stdout).toContain("nix-eval/time-out");
  });

  it("does not hide those of many hosts that can be", () => {
    const ids = Array.from({ length: 60 }, (_, index) => `h${index}`);
    const hosts = ids.map((id) => `${id}: { system: "x86_64-linux", stateVersion: "24.05" }`);
    const broken = new Set(["h7", "h31", "h59"]);
    const outputs = ids.map((id) => {
      const config = `{ networking.hostName = "${id}"; system.stateVersion = "24.05"; users.users = { }; }`;
      return `nixosConfigurations.${id} = ${broken.has(id) ? "{ }.a" : `{ config = ${config}; }`};`;
    });
    const folder = testRepository({
      "fleet.config.ts": `export default { users: {}, hosts: { ${hosts.join(", ")} } };\n`,
      "flake.nix": writeFlake({}, outputs.join("\n")),
      ...Object.fromEntries(ids.map((id) => [`hosts/${id}.nix`, "{ }\n"])),
    });
    runFleet(folder, ["generate"]);
    git(folder, "add", "--all");
    const run = runFleet(folder, ["verify", "--json"]);
    const failed = JSON.parse(run.stdout).hosts.filter(
      ({ state }: { state: string }) => state === "failed",
    );
    expect(failed).toMatchObject([{ id: "h31" }, { id: "h59" }, { id: "h7" }]);
    expect(runFleet(folder, ["verify"]).stdout).toContain("\n57 hosts: as computed\n");
  });
});

describe("the environment", () => {
  const flake = writeFlake({
    hostName:
      'let name = builtins.getEnv "FLEET_TEST_NAME"; in if name == "" then "mini" else name',
  });

  it.each([
    ["is not seen", [], []],
    ["is seen with --impure", ["--impure"], ["verify/hostname"]],
    ["is seen where Nix is told so", ["--", "--impure"], ["verify/hostname"]],
  ])("%s", (_, args, codes) => {
    const [option, ...passedOn] = args;
    const line = option === "--" ? ["--json", "--", ...passedOn] : ["--json", ...args];
    expect(readDiagnostics(verifyFlake(flake, ...line)).map(({ code }) => code)).toEqual(codes);
  });
});

describe("what Nix could show a terminal", () => {
  it("is escaped", () => {
    const run = verifyFlake(writeFlake({ hostName: 'builtins.fromJSON "\\"\\\\u001b[2J\\""' }));
    expect(run.stdout).toContain('is "\\u001b[2J" in Nix');
    expect(run.stdout).not.toContain("\u001b");
  });
});
