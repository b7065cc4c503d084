import type { ResolvedHost } from "@fleet/core";

/** How a command gets at what it deploys. */
interface EngineEvaluation {
  /** The folder of the flake, from where the command is started: "." or "..". */
  readonly flake: string;
  /**
   * The names of what the evaluation takes from the environment. With any, it must not be pure: it would see
   * none of them, and a host would be left with placeholders for keys.
   */
  readonly variables: readonly string[];
  /** What the program on this machine says of the options that it knows; undefined where it was not asked, or did not say. */
  readonly usage?: string | undefined;
}

/** How one call deploys several hosts. */
export interface RolloutCall extends EngineEvaluation {
  /** How many hosts at once; undefined for what the engine does by itself. */
  readonly jobs: number | undefined;
}

/** A command that deploys systems. */
export interface Engine {
  /** The program that people have to have. */
  readonly program: string;
  /** What brings it where it is missing: a flake reference for `nix shell`. */
  readonly source: string;
  /** Whether it is started on the host itself where nothing says otherwise; others know where hosts are. */
  readonly isStartedOnHost: boolean;
  /** The output of the flake in which it looks for hosts. Default: that of the platform, which every fleet has. */
  readonly reads?: EngineOutput;
  /** Whether the flake tells it where hosts are and where they are built, so that one call can be for several. Default: calls do. */
  readonly isToldByFlake?: boolean;
  /** Whether it deploys with the system of a host the homes there that are standalone alone. Default: it does not. */
  readonly bringsHomes?: boolean;
  /** From which version on it knows the options that it is given. Default: any does. */
  readonly least?: EngineVersion;
  /**
   * The arguments at which it refuses the only one, and says which options it knows; undefined where the words for a
   * host do not depend on that. Default: they never do.
   */
  askingWords?(host: ResolvedHost): readonly string[] | undefined;
  /** The program and its arguments for the system of a host. */
  systemWords(host: ResolvedHost, evaluation: EngineEvaluation): readonly string[];
  /**
   * The same for several hosts of which nothing is said that only one can be told, where the engine rolls out
   * itself: it evaluates all of them once, and knows its own order. Default: each has a call of its own.
   */
  rolloutWords?(hosts: readonly ResolvedHost[], call: RolloutCall): readonly string[];
}

/** An output of a flake that fleet makes of the declaration where the engine is an input. */
export interface EngineOutput {
  /** The input's name, by which the engine itself is called. */
  readonly input: string;
  readonly output: string;
  /** Where the input is from. */
  readonly url: string;
}

/** How the version of a program is asked for, and what it has to be. */
export interface EngineVersion {
  readonly arguments: readonly string[];
  /** Numbers, the most important first. */
  readonly version: readonly number[];
  /** What an older one does not know. */
  readonly lacks: string;
}
