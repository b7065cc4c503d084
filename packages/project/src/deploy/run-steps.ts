import type { DeployStep } from "@fleet/codegen/deploy";
import { describeThrown, type ProgramEnd } from "@fleet/diagnostics";
import type { World } from "../world/world.ts";
import type { LogFolder } from "./log-folder.ts";
import type { StepOutcome } from "./step-outcome.ts";

/** How steps are run. */
export interface RunOptions {
  /** The fleet's root, where commands are started. */
  readonly root: string;
  /** How many at once. */
  readonly jobs: number;
  /** The step that has to succeed before any other is begun. Default: none. */
  readonly first?: string | undefined;
  /** Whether others are begun after one has failed. */
  readonly keepsGoing: boolean;
  /** Where what commands say is kept; undefined for one command alone, which gets the terminal. */
  readonly logs: LogFolder | undefined;
  /** Ends all that run, when aborted. */
  readonly signal: AbortSignal;
  /** Whether nothing more is to be begun, whatever runs on to its end. Default: never. */
  readonly isClosing?: (() => boolean) | undefined;
  /** Told of all steps whenever one of them has come further. */
  readonly onChange: (outcomes: readonly StepOutcome[], changed: StepOutcome) => void;
}

/** So long has what was asked to end, in milliseconds: a connection is closed in order. */
const patience = 10_000;

/**
 * Runs commands in their order, so many at once. After a failure nothing more is begun, unless that is wanted; those
 * that run go on to their end, because a host that is halfway is worse than one that is not begun. A home waits for
 * the system that it is on. Rejects never for what a command does.
 */
export async function runSteps(
  world: World,
  steps: readonly DeployStep[],
  options: RunOptions,
): Promise<readonly StepOutcome[]> {
  const run = createRun(world, steps, options);
  await new Promise<void>((resolve) => {
    const advance = () => {
      for (const step of run.listReady()) {
        void run.begin(step).then(advance);
      }
      if (run.isOver()) resolve();
    };
    advance();
  });
  return run.finish();
}

function createRun(world: World, steps: readonly DeployStep[], options: RunOptions) {
  const outcomes = new Map<string, StepOutcome>(
    steps.map((step) => [step.name, { ...nothingYet, step, state: "waiting" }]),
  );
  let running = 0;
  const change = (outcome: StepOutcome) => {
    outcomes.set(outcome.step.name, outcome);
    options.onChange([...outcomes.values()], outcome);
  };
  const stateOf = (name: string | undefined) =>
    name === undefined ? undefined : outcomes.get(name)?.state;
  const mayBegin = () => {
    if (options.signal.aborted || options.isClosing?.() === true) return false;
    if (options.keepsGoing) return true;
    return ![...outcomes.values()].some(({ state }) => state === "failed" || state === "ended");
  };
  const isReady = ({ name, after }: DeployStep) => {
    if (stateOf(name) !== "waiting") return false;
    if (options.first !== undefined && name !== options.first) {
      if (stateOf(options.first) !== "done") return false;
    }
    return after === undefined || stateOf(after) === "done" || !outcomes.has(after);
  };
  return {
    listReady: () => {
      if (!mayBegin()) return [];
      return steps.filter(isReady).slice(0, Math.max(0, options.jobs - running));
    },
    begin: async (step: DeployStep) => {
      running += 1;
      const begun: StepOutcome = { ...nothingYet, step, state: "running", begun: world.now() };
      change(begun);
      const { log, end } = await start(world, step, options);
      running -= 1;
      change({ ...begun, log, ...judge(end, step), ended: world.now() });
    },
    isOver: () => running === 0 && (!mayBegin() || !steps.some(isReady)),
    finish: () =>
      [...outcomes.values()].map((outcome) =>
        outcome.state === "waiting"
          ? { ...outcome, state: "untouched" as const, reason: explain(outcome.step) }
          : outcome,
      ),
  };

  function explain({ after }: DeployStep): string {
    if (options.signal.aborted) return "it was ended before";
    if (options.isClosing?.() === true) return "the terminal went away before";
    if (options.first !== undefined && stateOf(options.first) !== "done") {
      return `${options.first} had to succeed first`;
    }
    if (options.keepsGoing && after !== undefined) return `${after} had to succeed first`;
    return "another failed before";
  }
}

const nothingYet = { reason: "", log: undefined, begun: undefined, ended: undefined } as const;

/** Runs a step to its end. What cannot be begun, such as on a full disk, has failed. */
async function start(
  { run, environment }: World,
  { name, words: [program = "", ...words] }: DeployStep,
  { root, signal, logs }: RunOptions,
): Promise<{ readonly end: ProgramEnd; readonly log: string | undefined }> {
  const call = { program, arguments: words, folder: root, environment, signal, patience };
  if (logs === undefined) return { end: await run({ ...call, hasTerminal: true }), log: undefined };
  try {
    const log = logs.fileOf(name);
    return { end: await run({ ...call, logFile: log }), log };
  } catch (error) {
    return { end: { end: "unstarted", reason: describeThrown(error) }, log: undefined };
  }
}

function judge(
  end: ProgramEnd,
  { words: [program = ""] }: DeployStep,
): Pick<StepOutcome, "state" | "reason"> {
  switch (end.end) {
    case "exit":
      if (end.status === 0) return { state: "done", reason: "" };
      return { state: "failed", reason: `${program} ended with ${end.status}` };
    case "signal":
      return { state: "failed", reason: `${program} was ended by ${end.signal}` };
    case "cancelled":
      return { state: "ended", reason: "it was ended while it was at work" };
    case "unstarted":
      return { state: "failed", reason: `${program} cannot be started: ${end.reason}` };
    default:
      return { state: "failed", reason: `${program} was stopped` };
  }
}
