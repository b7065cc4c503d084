import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";

/** The commands in a section of the README, one text for each block, as they stand there. */
export function readCommands(heading: string): readonly string[] {
  const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
}
