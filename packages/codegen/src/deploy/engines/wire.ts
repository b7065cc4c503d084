import type { Engine, RolloutCall } from "../engine.ts";
import { option } from "../words.ts";

/** The command of wire, which knows where hosts are (wire 1.4, crates/cli/src/cli.rs). */
export const wire: Engine = {
  program: "wire",
  source: "github:forallsys/wire",
  isStartedOnHost: false,
  reads: {
    input: "wire",
    output: "wire",
    url: "github:forallsys/wire",
  },
  isToldByFlake: true,
  systemWords: ({ id }, { flake }) => apply([id], { flake, jobs: undefined }),
  rolloutWords: (hosts, call) =>
    apply(
      hosts.map(({ id }) => id),
      call,
    ),
};

function apply(
  ids: readonly string[],
  { flake, jobs }: Pick<RolloutCall, "flake" | "jobs">,
): readonly string[] {
  // Its --on takes all the words that follow, so that the goal stands before it.
  const on = ids.flatMap((id) => ["--on", id]);
  return [
    ...["wire", "apply", "switch", ...option("--parallel", jobs?.toString())],
    ...["--path", flake, ...on],
  ];
}
