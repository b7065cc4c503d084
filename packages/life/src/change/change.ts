import type { Finding } from "@fleet/diagnostics";
import type { Project, WrittenFleet } from "@fleet/project";

/** One thing that a change does to a file, by paths from the root. Digests are the sha256 of what a file holds. */
export type ChangeStep =
  /** Writes a file; `before` is undefined where there is none. */
  | {
      readonly kind: "write";
      readonly path: string;
      readonly before: string | undefined;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "move"; readonly path: string; readonly to: string; readonly before: string }
  | { readonly kind: "delete"; readonly path: string; readonly before: string };

/** What git is to know of files after a change. */
export interface IndexChange {
  /** New files, of which it is to know that they are there. */
  readonly added: readonly string[];
  /** Files that it has under another name. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  readonly deleted: readonly string[];
}

/** What is said to people beside the files. */
export interface ChangeNotes {
  /** Sentences about what it means, in the order in which they are shown. */
  readonly facts: readonly string[];
  /** Commands that are left to whoever ran this one, each with what it is for. */
  readonly commands: readonly (readonly [command: string, purpose: string])[];
}

/** A change that was worked out, and of which nothing is done yet. */
export interface PlannedChange {
  /** As it was asked for, such as `add user ada`: a run that was interrupted is told by it. */
  readonly title: string;
  readonly root: string;
  readonly steps: readonly ChangeStep[];
  readonly index: IndexChange;
  readonly notes: ChangeNotes;
  /** The fleet as it is. */
  readonly before: Project;
  /** The fleet as it will be. */
  readonly after: Project;
  /** What generating it comes to. */
  readonly written: WrittenFleet;
  /** Findings that are there only with it, in order. No error is among them but such as the notes have a command for. */
  readonly findings: readonly Finding[];
}
