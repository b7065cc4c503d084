import { type Diagnostic, showLine } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import { runGit } from "../disk/ask-git.ts";
import type { World } from "../world/world.ts";

/** Makes a repository of a folder. A warning says why that failed: the fleet is there all the same. */
export async function startRepository(world: World, root: string): Promise<readonly Diagnostic[]> {
  return await tryGit(world, root, { args: ["init", "--quiet"], by: "git init" });
}

/** Has git track files of a folder, as a flake needs; nothing else is added. */
export async function trackFiles(
  world: World,
  root: string,
  paths: readonly string[],
): Promise<readonly Diagnostic[]> {
  const args = ["--literal-pathspecs", "add", "--", ...paths];
  return await tryGit(world, root, { args, by: "git add --all" });
}

async function tryGit(
  world: World,
  root: string,
  { args, by }: { readonly args: readonly string[]; readonly by: string },
): Promise<readonly Diagnostic[]> {
  const answer = await runGit(world, root, args);
  if (answer.ok) return [];
  const message = `git does not do its part: ${showLine(answer.complaint)}`;
  const help = `A flake sees only what git tracks. Once that is mended: ${by}`;
  return [createProblem("git-failed", message, { severity: "warning", help })];
}
