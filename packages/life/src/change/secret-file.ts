import type { Diagnostic } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { runGit } from "@fleet/project/internal";
import { describeUnlisted } from "./index-update.ts";

/**
 * Tells git that a new secret file is there, by its path from the root: a flake sees nothing else. Nothing where there
 * is no git. It is encrypted, so that a `.gitignore` may leave it out.
 */
export async function listSecretFile(
  { config, tracked, world }: Pick<Project, "config" | "tracked" | "world">,
  path: string,
): Promise<Diagnostic[]> {
  if (config === undefined || tracked === undefined || tracked.has(path)) return [];
  const args = ["--literal-pathspecs", "add", "--intent-to-add", "--force", "--", path];
  const answer = await runGit(world, config.root, args);
  return answer.ok ? [] : [describeUnlisted(answer.complaint, [path])];
}
