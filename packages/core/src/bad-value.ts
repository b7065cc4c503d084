import type { Diagnostic, Path } from "./diagnostic.ts";
import { relativePathProblem } from "./names.ts";
import { quote } from "./suggestion.ts";

/** The finding that a value has not the form that it needs, with the code `core/bad-<what>`. */
export function badValue(
  what: string,
  path: Path,
  text: { readonly message: string; readonly help: string },
): Diagnostic {
  return { code: `core/bad-${what}`, severity: "error", path, ...text };
}

/** A path that stands at `place` leads to something inside the fleet's root. */
export function* checkRelativePath(path: string, place: Path): Iterable<Diagnostic> {
  const problem = relativePathProblem(path);
  if (problem === undefined) return;
  yield badValue("path", place, {
    message: `${quote(path)} is no path inside the fleet. ${problem}`,
    help: 'Write a path from the fleet\'s root, such as "modules/nvidia.nix".',
  });
}
