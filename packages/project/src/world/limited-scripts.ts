import type { World } from "./world.ts";

/**
 * A world in which a script is stopped after so many milliseconds, even one that computes without an end.
 * That takes a thread beside each script.
 */
export function withTimeLimit(world: World, timeLimit: number): World {
  const { run, stripTypes } = world.scripts;
  return {
    ...world,
    scripts: { run: (call) => run({ ...call, timeLimit, isGuarded: true }), stripTypes },
  };
}
