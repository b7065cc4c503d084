import { renderJson } from "@fleet/diagnostics";
import {
  type LockMerge,
  lockPath,
  type MergedLock,
  type MergeOptions,
  mergeLockFiles,
  mergeLockInRoot,
} from "@fleet/project/ledger";
import { chooseExitCode, createProblem } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";

/** Merges a lock file of which git has two sides. */
export async function mergeUids(invocation: Invocation): Promise<CommandResult> {
  const { operands, options, world } = invocation;
  const keep = options.get("keep");
  const how: MergeOptions = { kept: keep === "ours" || keep === "theirs" ? keep : undefined };
  const [base, ours, theirs] = operands;
  if (operands.length === 0) {
    return conclude(invocation, await mergeLockInRoot(world, searchPlace(invocation), how));
  }
  if (base === undefined || ours === undefined || theirs === undefined) {
    const message = `There are ${operands.length} files, and a merge takes three.`;
    const help = "Name BASE OURS THEIRS, or none for the fleet.lock.json of the fleet.";
    return conclude(invocation, {
      diagnostics: [createProblem("unknown-option", message, { help })],
    });
  }
  return conclude(invocation, mergeLockFiles(world, { base, ours, theirs }, how));
}

function conclude({ options, terminal }: Invocation, merged: MergedLock): CommandResult {
  const { diagnostics, isUnneeded = false } = merged;
  const note = isUnneeded ? `Nothing to merge: ${lockPath} is not in conflict.\n` : "";
  const exitCode = chooseExitCode(diagnostics);
  if (options.has("json")) {
    const clashes = (merged.merge?.clashes ?? []).map((clash) => ({
      ...clash,
      host: clash.host ?? null,
    }));
    const more = { merged: merged.merge !== undefined, clashes };
    return { exitCode, stdout: renderJson(diagnostics, more), stderr: "" };
  }
  const nowhere = { prefix: "", readSource: () => undefined };
  return {
    exitCode,
    stdout: merged.merge === undefined ? note : describeMerge(merged.merge, options.get("keep")),
    stderr: renderForPeople(terminal, nowhere, diagnostics),
  };
}

function describeMerge({ clashes }: LockMerge, keep: string | true | undefined): string {
  const lost = clashes.map((clash) => {
    const other = keep === "theirs" ? "ours" : "theirs";
    const uid = clash.kind === "uid" ? clash.uid : clash[other];
    const user = clash.kind === "uid" ? clash[other] : clash.user;
    const next =
      clash.kind === "uid"
        ? "gets a free uid from the next fleet generate"
        : `keeps ${keep === "theirs" ? clash.theirs : clash.ours}`;
    return `${JSON.stringify(user)} has ${uid} no more, and ${next}. Machines that were built with ${uid} have files of it.\n`;
  });
  return `Merged ${lockPath}.\n${lost.join("")}Next: fleet generate (with --force where fleet.json is in conflict as well), then git add.\n`;
}
