import type { ReadText } from "./rules-files.ts";

/** The files in Nix that name an encrypted one, by the last name of its path; each in order. */
export function findUses(
  paths: ReadonlySet<string>,
  readText: ReadText,
  names: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  const modules = [...paths].filter((path) => path.endsWith(".nix") && !isRules(path));
  for (const path of modules.sort()) {
    const found = new Set<string>();
    // A word is taken whole, and then looked at: a long one without a dot costs nothing more.
    for (const [word] of (readText(path) ?? "").matchAll(/[\w.@+-]+/g)) {
      if (names.has(word)) found.add(word);
    }
    for (const name of found) {
      const known = uses.get(name);
      if (known === undefined) uses.set(name, [path]);
      else known.push(path);
    }
  }
  return uses;
}

function isRules(path: string): boolean {
  return path === "secrets.nix" || path.endsWith("/secrets.nix");
}
