import type { listAllotments } from "@fleet/core/internal";
import { showLine } from "@fleet/diagnostics";
import type { FileChange } from "@fleet/project/internal";
import { renderAllotments } from "../uids.ts";
import type { ViewedFleet } from "../viewed-fleet.ts";
import { renderSummary } from "./overview.ts";

/** What `fleet generate` did or would do. */
export interface Generation {
  /** Whether files are written; else it is said what would be. */
  readonly isWriting: boolean;
  /** Whether errors kept it from its work. */
  readonly isFailed: boolean;
  readonly changes: readonly Pick<FileChange, "path" | "kind">[];
  /** Which uids were given out; none where it failed. */
  readonly allotments: ReturnType<typeof listAllotments>;
}

/** What is shown of it to people. */
export interface ShownGeneration extends Generation {
  /** What comes before paths. */
  readonly prefix: string;
  /** What to show of the files that would change; none where nobody asked. */
  readonly differences: readonly FileDifference[];
  /** The fleet to sum up at the end; undefined for none. */
  readonly fleet: ViewedFleet | undefined;
  /** What it means, below all else; empty where there is nothing to say. Default: nothing. */
  readonly means?: string;
  /** The columns of the terminal. Default: there is none. */
  readonly width?: number | undefined;
}

/** How a file would change. */
export interface FileDifference {
  readonly path: string;
  /** In the unified format, without a heading; none where nothing but digests differs. */
  readonly lines: readonly string[];
}

/** No reader wants more of a difference at once. */
const diffLimit = 80;

/** Says file by file what was or would be done, and sums up the fleet. */
export function renderGeneration(generation: ShownGeneration): string {
  const {
    isWriting,
    isFailed,
    changes,
    allotments,
    prefix,
    differences,
    fleet,
    means = "",
    width,
  } = generation;
  const diffs = differences.map(renderDifference).join("");
  if (isFailed) return diffs;
  const lines = changes.map(
    ({ kind, path }) => `${describeFileChange({ kind, path: prefix + path }, isWriting)}\n`,
  );
  const summary = fleet === undefined ? "" : `\n${renderSummary(fleet, width)}`;
  return `${diffs}${lines.join("")}${renderAllotments(allotments, isWriting)}${summary}${means}`;
}

/** The same for programs. */
export function describeGeneration({ isWriting, isFailed, changes, allotments }: Generation) {
  return {
    written: isWriting && !isFailed,
    files: changes.map(({ path, kind }) => ({ path, change: kind })),
    allotted: allotments.map((one) => ({ ...one, host: one.host ?? null })),
  };
}

/** What is or would be done to a file, in one line. */
export function describeFileChange(
  { kind, path }: Pick<FileChange, "kind" | "path">,
  isWriting: boolean,
): string {
  return `${verbOf(kind, isWriting)} ${showLine(path)}`;
}

function verbOf(kind: FileChange["kind"], isWriting: boolean): string {
  const verbs = isWriting
    ? { created: "Created", updated: "Updated", unchanged: "Unchanged", orphaned: "Removed" }
    : {
        created: "Missing: would create",
        updated: "Out of date: would update",
        unchanged: "Up to date:",
        orphaned: "No longer needed: would remove",
      };
  return verbs[kind];
}

function renderDifference({ path, lines }: FileDifference): string {
  if (lines.length === 0) {
    return `${showLine(path)} differs in nothing but the digests of what it was computed from.\n\n`;
  }
  const shown = lines.slice(0, diffLimit).map(showLine);
  const hidden = lines.length - shown.length;
  const heads = [`--- a/${path}`, `+++ b/${path}`];
  const rest = hidden > 0 ? [`… and ${hidden} more lines`] : [];
  return `${[...heads, ...shown, ...rest].join("\n")}\n\n`;
}
