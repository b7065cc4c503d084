import { compareNames, quote } from "@fleet/diagnostics";
import { parseRecipient } from "@fleet/secrets/internal";
import type { FoundFleet } from "../found/found-fleet.ts";
import type { AssignedKey, AssignedOwner, FoundKeys, FoundOwner } from "../found/found-keys.ts";
import { type Assignment, assignKey, type Claim } from "../owners/key-assignment.ts";
import { listKnownOwners } from "../owners/known-names.ts";
import { nearestId, nearestKeyName, takeFreeName } from "../owners/owner-ids.ts";

/** Says whose each key is, by the names that sources give them and by who was found elsewhere. Each recipient is one owner's. */
export function assignOwners(
  keys: readonly FoundKeys[],
  fleet: FoundFleet,
): readonly AssignedOwner[] {
  const known = listKnownOwners(fleet);
  const claims = gatherClaims(keys.flatMap(({ owners }) => owners));
  const bases = listBases(claims);
  const assigned = [...claims].map(([recipient, own]) =>
    assignKey(recipient, own, { known, bases }),
  );
  const owners = Map.groupBy(
    oneKeyAHost(nameUnnamed(separate(assigned))),
    ({ kind, name }) => `${kind}:${name}`,
  );
  return [...owners.values()]
    .flatMap((own) => (own[0] === undefined ? [] : [finishOwner(own[0], own)]))
    .sort((a, b) => compareNames(a.kind, b.kind) || compareNames(a.name, b.name));
}

/** What is said of each recipient, in the order of the sources; what was worked out comes behind what stands somewhere. */
function gatherClaims(owners: readonly FoundOwner[]): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  const told = owners.filter(({ isGuess }) => isGuess !== true);
  const worked = owners.filter(({ isGuess }) => isGuess === true);
  for (const owner of [...told, ...worked]) {
    for (const recipient of owner.recipients) {
      const id = normalize(recipient);
      const own = claims.get(id);
      if (own === undefined) claims.set(id, [owner]);
      else own.push(owner);
    }
  }
  return claims;
}

/** A recipient as sops compares it: without the comment of an SSH key. */
function normalize(text: string): string {
  const parsed = parseRecipient(text);
  return parsed.ok ? parsed.recipient.id : text.trim();
}

/** Names that are also the beginning of another: with `mic92` and `mic92-mac`, mic92 has two keys. */
function listBases(claims: ReadonlyMap<string, readonly Claim[]>): ReadonlySet<string> {
  const named = [...claims.values()].flatMap(([first]) =>
    first === undefined || first.name === "" || first.kind === "host" ? [] : [first.name],
  );
  const names = new Set(named);
  const bases = named.flatMap((name) => {
    const cut = name.search(/[_.-][^_.-]*$/);
    return cut > 2 && names.has(name.slice(0, cut)) ? [name.slice(0, cut)] : [];
  });
  return new Set(bases);
}

/** Two names that come to one id are two owners all the same. */
function separate(assigned: readonly Assignment[]): Assignment[] {
  const idOf = ({ kind, name }: Assignment) => `${kind}:${name}`;
  const taken = new Set(assigned.flatMap((one) => (one.isKnown ? [idOf(one)] : [])));
  const names = new Map<string, string>();
  return assigned.map((one) => {
    if (one.isKnown || one.name === "") return one;
    const key = `${one.kind}:${one.origin}`;
    const id = names.get(key) ?? takeFreeName(idOf(one), taken);
    names.set(key, id);
    return { ...one, name: id.slice(one.kind.length + 1) };
  });
}

/** Keys of which nothing is known are numbered, in the order in which they were found. */
function nameUnnamed(assigned: readonly Assignment[]): Assignment[] {
  const taken = new Set(assigned.flatMap(({ kind, name }) => (kind === "operator" ? [name] : [])));
  let count = 0;
  return assigned.map((one) => {
    if (one.name !== "") return one;
    do count += 1;
    while (taken.has(`key-${count}`));
    return { ...one, name: `key-${count}` };
  });
}

/** sops-nix opens files on a host by one key, so that a further one is kept as that of an operator. */
function oneKeyAHost(assigned: readonly Assignment[]): Assignment[] {
  const first = new Map<string, Assignment>();
  // The key that is surely a host's is its own.
  for (const one of [...assigned].sort((a, b) => rank(a) - rank(b))) {
    if (one.kind === "host" && !first.has(one.name)) first.set(one.name, one);
  }
  const taken = new Set(assigned.flatMap(({ kind, name }) => (kind === "operator" ? [name] : [])));
  return assigned.map((one) => {
    const own = one.kind === "host" ? first.get(one.name) : undefined;
    if (own === undefined || own === one) return one;
    const rest = one.rest === "" ? "2" : nearestKeyName(one.rest);
    const name = takeFreeName(nearestId(`${one.name}-${rest}`), taken);
    const because = `${one.because}, but ${quote(one.name)} has another key already`;
    return { ...one, kind: "operator", name, isKnown: false, rest: "", because, isGuess: true };
  });
}

function rank({ isGuess, rest, source }: Assignment): number {
  const isOpenSsh = source !== undefined && /osh$|ssh/i.test(source.name);
  return (isGuess ? 4 : 0) + (rest === "" ? 0 : 2) + (isOpenSsh ? 0 : 1);
}

function finishOwner(first: Assignment, all: readonly Assignment[]): AssignedOwner {
  const { kind, name } = first;
  const taken = new Set<string>();
  const keys = all.map((one): AssignedKey => {
    const { recipient, because, isGuess, source } = one;
    const keyName = all.length === 1 ? null : takeFreeName(nameKey(one), taken);
    const { file, line } = source ?? { file: "", line: null };
    return { recipient, keyName, because, isGuess, file, line };
  });
  const isKnown = all.some((one) => one.isKnown);
  const isLost = all.some(({ isOfUnknownHost }) => isOfUnknownHost === true);
  return { kind, name, isKnown, ...(isLost ? { isOfUnknownHost: true } : {}), keys };
}

/** What a key is called beside others: by what its name says of it, else by what it is. */
function nameKey({ rest, recipient }: Assignment): string {
  if (rest !== "") return nearestKeyName(rest);
  const [, plugin] = /^age1([a-z0-9-]+)1/.exec(recipient) ?? [];
  if (plugin !== undefined && plugin !== "pq") return nearestKeyName(plugin);
  const [, type] = /^(ssh|pgp|kms|gcp_kms|hckms|azure_keyvault|hc_vault)[:-]/.exec(recipient) ?? [];
  return type ?? "main";
}
