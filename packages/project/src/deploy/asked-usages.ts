import type { DeployStep, Usages } from "@fleet/codegen/deploy";
import { type Diagnostic, type Outcome, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { findProgram } from "../world/find-program.ts";
import type { World } from "../world/world.ts";

/** Milliseconds that a program has to say which options it knows. */
const patience = 20_000;

/** So much of what it says is read, in letters: the options of none take more. */
const usageLimit = 32_768;

/**
 * What programs on this machine say of the options that they know, each asked once, and only where the words of a step
 * depend on it. A program that does not say is a warning, because then the words are a guess.
 */
export async function askUsages(
  world: World,
  root: string,
  steps: readonly DeployStep[],
): Promise<Outcome<Usages>> {
  const asking = new Map(
    steps.flatMap(({ engine, asks }) =>
      engine === undefined || asks === undefined ? [] : [[engine.program, asks] as const],
    ),
  );
  const usages = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const ask = async ([program, words]: readonly [string, readonly string[]]) => {
    const usage = await askUsage(world, root, { program, words });
    if (usage === undefined) diagnostics.push(describeUntold(world, program));
    else usages.set(program, usage);
  };
  await Promise.all([...asking].map(ask));
  return { value: usages, diagnostics };
}

/** What it says when it refuses an option that nobody knows; undefined where it is not that which it says. */
async function askUsage(
  { run, environment }: World,
  folder: string,
  { program, words }: { readonly program: string; readonly words: readonly string[] },
): Promise<string | undefined> {
  const timeLimit = patience;
  const end = await run({ program, arguments: words, folder, environment, timeLimit });
  if (end.end !== "exit" || end.status === 0) return undefined;
  const text = `${decodeText(end.output.subarray(0, usageLimit))}\n${end.log.slice(0, usageLimit)}`;
  return words.every((word) => text.includes(word)) ? text : undefined;
}

function describeUntold(world: World, program: string): Diagnostic {
  const isThere = findProgram(world, program) !== undefined;
  return createProblem(
    "untold-options",
    isThere
      ? `${quote(program)} does not say which options it knows, so that the state version of each host decides between those of several versions.`
      : `There is no ${quote(program)} here to say which options it knows, so that the state version of each host decides between those of several versions.`,
    {
      severity: "warning",
      help: "Look at the options with: fleet deploy --plan",
    },
  );
}
