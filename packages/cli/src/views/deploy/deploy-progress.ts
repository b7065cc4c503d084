import { showLine } from "@fleet/diagnostics";
import type { StepOutcome } from "@fleet/project/deploy";

/** What stands before a step in the list. */
const marks: Readonly<Record<StepOutcome["state"], string>> = {
  waiting: " ",
  running: ">",
  done: "+",
  failed: "!",
  ended: "!",
  untouched: "-",
};

/** What people read of how far a step is. */
export const stateNames: Readonly<Record<StepOutcome["state"], string>> = {
  waiting: "waiting",
  running: "running",
  done: "deployed",
  failed: "failed",
  ended: "ended halfway",
  untouched: "not begun",
};

/** What is going on, as a list: all that runs, what failed, and how many of all are done. */
export function renderTasks(
  outcomes: readonly StepOutcome[],
  { tails, now }: { readonly tails: ReadonlyMap<string, string>; readonly now: string },
): readonly string[] {
  const shown = outcomes.filter(({ state }) => state !== "waiting" && state !== "done");
  const done = outcomes.filter(({ state }) => state === "done").length;
  const lines = shown.map((outcome) => {
    const { step, state, reason } = outcome;
    const more =
      state === "running" ? `${secondsOf(outcome, now)} s  ${tails.get(step.name) ?? ""}` : reason;
    return showLine(`${marks[state]} ${step.name}  ${more}`.trimEnd());
  });
  return [`${done} of ${outcomes.length} done`, ...lines];
}

/** What has just happened, as a line. */
export function tellChange(outcome: StepOutcome): string {
  const { step, state, reason, ended } = outcome;
  if (state === "running") return `${step.name}: begun`;
  const long = ended === undefined ? "" : ` after ${secondsOf(outcome, ended)} s`;
  const why = reason === "" ? "" : `: ${reason}`;
  return `${step.name}: ${stateNames[state]}${long}${why}`;
}

/** How many seconds a step has taken, until some moment. */
export function secondsOf({ begun }: Pick<StepOutcome, "begun">, until: string): number {
  return begun === undefined ? 0 : Math.round((Date.parse(until) - Date.parse(begun)) / 1000);
}
