import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFolder } from "./nixes.ts";

/** Writes files, by their path in the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A git repository in which all of these files are tracked. */
export function createRepository(files: Readonly<Record<string, string>>, prefix?: string): string {
  const folder = createFolder(prefix);
  execFileSync("git", ["init", "--quiet", folder]);
  writeFiles(folder, files);
  execFileSync("git", ["-C", folder, "add", "--all"]);
  return folder;
}

/** The text of a flake without inputs. */
export function flakeText(outputs: string): string {
  return `{\n  outputs = { self }: {\n${outputs}\n  };\n}\n`;
}
