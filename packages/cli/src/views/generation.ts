import { listAllotments } from "@fleet/core/internal";
import type { Finding } from "@fleet/diagnostics";
import { renderJson, renderReport, showLine } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import type { FileChange } from "@fleet/project/internal";
import { decodeText } from "@fleet/project/internal";
import type { Invocation } from "../command/command.ts";
import { renderSummary } from "./overview.ts";
import { diffTexts } from "./text-diff.ts";
import { renderAllotments } from "./uids.ts";

/** What `fleet generate` did or would do. */
export interface Generation {
  readonly project: Project;
  readonly changes: readonly FileChange[];
  readonly findings: readonly Finding[];
}

/** No reader wants more of a difference at once. */
const diffLimit = 200;

/** Renders what `fleet generate` says: findings go to the standard error, the rest to the output. */
export function renderGeneration(
  { options, terminal }: Invocation,
  { project, changes, findings }: Generation,
): { stdout: string; stderr: string } {
  const isFailed = findings.some(({ severity }) => severity === "error");
  const isWriting = !options.has("check") && !options.has("dry-run");
  const { fleet } = project.compilation ?? {};
  const allotments =
    fleet === undefined || isFailed ? [] : listAllotments({ ...fleet, recorded: fleet.lock.uids });
  if (options.has("json")) {
    const files = changes.map(({ path, kind }) => ({ path, change: kind }));
    const allotted = allotments.map((one) => ({ ...one, host: one.host ?? null }));
    const more = { written: isWriting && !isFailed, files, allotted };
    return { stdout: renderJson(findings, more), stderr: "" };
  }
  const report = {
    ...project,
    findings,
    hasColour: terminal.hasColour.stderr,
    version: terminal.version,
  };
  const stderr = renderReport(report, "pretty");
  if (isFailed) {
    const hasDiff = options.has("check");
    return {
      stdout: hasDiff ? renderDiffs(changes) : "",
      stderr: `${stderr}${nothingWritten(isWriting)}`,
    };
  }
  const lines = changes.map(
    (change) => `${verbOf(change, isWriting)} ${showLine(project.prefix + change.path)}\n`,
  );
  const diffs = options.has("check") ? renderDiffs(changes) : "";
  const summary = fleet === undefined || options.has("check") ? "" : `\n${renderSummary(fleet)}`;
  const uids = renderAllotments(allotments, isWriting);
  return { stdout: `${diffs}${lines.join("")}${uids}${summary}`, stderr };
}

function nothingWritten(isWriting: boolean): string {
  return isWriting ? "Nothing was written.\n" : "";
}

function verbOf({ kind }: FileChange, isWriting: boolean): string {
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

function renderDiffs(changes: readonly FileChange[]): string {
  const texts = changes.map(({ path, kind, before, after }) => {
    // Of a file that is new or goes, nobody needs to see all the lines.
    if (kind !== "updated" || before === undefined || after === undefined) return "";
    const lines = diffTexts(decodeText(before), decodeText(after));
    const shown = lines.slice(0, diffLimit).map(showLine);
    const hidden = lines.length - shown.length;
    const heads = [`--- a/${path}`, `+++ b/${path}`];
    const rest = hidden > 0 ? [`… and ${hidden} more lines`] : [];
    return `${[...heads, ...shown, ...rest].join("\n")}\n\n`;
  });
  return texts.join("");
}
