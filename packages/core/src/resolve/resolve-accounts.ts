import type { Path } from "@fleet/diagnostics";
import type { PlacementDeclaration } from "../declaration/declaration.ts";
import type { Fleet, Group, Host, Placement, User } from "../parse/fleet.ts";
import { nothing } from "../parse/placements.ts";
import type { AllottedUids } from "../uids/allot-uids.ts";
import {
  type GroupLister,
  type GroupSource,
  resolveFeatureGroups,
  resolveGroups,
} from "./groups.ts";
import type { Account, Decided, ResolvedSshKey } from "./resolved-fleet.ts";
import { declaredCodeServer, resolveCodeServer } from "./services.ts";

/** The accounts on a host, by user id and in its order. */
export type AccountResolver = (host: Host) => Map<string, Account>;

/** What is worked out for all hosts before. */
export interface AccountSources {
  /** By user id. */
  readonly sshKeys: ReadonlyMap<string, readonly ResolvedSshKey[]>;
  readonly uids: AllottedUids;
  readonly listGroups: GroupLister;
}

/**
 * Resolves accounts, host by host. Where nothing that an account depends on differs between hosts,
 * it is one object: a large fleet is mostly the same accounts again and again.
 */
export function createAccountResolver(
  fleet: Fleet,
  { sshKeys, uids, listGroups }: AccountSources,
): AccountResolver {
  const kinds = new Map<string, { shared: Shared; accounts: Map<string, Account> }>();
  return (host) => {
    const declared = listGroups(host);
    const ofHost = declared.filter(({ hosts }) => hosts !== undefined).map(({ name }) => name);
    const kindKey = JSON.stringify([host.platform, host.features, ofHost]);
    const kind = kinds.get(kindKey) ?? {
      shared: resolveShared(fleet, host, declared),
      accounts: new Map(),
    };
    kinds.set(kindKey, kind);
    const accounts = new Map<string, Account>();
    const allotted = allottedOn(host, uids);
    for (const placement of host.placements.values()) {
      const user = fleet.users.get(placement.user);
      if (user === undefined) continue;
      const editor = declaredCodeServer(host, user, placement);
      const own = placement.own === nothing ? user.id : user.id + JSON.stringify(placement.own);
      // A user may have one on some hosts only.
      const withEditor = editor === undefined ? own : `${own}\0`;
      const uid = allotted?.get(user.id);
      // On Macs, the same person may have been allotted different ones.
      const key = host.platform === "darwin" ? `${withEditor}\0${uid?.value}` : withEditor;
      const known = kind.accounts.get(key);
      const keys = sshKeys.get(user.id) ?? [];
      const account =
        known ??
        resolveAccount(user, placement, { shared: kind.shared, sshKeys: keys, editor, uid });
      if (known === undefined) kind.accounts.set(key, account);
      accounts.set(user.id, account);
    }
    return accounts;
  };
}

/** What the accounts of a host have in common. */
interface Shared extends GroupSource {
  readonly shell: Decided<string>;
  readonly homesFolder: string;
  readonly isAdmin: Decided<boolean>;
}

function resolveShared(fleet: Fleet, host: Host, declared: readonly Group[]): Shared {
  const isMac = host.platform === "darwin";
  const { shell } = fleet.defaults;
  return {
    host,
    ofFeatures: resolveFeatureGroups(fleet, host),
    declared,
    shell:
      shell === undefined ? builtIn(isMac ? "zsh" : "bash") : { value: shell, origin: "defaults" },
    homesFolder: isMac ? "/Users" : "/home",
    isAdmin: builtIn(false),
  };
}

/** The uids that the ledger decides on a host, by user id. */
function allottedOn({ id, platform }: Host, { nixos, darwin }: AllottedUids): Uids | undefined {
  return platform === "darwin" ? darwin.get(id) : platform === "nixos" ? nixos : undefined;
}

type Uids = AllottedUids["nixos"];

interface AccountContext {
  readonly shared: Shared;
  readonly sshKeys: readonly ResolvedSshKey[];
  readonly editor: ReturnType<typeof declaredCodeServer>;
  /** The one that the ledger decides, if any. */
  readonly uid: Decided<number> | undefined;
}

function resolveAccount(
  user: User,
  placement: Placement,
  { shared, sshKeys, editor, uid }: AccountContext,
): Account {
  const declared = <K extends keyof PlacementDeclaration>(key: K) => decide(placement, user, key);
  const username = declared("username") ?? builtIn(user.id);
  const isAdmin = declared("isAdmin") ?? shared.isAdmin;
  const homeDirectory =
    declared("homeDirectory") ?? builtIn(`${shared.homesFolder}/${username.value}`);
  return {
    user: user.id,
    fullName: user.fullName,
    email: user.email,
    description: user.description ?? user.fullName,
    username,
    uid: declaredUid(shared.host, user, placement) ?? uid,
    homeDirectory,
    shell: declared("shell") ?? shared.shell,
    isAdmin,
    groups: resolveGroups(shared, { user, placement, isAdmin: isAdmin.value }),
    sshKeys,
    codeServer: editor === undefined ? undefined : resolveCodeServer(editor, homeDirectory.value),
  };
}

/** The uid that is declared for an account. A user's own is for all hosts but Macs. */
function declaredUid(
  { platform }: Host,
  user: User,
  placement: Placement,
): Decided<number> | undefined {
  if (platform !== "darwin") return decide(placement, user, "uid");
  const { uid } = placement.own;
  return uid === undefined ? undefined : { value: uid, origin: "placement" };
}

/** What a placement or else its user says about `key`, and which of the two did. */
export function decide<K extends keyof PlacementDeclaration>(
  placement: Placement,
  user: User,
  key: K,
): Decided<NonNullable<PlacementDeclaration[K]>> | undefined {
  const here = placement.own[key];
  if (here !== undefined && here !== null) return { value: here, origin: "placement" };
  const everywhere = user.own[key];
  if (everywhere !== undefined && everywhere !== null) return { value: everywhere, origin: "user" };
  return undefined;
}

/** Where the declaration of an account says something about `key`: the placement if it does, else the user. */
export function declaredPath(placement: Placement, key: keyof PlacementDeclaration): Path {
  return placement.own[key] === undefined
    ? ["users", placement.user, key]
    : [...placement.path, key];
}

function builtIn<T>(value: T): Decided<T> {
  return { value, origin: "built-in" };
}
