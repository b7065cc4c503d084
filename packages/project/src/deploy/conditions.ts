import { type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { runGit } from "../disk/ask-git.ts";
import { findRepository, gitFolder } from "../disk/git-folder.ts";
import type { Project } from "../project.ts";
import type { World } from "../world/world.ts";

/**
 * What stands in the way of deploying a folder, or has to be known of it: a merge that is under way, changes that no
 * commit has, a repository that git refuses to root, and keys whose environment variables are not set.
 */
export async function listConditions(
  { world, unmerged }: Pick<Project, "world" | "unmerged">,
  root: string,
  variables: readonly string[],
): Promise<readonly Diagnostic[]> {
  const repository = findRepository(world.disk, root);
  const ofGit = repository === undefined ? [] : await judgeRepository(world, repository, unmerged);
  return [...ofGit, ...describeUnset(world, variables)];
}

/** What git keeps while it is in the middle of something, and what that is. */
const unfinished = new Map([
  ["MERGE_HEAD", "a merge"],
  ["CHERRY_PICK_HEAD", "a cherry-pick"],
  ["REVERT_HEAD", "a revert"],
  ["rebase-merge", "a rebase"],
  ["rebase-apply", "a rebase"],
]);

async function judgeRepository(
  world: World,
  repository: string,
  unmerged: Project["unmerged"],
): Promise<readonly Diagnostic[]> {
  const { disk, machine } = world;
  const folder = gitFolder(disk, repository);
  const name = [...unfinished.keys()].find(
    (file) => disk.inspect(join(folder, file)) !== undefined,
  );
  if (unmerged.size > 0 || name !== undefined) {
    const what = unfinished.get(name ?? "MERGE_HEAD") ?? "a merge";
    return [
      createProblem(
        "merging",
        `In the repository, ${what} is under way: what is there is nobody's state.`,
        {
          help: "Bring it to its end, or give it up: git status says how.",
        },
      ),
    ];
  }
  const owner = disk.inspect(repository)?.owner;
  if (machine.user === 0 && owner !== undefined && owner !== 0) {
    return [
      createProblem(
        "foreign-folder",
        `The repository belongs to another user (uid ${owner}), and git refuses it to root.`,
        {
          severity: "warning",
          help: `Run this as its owner; or trust it: git config --global --add safe.directory ${shellWord(repository)}`,
        },
      ),
    ];
  }
  return describeDirty(await runGit(world, repository, ["status", "--porcelain", "-z"]));
}

function describeDirty(answer: Awaited<ReturnType<typeof runGit>>): readonly Diagnostic[] {
  if (!answer.ok) return [];
  // Of what is renamed, the former name stands in an entry of its own: the number is about right, and enough.
  const entries = answer.output.split("\0").filter((entry) => /^.. /.test(entry));
  const [first] = entries;
  if (first === undefined) return [];
  const more = entries.length === 1 ? "" : ` and ${entries.length - 1} more`;
  return [
    createProblem(
      "uncommitted",
      `What is deployed is in no commit: ${quote(first.slice(3))}${more} changed since the last.`,
      {
        severity: "warning",
        help: "Commit first where others should be able to tell what runs.",
      },
    ),
  ];
}

function describeUnset(
  { environment }: World,
  variables: readonly string[],
): readonly Diagnostic[] {
  const unset = variables.filter((name) => !Object.hasOwn(environment, name) || !environment[name]);
  return unset.map((name) =>
    createProblem(
      "key-not-set",
      `${quote(name)} is not set, so that a placeholder would take the place of a key that is on hosts now.`,
      {
        help: `Set it: export ${name}='ssh-ed25519 …'`,
      },
    ),
  );
}
