/**
 * Paths as Linux and macOS have them, where Nix runs: parted by "/", and a backslash is a letter like
 * others, which libraries for paths of every system turn into a slash.
 */

/** Whether a path starts at the root. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}

/** Parts of a path in one, without ".", "..", doubled slashes and a slash at its end. */
export function joinPath(...parts: readonly string[]): string {
  return normalize(parts.filter((part) => part !== "").join("/"));
}

/** The absolute path that is meant in an absolute folder. */
export function resolvePath(folder: string, path: string): string {
  return isAbsolute(path) ? normalize(path) : joinPath(folder, path);
}

/** The folder above an absolute path; the root for itself. */
export function parentFolder(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

/** What leads from an absolute folder to an absolute path, and "" where they are the same. */
export function relativePath(folder: string, path: string): string {
  const [from, to] = [folder, path].map((one) => splitPath(normalize(one)));
  if (from === undefined || to === undefined) return path;
  const shared = from.findIndex((name, index) => name !== to[index]);
  const common = shared === -1 ? from.length : shared;
  return [...from.slice(common).map(() => ".."), ...to.slice(common)].join("/");
}

function normalize(path: string): string {
  const names: string[] = [];
  for (const name of splitPath(path)) {
    if (name === ".") continue;
    const isUp = name === ".." && names.length > 0 && names.at(-1) !== "..";
    if (isUp) names.pop();
    else if (name !== ".." || !isAbsolute(path)) names.push(name);
  }
  const text = names.join("/");
  if (isAbsolute(path)) return `/${text}`;
  return text === "" ? "." : text;
}

function splitPath(path: string): string[] {
  return path.split("/").filter((name) => name !== "");
}
