import type { ProgramEnd } from "@fleet/diagnostics";
import { decodeText } from "../disk/bytes.ts";
import { findProgram } from "../world/find-program.ts";
import type { World } from "../world/world.ts";

/** A program of this machine; the version is undefined where it does not say one. */
export interface FoundProgram {
  readonly path: string;
  readonly version: string | undefined;
}

/** In milliseconds: a program that takes longer to say its version is not waited for. */
const patience = 10_000;

/** Finds a program, and asks it for its version. Of what it prints nothing but a version is kept. */
export async function findVersion(world: World, name: string): Promise<FoundProgram | undefined> {
  const path = findProgram(world, name);
  if (path === undefined) return undefined;
  const end = await ask(world, path, ["--version"]);
  return { path, version: readVersion(printed(end)) };
}

/** Runs a program that only prints something. */
export function ask(
  { run, folder, environment }: World,
  program: string,
  words: readonly string[],
): Promise<ProgramEnd> {
  return run({
    program,
    arguments: words,
    folder,
    // sops asks the network for a newer version of itself, unless it is told not to.
    environment: { ...environment, SOPS_DISABLE_VERSION_CHECK: "1", LC_ALL: "C" },
    timeLimit: patience,
  });
}

/** What a program printed; nothing where it failed. */
export function printed(end: ProgramEnd): string {
  return end.end === "exit" && end.status === 0 ? decodeText(end.output) : "";
}

/** The first version in a text, of at most 40 characters. */
export function readVersion(text: string): string | undefined {
  return /\bv?(\d{1,6}\.\d{1,6}(?:\.\d{1,6})?(?:-[a-z0-9.]{1,16})?)\b/.exec(
    text.slice(0, 400),
  )?.[1];
}

/** Whether a version is at least another, by its numbers. */
export function isAtLeast(version: string, oldest: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
