import { fleetJsonPath, sopsYamlPath } from "@fleet/codegen";
import { compareNames, quote, shellPath } from "@fleet/diagnostics";
import { join, relative } from "pathe";
import { runGit } from "../disk/ask-git.ts";
import { findRepository, gitFolder } from "../disk/git-folder.ts";
import { lockPath } from "../lock/lock-text.ts";
import type { Project } from "../project.ts";
import type { Disk } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { countOf, type ExaminedRow, examined } from "./examined-row.ts";

/** What git leaves in its folder while it is at work, and how to go on or back. */
const unfinished = [
  ["MERGE_HEAD", "a merge", "git merge --continue, or git merge --abort"],
  ["rebase-merge", "a rebase", "git rebase --continue, or git rebase --abort"],
  ["rebase-apply", "a rebase", "git rebase --continue, or git rebase --abort"],
  ["CHERRY_PICK_HEAD", "a cherry-pick", "git cherry-pick --continue, or git cherry-pick --abort"],
  ["REVERT_HEAD", "a revert", "git revert --continue, or git revert --abort"],
] as const;

/** The repository of a fleet: whether git reads it, is in the middle of something, and sees all that a flake needs. */
export async function examineGit(world: World, project: Project): Promise<ExaminedRow[]> {
  const { config } = project;
  const root = config?.root ?? world.folder;
  const top = findRepository(world.disk, root);
  if (top === undefined) {
    return [
      examined("git", "repository", {
        fitness: "warning",
        says: "There is none here, so that nobody can go back, and a flake copies the whole folder.",
        fact: "none",
        cure: "Run: git init && git add .",
      }),
    ];
  }
  const status = await runGit(world, root, ["rev-parse", "--is-inside-work-tree"]);
  const rows = status.ok
    ? [examined("git", "repository", { says: relative(root, top) || "this folder", fact: "there" })]
    : [judgeComplaint(status.complaint, top)];
  return [
    ...rows,
    ...examineUnfinished(world.disk, top, project.unmerged),
    ...(status.ok ? await examineIgnored(world, project, root) : []),
    ...examineUntracked(project),
  ];
}

/** What git says may quote its settings, and so addresses with passwords: only whether it says so is told. */
function judgeComplaint(complaint: string, top: string): ExaminedRow {
  if (complaint.includes("dubious ownership")) {
    return examined("git", "repository", {
      fitness: "broken",
      says: "It belongs to somebody else, and git, and Nix with it, refuse to read it.",
      fact: "dubious ownership",
      cure: `If you trust its owner: git config --global --add safe.directory ${shellPath(top)}`,
    });
  }
  const isMissing = complaint.includes("ENOENT");
  return examined("git", "repository", {
    fitness: isMissing ? "warning" : "broken",
    says: isMissing ? "git is not here to be asked." : "git does not read it.",
    fact: isMissing ? "no git" : "git fails",
    cure: isMissing ? "Install git: https://git-scm.com" : "See what git says: git status",
  });
}

function examineUnfinished(disk: Disk, top: string, unmerged: Project["unmerged"]): ExaminedRow[] {
  const folder = folderOf(disk, top);
  const open = unfinished.find(
    ([name]) => folder !== undefined && disk.inspect(join(folder, name)) !== undefined,
  );
  const conflicts = [...unmerged].sort(compareNames);
  if (conflicts.length > 0) {
    const isLock = conflicts.includes(lockPath);
    const cure = isLock
      ? "fleet uids merge merges fleet.lock.json; then"
      : "Merge them by hand; then";
    return [
      examined("git", "conflicts", {
        fitness: "broken",
        says: `${countOf(conflicts.length, "file")} not merged: ${listSome(conflicts)}`,
        fact: String(conflicts.length),
        cure: `${cure}: git add, and ${open?.[2] ?? "git commit"}`,
      }),
    ];
  }
  if (open === undefined) return [];
  const [, what, cure] = open;
  const says = `In the middle of ${what}.`;
  return [examined("git", "unfinished", { fitness: "warning", says, fact: what, cure })];
}

function folderOf(disk: Disk, top: string): string | undefined {
  try {
    return gitFolder(disk, top);
  } catch {
    return undefined;
  }
}

/** What git ignores a flake does not see, whatever is done to it. */
async function examineIgnored(
  world: World,
  { config }: Project,
  root: string,
): Promise<ExaminedRow[]> {
  const own = [
    ...(config === undefined ? [] : [config.name]),
    fleetJsonPath,
    lockPath,
    sopsYamlPath,
  ];
  const answer = await runGit(world, root, ["check-ignore", "--", ...own, "flake.nix"]);
  // It ends with 1 where nothing is ignored.
  const ignored = answer.ok ? answer.output.split("\n").filter((path) => path !== "") : [];
  if (ignored.length === 0) return [];
  return [
    examined("git", "ignored files", {
      fitness: "broken",
      says: `git ignores ${listSome(ignored)}, so that no flake and no clone has it.`,
      fact: String(ignored.length),
      cure: `Find the line, and take it out: git check-ignore -v ${ignored.map(shellPath).join(" ")}`,
    }),
  ];
}

function examineUntracked({ findings }: Project): ExaminedRow[] {
  const untracked = findings.filter(({ code }) => code.endsWith("/untracked-file"));
  if (untracked.length === 0) return [];
  const [first] = untracked;
  return [
    examined("git", "untracked files", {
      fitness: untracked.some(({ severity }) => severity === "error") ? "broken" : "warning",
      says: `${countOf(untracked.length, "file")} that a flake would not see. ${first?.message ?? ""}`,
      fact: String(untracked.length),
      cure: "Each with its command: fleet check",
    }),
  ];
}

function listSome(paths: readonly string[]): string {
  const rest = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return `${paths.slice(0, 3).map(quote).join(", ")}${rest}`;
}
