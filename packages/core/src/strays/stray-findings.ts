import { type Diagnostic, nearestName, quote, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { declaredByKind } from "./declared-names.ts";
import { describeMoved, moveOf } from "./former-ids.ts";
import { type KnownFiles, renderMoves, renderRemoval } from "./moves.ts";
import type { Stray } from "./stray-files.ts";

/** The warnings about files of nobody, each owner once. */
export function reportStrays(
  fleet: Fleet,
  strays: readonly Stray[],
  known: KnownFiles,
): Diagnostic[] {
  return strays.map((stray) => describeStray(fleet, stray, known));
}

/** The files of an owner as the subject of a sentence, with its verb. */
export function listFiles({ files: [first = "", ...more] }: Stray): string {
  return more.length === 0 ? `${quote(first)} is` : `${quote(first)} and ${more.length} more are`;
}

function describeStray(fleet: Fleet, stray: Stray, known: KnownFiles): Diagnostic {
  const { kind, id, host, files } = stray;
  const [file = ""] = files;
  const meant = host === undefined ? findMeant(fleet, stray, known) : undefined;
  const why =
    host === undefined
      ? `the ${kind} ${quote(id)}, which is not declared`
      : `${quote(id)} on ${quote(host)}, where there is no such account`;
  const message = `${listFiles(stray)} of ${why}, and nothing mentions ${files.length === 1 ? "it" : "them"}.`;
  const removal = `if nobody needs ${files.length === 1 ? "it" : "them"}: \`${renderRemoval(files, known)}\`.`;
  const moved = describeMoved(fleet, { stray, to: moveOf(fleet, stray) }, known);
  const help =
    moved !== undefined
      ? `${moved} If nobody needs ${files.length === 1 ? "it" : "them"}: \`${renderRemoval(files, known)}\`.`
      : meant === undefined
        ? `Declare what ${files.length === 1 ? "it is" : "they are"} of, or, ${removal}`
        : `Did you mean ${quote(meant.id)}? Then: \`${meant.moves}\`; ${removal}`;
  return coreCodes.create("stray-file", message, { file, help });
}

/** The declared name that was likely meant, with the command that gives it to the files; only where that is free. */
function findMeant(
  fleet: Fleet,
  stray: Stray,
  known: KnownFiles,
): { readonly id: string; readonly moves: string } | undefined {
  const names = [...declaredByKind(fleet)[stray.kind].keys()].sort();
  // Nothing mentions the file, so that another word is less likely than two slips.
  const id = nearestName(stray.id, names) ?? findSlipped(stray.id, names);
  if (id === undefined) return undefined;
  const moves = renderMoves(fleet, { stray, to: id }, known);
  const targets = [...moves.matchAll(/ -- \S+ (\S+)/g)].map(([, target = ""]) => target);
  const isFree = targets.every(
    (target) => ![...known.files].some((path) => shellWord(path) === target),
  );
  return moves !== "" && isFree ? { id, moves } : undefined;
}

function findSlipped(id: string, names: readonly string[]): string | undefined {
  return id.length < 4 ? undefined : nearestName(id, names, 2);
}
