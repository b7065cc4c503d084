import type { Path } from "@fleet/diagnostics";
import type { PlacedSshKeyDeclaration } from "../../declaration/people/account-declaration.ts";
import type { Fleet, Group, Host, Placement, User } from "../../parse/fleet.ts";
import { nothing } from "../../parse/placements.ts";
import type { AllottedUids } from "../../uids/allot-uids.ts";
import { builtIn, decide, decideUid, undeclaredLogin } from "../decisions.ts";
import type { ChosenKeys, KeyChooser } from "../keys/resolve-ssh-keys.ts";
import { decideNixosSettings } from "../nixos-settings.ts";
import { type Location, relocateAccount } from "../relocation.ts";
import type { Account, Decided, ResolvedSshKey } from "../resolved-fleet.ts";
import { declaredCodeServer, resolveCodeServer } from "../services.ts";
import { resolveUid } from "./account-uid.ts";
import { decideDisabled, isDisabledOn } from "./disabled.ts";
import { decideExpiry } from "./expiry.ts";
import {
  type GroupLister,
  type GroupSource,
  resolveFeatureGroups,
  resolveGroups,
} from "./groups.ts";

/** The accounts on a host, by user id and in its order. */
export type AccountResolver = (host: Host) => Map<string, Account>;

/** What is worked out for all hosts before. */
export interface AccountSources {
  readonly chooseKeys: KeyChooser;
  /** Those of placements, by the list in the declaration. */
  readonly placedKeys: ReadonlyMap<readonly PlacedSshKeyDeclaration[], readonly ResolvedSshKey[]>;
  readonly uids: AllottedUids;
  readonly listGroups: GroupLister;
}

/** Accounts that differ in nothing but places, by one of them. */
interface Known {
  readonly account: Account;
  /** The place of the placement that it was resolved from. */
  readonly from: Path;
}

/** Hosts on which accounts get the same groups and defaults. */
interface HostKind {
  readonly shared: Shared;
  readonly accounts: Map<string, Known>;
}

/**
 * Resolves accounts, host by host. Where nothing that an account depends on differs between hosts, it
 * is resolved once: a large fleet is mostly the same accounts again and again. It is one object, unless
 * its placement or its host decides something about it, which is at another place each time.
 */
export function createAccountResolver(fleet: Fleet, sources: AccountSources): AccountResolver {
  const kinds = new Map<string, HostKind>();
  return (host) => {
    const declared = sources.listGroups(host);
    const ofHost = declared.filter(({ hosts }) => hosts !== undefined).map(({ name }) => name);
    const kindKey = JSON.stringify([host.platform, host.features, ofHost]);
    const kind = kinds.get(kindKey) ?? {
      shared: resolveShared(fleet, host, declared),
      accounts: new Map(),
    };
    kinds.set(kindKey, kind);
    const accounts = new Map<string, Account>();
    const context = { kind, host, sources, featureGroups: placeGroups(kind.shared, host) };
    for (const placement of host.placements.values()) {
      const user = fleet.users.get(placement.user);
      if (user !== undefined) accounts.set(user.id, resolveOnce(user, placement, context));
    }
    return accounts;
  };
}

/** The groups of the features of a host, by name, as that host decides them. */
function placeGroups({ host: first, ofFeatures }: Shared, host: Host): Location["featureGroups"] {
  const path = ["hosts", host.id, "features"];
  return first === host || ofFeatures.length === 0
    ? noGroups
    : new Map(ofFeatures.map((group) => [group.value, { ...group, path }]));
}

const noGroups: Location["featureGroups"] = new Map();

interface HostContext extends Pick<Location, "featureGroups"> {
  readonly kind: HostKind;
  readonly host: Host;
  readonly sources: AccountSources;
}

function resolveOnce(user: User, placement: Placement, context: HostContext): Account {
  const { kind, host, sources, featureGroups } = context;
  const editor = declaredCodeServer(host, user, placement);
  const own = placement.own === nothing ? user.id : user.id + JSON.stringify(placement.own);
  // A user may have one on some hosts only.
  const withEditor = editor === undefined ? own : `${own}\0`;
  const { keys, variant } = sources.chooseKeys(user.id, host);
  const withKeys = variant === "" ? withEditor : `${withEditor}\0keys${variant}`;
  const uid = allottedOn(host, sources.uids)?.get(user.id);
  // On Macs, the same person may have been allotted different ones.
  const key = host.platform === "darwin" ? `${withKeys}\0${uid?.value}` : withKeys;
  const known = kind.accounts.get(key) ?? {
    account: resolveAccount(user, placement, {
      shared: kind.shared,
      sshKeys: keysOf(user, placement, { keys, sources }),
      editor,
      uid,
    }),
    from: placement.path,
  };
  kind.accounts.set(key, known);
  const isSame = known.from === placement.path || placement.own === nothing;
  if (isSame && featureGroups.size === 0) return known.account;
  return relocateAccount(known.account, known.from, { placement: placement.path, featureGroups });
}

