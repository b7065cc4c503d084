import process from "node:process";
import { openNativeEvaluator } from "@fleet/nix-eval";
import type { World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import type { SurveyedFlake } from "../../src/survey/survey-flake.ts";

/** The real world, in which all that these tests read lies. */
export const world: World = nodeWorld();

/** The Nix of this machine. */
export async function openNix() {
  const opened = await openNativeEvaluator(world, { environment: process.env });
  if (!opened.ok) throw new Error(JSON.stringify(opened.diagnostics));
  return opened.value;
}

/** A flake in a folder, as it is asked without further wishes. */
export async function flakeIn(
  directory: string,
  nixArguments: readonly string[] = [],
): Promise<SurveyedFlake> {
  const { evaluate } = await openNix();
  return {
    evaluate,
    directory,
    disk: world.disk,
    options: { nixArguments },
    impure: false,
    overrideInputs: {},
    jobs: 1,
    names: [],
    showProgress: () => {},
  };
}
