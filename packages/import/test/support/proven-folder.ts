import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openNativeEvaluator } from "@fleet/nix-eval";
import { openProject } from "@fleet/project";
import { encodeText, withPlannedFiles } from "@fleet/project/internal";
import { nodeWorld } from "@fleet/project/node";
import { git, type TestFiles, testRepository, writeFiles } from "@fleet/test-kit";
import { afterAll, beforeAll } from "vitest";
import { offlineArguments } from "../../../../nix/test/offline-flake.ts";
import { foundOfFleet } from "../../src/found/of-fleet/found-of-fleet.ts";
import { compareFound } from "../../src/proof/compare-found.ts";
import type { Comparison } from "../../src/proof/comparison.ts";
import { proveFlake } from "../../src/proof/prove-flake.ts";
import { type SurveyedFlake, surveyFlake } from "../../src/survey/survey-flake.ts";

/** Where the real module systems are; undefined where the tests on them are skipped. */
export const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

/** Says that tests are skipped. */
export function reportSkipped(what: string): void {
  if (checkouts !== undefined) return;
  process.stderr.write(
    `\nSKIPPED: the tests of ${what}, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. \`npm run checkouts\` fetches them.\n\n`,
  );
}

/** How a declaration came out beside a flake. */
export interface ProvenFolder {
  /** By what fleet computes. */
  readonly declared: Comparison;
  /** By what Nix makes of it. */
  readonly built: Comparison;
  readonly diagnostics: readonly string[];
  /** How often Nix was asked about a host for the proof. */
  readonly evaluations: number;
  /** What is in the folder for temporary files afterwards. */
  readonly leftBehind: readonly string[];
}

const world = nodeWorld();

/** Proves declarations beside flakes. For a group of tests. */
export function useProofs(own: TestFiles) {
  let scratch = "";
  beforeAll(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), "fleet-proof-")));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  return async (
    declaration: object,
    {
      files: changes = {},
      folder = ".",
    }: { readonly files?: TestFiles; readonly folder?: string } = {},
  ): Promise<ProvenFolder> => {
    const repository = testRepository(own);
    writeFiles(repository, changes);
    git(repository, "add", "--all");
    const directory = join(repository, folder);
    const opened = await openNativeEvaluator(world, { environment: process.env });
    if (!opened.ok) throw new Error("there is no Nix");
    let evaluations = 0;
    const flake: SurveyedFlake = {
      evaluate: (request) => {
        // The others list what the outputs have.
        if (request.apply?.includes('\\"parts\\"')) evaluations += 1;
        return opened.value.evaluate(request);
      },
      directory,
      disk: world.disk,
      options: {
        nixArguments: offlineArguments({ flake: directory, checkouts: checkouts ?? "", scratch }),
      },
      impure: false,
      overrideInputs: {},
      jobs: 2,
      names: [],
      showProgress: () => undefined,
    };
    const survey = await surveyFlake(flake);
    const failures = [
      ...survey.failed.flatMap((failed) => failed.diagnostics),
      ...survey.diagnostics,
    ];
    if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join("\n"));
    const text = `export default ${JSON.stringify(declaration)};\n`;
    const files = new Map([["fleet.config.ts", text]]);
    const planned = new Map([["fleet.config.ts", encodeText(text)]]);
    const proven = withPlannedFiles(world, directory, planned);
    const { fleet, findings } = await openProject(proven, { root: directory });
    if (fleet === undefined) throw new Error(JSON.stringify(findings));
    evaluations = 0;
    // Temporary files may lie in a repository, of which they are no part.
    const temporary = testRepository();
    const { value, diagnostics } = await proveFlake({
      flake,
      found: survey.fleet,
      files,
      world: { ...world, environment: { ...world.environment, TMPDIR: temporary } },
      root: directory,
    });
    return {
      declared: compareFound(survey.fleet, foundOfFleet(fleet)),
      built: value,
      diagnostics: diagnostics.map(({ message }) => message),
      evaluations,
      leftBehind: readdirSync(temporary).filter((name) => name !== ".git"),
    };
  };
}
