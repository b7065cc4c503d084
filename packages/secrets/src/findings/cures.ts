import { shellPath } from "@fleet/diagnostics";
import type { SeenContent } from "../comparison/plain-file.ts";

/**
 * Encrypts a file anew by the rule for its path: another data key, which nobody has whom the rule does
 * not name, and all values that the rule says. What is decrypted goes from one sops to the other, and
 * nowhere else; where it cannot be decrypted, the file stays.
 */
export function encryptAnew(path: string): string {
  const file = shellPath(path);
  return `\`sops decrypt ${file} > /dev/null && sops decrypt ${file} | sops encrypt --filename-override ${file} --output ${file}\``;
}

/** Encrypts a file that lies there in the clear; sops encrypts none that is empty, but makes one. */
export function encryptPlainFile(path: string, content: SeenContent | undefined): string {
  const file = shellPath(path);
  if (content?.isBlank !== true) return `\`sops encrypt --in-place ${file}\``;
  return `\`rm ${file}\`, then ${makeFile(path)}`;
}

/** Makes a new secret file, with the readers that are declared. */
export function makeFile(path: string): string {
  return `\`fleet secrets edit ${shellPath(path)}\``;
}

/** Opens a file to change its values; every version of sops can, and nothing stays in a shell's history. */
export function editFile(path: string): string {
  return `\`sops edit ${shellPath(path)}\``;
}

/** What shuts out whoever could read a file by a wrap of which it cannot be seen whose it is. */
export function rotateAndChange(path: string): string {
  const file = shellPath(path);
  return `Run \`fleet secrets rotate ${file}\`, change the secrets where they come from, then \`fleet secrets acknowledge ${file}\`.`;
}
