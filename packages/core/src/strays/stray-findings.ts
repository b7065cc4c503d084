import { type Diagnostic, nearestName, quote, shellWord } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet } from "../parse/fleet.ts";
import { type KnownFiles, renderMoves, renderRemoval } from "./moves.ts";
import type { OwnerKind, Stray } from "./stray-files.ts";

/** The warnings about files of nobody, each owner once. */
export function reportStrays(
  fleet: Fleet,
  strays: readonly Stray[],
  known: KnownFiles,
): Diagnostic[] {
  return strays.map((stray) => describeStray(fleet, stray, known));
}

/**
 * Findings of which those about a file that is missing beside one of nobody are told as a rename: one finding
 * for one change. Where several could be meant, a name that is near decides, or nothing.
 */
export function tellRenames(
  diagnostics: readonly Diagnostic[],
  {
    fleet,
    strays,
    known,
  }: {
    readonly fleet: Fleet;
    readonly strays: readonly Stray[];
    readonly known: KnownFiles;
  },
): { readonly diagnostics: readonly Diagnostic[]; readonly told: ReadonlySet<Stray> } {
  const missing = diagnostics.flatMap((finding) => {
    const owner = ownerOfMissing(finding);
    return owner === undefined ? [] : [{ finding, ...owner }];
  });
  const told = new Set<Stray>();
  const renames = new Map<Diagnostic, Diagnostic>();
  for (const { finding, kind, id } of missing) {
    const stray = chooseStray({ kind, id }, missing, strays);
    if (stray === undefined || told.has(stray)) continue;
    told.add(stray);
    renames.set(finding, describeRename(fleet, { finding, stray, id }, known));
  }
  return { diagnostics: diagnostics.map((one) => renames.get(one) ?? one), told };
}

interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

const kindOfSection: ReadonlyMap<unknown, OwnerKind> = new Map([
  ["users", "user"],
  ["hosts", "host"],
  ["profiles", "profile"],
  ["aggregates", "aggregate"],
  ["features", "feature"],
] as const);

function ownerOfMissing({ code, path }: Diagnostic): Owner | undefined {
  const [section, id, ...rest] = path;
  const kind = kindOfSection.get(section);
  const isOwn = code === "core/missing-file" && rest.length === 0;
  return isOwn && kind !== undefined && typeof id === "string" ? { kind, id } : undefined;
}

function chooseStray(
  { kind, id }: Owner,
  missing: readonly Owner[],
  strays: readonly Stray[],
): Stray | undefined {
  const likely = strays.filter((stray) => stray.kind === kind && stray.host === undefined);
  const rivals = missing.filter((one) => one.kind === kind);
  if (likely.length === 1 && rivals.length === 1) return likely[0];
  const near = nearestName(
    id,
    likely.map((stray) => stray.id),
  );
  const found = likely.find((stray) => stray.id === near);
  if (found === undefined) return undefined;
  const back = nearestName(
    found.id,
    rivals.map((one) => one.id),
  );
  return back === id ? found : undefined;
}

function describeRename(
  fleet: Fleet,
  {
    finding,
    stray,
    id,
  }: { readonly finding: Diagnostic; readonly stray: Stray; readonly id: string },
  known: KnownFiles,
): Diagnostic {
  const what = stray.kind;
  const message = `The ${what} ${quote(id)} has no file, and ${listFiles(stray)} of the ${what} ${quote(stray.id)}, which is not declared: that looks like a rename.`;
  const moves = renderMoves(fleet, { stray, to: id }, known);
  const isNot = finding.help === undefined ? "" : ` If it is none: ${lowerFirst(finding.help)}`;
  return coreCodes.create("looks-renamed", message, {
    path: finding.path,
    help: `If it is one: \`${moves}\`.${isNot}`,
  });
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function listFiles({ files: [first = "", ...more] }: Stray): string {
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
  const help =
    meant === undefined
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
  const { users, hosts, profiles, aggregates, features } = fleet;
  const all = {
    user: users,
    host: hosts,
    profile: profiles,
    aggregate: aggregates,
    feature: features,
  };
  const names = [...all[stray.kind].keys()].sort();
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
