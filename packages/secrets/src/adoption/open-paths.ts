import { type PathAlternative, type PathPart, parsePathRegex } from "../path-regex/path-regex.ts";
import { patternProblem } from "../rules/path-pattern.ts";
import type { SopsRule } from "../sops-yaml/sops-config.ts";

/**
 * The paths of a declaration that come nearest to a `path_regex`: often they are the same, else a little less or more,
 * which is for the caller to find out. Undefined when nothing is near; `**` alone for a rule that is about every path.
 */
export function listOpenPaths({ pathRegex }: SopsRule): string[] | undefined {
  if (pathRegex === undefined) return ["**"];
  const paths = parsePathRegex(pathRegex)?.map(writePaths);
  if (paths === undefined || paths.some((some) => some === undefined)) return undefined;
  const all = [...new Set(paths.flatMap((some) => some ?? []))];
  return all.every((path) => patternProblem(path) === undefined) ? all : undefined;
}

/** A `.*` takes the name that it stands in, and folders below. */
function writePaths({ parts, hasStart, hasEnd }: PathAlternative): string[] | undefined {
  let written = [""];
  const add = (...ends: readonly string[]) => {
    written = written.flatMap((path) => ends.map((end) => path + end));
  };
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const next = parts[index + 1];
    if (written.length > mostPaths) return undefined;
    if (part.kind === "text") add(part.text);
    else if (part.kind === "name")
      add(...(part.isFull || isNamePart(parts[index - 1], next) ? ["*"] : ["*", ""]));
    else if (index > 0 && !written.every((path) => path.endsWith("/"))) {
      const name = isLast || startsWith(next, "/") ? "" : "/*";
      add(...(part.isFull ? [] : [""]), "*", `/**${name}`, `*/**${name}`);
    } else if (isLast) add("**");
    else if (startsWith(next, "/")) add("**");
    // What a name ends in is a name of its own, unless it is but an extension.
    else add("**/*", ...(part.isFull || startsWith(next, ".") ? [] : ["**/"]));
  }
  if (written.length > mostPaths) return undefined;
  const all = hasEnd ? written : written.flatMap(withoutEnd);
  const named = all.filter((path) => !path.endsWith("/"));
  return hasStart ? named : named.map(withoutStart);
}

/** So many ways to write one alternative. */
const mostPaths = 32;

/** What begins with a slash or an extension is meant for all folders. */
function withoutStart(path: string): string {
  if (path.startsWith("/")) return `**${path}`;
  return /^\.[^/]*$/.test(path) ? `**/*${path}` : path;
}

/** Whether an empty name would leave no name there. */
function isNamePart(before: PathPart | undefined, next: PathPart | undefined): boolean {
  const begins = before === undefined || (before.kind === "text" && before.text.endsWith("/"));
  return begins && (next === undefined || startsWith(next, "/") || startsWith(next, "."));
}

/** Without an end people mean the one file that is named, or all that begins so. */
function withoutEnd(path: string): string[] {
  if (path === "") return ["**"];
  if (path.endsWith("/")) return [`${path}**`];
  return path.endsWith("*") || /\.[^/]*$/.test(path) ? [path] : [`${path}*`, `${path}/**`];
}

function startsWith(part: PathPart | undefined, text: string): boolean {
  return part?.kind === "text" && part.text.startsWith(text);
}
