import { openNativeEvaluator } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { type Survey, type SurveyedFlake, surveyFlake } from "../../src/survey/survey-flake.ts";

const world = nodeWorld();

/** Where the real module systems are; undefined where the tests on them are skipped. */
export const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

/** Says that tests are skipped. */
export function reportSkipped(what: string): void {
  if (checkouts !== undefined) return;
  process.stderr.write(
    `\nSKIPPED: the tests of the import on ${what}, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. \`npm run checkouts\` fetches them.\n\n`,
  );
}

/** Surveys the flake in a folder with the Nix of this machine; fails where there is none. */
export async function surveyFolder(
  directory: string,
  more: Partial<SurveyedFlake> = {},
): Promise<Survey> {
  const evaluator = await openNativeEvaluator(world, { environment: process.env });
  if (!evaluator.ok)
    throw new Error(evaluator.diagnostics.map(({ message }) => message).join("\n"));
  return surveyFlake({
    evaluate: evaluator.value.evaluate,
    directory,
    disk: world.disk,
    options: { nixArguments: ["--offline"] },
    impure: false,
    overrideInputs: {},
    jobs: 2,
    names: [],
    showProgress: () => {},
    ...more,
  });
}

/** Whatever is said of a survey, in short. */
export function listFindings({ failed, diagnostics }: Survey): string[] {
  return [
    ...diagnostics.map(({ code, message }) => `${code}: ${message}`),
    ...failed.flatMap(({ source, name, diagnostics: reasons }) =>
      reasons.map(({ code }) => `${source}.${name}: ${code}`),
    ),
  ];
}
