import { shellWord } from "@fleet/diagnostics";
import { type FileFormat, formatOf } from "../formats/file-format.ts";
import type { SeenContent } from "./plain-file.ts";

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

/**
 * Sets one value of a file, which sops asks for on the standard input: as an argument it would stay in
 * the shell's history. The key is joined by "/", and a number stands for a place in a list.
 */
export function setValue(path: string, key: string, isAlone = false): string {
  const index = indexOf(key, formatOf(path));
  const option = isAlone ? " --ignore-mac" : "";
  return `\`sops set${option} --value-stdin ${operand(path)} ${shellWord(index)}\``;
}

/** A key as `sops set` takes it: `["a"]["b"][0]`. */
function indexOf(key: string, format: FileFormat): string {
  const parts = partsOf(key, format);
  const isTree = format === "yaml" || format === "json";
  return parts
    .map((part) => `[${isTree && /^\d+$/.test(part) ? part : JSON.stringify(part)}]`)
    .join("");
}

function partsOf(key: string, format: FileFormat): string[] {
  switch (format) {
    case "yaml":
    case "json":
      return key.split("/");
    case "ini": {
      const slash = key.indexOf("/");
      return slash === -1 ? [key] : [key.slice(0, slash), key.slice(slash + 1)];
    }
    case "dotenv":
      return [key];
    case "binary":
      return ["data"];
    default:
      return format satisfies never;
  }
}

/** A path that no program takes for an option. */
function operand(path: string): string {
  return shellWord(path.startsWith("-") ? `./${path}` : path);
}
