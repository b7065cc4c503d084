import type { FleetDeclaration } from "@fleet/core";
import type { FoldedHost } from "../folded-host.ts";
import { groupBy } from "../frequency.ts";
import type { HostSelection } from "../hosts/select-hosts.ts";
import type { KeyReader } from "../key-reader.ts";
import type { LeftList } from "../left-list.ts";
import type { AccountFacts } from "../people/account-facts.ts";
import { createKeyExpressions } from "./key-expressions.ts";
import { type RootFacts, readRoot } from "./read-root.ts";

/** An entry of `root`. */
export type RootEntry = NonNullable<FleetDeclaration["root"]>[number];

interface Sources {
  readonly people: ReadonlyMap<string, readonly AccountFacts[]>;
  /** The logins of people, by host. */
  readonly logins: ReadonlyMap<string, ReadonlySet<string>>;
  readonly select: HostSelection;
  readonly keys: KeyReader;
  readonly left: LeftList;
}

/** Declares who becomes root: one entry for what all NixOS hosts have, and one for each kind of the others. */
export function foldRoot(hosts: Iterable<FoldedHost>, sources: Sources): RootEntry[] {
  const { logins, people, select, ...reading } = sources;
  const expressions = createKeyExpressions(people, sources.keys);
  const all = [...hosts]
    .filter(({ platform }) => platform !== "linux")
    .map((host) =>
      readRoot(host, { ...reading, logins: logins.get(host.id) ?? new Set(), expressions }),
    );
  return joinEntries(withAdmins(all, people), select);
}

/** Where on every NixOS host the admins there are who may log in as root, that is said in one word. */
function withAdmins(all: readonly RootFacts[], people: Sources["people"]): readonly RootFacts[] {
  const admins = groupBy(
    [...people].flatMap(([id, accounts]) =>
      accounts.flatMap(({ host, isAdmin, isDisabled, sshKeys }) =>
        isAdmin === true && !isDisabled && sshKeys.length > 0 ? [{ id, host: host.id }] : [],
      ),
    ),
    ({ host }) => host,
  );
  const nixos = all.filter(({ platform }) => platform === "nixos");
  const isOfAdmins = nixos.every(({ id, sshKeys }) => {
    const own = (admins.get(id) ?? []).map((admin) => `user:${admin.id}`);
    return (
      sshKeys.length > 0 &&
      sshKeys.length === own.length &&
      own.every((one) => sshKeys.includes(one))
    );
  });
  // Of a single one, the name says more.
  if (!isOfAdmins || new Set(nixos.flatMap(({ sshKeys }) => sshKeys)).size < 2) return all;
  return all.map((facts) =>
    facts.platform === "nixos" ? { ...facts, sshKeys: ["admins"] } : facts,
  );
}

function joinEntries(all: readonly RootFacts[], select: HostSelection): RootEntry[] {
  const nixos = all.filter(({ platform }) => platform === "nixos");
  const common = commonOf(nixos);
  const rest = all.map((facts) => (facts.platform === "nixos" ? without(facts, common) : facts));
  const kinds = groupBy(rest.filter(isSaying), ({ id: _, platform: __, ...facts }) =>
    JSON.stringify(facts),
  );
  const entries = [...kinds.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return entryOf(first, select(group.map(({ id }) => id)));
  });
  return isSaying(common) ? [entryOf(common, undefined), ...entries] : entries;
}

function isSaying({
  sshKeys,
  trusted,
  isWithoutPassword,
  password,
}: Omit<RootFacts, "id" | "platform">): boolean {
  return sshKeys.length > 0 || trusted.length > 0 || isWithoutPassword || password !== undefined;
}

function entryOf(
  { sshKeys, trusted, isWithoutPassword, password }: Omit<RootFacts, "id" | "platform">,
  hosts: readonly string[] | undefined,
): RootEntry {
  return {
    hosts,
    sshKeys: sshKeys.length === 0 ? undefined : sshKeys,
    trustedByNix: trusted.length === 0 ? undefined : trusted,
    sudoNeedsPassword: isWithoutPassword ? false : undefined,
    password,
  };
}

type Common = Omit<RootFacts, "id" | "platform">;

function commonOf(hosts: readonly RootFacts[]): Common {
  const [first, ...others] = hosts;
  const inAll = (listOf: (facts: RootFacts) => readonly string[]) => {
    const sets = others.map((facts) => new Set(listOf(facts)));
    return first === undefined
      ? []
      : listOf(first).filter((one) => sets.every((set) => set.has(one)));
  };
  const password = first?.password;
  return {
    sshKeys: inAll(({ sshKeys }) => sshKeys),
    trusted: inAll(({ trusted }) => trusted),
    isWithoutPassword: first !== undefined && hosts.every((facts) => facts.isWithoutPassword),
    password: others.every((facts) => JSON.stringify(facts.password) === JSON.stringify(password))
      ? password
      : undefined,
  };
}

function without(facts: RootFacts, common: Common): RootFacts {
  const [keys, trusted] = [new Set(common.sshKeys), new Set(common.trusted)];
  return {
    ...facts,
    sshKeys: facts.sshKeys.filter((one) => !keys.has(one)),
    trusted: facts.trusted.filter((one) => !trusted.has(one)),
    isWithoutPassword: facts.isWithoutPassword && !common.isWithoutPassword,
    password: common.password === undefined ? facts.password : undefined,
  };
}
