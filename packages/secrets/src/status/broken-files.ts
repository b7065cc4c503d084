import { type Diagnostic, shellWord } from "@fleet/diagnostics";
import { restoreFile } from "./cures.ts";

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
