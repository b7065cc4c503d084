import { quote } from "@fleet/diagnostics";
import type { AssignedOwner, FoundOwner } from "../found/found-keys.ts";
import { bareName } from "./kind-words.ts";
import type { KnownOwners } from "./known-names.ts";
import { matchName } from "./name-match.ts";
import { nearestId } from "./owner-ids.ts";

/** What a source says of a key. */
export type Claim = FoundOwner;

/** Whose a key is. */
export interface Assignment {
  readonly recipient: string;
  readonly kind: AssignedOwner["kind"];
  /** "" where the owner has no name. */
  readonly name: string;
  /** What the name was made of: two owners are one if it is the same. */
  readonly origin: string;
  readonly isKnown: boolean;
  /** What the name says of the key beside its owner; "" for nothing. */
  readonly rest: string;
  readonly because: string;
  readonly isGuess: boolean;
  /** Whether it is said to be a host's, and no such host was found. Default: no. */
  readonly isOfUnknownHost?: boolean;
  /** What it was told by; undefined where nobody says anything of it. */
  readonly source: Claim | undefined;
}

/** What a key is assigned by, beside what is said of it. */
export interface Acquaintance {
  readonly known: KnownOwners;
  /** Names that are also the beginning of others among the keys. */
  readonly bases: ReadonlySet<string>;
}

/** Says whose a key is: by the key itself, by a name that was found elsewhere, by what a source says that it is, else nobody's. */
export function assignKey(
  recipient: string,
  claims: readonly Claim[],
  { known, bases }: Acquaintance,
): Assignment {
  const [source] = claims;
  const byKey = known.byKey.get(recipient);
  if (byKey !== undefined) {
    const rest = restOf(source, byKey.name);
    const because = `it is the SSH key of ${quote(byKey.name)}`;
    const found = { ...byKey, origin: byKey.name, isKnown: true };
    return { recipient, ...found, rest, because, isGuess: false, source };
  }
  for (const claim of claims) {
    if (claim.name === "") continue;
    const match = matchName(claim.name, claim.kind ?? undefined, known);
    if (match === undefined) continue;
    const { owner, rest, isGuess } = match;
    const because = describeClaim(claim);
    const isUnsure = isGuess || claim.isGuess === true;
    const found = { ...owner, origin: owner.name, isKnown: true };
    return { recipient, ...found, rest, because, isGuess: isUnsure, source: claim };
  }
  return assignByKind(recipient, claims, { known, bases });
}

function assignByKind(
  recipient: string,
  claims: readonly Claim[],
  { known, bases }: Acquaintance,
): Assignment {
  const named = claims.filter(({ name }) => name !== "");
  const [told] = named;
  const source = told ?? claims[0];
  const base = { recipient, isKnown: false, rest: "", origin: "", source };
  if (source === undefined || told === undefined) {
    const because = source?.because ?? "nothing says whose it is";
    return { ...base, kind: source?.kind ?? "operator", name: "", because, isGuess: true };
  }
  // What one source calls by a name, another may say the kind of.
  const telling = named.find((claim) => kindOf(claim) !== undefined) ?? told;
  const kind = kindOf(telling);
  const bare = bareName(told.name).name;
  const root = [...bases].find((name) => kind !== "host" && bare.startsWith(name) && bare !== name);
  const origin = root ?? bare;
  const rest = root === undefined ? "" : bare.slice(root.length);
  const because = describeClaim(telling);
  if (kind === "host" && known.hasHosts) {
    const why = `${because}, and no such host was found`;
    const name = nearestId(origin);
    const found = { kind: "operator", name, origin, rest, because: why, isGuess: true } as const;
    return { ...base, ...found, isOfUnknownHost: true };
  }
  const isSure = kind !== undefined && told.isGuess !== true && telling === told;
  const isGuess = !isSure || root !== undefined;
  const name = nearestId(origin, kind ?? "operator");
  return { ...base, kind: kind ?? "operator", name, origin, rest, because, isGuess };
}

function kindOf({ kind, name }: Claim): Claim["kind"] | undefined {
  return kind ?? bareName(name).kind ?? undefined;
}

function describeClaim({ name, because, file }: Claim): string {
  const where = file === "" ? "" : ` in ${file}`;
  return because ?? `it is called ${quote(name)}${where}`;
}

/** What a name says of a key whose owner is known already. */
function restOf(source: Claim | undefined, owner: string): string {
  const name = source === undefined ? "" : bareName(source.name).name;
  const isFront = name.toLowerCase().startsWith(owner.toLowerCase());
  return isFront ? name.slice(owner.length).replace(/^[_.-]+/, "") : "";
}
