import { type Typed, type TypedRun, typeFleet } from "../typed-fleet.ts";

/** Runs `fleet init` on a terminal, and types as somebody would who reads the questions. */
export function typeInit(
  folder: string,
  args: readonly string[],
  steps: readonly Typed[],
): Promise<TypedRun> {
  return typeFleet(folder, ["init", ...args], { steps });
}
