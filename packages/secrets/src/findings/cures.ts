import { type Diagnostic, shellWord } from "@fleet/diagnostics";
import type { SeenContent } from "../comparison/plain-file.ts";

/**
 * Encrypts a file anew by the rule for its path: another data key, which nobody has whom the rule does
 * not name, and all values that the rule says. What is decrypted goes from one sops to the other, and
 * nowhere else; where it cannot be decrypted, the file stays.
 */
export function encryptAnew(path: string): string {
  const file = operand(path);
  return `\`sops decrypt ${file} > /dev/null && sops decrypt ${file} | sops encrypt --filename-override ${file} --output ${file}\``;
}

/** Encrypts a file that lies there in the clear; sops encrypts none that is empty, but makes one. */
export function encryptPlainFile(path: string, content: SeenContent | undefined): string {
  const file = operand(path);
  if (content?.isBlank !== true) return `\`sops encrypt --in-place ${file}\``;
  return `\`rm ${file}\`, then ${makeFile(path)}`;
}

/** Brings a file back to what it was in a commit. */
export function restoreFile(path: string): string {
  const file = shellWord(path);
  return `\`git log --oneline -- ${file}\` lists its commits, \`git restore --source=COMMIT -- ${file}\` brings it back`;
}

/** Makes a new secret file; its folder has to be there. */
export function makeFile(path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const first = folder === "" ? "" : `mkdir -p ${operand(folder)} && `;
  return `\`${first}sops edit ${operand(path)}\``;
}

/** Opens a file to change its values; every version of sops can, and nothing stays in a shell's history. */
export function editFile(path: string): string {
  return `\`sops edit ${operand(path)}\``;
}

/** What is wrong with a file by itself, with what brings it back. */
export function cureBrokenFile(path: string, problem: Diagnostic): Diagnostic {
  const help = helpFor(path, problem.code);
  return help === undefined ? problem : { ...problem, help };
}

function helpFor(path: string, code: string): string | undefined {
  const file = shellWord(path);
  switch (code) {
    case "secrets/merge-conflict":
      return `Take one side with \`git checkout --ours -- ${file}\` (or \`--theirs\`), and make the other side's changes with \`sops edit ${file}\`. Once the conflict is committed: ${restoreFile(path)}.`;
    case "secrets/two-sops-blocks":
    case "secrets/unparsable":
      return `${restoreFile(path)}; then make the change again with \`sops edit ${file}\`.`;
    default:
      return undefined;
  }
}

/** A path that no program takes for an option. */
export function operand(path: string): string {
  return shellWord(path.startsWith("-") ? `./${path}` : path);
}

/** What shuts out whoever could read a file by a wrap of which it cannot be seen whose it is. */
export function rotateAndChange(path: string): string {
  const file = shellWord(path);
  return `Run \`fleet secrets rotate ${file}\`, change the secrets where they come from, then \`fleet secrets acknowledge ${file}\`.`;
}
