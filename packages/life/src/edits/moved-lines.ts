import type { Json } from "@fleet/project";
import {
  type DeclarationEdit,
  type DeclarationPath,
  isRecord,
  valueAt,
} from "./declaration-edit.ts";
import type { Subject } from "./mentions.ts";

/** Where `moved` says what a user or host of an old id is called. */
export function movedPath({ kind }: Subject, old: string): DeclarationPath {
  return ["moved", `${kind}s`, old];
}

/** Takes lines out of `moved`; and what has nothing in it afterwards. */
export function unsayMoves(
  declaration: Json,
  lines: readonly DeclarationPath[],
): DeclarationEdit[] {
  const deletions = lines.map((path): DeclarationEdit => ({ kind: "delete", path }));
  const lost = new Map<string, number>();
  for (const [, section] of lines) {
    const name = String(section);
    lost.set(name, (lost.get(name) ?? 0) + 1);
  }
  const moved = valueAt(declaration, ["moved"]);
  const sections = isRecord(moved) ? Object.keys(moved) : [];
  const emptied = sections.filter((name) => {
    const own = valueAt(declaration, ["moved", name]);
    return isRecord(own) && Object.keys(own).length === (lost.get(name) ?? 0);
  });
  if (sections.length > 0 && emptied.length === sections.length) {
    return [{ kind: "delete", path: ["moved"] }];
  }
  return [
    ...deletions,
    ...emptied.map((name): DeclarationEdit => ({ kind: "delete", path: ["moved", name] })),
  ];
}
