import { type AccessNode, type AccessWay, splitNode, whatCan, whoCan } from "@fleet/core/access";
import type { Checked } from "@fleet/diagnostics";
import { accessGraphOf, type FleetPlace, type LockedFleet } from "@fleet/project";
import type { ComparedFiles } from "@fleet/secrets";
import { listNamed, readSubject } from "./access-names.ts";
import type { FileQuestion } from "./access-question.ts";

/** Whom somebody named, who may be a user and a host at once; or why that is nobody. */
export function listSubjects(fleet: LockedFleet, text: string): Checked<readonly AccessNode[]> {
  const value = listNamed(fleet, text);
  if (value.length > 0) return { ok: true, value, diagnostics: [] };
  return { ok: false, diagnostics: readSubject(fleet, text).diagnostics };
}

/** A fleet, and where it lies. */
export interface FleetAt {
  readonly fleet: LockedFleet;
  readonly place: FleetPlace | undefined;
}

/**
 * What the comparison of files with their rules does not say: who reads a file without being one of its
 * readers, and what else somebody can do.
 */
export async function findFurtherWays(
  { fleet, place }: FleetAt,
  question: Exclude<FileQuestion, { readonly kind: "all" }>,
  { files, access }: ComparedFiles,
): Promise<AccessWay[]> {
  const shown = new Set(access.map(({ reader, path }) => `${reader} file:${path}`));
  const isNew = ({ who, verb, target }: AccessWay) =>
    verb !== "read" || !shown.has(`${who} ${target}`);
  const graph = await accessGraphOf(fleet, place);
  if (question.kind === "read") {
    const [file] = files;
    if (file === undefined) return [];
    return whoCan(graph, { verb: "read", target: `file:${file.path}` }).filter(isNew);
  }
  const ways = listNamed(fleet, question.who).flatMap((who) => whatCan(graph, who));
  return ways.filter((way) => isNew(way) && isOfInterest(way));
}

/** Of logins those on hosts are said, and of keys those that are somebody else's. */
function isOfInterest({ verb, target, steps }: AccessWay): boolean {
  return splitNode(target).kind !== "account" && steps.at(-1)?.verb === verb;
}
