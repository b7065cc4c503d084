import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { testdir, writeFiles } from "@fleet/test-kit";
import { repository } from "../../../../nix/test/offline-flake.ts";

/** Where the real module systems are; undefined where the tests on them are skipped. */
export const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

/** What of clan-core says what a clan is; the rest makes packages, and needs inputs for that. */
const parts = [
  "clanServices",
  "darwinModules",
  "flake.nix",
  "flakeModules",
  "lib",
  "modules",
  "nixosModules",
  "templates",
];

/** The folder of one of clan-core's own templates, with the names that `clan flakes create` puts in. */
export function templateFolder(name: string): string {
  const folder = testdir();
  cpSync(join(checkouts ?? "", "clan-core", "templates", "clan", name), folder, {
    recursive: true,
  });
  return folder;
}

/**
 * The arguments with which Nix evaluates a flake of clan without a network: the real clan-core, flake-parts and
 * nix-darwin, nixpkgs as the stand-in with its real `lib`, and nothing in the place of what only builds. clan-core's
 * lock file stays behind, for all that is locked there is replaced, and an old Nix cannot read it.
 */
export function clanArguments(): readonly string[] {
  const all = checkouts ?? "";
  const scratch = testdir();
  for (const part of parts) {
    const target = join(scratch, "clan-core", part);
    cpSync(join(all, "clan-core", part), target, { recursive: true, verbatimSymlinks: true });
  }
  const standIn = join(repository, "nix", "tests", "nixpkgs-standin");
  cpSync(standIn, join(scratch, "nixpkgs"), { recursive: true });
  mkdirSync(join(scratch, "nixpkgs", "lib"), { recursive: true });
  cpSync(join(all, "nixpkgs.lib", "lib"), join(scratch, "nixpkgs", "lib"), { recursive: true });
  writeFiles(scratch, {
    "clan-core/.skip-private-inputs": "",
    "nothing/flake.nix": "{ outputs = _: { }; }\n",
    "systems/flake.nix": "{ outputs = _: { }; }\n",
    "systems/default.nix": '[ "x86_64-linux" "aarch64-darwin" ]\n',
  });
  const nothing = join(scratch, "nothing");
  const inputs = new Map([
    ["clan-core", join(scratch, "clan-core")],
    ["flake-parts", join(all, "flake-parts")],
    ["clan-core/nixpkgs", join(scratch, "nixpkgs")],
    ["clan-core/flake-parts", join(all, "flake-parts")],
    ["clan-core/nix-darwin", join(all, "nix-darwin")],
    ["clan-core/systems", join(scratch, "systems")],
    ...["data-mesher", "disko", "nix-select", "sops-nix", "treefmt-nix"].map(
      (name) => [`clan-core/${name}`, nothing] as const,
    ),
  ]);
  const overrides = [...inputs].flatMap(([name, folder]) => [
    "--override-input",
    name,
    `path:${folder}`,
  ]);
  return ["--offline", ...overrides];
}

/** Says that tests are skipped. */
export function reportSkipped(what: string): void {
  if (checkouts !== undefined) return;
  process.stderr.write(
    `\nSKIPPED: the tests of import on ${what}, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. \`npm run checkouts\` fetches them.\n\n`,
  );
}
