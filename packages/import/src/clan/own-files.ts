/** What of a file in Nix's store is known by its path: `/nix/store/…-source/clan.nix, via option inventory…`. */
const storePath = /^\/nix\/store\/[^/]+\/(.+)$/;

/** The files of the flake, asked by the paths that Nix has for them. */
export interface OwnFiles {
  /** The path from the folder of the flake; undefined for a file that is none of it. */
  readonly locate: (nixPath: string) => string | undefined;
  /** The lines of a file of the flake that are neither empty nor comments; none where it cannot be read. */
  readonly readLines: (path: string) => readonly string[];
}

/** Knows files by their paths from the folder of the flake. */
export function createOwnFiles(
  paths: ReadonlySet<string>,
  readText: (path: string) => string | undefined,
): OwnFiles {
  return {
    locate: (nixPath) => {
      const [, inner] = storePath.exec(nixPath.split(", via ", 1)[0] ?? "") ?? [];
      return inner !== undefined && paths.has(inner) ? inner : undefined;
    },
    readLines: (path) => {
      const lines = (readText(path) ?? "").split("\n").map((line) => line.trim());
      return lines.filter((line) => line !== "" && !line.startsWith("#"));
    },
  };
}
