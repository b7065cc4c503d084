import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { repository } from "./offline-flake.ts";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];
const nixpkgs = checkouts === undefined ? undefined : join(checkouts, "nixpkgs");
const systems = ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"];

if (nixpkgs === undefined || !existsSync(nixpkgs)) {
  process.stderr.write(
    "\nSKIPPED: the package on the real nixpkgs, because FLEET_TEST_CHECKOUTS does not name a folder that holds a `nixpkgs`.\n\n",
  );
  test.skip("the package on the real nixpkgs (there is none in FLEET_TEST_CHECKOUTS)");
} else {
  const folder = mkdtempSync(join(tmpdir(), "fleet-nixpkgs-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What an expression comes to, with `pkgs` of a system whose Node has a version. */
  const evaluate = (system: string, nodeVersion: string, expression: string) => {
    // The same tree, whose Node says another version of itself: an old tree can be taken for a newer one.
    writeFileSync(
      join(folder, "default.nix"),
      `{ system, config, overlays }: import ${nixpkgs} {
        inherit config system;
        overlays = overlays ++ [ (_: previous: {
          nodejs_24 = previous.nodejs_22 // { version = "${nodeVersion}"; };
          nodejs_22 = null;
          nodejs = null;
          # Of Haskell, whose packages are a file that a copy of the tree may lack for its size.
          actionlint = previous.hello;
          nixfmt = previous.hello;
          nixfmt-tree = previous.hello;
        }) ];
      }`,
    );
    const outputs = `import ${join(repository, "nix", "dev", "outputs.nix")} { system = "${system}"; nixpkgs = ${folder}; }`;
    const args = ["--eval", "--strict", "--json", "--expr", `with ${outputs}; ${expression}`];
    return spawnSync("nix-instantiate", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  };

  describe.each(systems)("%s", (system) => {
    test("the package, the shell and every check can be built", () => {
      const { stdout, stderr } = evaluate(
        system,
        "24.13.0",
        `[ packages.default.drvPath devShells.default.drvPath formatter.drvPath ]
          ++ map (one: one.drvPath) (builtins.attrValues checks)`,
      );
      expect(stderr).not.toContain("error:");
      const derivations: readonly string[] = JSON.parse(stdout);
      expect(derivations.length).toBeGreaterThan(6);
      for (const derivation of derivations) expect(derivation).toMatch(/^\/nix\/store\/.*\.drv$/);
    });

    test("a nixpkgs whose Node is too old is refused in a sentence", () => {
      const { status, stderr } = evaluate(system, "22.17.9", "packages.default.drvPath");
      expect(status).not.toBe(0);
      expect(stderr).toContain(
        "the command needs Node.js 22.18 or newer, and this nixpkgs has 22.17.9 (nodejs_24).",
      );
    });
  });
}
