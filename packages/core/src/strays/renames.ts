import { type Diagnostic, nearestName } from "@fleet/diagnostics";
import type { Fleet } from "../parse/fleet.ts";
import { isRestored } from "../resolve/modules/module-sources.ts";
import { listFormer } from "./former-ids.ts";
import type { KnownFiles } from "./moves.ts";
import { type OwnerKeys, ownerName } from "./owner-keys.ts";
import { describeDoubt, describeRename } from "./rename-findings.ts";
import type { OwnerKind, Stray } from "./stray-files.ts";

/** What renames are told from. */
export interface RenameSigns {
  readonly fleet: Fleet;
  /** Files of nobody that nothing mentions. */
  readonly strays: readonly Stray[];
  /** Files of nobody, also those that something may import. Default: the others. */
  readonly all?: readonly Stray[] | undefined;
  readonly known: KnownFiles;
  /** Whose key was whose when the fleet was generated last, and is now. Default: nobody has one. */
  readonly keys?: { readonly before: OwnerKeys; readonly now: OwnerKeys } | undefined;
}

/** What was told of renames. */
export interface ToldRenames {
  readonly diagnostics: readonly Diagnostic[];
  /** The files of nobody that were spoken of. */
  readonly told: ReadonlySet<Stray>;
}

/**
 * Findings of which those about a file that is missing beside one of nobody are told as a rename: one finding
 * for one change. Where several could be meant, a key that both have decides, or a name that is near; else
 * all of them are named. No command makes an empty module where there is one that may have been meant.
 */
export function tellRenames(diagnostics: readonly Diagnostic[], signs: RenameSigns): ToldRenames {
  const missing = diagnostics.flatMap((finding) => {
    const owner = ownerOfMissing(finding);
    return owner === undefined ? [] : [{ finding, ...owner }];
  });
  const open = missing.filter(({ finding }) => !isRestored(finding));
  const pairs = pairOwners(open, signs);
  const told = new Set<Stray>(pairs.values());
  const renames = new Map<Diagnostic, Diagnostic>();
  for (const one of open) {
    const stray = pairs.get(one.finding);
    if (stray !== undefined) renames.set(one.finding, describeRename(signs, { ...one, stray }));
  }
  for (const one of open.filter(({ finding }) => !pairs.has(finding))) {
    const { finding, renamed, candidates } = tellDoubt(one, new Set(pairs.values()), signs);
    renames.set(finding, renamed);
    for (const stray of candidates) told.add(stray);
  }
  const left = diagnostics.filter((one) => !isToldOfSecrets(one, told));
  return { diagnostics: left.map((one) => renames.get(one) ?? one), told };
}

/** Whether secret files of an id of before are told of with its modules: one finding for one rename. */
function isToldOfSecrets({ code, path }: Diagnostic, told: ReadonlySet<Stray>): boolean {
  const [, section, id] = path;
  if (code !== "core/moved-secrets") return false;
  return [...told].some((stray) => `${stray.kind}s` === section && stray.id === id);
}

/** What is said where nobody knows whether there was a rename. */
function tellDoubt({ finding, kind, id }: Missing, paired: ReadonlySet<Stray>, signs: RenameSigns) {
  const { strays, all = strays } = signs;
  const isLikely = (stray: Stray) =>
    stray.kind === kind && stray.host === undefined && !paired.has(stray);
  const candidates = strays.filter(isLikely);
  if (candidates.length > 0) {
    return { finding, candidates, renamed: describeDoubt(signs, { finding, candidates, id }) };
  }
  // Something may import one, or it is what this was called before.
  const { cure: _, ...rest } = finding;
  return { finding, candidates, renamed: all.some(isLikely) ? rest : finding };
}

interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

interface Missing extends Owner {
  readonly finding: Diagnostic;
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

/** What each missing file was called before, where that is clear: keys come first, as nobody shares them. */
function pairOwners(
  missing: readonly Missing[],
  { fleet, strays, all = strays, keys }: RenameSigns,
): Map<Diagnostic, Stray> {
  const pairs = new Map<Diagnostic, Stray>();
  const isFree = (stray: Stray) => ![...pairs.values()].includes(stray);
  // A file that something mentions may be of this host all the same.
  const known = [...strays, ...all.filter(({ kind, id }) => !hasOwner(strays, { kind, id }))];
  for (const one of missing) {
    const before = new Set([...listFormer(fleet, one), findByKey(one, keys)]);
    const stray = known.find(({ kind, id, host }) => {
      return host === undefined && kind === one.kind && before.has(id);
    });
    if (stray !== undefined && isFree(stray)) pairs.set(one.finding, stray);
  }
  const rest = missing.filter(({ finding }) => !pairs.has(finding));
  const left = strays.filter(isFree);
  for (const one of rest) {
    const stray = chooseStray(one, rest, left);
    if (stray !== undefined && isFree(stray)) pairs.set(one.finding, stray);
  }
  return pairs;
}

function hasOwner(strays: readonly Stray[], { kind, id }: Owner): boolean {
  return strays.some((stray) => stray.kind === kind && stray.id === id);
}

/** Who alone had a key before that this one alone has now. */
function findByKey({ kind, id }: Owner, keys: RenameSigns["keys"]): string | undefined {
  if (keys === undefined) return undefined;
  const whoHas = (owners: OwnerKeys, key: string) =>
    [...owners].filter(([, own]) => own.has(key)).map(([name]) => name);
  for (const key of keys.now.get(ownerName(kind, id)) ?? []) {
    const [now, ...others] = whoHas(keys.now, key);
    const [before, ...more] = whoHas(keys.before, key);
    if (others.length + more.length > 0 || before === now) continue;
    if (before?.startsWith(ownerName(kind, "")) === true) {
      return before.slice(ownerName(kind, "").length);
    }
  }
  return undefined;
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
