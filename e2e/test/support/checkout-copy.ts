import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { root, run } from "./command.ts";

const absent = { throwIfNoEntry: false } as const;

/**
 * A copy of this checkout's files as they are, those that git would take, in a repository of its own on
 * the branch `main`. Its `node_modules` are a link to the checkout's, or a folder of links, in which
 * packages of the checkout itself are those of the copy. It is gone after the tests of the file or
 * block that asked for it before them.
 */
export function copyCheckout({ hasOwnModules = false } = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fleet-copy-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const listed = run("git", ["ls-files", "-coz", "--exclude-standard"], root).stdout.split("\0");
  const paths = listed.filter((path) => lstatSync(join(root, path), absent) !== undefined);
  writeFileSync(join(folder, "files"), paths.filter((path) => path !== "").join("\0"));
  const archive = join(folder, "files.tar");
  run("tar", ["--create", `--file=${archive}`, "--null", `--files-from=${folder}/files`], root);
  run("tar", ["--extract", `--file=${archive}`], folder);
  for (const name of ["files", "files.tar"]) rmSync(join(folder, name));
  if (hasOwnModules) linkModules(folder);
  else symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  git(folder, "init", "--quiet", "--initial-branch=main");
  // The pattern of .gitignore is about a folder.
  writeFileSync(join(folder, ".git", "info", "exclude"), "/node_modules\n");
  commitAll(folder);
  return folder;
}

/** Links every package that is installed, by itself; links of npm lead to the folders of the copy. */
function linkModules(folder: string): void {
  const folders = ["", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`)];
  for (const modules of folders.map((one) => join(one, "node_modules"))) {
    if (!existsSync(join(root, modules))) continue;
    for (const name of readdirSync(join(root, modules))) {
      const isScope = name.startsWith("@");
      const names = isScope
        ? readdirSync(join(root, modules, name)).map((one) => join(name, one))
        : [name];
      mkdirSync(join(folder, modules, isScope ? name : ""), { recursive: true });
      for (const one of names) {
        const from = join(root, modules, one);
        const isOwn = lstatSync(from).isSymbolicLink();
        symlinkSync(isOwn ? readlinkSync(from) : from, join(folder, modules, one));
      }
    }
  }
}

/** Commits all that changed in a repository. */
export function commitAll(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message=A state of the checkout");
}

/** Runs git in a repository, as nobody in particular, and returns what it printed. */
export function git(folder: string, ...args: readonly string[]): string {
  const identity = ["-c", "user.name=Keith", "-c", "user.email=keith@example.com"];
  const { status, stdout, stderr } = run("git", [...identity, ...args], folder);
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout;
}
