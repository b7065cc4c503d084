import type { FleetDeclaration } from "@fleet/core";
import { type Diagnostic, formatPath, type Path } from "@fleet/diagnostics";
import type { Proposal, Question, Remark } from "../../proposal/proposal.ts";
import type { LeftList } from "../left-list.ts";
import { findErrors } from "./declaration-errors.ts";
import { removeAt, valueAt } from "./remove-at.ts";
import { thinDeclaration } from "./thin-declaration.ts";

interface Draft {
  readonly declaration: FleetDeclaration;
  readonly remarks: readonly Remark[];
  readonly questions: readonly Question[];
  readonly left: LeftList;
}

// Each round takes something out, and what is behind it shows in the next one.
const mostRounds = 20;

/**
 * Takes out of a declaration what it cannot say, with the reason: whatever was found, what is proposed has no errors.
 * Files that are named are taken to be there.
 */
export function mendDeclaration({ declaration, remarks, questions, left }: Draft): Proposal {
  // What is undefined is not there, and what is there is plain.
  let mended: FleetDeclaration = JSON.parse(JSON.stringify(declaration));
  for (let round = 0; round < mostRounds; round++) {
    // Where nothing is wrong with one host of each kind, nothing is wrong with any.
    if (findErrors(thinDeclaration(mended)).length === 0) break;
    const errors = findErrors(mended);
    if (errors.length === 0) break;
    const isLast = round >= mostRounds / 2;
    mended = removeAll(mended, errors, { left, isLast });
  }
  const kept = remarks.filter(({ path }) => valueAt(mended, path) !== undefined);
  return { declaration: mended, remarks: kept, questions, left: left.items() };
}

interface Removal {
  readonly left: LeftList;
  /** Whether more goes than the place itself, since that has not helped. */
  readonly isLast: boolean;
}

function removeAll(
  declaration: FleetDeclaration,
  errors: readonly Diagnostic[],
  { left, isLast }: Removal,
): FleetDeclaration {
  const paths = new Map<string, Path>();
  for (const { path = [], message } of errors) {
    const place = nearest(declaration, isLast ? path.slice(0, 2) : path);
    if (place.length === 0) continue;
    paths.set(JSON.stringify(place), place);
    left.add({
      kind: "declaration",
      about: formatPath(place),
      message,
      help: "It goes on as it is, where it was found.",
    });
  }
  // Of a list, what stands behind goes first, so that the places before it stay what they are.
  const sorted = [...paths.values()].sort((a, b) => comparePlaces(b, a));
  for (const path of sorted) removeAt(declaration, path);
  return declaration;
}

/** The innermost place on the way to one that is there. */
function nearest(declaration: FleetDeclaration, path: Path): Path {
  for (let end = path.length; end > 0; end--) {
    const place = path.slice(0, end);
    if (valueAt(declaration, place) !== undefined) return place;
  }
  return [];
}

function comparePlaces(a: Path, b: Path): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (one === other) continue;
    if (other === undefined) return 1;
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}
