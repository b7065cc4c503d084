import type { Diagnostic } from "@fleet/diagnostics";
import type { RewriteTask } from "./rewrite-task.ts";

/** Which files somebody wants changed. */
export interface ChangeRequest {
  /** Files and folders as they were named, from `folder`; none for all that need it. */
  readonly named: readonly string[];
  /** The folder in which they were named: absolute. */
  readonly folder: string;
}

/** What sops has to do, and what is said about it. */
export interface ChangePlan {
  readonly tasks: readonly RewriteTask[];
  /** An error among these keeps every file from being changed. */
  readonly obstacles: readonly Diagnostic[];
  /** What is to be said beside it. */
  readonly notes: readonly Diagnostic[];
}
