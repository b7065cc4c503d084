import type { ResolvedHost } from "@fleet/core";

/** A command that deploys systems. */
export interface Engine {
  /** Whether it is started on the host itself where nothing says otherwise; others know where hosts are. */
  readonly isStartedOnHost: boolean;
  /**
   * The program and its arguments for the system of a host. With `variables`, the names of what the
   * evaluation takes from the environment, it must not be pure: it would see none of them, and a host
   * would be left with placeholders for keys.
   */
  systemWords(host: ResolvedHost, variables: readonly string[]): readonly string[];
}
