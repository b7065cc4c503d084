import type { Sides } from "@fleet/core/internal";
import type { Diagnostic } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { World } from "../world/world.ts";
import { runGit } from "./ask-git.ts";

/** What git keeps of a file in conflict. */
export type ConflictStages =
  | { readonly kind: "conflict"; readonly texts: Sides<string> }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly diagnostic: Diagnostic };

/**
 * Asks git for the three texts of a file that it could not merge. A side that deleted the file counts
 * as one that changed nothing: what is remembered must not be lost by that.
 */
export async function readConflictStages(
  world: World,
  root: string,
  path: string,
): Promise<ConflictStages> {
  const listed = await callGit(world, root, ["ls-files", "-z", "--unmerged", "--", path]);
  if (typeof listed !== "string") return { kind: "failed", diagnostic: listed };
  const blobs = new Map<string, string>();
  for (const entry of listed.split("\0")) {
    const [, blob, stage] = /^\d+ ([\da-f]+) ([123])\t/.exec(entry) ?? [];
    if (blob !== undefined && stage !== undefined) blobs.set(stage, blob);
  }
  if (blobs.size === 0) return { kind: "none" };
  const texts = new Map<string, string>();
  for (const [stage, blob] of blobs) {
    const text = await callGit(world, root, ["cat-file", "blob", blob]);
    if (typeof text !== "string") return { kind: "failed", diagnostic: text };
    texts.set(stage, text);
  }
  const base = texts.get("1") ?? "";
  const sides = { base, ours: texts.get("2") ?? base, theirs: texts.get("3") ?? base };
  return { kind: "conflict", texts: sides };
}

/** Tells git that a file is merged; gives what keeps it from knowing that. */
export async function markMerged(world: World, root: string, path: string): Promise<Diagnostic[]> {
  const answer = await callGit(world, root, ["add", "--", path]);
  if (typeof answer === "string") return [];
  const help = `Tell git that it is merged: git add -- ${path}`;
  return [{ ...answer, severity: "warning", help }];
}

/**
 * Both sides of a conflict, whole and with git's own marks, so that nobody takes either for merged.
 * `git merge-file` would leave no marks where the sides touch different lines.
 */
export function markConflict({ ours, theirs }: Pick<Sides<string>, "ours" | "theirs">): string {
  const whole = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);
  return `<<<<<<< ours\n${whole(ours)}=======\n${whole(theirs)}>>>>>>> theirs\n`;
}

/** What git prints, or what it complains of. */
async function callGit(
  world: World,
  root: string,
  args: readonly string[],
): Promise<string | Diagnostic> {
  const answer = await runGit(world, root, args);
  if (answer.ok) return answer.output;
  const message = `git does not say what is in conflict: ${answer.complaint}`;
  return createProblem("git-failed", message, {
    help: "Run it in the repository of the fleet, or name three files: BASE OURS THEIRS.",
  });
}
