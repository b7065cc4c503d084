import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { type CoreProblem, coreCodes } from "../../codes.ts";
import type { SharedModuleDeclaration } from "../../declaration/layout-declaration.ts";
import { attributeProblem, relativePathProblem } from "../../declaration/names.ts";

/** What can be bad, as the codes that begin with `bad-` name it. */
type BadValue = CoreProblem extends infer P
  ? P extends `bad-${infer What}`
    ? What
    : never
  : never;

/** The finding that a value has not the form that it needs, with the code `core/bad-<what>`. */
export function badValue(
  what: BadValue,
  path: Path,
  { message, help }: { readonly message: string; readonly help: string },
): Diagnostic {
  return coreCodes.create(`bad-${what}`, message, { path, help });
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

/** A module that stands at `place` is a path inside the fleet's root, or can be a name in `flake.modules`. */
export function* checkModule(module: SharedModuleDeclaration, place: Path): Iterable<Diagnostic> {
  if (typeof module === "string") {
    yield* checkRelativePath(module, place);
    return;
  }
  if ("platforms" in module && module.platforms?.length === 0) {
    yield badValue("module", [...place, "platforms"], {
      message: "On no platform at all, the module would never count.",
      help: 'Write the platforms that it is for, such as platforms: ["darwin"], or take the module out.',
    });
  }
  if ("path" in module) {
    yield* checkRelativePath(module.path, [...place, "path"]);
    return;
  }
  const problem = attributeProblem(module.attr);
  if (problem === undefined) return;
  yield badValue("module", [...place, "attr"], {
    message: `${quote(module.attr)} cannot be a name in \`flake.modules\`. ${problem}`,
    help: 'Write the name under which the module stands there, such as { attr: "machines/nixos/cinnabar" }.',
  });
}
