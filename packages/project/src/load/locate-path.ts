import type { Path } from "@fleet/diagnostics";
import { type Position, positionAt } from "@fleet/diagnostics";
import type { ConfigKind } from "./config-file.ts";
import { type Literal, readExpression, readScriptLiterals } from "./script-literals.ts";

/** Finds the places of paths in one config. */
export type PathLocator = (path: Path) => Position | undefined;

/**
 * A locator for the text of a config: of a key its name, of a list's item its beginning. Where a
 * path leads to something that is computed, or not there, it is the innermost place around it that
 * is written out; undefined where not even that can be said. It may know less than there is to
 * know, but never points to another place than the path's.
 */
export async function createPathLocator(text: string, kind: ConfigKind): Promise<PathLocator> {
  if (kind === "yaml") return (await import("./locate-yaml.ts")).createYamlLocator(text);
  const { exported, constants } =
    kind === "json"
      ? { exported: readExpression(text), constants: new Map<string, Literal>() }
      : readScriptLiterals(text);
  return (path) => {
    const offset = locate(exported, path, constants);
    return offset === undefined ? undefined : positionAt(text, offset);
  };
}

function locate(
  root: Literal | undefined,
  path: Path,
  constants: ReadonlyMap<string, Literal>,
): number | undefined {
  let literal = follow(root, constants);
  if (literal === undefined) return undefined;
  let offset = path.length === 0 ? literal.start : undefined;
  for (const key of path) {
    if (literal?.kind === "object") {
      const entry = literal.entries.findLast((candidate) => candidate.key === String(key));
      if (entry === undefined) return offset;
      offset = entry.start;
      literal = follow(entry.value, constants);
    } else if (literal?.kind === "list" && typeof key === "number") {
      const item = literal.items[key];
      if (item === undefined) return offset;
      offset = item.start;
      literal = follow(item, constants);
    } else {
      return offset;
    }
  }
  return offset;
}

/** What a name stands for; names lead to names, but never in a circle for long. */
function follow(
  literal: Literal | undefined,
  constants: ReadonlyMap<string, Literal>,
): Literal | undefined {
  let followed = literal;
  for (let step = 0; step < 10 && followed?.kind === "name"; step++) {
    followed = constants.get(followed.name);
  }
  return followed?.kind === "name" ? undefined : followed;
}
