import { testRepository, writeFiles } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import { commitAll } from "./people-fleet.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";
import { secretsConfig, secretsRepository } from "./secrets-fleet.ts";

const none = "{ }\n";

function configOf(own: object = {}, host = "desk"): string {
  return JSON.stringify({
    users: { ada: { fullName: "Ada", isAdmin: true } },
    hosts: { [host]: { system: "x86_64-linux", users: ["ada"] } },
    defaults: { stateVersion: "24.05" },
    ...own,
  });
}

/** A fleet of one person on one host, generated, with further files; all is tracked. */
async function fleetWith(files: Readonly<Record<string, string>>, own: object = {}) {
  const folder = testRepository({
    "fleet.config.json": configOf(own),
    "users/ada.nix": none,
    "hosts/desk.nix": none,
    ...files,
  });
  await runFleet(folder, ["generate"]);
  commitAll(folder, "all");
  return folder;
}

async function findings(folder: string, command = "check") {
  const found = readDiagnostics(await runFleet(folder, [command, "--json"]));
  // That it is to be generated is said of every change.
  return found.filter(({ file }) => file !== "fleet.json");
}

describe("a file of nobody", () => {
  it("is a warning of check, and nothing that generate speaks of", async () => {
    const folder = await fleetWith({ "users/ben.nix": none, "users/ben/desk.nix": none });
    const found = await findings(folder);
    expect(found).toMatchObject([
      { code: "core/stray-file", severity: "warning", file: "users/ben.nix" },
    ]);
    expect(await findings(folder, "generate")).toEqual([]);
    await followHelp(folder, found[0]?.help ?? "");
    expect(await findings(folder)).toEqual([]);
  });

  it("gets the name that was meant by the command of the help", async () => {
    const folder = await fleetWith({ "users/ada/dekc.nix": none });
    const [found] = await findings(folder);
    expect(found?.help).toContain('Did you mean "desk"?');
    await followHelp(folder, found?.help ?? "", { only: [0] });
    expect(await findings(folder)).toEqual([]);
    expect((await runFleet(folder, ["generate", "--check"])).status).toBe(1);
  });

  it("may be meant, which is said with a reason", async () => {
    const accept = [{ code: "core/stray-file", at: "users/ben.nix", reason: "He comes back." }];
    expect(
      await findings(await fleetWith({ "users/ben.nix": none }, { policy: { accept } })),
    ).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    [
      "a module imports it",
      { "users/ben.nix": none, "users/ada.nix": "{ imports = [ ./ben.nix ]; }\n" },
    ],
    [
      "a profile does by the folder",
      { "users/ben/default.nix": none, "flake.nix": "[ ./users/ben ]" },
    ],
    [
      "it is read with the folder",
      { "users/ben.nix": none, "flake.nix": "builtins.readDir ./users" },
    ],
    [
      "paths are built from parts",
      { "users/ben.nix": none, "flake.nix": `map (n: ./users/\${n}.nix)` },
    ],
    [
      "it is mentioned by what is mentioned",
      {
        "users/ben.nix": none,
        "hosts/desk.nix": "[ ./nas.nix ]",
        "hosts/nas.nix": "../users/ben.nix",
      },
    ],
    ["it belongs to all", { "users/common.nix": none, "hosts/shared.nix": none }],
  ])("is none where %s", async (_, files) => {
    const folder = await fleetWith(files);
    expect((await findings(folder)).filter(({ code }) => code === "core/stray-file")).toEqual([]);
  });

  it("is one where only another such file mentions it, and where a longer name does", async () => {
    const folder = await fleetWith({
      "users/ben.nix": none,
      "users/ben/desk.nix": "../ben.nix",
      "flake.nix": `./reuben.nix ./ben.nixos # \${pkgs.x}/bin`,
    });
    expect(await findings(folder)).toMatchObject([{ code: "core/stray-file" }]);
  });
});

describe("what may be imported with its folder", () => {
  it("is not looked for, and check --verbose says where", async () => {
    const folder = await fleetWith({
      "users/ben.nix": none,
      "hosts/nas.nix": none,
      "flake.nix": "import-tree ./users # import-tree ./hosts",
    });
    expect(await findings(folder)).toMatchObject([{ file: "hosts/nas.nix" }]);
    const said =
      'Files of nobody were not looked for in "users": something imports whatever is there.';
    expect((await runFleet(folder, ["check", "--verbose"])).stdout).toContain(said);
    expect((await runFleet(folder, ["check"])).stdout).not.toContain(said);
  });
});

describe("a host that is called otherwise", () => {
  it("is one finding, whose command moves all that is the host's", async () => {
    const folder = await fleetWith({ "hosts/desk/hardware.nix": none, "users/ada/desk.nix": none });
    writeFiles(folder, { "fleet.config.json": configOf({}, "vault") });
    const found = await findings(folder);
    expect(found).toMatchObject([
      {
        code: "core/looks-renamed",
        place: "hosts.vault",
        message:
          'The host "vault" has no file, and "hosts/desk.nix" and 2 more are of the host "desk", which is not declared: that looks like a rename.',
      },
    ]);
    expect(await findings(folder, "generate")).toEqual(found);
    await followHelp(folder, found[0]?.help ?? "", { only: [0] });
    expect(await findings(folder)).toEqual([]);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
  });
});

describe("a host that is called otherwise, and has secrets", () => {
  it("is one finding as well, whose command moves its secret files", async () => {
    const config = secretsConfig();
    const readers = ["mini", "keith", "recovery"];
    const folder = await secretsRepository({ "secrets/hosts/mini.yaml": readers }, config);
    await runFleet(folder, ["generate"]);
    commitAll(folder, "all");
    const renamed = config.replaceAll(/\bmini:/g, "vault:");
    expect(renamed).not.toBe(config);
    writeFiles(folder, { "fleet.config.yaml": renamed });
    const ofFiles = async () =>
      (await findings(folder)).filter(({ code }) => /^(?:core|secrets)\//.test(code));
    const found = await ofFiles();
    expect(found).toMatchObject([{ code: "core/looks-renamed", place: "hosts.vault" }]);
    expect(found[0]?.help).toContain("git mv -- secrets/hosts/mini.yaml secrets/hosts/vault.yaml");
    const status = readDiagnostics(await runFleet(folder, ["secrets", "status", "--json"]));
    expect(status).toMatchObject([{ code: "core/looks-renamed" }]);
    await followHelp(folder, found[0]?.help ?? "", { only: [0] });
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
    expect(await ofFiles()).toEqual([]);
  });
});

describe("what is declared and used by nothing", () => {
  it("is a warning of check alone", async () => {
    const own = { features: { gaming: { modules: [] } }, profiles: { old: { modules: [] } } };
    const folder = await fleetWith({}, own);
    expect((await findings(folder)).map(({ code }) => code)).toEqual([
      "core/unused-feature",
      "core/unused-profile",
    ]);
    expect(await findings(folder, "generate")).toEqual([]);
  });
});

describe("a flake.nix that git does not track", () => {
  it("is told with the command that adds it", async () => {
    const folder = await fleetWith({});
    writeFiles(folder, { "flake.nix": none });
    const [found] = await findings(folder);
    expect(found).toMatchObject({
      code: "cli/untracked-file",
      severity: "warning",
      file: "flake.nix",
    });
    await followHelp(folder, found?.help ?? "");
    expect(await findings(folder)).toEqual([]);
  });
});
