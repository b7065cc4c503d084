import type { Diagnostic } from "@fleet/diagnostics";
import type { EvaluationOptions, NixEvaluator } from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import type { FoundFleet, FoundSource } from "../found/found-fleet.ts";

/** A flake, and how to ask it. */
export interface SurveyedFlake {
  readonly evaluate: NixEvaluator["evaluate"];
  /** The folder that holds `flake.nix`: absolute. */
  readonly directory: string;
  /** Where fleet's own Nix library lies. */
  readonly disk: Pick<Disk, "read">;
  readonly options: Pick<EvaluationOptions, "timeLimit" | "nixArguments" | "signal">;
  readonly impure: boolean;
  /** Flake references by the name of the input they replace. */
  readonly overrideInputs: Readonly<Record<string, string>>;
  /** How many hosts are evaluated at once, which bounds the memory. */
  readonly jobs: number;
  /** Only these, by their names in whichever output; all where there is none. */
  readonly names: readonly string[];
  /** Is told what goes on. */
  readonly showProgress: (text: string) => void;
}

/** What a flake came to. */
export interface Survey {
  readonly fleet: FoundFleet;
  /** Hosts and homes that could not be evaluated, with Nix's reasons; the others are in `fleet`. */
  readonly failed: readonly FailedName[];
  /** What concerns the flake as a whole. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A host or home without an answer. */
export interface FailedName {
  readonly source: FoundSource;
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates all hosts and homes of a flake, each by itself and several at once. */
export async function surveyFlake(_flake: SurveyedFlake): Promise<Survey> {
  return { fleet: { hosts: [], homes: [] }, failed: [], diagnostics: [] };
}
