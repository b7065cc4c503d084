import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { deployFleet } from "../deploy-fleet.ts";
import { findSource, parseInPython, python, runScript } from "./real-engines.ts";

/** The words that are given to the program of a host or home, without its name. */
async function wordsFor(
  host: string,
  { user = "home: none, uid: 1000", key = "", name = "a" } = {},
): Promise<readonly string[]> {
  const config = `users: { ada: { fullName: Ada, isAdmin: true, ${user}${key} } }
hosts: { a: { users: { ada: { } }, ${host} } }
defaults: { stateVersion: "25.11" }
`;
  const { deploy } = await deployFleet(config, {
    files: { "hosts/a.nix": "{ }", "users/ada.nix": "{ }" },
    machine: "a",
  });
  const { stdout } = await deploy("--plan", "--json");
  const steps: readonly { readonly name: string; readonly command: readonly string[] }[] =
    JSON.parse(stdout).steps;
  const [, ...words] = steps.find((step) => step.name === name)?.command ?? [];
  return words;
}

const linux = "system: x86_64-linux";
const fromEnvironment = ", sshKeys: [{ env: KEY_ADA }]";

describe("the real nixos-rebuild-ng", () => {
  const folder = "nixpkgs/pkgs/by-name/ni/nixos-rebuild-ng/src";
  const source = findSource("nixos-rebuild-ng", `${folder}/nixos_rebuild/__init__.py`);
  const makeParser = "from nixos_rebuild import get_main_parser; parser = get_main_parser()";
  const parse = (words: readonly string[]) =>
    parseInPython(join(source ?? "", "../.."), makeParser, words);

  it.skipIf(source === undefined || python === undefined)("takes its words", async () => {
    const words = await wordsFor(`${linux}, deploy: { target: ada@a.lan, buildHost: big }`, {
      key: fromEnvironment,
    });
    expect(parse(words)).toMatchObject({
      status: 0,
      parsed: {
        action: "switch",
        flake: ".#a",
        target_host: "ada@a.lan",
        build_host: "big",
        impure: true,
        sudo: true,
      },
    });
  });

  it.skipIf(source === undefined || python === undefined)("says which options it knows", () => {
    const { status, stderr } = parse(["--which-options"]);
    expect(status).toBe(2);
    for (const option of ["--which-options", "--sudo", "--use-remote-sudo"]) {
      expect(stderr).toContain(option);
    }
  });
});

describe("the real nixos-rebuild of before, a script", () => {
  const path = "nixpkgs/pkgs/os-specific/linux/nixos-rebuild/nixos-rebuild.sh";
  const source = findSource("script of nixos-rebuild", path) ?? "";
  const values = { runtimeShell: "/bin/bash", path: "/usr/bin" };

  it.skipIf(source === "")("says that it knows no option to ask by", () => {
    const { status, output } = runScript(source, values, ["--which-options"]);
    expect(status).toBe(1);
    expect(output).toContain("unknown option `--which-options'");
  });

  it.skipIf(source === "")("takes the older name alone", async () => {
    const words = await wordsFor(`${linux}, stateVersion: "24.05", deploy: { target: ada@a.lan }`);
    expect(words.at(-1)).toBe("--use-remote-sudo");
    const { asked } = runScript(source, values, words);
    expect(asked[0]).toContain('.#nixosConfigurations."a".config.system.build.nixos-rebuild');
    const newer = [...words.slice(0, -1), "--sudo"];
    expect(runScript(source, values, newer)).toMatchObject({ status: 1, asked: [] });
  });

  it.skipIf(source === "")("comes to build what is deployed, with the real Nix", async () => {
    // Not with a target, to which it would copy what a dry run does not build.
    const [, ...words] = await wordsFor(`${linux}, stateVersion: "24.05"`);
    const flake = testRepository({
      "flake.nix": `{ outputs = _: { nixosConfigurations.a.config.system.build.toplevel =
        derivation { name = "system-of-a"; system = "x86_64-linux"; builder = "/bin/sh"; }; }; }`,
    });
    const nix = execFileSync("sh", ["-c", "command -v nix"], { encoding: "utf8" }).trim();
    const program = join(flake, "engine");
    const text = execFileSync("sed", [
      ...["-e", "s#@runtimeShell@#/bin/bash#", "-e", "s#@path@#/usr/bin#"],
      ...["-e", `s#@nix@/bin#${join(nix, "..")}#`, source],
    ]);
    writeFileSync(program, text);
    const { stderr, status } = spawnSync("bash", [program, "dry-build", ...words], {
      cwd: flake,
      encoding: "utf8",
    });
    expect(stderr).toContain("system-of-a.drv");
    expect(status).toBe(0);
  });
});

describe("the real darwin-rebuild", () => {
  const source = findSource("darwin-rebuild", "nix-darwin/pkgs/nix-tools/darwin-rebuild.sh") ?? "";

  it.skipIf(source === "")("builds the Mac that it is told", async () => {
    const [, ...words] = await wordsFor("system: aarch64-darwin", {
      user: "home: none",
      key: fromEnvironment,
    });
    const own = words.filter((word) => word !== "darwin-rebuild");
    const values = { shell: "/bin/bash", path: "$PATH", nixPath: "", profile: "/nowhere" };
    const { asked } = runScript(source, values, own);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("--impure");
    expect(asked[0]).toContain("-- .#darwinConfigurations.a.system");
  });
});

describe("the real home-manager", () => {
  const source = findSource("home-manager", "home-manager/home-manager/home-manager") ?? "";
  const values = {
    bash: "/usr",
    // Before its own, as it needs the `nix` that notes.
    DEP_PATH: "@nix@/bin:/usr/bin",
    HOME_MANAGER_PATH: "",
    OUT: "/nowhere",
    HOME_MANAGER_LIB: join(source, "../../lib/bash/home-manager.sh"),
  };

  it.skipIf(source === "")("builds the home that it is told", async () => {
    const words = await wordsFor(`${linux}, deploy: { home: home-manager }`, {
      user: "home: standalone, uid: 1000",
      name: "ada@a",
    });
    const { asked } = runScript(source, values, words);
    expect(asked.join("\n")).toContain('#homeConfigurations."ada%40a".activationPackage');
  });
});

describe("the real clan", () => {
  const source = findSource("clan", "clan-core/pkgs/clan-cli/clan_cli/cli.py");
  const makeParser = 'from clan_cli.cli import create_parser; parser = create_parser(prog="clan")';
  const parse = (words: readonly string[]) =>
    parseInPython(join(source ?? "", "../.."), makeParser, words);

  it.skipIf(source === undefined || python === undefined)("takes its words", async () => {
    const host = `${linux}, deploy: { engine: clan, target: root@a.lan, buildHost: big }`;
    expect(parse(await wordsFor(host, { key: fromEnvironment }))).toMatchObject({
      status: 0,
      parsed: {
        machines: ["a"],
        target_host: "root@a.lan",
        build_host: "big",
        option: ["--option", "pure-eval", "false"],
      },
    });
  });

  it.skipIf(source === undefined || python === undefined)("refuses what it does not know", () => {
    expect(parse(["machines", "update", "a", "--use-remote-sudo"]).status).toBe(2);
  });
});
