import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { parseRootKey } from "../keys/root-key.ts";
import type { Fleet, Host } from "../parse/fleet.ts";
import type { RootGrant } from "../parse/root-grant.ts";
import { decideRootPassword } from "../passwords/root-passwords.ts";
import type { AccountResolver } from "./accounts/resolve-accounts.ts";
import { endKey, lastDayOf, latestDay } from "./keys/key-ends.ts";
import type { KeyOwners } from "./keys/key-owners.ts";
import { resolveKey, type UserKeys } from "./keys/resolve-ssh-keys.ts";
import type { Account, ResolvedRoot, ResolvedSshKey, RootKey } from "./resolved-fleet.ts";
import { decideSudo, isGranted, listTrustedNames, nothingOfRoot } from "./root-grants.ts";
import type { Surroundings } from "./surroundings.ts";

type Accounts = ReadonlyMap<string, Account>;

/** How one becomes root on hosts, by the entries of `root`. */
export interface RootResolver {
  readonly onHost: (host: Host, accounts: Accounts) => ResolvedRoot;
  /** The expressions that stood for no key on hosts so far. */
  readonly listVain: () => readonly VainKey[];
}

/** An expression in `sshKeys` that stands for no key. */
export interface VainKey {
  readonly path: Path;
  /** The hosts, with whom it stands for there. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
}

/** What is worked out for all hosts before. */
export interface RootSources {
  readonly sshKeys: UserKeys;
  readonly ownersOf: KeyOwners;
  /** Those of service accounts, by id. */
  readonly serviceKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  readonly resolveAccounts: AccountResolver;
  readonly surroundings: Surroundings;
}

/** The resolver of a fleet, with what is wrong with the key files that `root` names. */
export function createRootResolver(fleet: Fleet, sources: RootSources): Outcome<RootResolver> {
  if (fleet.root.length === 0) {
    return { value: { onHost: () => nothingOfRoot, listVain: () => [] }, diagnostics: [] };
  }
  const { items, diagnostics } = listItems(fleet, sources);
  const vain = new Map<Item, Map<string, readonly string[]>>();
  const onHost: RootResolver["onHost"] = (host, accounts) => {
    const keys = new Map<string, MeantKey>();
    for (const item of items) {
      if (!isGranted(item.grant, host)) continue;
      const people = item.peopleOn(accounts, host);
      const meant = people.flatMap((one) => one.keys.map((key) => ({ key, owners: one.owners })));
      if (meant.length === 0) {
        const hosts = vain.get(item) ?? new Map<string, readonly string[]>();
        vain.set(
          item,
          hosts.set(
            host.id,
            people.flatMap(({ owners }) => owners),
          ),
        );
      }
      for (const { key, owners } of meant) addKey(keys, { key, path: item.path, owners });
    }
    const trustedByNix = listTrustedNames(fleet, host);
    return {
      sshKeys: [...keys.values()].map((meant) => endRootKey(fleet, host, meant)),
      trustedByNix,
      sudoNeedsPassword: decideSudo(fleet, host),
      password: decideRootPassword(fleet.root, host),
    };
  };
  const listVain = () => [...vain].map(([{ path }, hosts]) => ({ path, hosts }));
  return { value: { onHost, listVain }, diagnostics };
}

/** A key of root's as it is declared, with everybody who is meant by it. */
interface MeantKey {
  readonly key: ResolvedSshKey;
  /** Where it is said first. */
  readonly path: Path;
  readonly owners: string[];
  readonly holders: Set<string>;
}

function addKey(
  keys: Map<string, MeantKey>,
  { key, path, owners }: Pick<RootKey, "owners"> & Pick<MeantKey, "key" | "path">,
): void {
  const name = JSON.stringify(key);
  const known = keys.get(name) ?? { key, path, owners: [], holders: new Set() };
  keys.set(name, known);
  known.owners.push(...owners.filter((owner) => !known.owners.includes(owner)));
  // What nobody of the fleet has is somebody's who has no end.
  for (const owner of owners.length === 0 ? [""] : owners) known.holders.add(owner);
}

/** As root, people log in no longer than as themselves. A key that several have is good as long as it is for one. */
function endRootKey(fleet: Fleet, host: Host, { key, path, owners, holders }: MeantKey): RootKey {
  const lastDay = latestDay([...holders].map((holder) => lastDayOf(fleet, holder, host)));
  return { value: endKey(key, lastDay), origin: "root", path, owners };
}

/** Somebody with keys; nobody of the fleet where there are no owners. */
interface Holder {
  readonly owners: readonly string[];
  readonly keys: readonly ResolvedSshKey[];
}

/** One of the `sshKeys` of an entry. */
interface Item {
  readonly grant: RootGrant;
  readonly path: Path;
  /** Whose keys are meant, on a host with these accounts. */
  readonly peopleOn: (accounts: Accounts, host: Host) => readonly Holder[];
}

function listItems(
  fleet: Fleet,
  sources: RootSources,
): { readonly items: readonly Item[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { ownersOf } = sources;
  const items = fleet.root.flatMap((grant, index) =>
    grant.sshKeys.map((declared, position): Item => {
      const path = ["root", index, "sshKeys", position];
      const parsed = parseRootKey(declared);
      if (parsed.kind !== "key") {
        return { grant, path, peopleOn: createExpression(fleet, parsed, sources) };
      }
      const { value, diagnostics: found } = resolveKey(parsed.key, path, sources.surroundings);
      diagnostics.push(...found);
      const holders = value.map((key) => ({ keys: [key], owners: ownersOf(key) }));
      return { grant, path, peopleOn: () => holders };
    }),
  );
  return { items, diagnostics };
}

type Expression = Exclude<ReturnType<typeof parseRootKey>, { readonly kind: "key" }>;

/** Whose keys an expression stands for. Who has an account on the host has the keys of that account. */
function createExpression(
  { users, hosts }: Fleet,
  expression: Expression,
  { sshKeys, serviceKeys, ownersOf, resolveAccounts }: RootSources,
): Item["peopleOn"] {
  switch (expression.kind) {
    case "user": {
      const { id } = expression;
      const owners = [`user:${id}`];
      const isOpen = users.get(id)?.own.isDisabled !== true;
      return (accounts, host) => {
        const elsewhere = isOpen ? sshKeys.choose(id, host).keys : [];
        return [{ owners, keys: accounts.get(id)?.sshKeys ?? elsewhere }];
      };
    }
    case "service": {
      const { id } = expression;
      // A key that is also a user's is the user's.
      const holders = (serviceKeys.get(id) ?? []).map((key) => {
        const users = ownersOf(key);
        return { owners: users.length > 0 ? users : [`service:${id}`], keys: [key] };
      });
      return () => holders;
    }
    default:
      return createCrowd(expression, (id) => {
        const host = hosts.get(id);
        return host === undefined ? new Map() : resolveAccounts(host);
      });
  }
}

/** The users or admins of a host, with the keys of their accounts there. */
function createCrowd(
  { kind, host }: Extract<Expression, { readonly kind: "users" | "admins" }>,
  accountsOn: (host: string) => Accounts,
): Item["peopleOn"] {
  const peopleOf = (accounts: Accounts) =>
    [...accounts.values()]
      .filter(({ isDisabled }) => !isDisabled.value)
      .filter(({ isAdmin }) => kind === "users" || isAdmin.value)
      .map(({ user, sshKeys }) => ({ user, owners: [`user:${user}`], keys: sshKeys }));
  if (host === undefined) return peopleOf;
  const people = peopleOf(accountsOn(host));
  // Who is disabled here does not become root by what they are elsewhere.
  return (accounts) => people.filter(({ user }) => accounts.get(user)?.isDisabled.value !== true);
}
