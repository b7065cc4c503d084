import { type Diagnostic, showLine } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { join } from "pathe";

/** What came of completing a change that was interrupted. */
export interface CompletedChange {
  /** As it was asked for; undefined where it is not known. */
  readonly title: string | undefined;
  readonly isDone: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Completes the change that a run which was killed has left in the root of a project, and tidies up; undefined where there is none. */
export async function completeInterrupted(project: Project): Promise<CompletedChange | undefined> {
  const { config, world } = project;
  if (config === undefined) return undefined;
  // Hardly ever there is one, and what completes it is not to be loaded by every run.
  if (world.disk.inspect(join(config.root, ".fleet-work")) === undefined) return undefined;
  const { resumeChange } = await import("@fleet/life");
  const resumed = await resumeChange(project, config.root);
  if (!resumed.ok) return { title: undefined, isDone: false, diagnostics: resumed.diagnostics };
  return resumed.value;
}

/** That a change was interrupted, for commands that do not complete it; nothing where none was. */
export async function tellInterrupted({ config, world }: Project): Promise<readonly Diagnostic[]> {
  if (config === undefined) return [];
  if (world.disk.inspect(join(config.root, ".fleet-work")) === undefined) return [];
  const { findInterrupted } = await import("@fleet/life");
  return findInterrupted(world, config.root);
}

/** The line that says which change of an earlier run was completed. */
export function describeCompleted(title: string): string {
  return `Completed what was interrupted: ${showLine(title)}.\n`;
}
