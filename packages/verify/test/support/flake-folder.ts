import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatPath } from "@fleet/diagnostics";
import { openNativeEvaluator } from "@fleet/nix-eval";
import { openProject } from "@fleet/project";
import { compareFiles, writeChanges } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { git, type TestFiles, testRepository, writeFiles } from "@fleet/test-kit";
import { afterAll, beforeAll } from "vitest";
import { offlineArguments } from "../../../../nix/test/offline-flake.ts";
import { type VerificationOptions, verifyProject } from "../../src/index.ts";
import type { TestFleet } from "./computed-fleet.ts";

/** Where the real module systems are; undefined where the tests on them are skipped. */
export const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

const world = nodeWorld();

/** Says that tests are skipped. */
export function reportSkipped(what: string): void {
  if (checkouts !== undefined) return;
  process.stderr.write(
    `\nSKIPPED: the tests of verify on ${what}, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. \`npm run checkouts\` fetches them.\n\n`,
  );
}

/** The flake of a fleet on the real module systems. */
export function writeModulesFlake(
  more: { readonly inputs?: string; readonly imports?: string } = {},
): string {
  return `{
  inputs = {
    nixpkgs.url = "path:/nowhere";
    flake-parts.url = "path:/nowhere";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "path:/nowhere";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    nix-darwin.url = "path:/nowhere";
    nix-darwin.inputs.nixpkgs.follows = "nixpkgs";
    ${more.inputs ?? ""}
    fleet.url = "path:/nowhere";
  };
  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.fleet.flakeModules.default ${more.imports ?? ""} ];
      fleet.root = ./.;
    };
}
`;
}

/** A generated fleet in a repository, with these files. */
export async function createFleet(
  { declaration, files }: TestFleet,
  own: TestFiles,
): Promise<string> {
  const folder = testRepository({
    "fleet.config.json": JSON.stringify(declaration, null, 2),
    ...Object.fromEntries(files.map((file) => [file, "{ }\n"])),
    ...own,
  });
  const { files: emit, findings } = await openProject(world, { root: folder });
  const changes = compareFiles(world, folder, {
    files: emit(),
    isForced: false,
  }).value;
  if (changes.length === 0) throw new Error(JSON.stringify(findings));
  writeChanges(world, changes);
  git(folder, "add", "--all");
  return folder;
}

/** Verifies the fleet in a folder with the Nix of this machine. */
export async function verifyFolder(folder: string, options: VerificationOptions = {}) {
  const project = await openProject(world, { root: folder });
  const environment = process.env;
  const { verdicts, findings } = await verifyProject(
    project,
    () => openNativeEvaluator(world, { environment }),
    options,
  );
  const shown = findings.map(({ code, path }) => `${code} ${formatPath(path)}`);
  return { project, verdicts, findings, shown };
}

/** Verifies fleets on the real module systems, each changed by some files. For a group of tests. */
export function useModuleSystems(fleet: TestFleet, own: TestFiles) {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "fleet-verify-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  return async (files: TestFiles, options: VerificationOptions = {}) => {
    const flake = await createFleet(fleet, own);
    writeFiles(flake, files);
    git(flake, "add", "--all");
    const nixArguments = offlineArguments({ flake, checkouts: checkouts ?? "", scratch });
    return verifyFolder(flake, { ...options, nixArguments });
  };
}
