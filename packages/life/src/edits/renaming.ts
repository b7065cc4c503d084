import { formatPath } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { type DeclarationEdit, isRecord, orderEdits, valueAt } from "./declaration-edit.ts";
import { listMentions, type Subject } from "./mentions.ts";
import { movedPath, unsayMoves } from "./moved-lines.ts";

/** What is to be called otherwise, and how. */
export interface Renaming {
  readonly subject: Subject;
  readonly to: string;
  /** Paths of files that get another name, by the one that they have: what names them in a declaration follows. */
  readonly moves: ReadonlyMap<string, string>;
  /** What it is to declare beside, unless it says that already: the login or the name that a machine knows. */
  readonly kept: { readonly [key: string]: Json };
  /** Keys of it that are to go. */
  readonly dropped: readonly string[];
  /** Whether `moved` is to say it, for branches that know the old id. Default: it is not. */
  readonly isSaid?: boolean;
}

/** What has to be edited for a declaration to call a user or host otherwise, wherever it names them. */
export function renamingEdits(declaration: Json, renaming: Renaming): DeclarationEdit[] {
  const { subject, to, moves } = renaming;
  const back = movedPath(subject, to);
  const mentioned = listMentions(declaration, subject).flatMap(
    ({ path, form, renamed }): DeclarationEdit[] => {
      // What is called as it was before is not called otherwise.
      if (formatPath(path) === formatPath(back)) return [];
      return form === "key"
        ? [{ kind: "rename", path, to: renamed(to) }]
        : [{ kind: "set", path, value: renamed(to) }];
    },
  );
  const moved = listTexts(declaration).flatMap(([path, text]): DeclarationEdit[] => {
    const target = moves.get(text);
    return target === undefined ? [] : [{ kind: "set", path, value: target }];
  });
  const dropped = renaming.dropped.map((key): DeclarationEdit => {
    return { kind: "delete", path: [`${subject.kind}s`, subject.id, key] };
  });
  const { isSaid = false } = renaming;
  const said = movedPath(subject, subject.id);
  const unsay = isSaid
    ? [{ kind: "delete", path: back } as const]
    : unsayMoves(declaration, [back]);
  return orderEdits([
    ...keptNames(declaration, renaming),
    ...mentioned,
    ...moved,
    ...dropped,
    ...(valueAt(declaration, back) === undefined ? [] : unsay),
    ...(isSaid ? [{ kind: "set", path: said, value: to } as const] : []),
  ]);
}

/** The names that machines know, where nothing says them yet. */
function keptNames(
  declaration: Json,
  { subject: { kind, id }, kept }: Renaming,
): DeclarationEdit[] {
  const path = [`${kind}s`, id];
  const own = valueAt(declaration, path);
  return Object.entries(kept).flatMap(([key, value]): DeclarationEdit[] => {
    const isSaid = isRecord(own) && Object.hasOwn(own, key);
    return isSaid ? [] : [{ kind: "set", path: [...path, key], value }];
  });
}

/** All texts of a declaration that are values, but for data of one's own, which mean nothing to fleet. */
function listTexts(
  value: Json,
  path: readonly (string | number)[] = [],
): [path: readonly (string | number)[], text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, at) => listTexts(item, [...path, at]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isOwnData(path, key) ? [] : listTexts(inner, [...path, key]),
  );
}

function isOwnData(path: readonly (string | number)[], key: string): boolean {
  if (key !== "data") return false;
  const [section] = path;
  return path.length === 0 || (path.length === 2 && (section === "users" || section === "hosts"));
}
