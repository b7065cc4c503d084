import type { World } from "../world/world.ts";
import { runGit } from "./ask-git.ts";

/**
 * The text that a file of a folder has in the last commit of the branch; undefined where it has none,
 * or git does not say. Neither the index nor the work tree is looked at, and nothing is fetched.
 */
export async function readAtHead(
  world: World,
  root: string,
  path: string,
): Promise<string | undefined> {
  const answer = await runGit(world, root, ["cat-file", "blob", `HEAD:./${path}`]);
  return answer.ok ? answer.output : undefined;
}

/** The files that a folder holds in the last commit, by paths from it; undefined where there is none, or git does not say. */
export async function listAtHead(
  world: World,
  root: string,
): Promise<ReadonlySet<string> | undefined> {
  const answer = await runGit(world, root, ["ls-tree", "-r", "-z", "--name-only", "HEAD"]);
  return answer.ok ? new Set(answer.output.split("\0").slice(0, -1)) : undefined;
}
