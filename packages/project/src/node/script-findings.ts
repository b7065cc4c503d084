import { type Diagnostic, formatPath, type Path, type Position } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";

/** A config that ends the process. */
export function describeExit(file: string, code: unknown): Diagnostic {
  const call = code === undefined ? "process.exit()" : `process.exit(${String(code)})`;
  return createProblem("config-exits", `The config calls ${call}.`, {
    file,
    help: "A config only declares. Throw an error where it cannot go on.",
  });
}

/** A config that waits for ever. */
export function describeUnfinished(file: string, timeLimit: number): Diagnostic {
  return createProblem(
    "config-unfinished",
    `The config does not come to an end: it waits for something that did not happen in ${timeLimit / 1000} seconds, or never can.`,
    { file, help: "Look for an `await` at the top level of the config and of what it imports." },
  );
}

/** Where a config was when it was stopped. */
export interface StopPlace {
  /** From the root. */
  readonly file: string;
  readonly position?: Position;
}

/** A config that computes for ever. */
export function describeEndless(place: StopPlace, timeLimit: number): Diagnostic {
  return createProblem(
    "config-unfinished",
    `The config does not come to an end: it was still computing after ${timeLimit / 1000} seconds, and was stopped.`,
    {
      ...place,
      help: "Look for a loop without an end here. Where it only takes long, say how long it may: --time-limit SECONDS",
    },
  );
}

/** A config that changes what it has exported. `changed` is where. */
export function describeLate(file: string, changed: Path): Diagnostic {
  const what = changed.length === 0 ? "what it exports" : formatPath(changed);
  return createProblem(
    "config-works-on",
    `The config changes ${what} after its export, when a timer, a file or a promise that it began has ended.`,
    {
      file,
      path: changed,
      help: "Write `await` before what it begins, so that the export comes last.",
    },
  );
}

/** A config that has not done what it began; `waited` is milliseconds. */
export function describeBusy(file: string, waited: number): Diagnostic {
  return createProblem(
    "config-works-on",
    `The config is still at work ${waited / 1000} seconds after its export: what it began may change what it means.`,
    { file, help: "Write `await` before what it begins, and end timers and connections." },
  );
}
