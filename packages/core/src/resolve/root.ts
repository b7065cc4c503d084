import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { compareNames } from "@fleet/diagnostics";
import { parseRootKey } from "../keys/root-key.ts";
import { parseSshPublicKey } from "../keys/ssh-public-key.ts";
import type { Fleet, Host, RootGrant } from "../parse/fleet.ts";
import { isSelected } from "../selection/host-selector.ts";
import type { AccountResolver } from "./resolve-accounts.ts";
import { resolveKey } from "./resolve-ssh-keys.ts";
import type { Account, ResolvedRoot, ResolvedSshKey, RootKey } from "./resolved-fleet.ts";
import type { Surroundings } from "./surroundings.ts";

type Accounts = ReadonlyMap<string, Account>;

/** How one becomes root on a host, by the entries of `root`. */
export type RootResolver = (host: Host, accounts: Accounts) => ResolvedRoot;

/** What is worked out for all hosts before. */
export interface RootSources {
  /** By user id. */
  readonly sshKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  readonly resolveAccounts: AccountResolver;
  readonly surroundings: Surroundings;
}

/** Whether an entry of `root` is about a host: without `hosts` about NixOS, and never where fleet makes no system. */
export function isGranted({ hosts }: RootGrant, host: Host): boolean {
  if (hosts === undefined) return host.platform === "nixos";
  return host.platform !== "linux" && isSelected(hosts, host);
}

const nothing: ResolvedRoot = { sshKeys: [] };

/** The resolver of a fleet, with what is wrong with the key files that `root` names. */
export function createRootResolver(fleet: Fleet, sources: RootSources): Outcome<RootResolver> {
  if (fleet.root.length === 0) return { value: () => nothing, diagnostics: [] };
  const { items, diagnostics } = listItems(fleet, sources);
  const resolveRoot: RootResolver = (host, accounts) => {
    const keys = new Map<string, RootKey>();
    for (const { grant, path, keysOn } of items) {
      if (!isGranted(grant, host)) continue;
      for (const { key, owners } of keysOn(host, accounts)) {
        const name = JSON.stringify(key);
        if (keys.has(name)) continue;
        keys.set(name, { value: key, origin: "root", path, owners });
      }
    }
    return keys.size === 0 ? nothing : { sshKeys: [...keys.values()] };
  };
  return { value: resolveRoot, diagnostics };
}

interface OwnedKey {
  readonly key: ResolvedSshKey;
  readonly owners: readonly string[];
}

/** One of the `sshKeys` of an entry. */
interface Item {
  readonly grant: RootGrant;
  readonly path: Path;
  readonly keysOn: (host: Host, accounts: Accounts) => readonly OwnedKey[];
}

function listItems(
  fleet: Fleet,
  sources: RootSources,
): { readonly items: readonly Item[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const ownersOf = indexOwners(sources.sshKeys);
  const items = fleet.root.flatMap((grant, index) =>
    grant.sshKeys.map((declared, position): Item => {
      const path = ["root", index, "sshKeys", position];
      const parsed = parseRootKey(declared);
      if (parsed.kind !== "key") {
        return { grant, path, keysOn: createExpression(fleet, parsed, sources) };
      }
      const { value, diagnostics: found } = resolveKey(parsed.key, path, sources.surroundings);
      diagnostics.push(...found);
      const keys = value.map((key) => ({ key, owners: ownersOf(key) }));
      return { grant, path, keysOn: () => keys };
    }),
  );
  return { items, diagnostics };
}

type Expression = Exclude<ReturnType<typeof parseRootKey>, { readonly kind: "key" }>;

/** Whose keys an expression stands for. Who has an account on the host has the keys of that account. */
function createExpression(
  { hosts }: Fleet,
  expression: Expression,
  { sshKeys, resolveAccounts }: RootSources,
): Item["keysOn"] {
  const keysOf = (user: string, accounts: Accounts): OwnedKey[] => {
    const keys = accounts.get(user)?.sshKeys ?? sshKeys.get(user) ?? [];
    return keys.map((key) => ({ key, owners: [`user:${user}`] }));
  };
  switch (expression.kind) {
    case "user":
      return (_, accounts) => keysOf(expression.id, accounts);
    case "service":
      // The keys of an account that is no person's.
      return () => [];
    default:
      return createCrowd(expression, (id) => {
        const host = hosts.get(id);
        return host === undefined ? new Map() : resolveAccounts(host);
      });
  }
}

/** The keys of the users or admins of a host. */
function createCrowd(
  { kind, host }: Extract<Expression, { readonly kind: "users" | "admins" }>,
  accountsOn: (host: string) => Accounts,
): Item["keysOn"] {
  const keysOf = (accounts: Accounts) =>
    [...accounts.values()]
      .filter(({ isAdmin }) => kind === "users" || isAdmin.value)
      .flatMap(({ user, sshKeys }) => sshKeys.map((key) => ({ key, owners: [`user:${user}`] })));
  if (host === undefined) return (_, accounts) => keysOf(accounts);
  const keys = keysOf(accountsOn(host));
  return () => keys;
}

/** Whose a key is: of a line, whoever has it with whatever comment. */
function indexOwners(sshKeys: RootSources["sshKeys"]): (key: ResolvedSshKey) => readonly string[] {
  const owners = new Map<string, Set<string>>();
  for (const [user, keys] of sshKeys) {
    for (const key of keys) {
      const name = nameKey(key);
      owners.set(name, (owners.get(name) ?? new Set()).add(`user:${user}`));
    }
  }
  return (key) => [...(owners.get(nameKey(key)) ?? [])].sort(compareNames);
}

function nameKey(key: ResolvedSshKey): string {
  if (typeof key !== "string") return JSON.stringify(key);
  const parsed = parseSshPublicKey(key);
  return parsed.ok ? parsed.key.line : key;
}
