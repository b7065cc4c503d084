import { type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { encodeText, runGit } from "@fleet/project/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import type { IndexChange } from "./change.ts";

/**
 * Tells git of files that are new, and that others have another name or are gone. No filter or hook of the
 * repository runs: of a new file git is told only that it is there, a moved one stays what it was. May be done twice.
 */
export async function updateIndex(
  world: World,
  root: string,
  { added, moved, deleted }: IndexChange,
): Promise<Diagnostic[]> {
  const calls: (readonly string[])[] = [];
  // What is said of an entry itself counts from the top of the repository.
  const top =
    moved.length === 0 ? undefined : await runGit(world, root, ["rev-parse", "--show-prefix"]);
  const prefix = top?.ok === true ? top.output.trimEnd() : "";
  for (const [from, to] of moved) {
    const entry = await entryOf(world, root, from);
    // Where git has it under the new name already, an earlier run came so far.
    if (entry === undefined) continue;
    calls.push([
      "update-index",
      "--add",
      "--cacheinfo",
      `${entry.mode},${entry.blob},${prefix}${to}`,
    ]);
    calls.push(["update-index", "--force-remove", "--", from]);
  }
  if (deleted.length > 0) calls.push(["update-index", "--force-remove", "--", ...deleted]);
  if (added.length > 0) calls.push(["add", "--intent-to-add", "--", ...added]);
  for (const call of calls) {
    const answer = await runGit(world, root, call);
    if (!answer.ok)
      return [describeUnlisted(answer.complaint, [...added, ...moved.flat(), ...deleted])];
  }
  return [];
}

interface Entry {
  readonly mode: string;
  readonly blob: string;
}

/** What git's index has of a file. */
async function entryOf(world: World, root: string, path: string): Promise<Entry | undefined> {
  const answer = await runGit(world, root, [
    "ls-files",
    "--stage",
    "-z",
    "--",
    `:(literal)${path}`,
  ]);
  const [, mode = "", blob = ""] =
    /^(\d{6}) ([0-9a-f]{40,64}) 0\t/.exec(answer.ok ? answer.output : "") ?? [];
  return blob === "" ? undefined : { mode, blob };
}

/**
 * Those of some files that git tracks and that are as it has them: in its index, so that they can be moved, or also
 * in the last commit, so that nothing is lost with them. Of files that git changes on the way, such as their line
 * ends, nobody can say it here.
 */
export async function listUnmodified(
  world: World,
  root: string,
  { paths, isCommitted }: { readonly paths: readonly string[]; readonly isCommitted: boolean },
): Promise<ReadonlySet<string>> {
  const unmodified = new Set<string>();
  for (const path of paths) {
    const entry = await entryOf(world, root, path);
    if (entry === undefined || entry.mode.startsWith("12")) continue;
    if (isCommitted && (await headBlob(world, root, path)) !== entry.blob) continue;
    const file = join(root, path);
    if (world.disk.inspect(file)?.kind !== "file") continue;
    const content = world.disk.read(file);
    const start = encodeText(`blob ${content.length}\0`);
    const whole = new Uint8Array(start.length + content.length);
    whole.set(start);
    whole.set(content, start.length);
    if (world.digest(whole, "sha1") === entry.blob) unmodified.add(path);
  }
  return unmodified;
}

async function headBlob(world: World, root: string, path: string): Promise<string | undefined> {
  const answer = await runGit(world, root, ["rev-parse", "--verify", "--quiet", `HEAD:./${path}`]);
  return answer.ok ? answer.output.trim() : undefined;
}

/** That git was not told of files, with its own words. */
export function describeUnlisted(complaint: string, paths: readonly string[]): Diagnostic {
  const [first = ""] = complaint.split("\n");
  const message = `git was not told of all files: ${quote(first)}.`;
  const files = paths.map((path) => shellPath(path)).join(" ");
  return createProblem("unlisted-files", message, { help: `Run: git add --all -- ${files}` });
}
