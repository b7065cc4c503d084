import type { Invocation } from "../../../command/command.ts";
import { readWatchedRun, type WatchedRun, watchedVariable } from "./watched-run.ts";

/** How a run of a watch ended. */
export type RunEnd =
  | {
      readonly kind: "done";
      /** Undefined where it was stopped before it could say what it depends on. */
      readonly run: WatchedRun | undefined;
      /** What was printed beside it, such as by the config. */
      readonly output: string;
      readonly log: string;
    }
  | { readonly kind: "cut" };

/** Seconds after which a config is stopped, where nobody says how many: nobody sits before every run. */
const timeLimit = "30";

/** Runs `fleet generate` once, in a process of its own. */
export async function startRun(invocation: Invocation, signal: AbortSignal): Promise<RunEnd> {
  const { terminal, world } = invocation;
  const [program = "", ...words] = terminal.ownCommand ?? [];
  const end = await world.run({
    program,
    arguments: [...words, "generate", ...writeOptions(invocation)],
    folder: world.folder,
    environment: environmentOf(invocation),
    signal,
  });
  switch (end.end) {
    case "exit": {
      const output = new TextDecoder().decode(end.output);
      const run = readWatchedRun(output);
      return { kind: "done", run, output: run === undefined ? output : "", log: end.log };
    }
    case "cancelled":
      return { kind: "cut" };
    case "signal":
      return failed(`The run was ended by ${end.signal}.`, end.log);
    case "unstarted":
      return failed(`The run could not be started: ${end.reason}`);
    default:
      return failed("The run was stopped, for it printed too much.");
  }
}

function failed(sentence: string, log = ""): RunEnd {
  return { kind: "done", run: undefined, output: "", log: `${log}${sentence}\n` };
}

function writeOptions({ options }: Invocation): readonly string[] {
  const all = new Map<string, string | true>([["time-limit", timeLimit], ...options]);
  return [...all].map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
}

/** The run writes into pipes, for the terminal of the watch. */
function environmentOf({ terminal, world }: Invocation): Invocation["world"]["environment"] {
  const { hasColour, width } = terminal;
  const columns = width?.stderr ?? width?.stdout;
  return {
    ...world.environment,
    [watchedVariable]: "1",
    FORCE_COLOR: hasColour.stderr ? "1" : "0",
    COLUMNS: columns === undefined ? undefined : String(columns),
  };
}
