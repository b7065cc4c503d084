import { renderJson } from "@fleet/diagnostics";
import { isDrift, recordWorld, type SeenPath } from "@fleet/project/internal";
import type { CommandResult, Invocation } from "../../../command/command.ts";
import { renderForPeople } from "../../../command/command-report.ts";
import { renderWatchedRun } from "../../../views/generation/watched-run.ts";
import {
  describeEnd,
  describeRun,
  type Generated,
  generateOnce,
  isWriting,
} from "../generation-run.ts";

/** The variable by which a run knows that it is one of a watch. */
export const watchedVariable = "FLEET_WATCHED_RUN";

/** What a run says to the watch that started it. */
export interface WatchedRun {
  /** Tells it from whatever else could be printed in its place. */
  readonly kind: "watched-run";
  /** What it did, in one line; empty in JSON. */
  readonly headline: string;
  readonly stdout: string;
  readonly stderr: string;
  /** What it depends on. */
  readonly seen: readonly SeenPath[];
}

/** A run of a watch: in a process of its own, so that nothing that a config does outlasts it. */
export async function runWatched(invocation: Invocation): Promise<CommandResult> {
  const { terminal } = invocation;
  // What is being written is written to its end: nothing is left half-made.
  terminal.onInterrupt?.(() => terminal.end({ exitCode: 0, stdout: "", stderr: "" }));
  const { world, seen } = recordWorld(invocation.world);
  const generated = await generateOnce({ ...invocation, world });
  const run: WatchedRun = {
    kind: "watched-run",
    ...describe({ ...invocation, world }, generated),
    seen: seen(),
  };
  return { exitCode: 0, stdout: JSON.stringify(run), stderr: "" };
}

function describe(
  invocation: Invocation,
  generated: Generated,
): Pick<WatchedRun, "headline" | "stdout" | "stderr"> {
  const { options, terminal, world } = invocation;
  if (generated.kind === "refused") {
    const { stdout, stderr } = generated.result;
    return { headline: "", stdout, stderr };
  }
  const { project, outcome, told } = generated;
  const { findings, changes, isStopped } = outcome;
  if (options.has("json")) {
    const more = { time: world.now(), ...describeRun(invocation, generated) };
    return { headline: "", stdout: renderJson(findings, more), stderr: "" };
  }
  return {
    headline: renderWatchedRun({
      isWriting: isWriting(invocation),
      isStopped,
      findings,
      counts: told?.json.counts,
      paths: changes.filter(isDrift).map(({ path }) => `${project.prefix}${path}`),
    }),
    stdout: told?.render({ width: terminal.width?.stdout, hasHead: false }) ?? "",
    stderr:
      renderForPeople(terminal, project, findings) + describeEnd(invocation, findings, isStopped),
  };
}

/** Reads what a run printed; undefined where it was stopped before it could say anything of the kind. */
export function readWatchedRun(output: string): WatchedRun | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return isWatchedRun(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWatchedRun(value: unknown): value is WatchedRun {
  return (
    typeof value === "object" && value !== null && Reflect.get(value, "kind") === "watched-run"
  );
}
