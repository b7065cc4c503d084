/** Which Nix a command is. */
export interface NixVersion {
  /** Who makes it: `Nix`, `Lix`, or `Determinate Nix`. */
  readonly flavor: string;
  /** The version of Nix that it behaves as, such as `2.26.3`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** The oldest version with everything that is asked of Nix here. */
export const oldestNix = "2.8";

/**
 * Reads what `nix --version` prints: `nix (Nix) 2.8.0`, `nix (Lix, like Nix) 2.91.0`,
 * `nix (Determinate Nix 3.0.0) 2.26.3`. Undefined when it is nothing like it.
 */
export function parseNixVersion(output: string): NixVersion | undefined {
  const match = /^nix \(([^)]*)\) ((\d+)\.(\d+)\S*)\s*$/m.exec(output);
  if (match === null) return undefined;
  const [, maker = "", text = "", major, minor] = match;
  const flavor = maker.replace(/, like Nix$/, "").replace(/ [\d.]+$/, "");
  return { flavor, text, major: Number(major), minor: Number(minor) };
}

/** Whether a version is a given one or newer, the words `major.minor` compared as numbers. */
export function isAtLeast(version: NixVersion, oldest: string): boolean {
  const [major = 0, minor = 0] = oldest.split(".").map(Number);
  return version.major > major || (version.major === major && version.minor >= minor);
}
