import { createPathTest, parsePattern, patternProblem } from "../rules/path-pattern.ts";
import type { SopsRule } from "../sops-yaml/sops-config.ts";

/** The paths that a declaration would have for the files of a rule. */
export interface AdoptedPaths {
  readonly paths: readonly string[];
  /** Files that no path of a declaration can name. */
  readonly undeclarable: readonly string[];
}

/**
 * Finds a path that stands for exactly those files that sops takes a rule for; where there is none, the
 * files are named one by one.
 */
export function adoptPaths(
  { pathRegex }: SopsRule,
  files: readonly string[],
  all: readonly string[],
): AdoptedPaths {
  const glob = pathRegex === undefined ? "**" : readGlob(pathRegex);
  if (glob !== undefined && files.length > 0 && patternProblem(glob) === undefined) {
    const matches = createPathTest(parsePattern(glob));
    const isSame = all.filter(matches).join("\n") === files.join("\n");
    if (isSame) return { paths: [glob], undeclarable: [] };
  }
  const isDeclarable = (file: string) => patternProblem(file) === undefined && !/[*{}]/.test(file);
  return {
    paths: files.filter(isDeclarable),
    undeclarable: files.filter((file) => !isDeclarable(file)),
  };
}

/** The path that means what a regular expression does, for the few forms that people write. */
function readGlob(regex: string): string | undefined {
  const [, body] = /^\^?(.*?)\$?$/s.exec(regex) ?? [];
  if (body === undefined) return undefined;
  const glob = body
    .replaceAll("[/\\\\]", "/")
    .replaceAll(/\/\.\*$/g, "/**")
    .replaceAll("[^/]+", "*")
    .replaceAll("[^/]*", "*")
    .replaceAll(/\.[*+]/g, "*")
    .replaceAll(/\\([.\-/])/g, "$1");
  return /^[\w./*@ -]+$/.test(glob) ? glob : undefined;
}