function keysOf(
  user: User,
  placement: Placement,
  { keys, sources }: { readonly keys: Keys; readonly sources: AccountSources },
): Keys {
  const { own } = placement;
  if (isDisabledOn(user, placement)) return [];
  if (own.sshKeys !== undefined) return sources.placedKeys.get(own.sshKeys) ?? [];
  return keys;
}

type Keys = readonly ResolvedSshKey[];

/** What the accounts of a host have in common. */
interface Shared extends GroupSource {
  readonly shell: Decided<string>;
  readonly homesFolder: string;
  readonly isAdmin: Decided<boolean>;
  /** What leaves the uids of those to the machine who neither declare nor are allotted one. */
  readonly uidOfMachine: Decided<"machine"> | undefined;
}

function resolveShared(fleet: Fleet, host: Host, declared: readonly Group[]): Shared {
  const isMac = host.platform === "darwin";
  const { shell, uid } = fleet.defaults;
  return {
    host,
    ofFeatures: resolveFeatureGroups(fleet, host),
    declared,
    shell:
      shell === undefined
        ? builtIn(isMac ? "zsh" : "bash")
        : { value: shell, origin: "defaults", path: ["defaults", "shell"] },
    homesFolder: isMac ? "/Users" : "/home",
    isAdmin: builtIn(false),
    uidOfMachine:
      uid === undefined || host.platform !== "nixos"
        ? undefined
        : { value: uid, origin: "defaults", path: ["defaults", "uid"] },
  };
}

/** The uids that the ledger decides on a host, by user id. */
function allottedOn({ id, platform }: Host, { nixos, darwin }: AllottedUids): Uids | undefined {
  return platform === "darwin" ? darwin.get(id) : platform === "nixos" ? nixos : undefined;
}

type Uids = AllottedUids["nixos"];

interface AccountContext {
  readonly shared: Shared;
  readonly sshKeys: ChosenKeys["keys"];
  readonly editor: ReturnType<typeof declaredCodeServer>;
  /** The one that the ledger decides, if any. */
  readonly uid: Decided<number> | undefined;
}

function resolveAccount(
  user: User,
  placement: Placement,
  { shared, sshKeys, editor, uid }: AccountContext,
): Account {
  const declared = <K extends keyof User["own"]>(key: K) => decide(placement, user, key);
  const username = declared("username") ?? undeclaredLogin(user);
  const isDisabled = decideDisabled(user, placement);
  const isAdmin = isDisabled.value
    ? { ...isDisabled, value: false }
    : (declared("isAdmin") ?? shared.isAdmin);
  const homeDirectory =
    declared("homeDirectory") ?? builtIn(`${shared.homesFolder}/${username.value}`);
  return {
    kind: {},
    user: user.id,
    fullName: user.fullName,
    email: user.email,
    description: user.description ?? user.fullName,
    username,
    ...resolveUid(decideUid(placement, user, shared.host.platform), shared.host, {
      ofLedger: uid,
      ofDefaults: shared.uidOfMachine,
    }),
    homeDirectory,
    shell: declared("shell") ?? shared.shell,
    isAdmin,
    isDisabled,
    expires: decideExpiry(shared.host, user, placement),
    isTrustedByNix: isDisabled.value
      ? isAdmin
      : (declared("isTrustedByNix") ?? { ...isAdmin, origin: "admin" }),
    groups: isDisabled.value ? [] : resolveGroups(shared, { user, placement, isAdmin }),
    ...decideNixosSettings(shared.host, { user, placement, login: username.value, isDisabled }),
    sshKeys,
    password:
      shared.host.platform === "nixos" && !isDisabled.value ? declared("password") : undefined,
    codeServer: editor === undefined ? undefined : resolveCodeServer(editor, homeDirectory.value),
    data: user.data,
  };
}
