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
