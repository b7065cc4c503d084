import { type Checked, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { runGit } from "../disk/ask-git.ts";
import { findRepository } from "../disk/git-folder.ts";
import type { World } from "../world/world.ts";

/** A file of a commit, as git has it. */
export interface CommittedFile {
  /** From the folder that was asked about. */
  readonly path: string;
  readonly kind: "file" | "link";
  /** The id of its bytes. */
  readonly blob: string;
  /** In bytes. */
  readonly size: number;
}

/** What a commit holds below a folder. */
export interface Commit {
  /** The id, in hexadecimal; undefined where the branch has no commit yet. */
  readonly id: string | undefined;
  readonly files: readonly CommittedFile[];
}

/** The revision that is meant where nobody names one. */
export const defaultRevision = "HEAD";

/** Finds out which commit a revision is, and which files it has below a folder. Nothing of the work tree is looked at. */
export async function findCommit(
  world: World,
  root: string,
  revision: string,
): Promise<Checked<Commit>> {
  const help = "Name a commit, a branch or a tag that this clone has, such as origin/main.";
  if (findRepository(world.disk, root) === undefined) {
    const message =
      "The fleet is in no git repository, so that there is nothing to compare it with.";
    return refuse(message, "Make it one: git init && git add --all && git commit");
  }
  // What begins so would be an option of git's, and no revision is called so (git-check-ref-format(1)).
  if (revision === "" || revision.startsWith("-") || /[\0\n]/.test(revision)) {
    return refuse(`${quote(revision)} is no revision.`, help);
  }
  const [named, listed] = await Promise.all([
    runGit(world, root, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]),
    runGit(world, root, ["ls-tree", "-r", "-l", "-z", revision]),
  ]);
  if (named.ok && listed.ok) {
    return {
      ok: true,
      value: { id: named.output.trim(), files: readTree(listed.output) },
      diagnostics: [],
    };
  }
  const complaint = named.ok ? (listed.ok ? "" : listed.complaint) : named.complaint;
  // git says nothing of what is not there, and something of all else that is wrong.
  if (complaint !== "")
    return refuse(`git does not say what ${quote(revision)} is: ${complaint}`, help);
  if (revision === defaultRevision) {
    return { ok: true, value: { id: undefined, files: [] }, diagnostics: [] };
  }
  const shallow = await runGit(world, root, ["rev-parse", "--is-shallow-repository"]);
  const isShallow = shallow.ok && shallow.output.trim() === "true";
  return refuse(
    `There is no commit ${quote(revision)} here.`,
    isShallow
      ? "This clone has only the last commits. Fetch the others: git fetch --unshallow (of actions/checkout: fetch-depth: 0)."
      : help,
  );
}

/** Reads what `git ls-tree -r -l -z` prints: mode, type, object and size, a tab, and the path. Submodules are left out. */
function readTree(text: string): CommittedFile[] {
  return text.split("\0").flatMap((entry) => {
    const [, mode, blob = "", size] = /^(\d+) blob ([\da-f]+) +(\d+)\t/.exec(entry) ?? [];
    if (mode === undefined) return [];
    const path = entry.slice(entry.indexOf("\t") + 1);
    return [{ path, kind: mode === "120000" ? "link" : "file", blob, size: Number(size) } as const];
  });
}

function refuse(message: string, help: string): Checked<Commit> {
  return { ok: false, diagnostics: [createProblem("no-revision", message, { help })] };
}
