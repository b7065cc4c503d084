import { patternProblem } from "../rules/path-pattern.ts";
import { type PathPart, parsePathRegex } from "../sops-yaml/path-regex.ts";
import type { SopsRule } from "../sops-yaml/sops-config.ts";

/**
 * The paths of a declaration that come nearest to a `path_regex`: often they are the same, else a little less or more,
 * which is for the caller to find out. Undefined when nothing is near, as for a rule that is about every path.
 */
export function listOpenPaths({ pathRegex }: SopsRule): string[] | undefined {
  const parsed = pathRegex === undefined ? undefined : parsePathRegex(pathRegex);
  if (parsed === undefined) return undefined;
  const { alternatives, hasEnd } = parsed;
  const paths = alternatives.map((parts) => writePaths(parts, hasEnd));
  if (paths.some((some) => some === undefined)) return undefined;
  const all = [...new Set(paths.flatMap((some) => some ?? []))];
  const isFit = (path: string) => path !== "**" && patternProblem(path) === undefined;
  return all.every(isFit) ? all : undefined;
}

/** A `.*` takes the name that it stands in, and folders below. */
function writePaths(parts: readonly PathPart[], hasEnd: boolean): string[] | undefined {
  let path = "";
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (part.kind === "text") path += part.text;
    else if (part.kind === "name") path += "*";
    else if (path !== "" && !path.endsWith("/")) {
      return isLast ? [path, `${path}*`, `${path}/**`, `${path}*/**`] : undefined;
    } else path += isLast ? "**" : startsFolder(parts[index + 1]) ? "**" : "**/*";
  }
  if (hasEnd) return [path];
  if (path.endsWith("/")) return [`${path}**`];
  // Without an end people mean the one file that is named, or all that begins so.
  return path.endsWith("*") || /\.[^/]*$/.test(path) ? [path] : [`${path}*`, `${path}/**`];
}

function startsFolder(part: PathPart | undefined): boolean {
  return part?.kind === "text" && part.text.startsWith("/");
}
