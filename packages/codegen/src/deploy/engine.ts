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
}

/** A command that deploys systems. */
export interface Engine {
  /** Whether it is started on the host itself where nothing says otherwise; others know where hosts are. */
  readonly isStartedOnHost: boolean;
  /** The program and its arguments for the system of a host. */
  systemWords(host: ResolvedHost, evaluation: EngineEvaluation): readonly string[];
}
