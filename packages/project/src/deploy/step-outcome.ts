import type { DeployStep } from "@fleet/codegen/deploy";

/**
 * Where a step is: `waiting` to be begun, `running`, `done`, `failed`; `ended` where it was ended halfway;
 * `untouched` where it was never begun, because of another.
 */
export type StepState = "waiting" | "running" | "done" | "failed" | "ended" | "untouched";

/** A step, and how far it has come. */
export interface StepOutcome {
  readonly step: DeployStep;
  readonly state: StepState;
  /** Of one that is not done, half a sentence: `nixos-rebuild ended with 1`. "" elsewhere. */
  readonly reason: string;
  /** The file with all that its command said; undefined before it was begun, and where that was on the terminal. */
  readonly log: string | undefined;
  /** When it was begun and ended, as `World.now` says; undefined before. */
  readonly begun: string | undefined;
  readonly ended: string | undefined;
}
