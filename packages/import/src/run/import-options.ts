import type { Checked } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { Answers, Question } from "../proposal/proposal.ts";

/** What a fleet can be read from. */
export type ImportSource = "flake" | "sops" | "clan" | "agenix";

/** All of them, in the order in which they are believed. */
export const importSources: readonly ImportSource[] = ["flake", "clan", "sops", "agenix"];

/** What is imported, and how. */
export interface ImportOptions {
  /** The folder, from that of the world. Default: the nearest upwards with something to import. */
  readonly folder?: string | undefined;
  /** Default: all that there is. */
  readonly sources?: readonly ImportSource[] | undefined;
  /** Only these hosts and homes of the flake, by name. Default: all. */
  readonly names?: readonly string[] | undefined;
  /** Answers to questions, by their ids. Default: none. */
  readonly answers?: Answers | undefined;
  /** Asks a person, who may leave it open. Default: nobody is there, and what is proposed stands. */
  readonly ask?: ((question: Question) => string | undefined) | undefined;
  /** The file that the declaration is meant for, from the world's folder. Default: `fleet.config.ts` in the root. */
  readonly output?: string | undefined;
  /** Finds what evaluates Nix. It is only called for a flake, or a file of agenix. */
  readonly openEvaluator: () => Promise<Checked<NixEvaluator>>;
  /** How many hosts are evaluated at once. Default: as many as the machine can, and 4 at the most. */
  readonly jobs?: number | undefined;
  /** Milliseconds for each evaluation. Default: five minutes. */
  readonly timeLimit?: number | undefined;
  /** Whether Nix may read what is outside of the flake. Default: false. */
  readonly impure?: boolean | undefined;
  /** Flake references by the name of the input they replace. Default: none. */
  readonly overrideInputs?: Readonly<Record<string, string>> | undefined;
  /** Further arguments of `nix eval`. Default: none. */
  readonly nixArguments?: readonly string[] | undefined;
  /** Ends the evaluations. Default: nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** Whether Nix evaluates the new configuration beside the old. Default: true. */
  readonly isProven?: boolean | undefined;
  /** Is told what goes on. Default: nobody is. */
  readonly showProgress?: ((text: string) => void) | undefined;
}
