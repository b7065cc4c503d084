// What git says of the checkout that is to be released.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Runs git, and returns what it printed; undefined when it failed. */
export function git(root, ...args) {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** The changesets that no version has taken in yet, by path. Those of prereleases lie in a folder. */
function listChangesets(root) {
  return readdirSync(join(root, ".changeset"))
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => `.changeset/${name}`)
    .toSorted();
}

/**
 * Under which name of the registry a version goes from a branch; undefined where it does not. A user
 * who names none gets `latest`: nothing but a version of `main` is that.
 */
export function chooseDistTag(branch, version) {
  const [core, prerelease] = version.split("-");
  if (prerelease !== undefined) return branch === "next" ? "next" : undefined;
  if (branch === "main") return "latest";
  const [, series] = /^(\d+\.\d+)\.x$/.exec(branch) ?? [];
  return series !== undefined && core.startsWith(`${series}.`) ? `release-${series}` : undefined;
}

/** The branch of the patches of a version; a prerelease is of `next` alone. */
export function seriesOf(version) {
  return version.includes("-") ? "next" : `${version.split(".").slice(0, 2).join(".")}.x`;
}

/**
 * The branch of `origin` from which a version is released, of a commit that is checked out without one:
 * a release that failed is finished on its own commit, when its branch is ahead. Undefined where none
 * has it.
 */
export function findBranch(root, version) {
  const branches = version.includes("-") ? ["next"] : ["main", seriesOf(version)];
  return branches.find((branch) => findUnpushed(root, branch) === undefined);
}

/** Why what is checked out cannot be released, as a sentence; undefined when it can. */
export function findObstacle(root, { branch, version }) {
  if (branch === undefined) {
    return `${version} is not released from a commit without a branch that no branch of origin has. Releases come from main, prereleases from next, and patches of 0.1 from 0.1.x.`;
  }
  if (chooseDistTag(branch, version) === undefined) {
    return `${version} is not released from ${branch}. Releases come from main, prereleases from next, and patches of 0.1 from 0.1.x.`;
  }
  const changed = git(root, "status", "--porcelain");
  if (changed !== "") {
    return `The checkout has changes that are in no commit:\n${changed}\nCommit them or take them back.`;
  }
  const pending = listChangesets(root);
  if (pending.length > 0) {
    return `No version has these changes yet: ${pending.join(", ")}. Merge the pull request that makes one, or run: npm run version-packages`;
  }
  if (/^0\.0\.0(?:-|$)/.test(version)) {
    return "0.0.0 is no version of a release. Write a changeset (npx changeset), then run: npm run version-packages";
  }
  return undefined;
}

/** Why the commit is not to be released: it is in no branch of `origin`, or origin is not there. */
export function findUnpushed(root, branch) {
  if (git(root, "fetch", "--quiet", "origin", branch) === undefined) {
    return `The branch ${branch} cannot be fetched from origin. Is there a network, and was the branch pushed?`;
  }
  return git(root, "merge-base", "--is-ancestor", "HEAD", "FETCH_HEAD") === undefined
    ? `The commit is not in origin's ${branch}. Push it first: git push origin ${branch}`
    : undefined;
}

/** The version of a package at the end of the branch of origin that was fetched last. */
export function readVersionOfTip(root, folder) {
  const manifest = git(root, "show", `FETCH_HEAD:${folder}/package.json`);
  return manifest === undefined ? undefined : JSON.parse(manifest).version;
}

/** The commit that a tag of origin names; undefined where origin has no such tag. */
export function findTagged(root, tag) {
  const names = [`refs/tags/${tag}`, `refs/tags/${tag}^{}`];
  const lines = git(root, "ls-remote", "origin", ...names) || undefined;
  // What an annotated tag leads to stands below the tag itself.
  return lines?.split("\n").at(-1)?.split("\t")[0];
}

/** Whether the commit that is checked out is that one, or came after it. */
export function isSince(root, commit) {
  return git(root, "merge-base", "--is-ancestor", commit, "HEAD") !== undefined;
}

/** Tags the commit and gives the tag to origin; returns why that did not work. */
export function pushTag(root, tag) {
  const at = git(root, "rev-parse", "--quiet", "--verify", `refs/tags/${tag}^{commit}`);
  if (at !== undefined && at !== git(root, "rev-parse", "HEAD")) {
    return `The tag ${tag} is at another commit of this checkout (${at}). Delete it: git tag -d ${tag}`;
  }
  if (at === undefined && git(root, "tag", "--annotate", tag, `--message=${tag}`) === undefined) {
    return `git does not make the tag ${tag}. Does it know who you are (git config user.name)?`;
  }
  return git(root, "push", "--quiet", "origin", `refs/tags/${tag}`) === undefined
    ? `origin does not take the tag ${tag}. Everything is published; running this again pushes the tag.`
    : undefined;
}

/** Whether the checkout is a repository with a remote to give a tag to. */
export function hasOrigin(root) {
  return existsSync(join(root, ".git")) && git(root, "remote", "get-url", "origin") !== undefined;
}
