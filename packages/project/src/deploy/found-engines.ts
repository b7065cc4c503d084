import type { DeployStep, Engine } from "@fleet/codegen/deploy";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { decodeText } from "../disk/bytes.ts";
import { findProgram } from "../world/find-program.ts";
import type { World } from "../world/world.ts";

/** Milliseconds that a program has to say its version. */
const versionLimit = 20_000;

/**
 * Looks for all programs that steps need, and asks those for their version of which it matters. What is missing or
 * too old is found before anything is begun.
 */
export async function findEngines(
  world: World,
  root: string,
  steps: readonly DeployStep[],
): Promise<readonly Diagnostic[]> {
  const needed = new Map<string, Engine | undefined>();
  for (const { words, engine } of steps) {
    for (const program of programsOf(words)) {
      if (!needed.has(program)) needed.set(program, engine);
    }
  }
  const found = await Promise.all(
    [...needed].map(([program, engine]) => judge(world, root, { program, engine })),
  );
  return found.flat();
}

/** What has to be on the machine: sudo starts another. */
function programsOf([program = "", ...words]: readonly string[]): readonly string[] {
  if (program !== "sudo") return [program];
  const next = words.find((word) => !word.startsWith("-"));
  return next === undefined ? [program] : [program, next];
}

async function judge(
  world: World,
  root: string,
  { program, engine }: { readonly program: string; readonly engine: Engine | undefined },
): Promise<readonly Diagnostic[]> {
  if (findProgram(world, program) === undefined) return [describeMissing(program, engine)];
  if (engine?.least === undefined || engine.program !== program) return [];
  const version = await askVersion(world, root, engine);
  // One that does not say may be of any age: what it does not know it will say itself.
  if (version === undefined || !isOlder(version, engine.least.version)) return [];
  const least = engine.least.version.join(".");
  return [
    createProblem(
      "old-engine",
      `${program} is ${version.join(".")} here, which lacks ${engine.least.lacks}: ${least} or newer is needed.`,
      { help: `Bring a newer one, such as with: nix shell ${engine.source}` },
    ),
  ];
}

async function askVersion(
  { run, environment }: World,
  folder: string,
  { program, least }: Engine,
): Promise<readonly number[] | undefined> {
  const end = await run({
    program,
    arguments: least?.arguments ?? [],
    folder,
    environment,
    timeLimit: versionLimit,
  });
  if (end.end !== "exit" || end.status !== 0) return undefined;
  const text = decodeText(end.output.subarray(0, 4096));
  const [, numbers] = /(\d+(?:\.\d+)+)/.exec(text) ?? [];
  return numbers?.split(".").map(Number);
}

function isOlder(version: readonly number[], least: readonly number[]): boolean {
  for (const [index, wanted] of least.entries()) {
    const own = version[index] ?? 0;
    if (own !== wanted) return own < wanted;
  }
  return false;
}

function describeMissing(program: string, engine: Engine | undefined): Diagnostic {
  const source = engine?.program === program ? engine.source : sources.get(program);
  return createProblem("no-engine", `There is no ${quote(program)} in PATH.`, {
    help:
      source === undefined
        ? "Install it, and run this again."
        : `Run this again in: nix shell ${source}`,
  });
}

/** What brings programs that are no engine of a system. */
const sources: ReadonlyMap<string, string> = new Map([
  ["home-manager", "github:nix-community/home-manager"],
  ["nh", "nixpkgs#nh"],
]);
