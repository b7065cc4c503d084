import { type Diagnostic, quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { describeMoved } from "./former-ids.ts";
import { renderMoves } from "./moves.ts";
import type { RenameSigns } from "./renames.ts";
import type { Stray } from "./stray-files.ts";
import { listFiles } from "./stray-findings.ts";

/** What is missing was called like this one before. */
export function describeRename(
  { fleet, known }: RenameSigns,
  {
    finding,
    stray,
    id,
  }: { readonly finding: Diagnostic; readonly stray: Stray; readonly id: string },
): Diagnostic {
  const what = stray.kind;
  const moved = describeMoved(fleet, { stray, to: id }, known);
  if (moved !== undefined) {
    const message = `The ${what} ${quote(id)} has no file, and ${listFiles(stray)} of ${quote(stray.id)}, as ${quote(id)} was called before: \`moved\` says so.`;
    return coreCodes.create("looks-renamed", message, { path: finding.path, help: moved });
  }
  const message = `The ${what} ${quote(id)} has no file, and ${listFiles(stray)} of the ${what} ${quote(stray.id)}, which is not declared: that looks like a rename.`;
  const moves = renderMoves(fleet, { stray, to: id }, known);
  const isNot = finding.help === undefined ? "" : ` If it is none: ${lowerFirst(finding.help)}`;
  return coreCodes.create("looks-renamed", message, {
    path: finding.path,
    help: `If it is one: \`${moves}\`.${isNot}`,
  });
}

/** More than these are not named with their commands. */
const mostCandidates = 3;

/** What is missing may have been called like one of some. */
export function describeDoubt(
  { fleet, known }: RenameSigns,
  {
    finding,
    candidates,
    id,
  }: {
    readonly finding: Diagnostic;
    readonly candidates: readonly Stray[];
    readonly id: string;
  },
): Diagnostic {
  const named = candidates.slice(0, mostCandidates);
  const more = candidates.length - named.length;
  const others = `${named.map((stray) => quote(stray.id)).join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
  const [{ kind } = { kind: "" }] = named;
  const message = `The ${kind} ${quote(id)} has no file, and there are files of ${others}, which ${candidates.length === 1 ? "is" : "are"} not declared: that may be a rename.`;
  const moves = named.map(
    (stray) =>
      `If it was ${quote(stray.id)}: \`${renderMoves(fleet, { stray, to: id }, known)}\`. `,
  );
  const isNone = finding.help === undefined ? "" : `If it is new: ${lowerFirst(finding.help)}`;
  return coreCodes.create("looks-renamed", message, {
    path: finding.path,
    help: `${moves.join("")}${isNone}`.trimEnd(),
  });
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
