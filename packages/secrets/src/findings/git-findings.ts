import { type Diagnostic, quote, shellWord } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import type { FileRule } from "../rules/file-rule.ts";
import { literalFolder } from "../rules/path-pattern.ts";
import type { SecretUse } from "../wiring/wiring.ts";

/** What git says of secret files. */
export interface GitView {
  /** Whether git tracks a file, in the repository itself or in a submodule; undefined where that is not known. */
  readonly isTracked: (path: string) => boolean | undefined;
  /** The folders of submodules that are declared but not there, in order. */
  readonly absentSubmodules: readonly string[];
}

/** What is known where there is no git. */
export const noGit: GitView = { isTracked: () => undefined, absentSubmodules: [] };

/** Whether a path lies in a submodule that is not there, so that nothing can be said of it. */
export function isInAbsentSubmodule(path: string, { absentSubmodules }: GitView): boolean {
  return absentSubmodules.some((folder) => path.startsWith(`${folder}/`));
}

/**
 * The encrypted files that git does not track: no flake sees them. For one that a host or home needs that
 * is an error. One that is not encrypted must not get into git, and has another finding.
 */
export function* filesAreTracked(
  files: readonly FileStatus[],
  uses: readonly SecretUse[],
  { isTracked }: GitView,
): Iterable<Diagnostic> {
  const needed = new Set(uses.map(({ file }) => file));
  for (const { file, rule } of files) {
    const isPlain = file.header === undefined || file.plaintext.length > 0;
    const isWanted = rule !== undefined || needed.has(file.path);
    if (isPlain || !isWanted || isTracked(file.path) !== false) continue;
    const who = needed.has(file.path) ? ", and who needs a secret in it gets none" : "";
    yield secretsCodes.create(
      "untracked-secret",
      `git does not track ${quote(file.path)}, so a flake cannot see it${who}.`,
      {
        file: file.path,
        severity: needed.has(file.path) ? "error" : "warning",
        cure: [{ command: "git add --force --", operands: [shellWord(file.path)] }],
        help: `Run \`git add --force -- ${shellWord(file.path)}\`: it is encrypted, and a .gitignore may leave it out.`,
      },
    );
  }
}

/** The submodules in which files of rules and uses may lie, and are not there to be looked at. */
export function* submodulesAreThere(
  rules: readonly FileRule[],
  uses: readonly SecretUse[],
  { absentSubmodules }: GitView,
): Iterable<Diagnostic> {
  const folders = rules.map(({ pattern }) => literalFolder(pattern));
  for (const submodule of absentSubmodules) {
    const inside = `${submodule}/`;
    const isNeeded =
      folders.some((folder) => folder.startsWith(inside)) ||
      uses.some(({ file }) => file.startsWith(inside));
    if (!isNeeded && !folders.some((folder) => inside.startsWith(folder))) continue;
    yield secretsCodes.create(
      "absent-submodule",
      `The submodule ${quote(submodule)} is not there, so that no secret file in it was looked at.`,
      {
        file: ".gitmodules",
        severity: isNeeded ? "error" : "warning",
        help: `Run \`git submodule update --init -- ${shellWord(submodule)}\`.`,
      },
    );
  }
}
