// The files of the checkout that git has.
import { spawnSync } from "node:child_process";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { fail } from "./output.mjs";
import { ensureTool } from "./tools.mjs";

/**
 * The paths that `git ls-files` names, relative to `folder`, sorted: files of their own that are there,
 * no links. Stops with a sentence where there is no git, or no repository of it.
 *
 * @param words what to list, in the words of `git ls-files`; without any, what git tracks.
 */
export function listGitFiles(folder, words = ["--cached"]) {
  ensureTool("git");
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync("git", ["ls-files", "-z", ...words], options);
  if (status !== 0) {
    const why = (stderr || error?.message || "").trim().split("\n")[0];
    fail(
      `git does not say which files of ${folder} are the project's (${why}). Nothing was written. Run this in a clone of the repository.`,
    );
  }
  const paths = new Set(stdout.split("\0").filter((path) => path !== ""));
  return [...paths].filter((path) => isFile(join(folder, path))).toSorted();
}

/** Whether this is a file of its own: a link has its text elsewhere. */
function isFile(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
