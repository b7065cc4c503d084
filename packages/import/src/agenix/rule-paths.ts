/**
 * Where a file lies that a `secrets.nix` names, from the root; undefined for out of it. agenix is started in the folder
 * of that file, but some people start it above, with `RULES`: of two places, that counts where a file is.
 */
export function placeAgeFile(
  name: string,
  rulesFile: string,
  paths: ReadonlySet<string>,
): string | undefined {
  const folder = rulesFile.includes("/") ? rulesFile.slice(0, rulesFile.lastIndexOf("/")) : "";
  const beside = joinPath(folder, name);
  const above = joinPath("", name);
  if (beside === undefined || paths.has(beside)) return beside;
  return above !== undefined && paths.has(above) ? above : beside;
}

/** A path from a folder below the root as one from the root; undefined where it is none below it. */
export function joinPath(folder: string, path: string): string | undefined {
  if (path.startsWith("/")) return undefined;
  const names = folder === "" ? [] : folder.split("/");
  for (const name of path.split("/")) {
    if (name === "..") {
      if (names.pop() === undefined) return undefined;
    } else if (name !== "." && name !== "") names.push(name);
  }
  return names.length === 0 ? undefined : names.join("/");
}
