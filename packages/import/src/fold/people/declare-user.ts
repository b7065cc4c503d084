import type { PlacementDeclaration, UserDeclaration } from "@fleet/core";
import type { HomeMode } from "@fleet/core/internal";
import { countValues } from "../frequency.ts";
import type { PersonalHomes } from "../homes/fold-homes.ts";
import type { LeftList } from "../left-list.ts";
import type { FoldedSecrets } from "../secrets/fold-secrets.ts";
import type { AccountFacts } from "./account-facts.ts";
import { type DefaultChoices, effectiveShell } from "./default-choices.ts";
import { describePerson } from "./describe-person.ts";
import { shareGroups } from "./share-groups.ts";
import { shareTrust } from "./share-trust.ts";
import type { SharedUid } from "./share-uids.ts";
import { type SharedValue, shareValue } from "./shared-value.ts";

/** A user, and what differs on hosts, by their ids: also those on which nothing does. */
export interface DeclaredUser {
  readonly user: UserDeclaration;
  readonly placements: ReadonlyMap<string, PlacementDeclaration>;
}

/** What a user is declared from. */
export interface UserSources {
  readonly id: string;
  readonly accounts: readonly AccountFacts[];
  readonly homes: PersonalHomes;
  readonly uid: SharedUid;
  readonly defaults: DefaultChoices;
  readonly passwordOf: FoldedSecrets["passwordOf"];
  readonly left: LeftList;
}

/** Whether most accounts of which it is known are an admin's. */
export function isMostlyAdmin(accounts: readonly AccountFacts[]): boolean {
  const known = accounts.flatMap(({ isAdmin }) => (isAdmin === undefined ? [] : [isAdmin]));
  return known.filter((isAdmin) => isAdmin).length * 2 > known.length;
}

/** Declares a user: what most accounts have in common, and on hosts what is otherwise there. */
export function declareUser(sources: UserSources): DeclaredUser {
  const { id, accounts, homes, uid, defaults, left } = sources;
  const shared = shareAll(sources);
  const isDisabled = accounts.length > 0 && accounts.every((one) => one.isDisabled);
  const groups = shareGroups(onNixos(accounts).filter((one) => !one.isDisabled));
  const isAdmin = isMostlyAdmin(accounts);
  const modes = shareModes(accounts, { homes, isAdmin, defaults });
  const trust = shareTrust(accounts, isAdmin);
  const user: UserDeclaration = {
    ...describePerson({ id, accounts, homes }, left),
    username: shared.username.ofUser,
    uid: uid.ofUser,
    isAdmin: isAdmin ? true : undefined,
    isTrustedByNix: trust.ofUser,
    shell: shared.shell.ofUser,
    primaryGroup: shared.primaryGroup.ofUser,
    extraGroups: filled(groups.ofUser),
    homeDirectory: shared.homeDirectory.ofUser,
    linger: shared.linger.ofUser,
    subordinateIds: shared.subordinateIds.ofUser,
    expires: shared.expires.ofUser,
    isDisabled: isDisabled ? true : undefined,
    home: modes.ofUser,
    aggregates: filled(homes.aggregates),
    password: shared.password.ofUser,
    sshKeys: shared.sshKeys.ofUser,
  };
  const placements = new Map<string, PlacementDeclaration>();
  for (const account of accounts) {
    const host = account.host.id;
    placements.set(
      host,
      said({
        username: shared.username.byHost.get(host),
        uid: uid.byHost.get(host),
        isAdmin:
          account.isAdmin === undefined || account.isAdmin === isAdmin
            ? undefined
            : account.isAdmin,
        isTrustedByNix: trust.byHost.get(host),
        shell: shared.shell.byHost.get(host),
        primaryGroup: shared.primaryGroup.byHost.get(host),
        extraGroups: groups.more.get(host),
        withoutGroups: groups.less.get(host),
        homeDirectory: shared.homeDirectory.byHost.get(host),
        linger: shared.linger.byHost.get(host),
        subordinateIds: shared.subordinateIds.byHost.get(host),
        expires: shared.expires.byHost.get(host),
        isDisabled: account.isDisabled && !isDisabled ? true : undefined,
        home: modes.byHost.get(host),
        aggregates: filled(homes.byHost.get(host)?.aggregates),
        password: shared.password.byHost.get(host),
        sshKeys: shared.sshKeys.byHost.get(host),
      }),
    );
  }
  return { user, placements };
}

/** A placement that says anything; those that say nothing are one object, of which a large fleet has thousands. */
function said(placement: PlacementDeclaration): PlacementDeclaration {
  return Object.values(placement).every((value) => value === undefined) ? nothing : placement;
}

const nothing: PlacementDeclaration = {};

function onNixos(accounts: readonly AccountFacts[]): readonly AccountFacts[] {
  return accounts.filter(({ host }) => host.platform === "nixos");
}

function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** What a user and placements say alike. */
function shareAll({ id, accounts, defaults, passwordOf }: UserSources) {
  const systems = accounts.filter(({ host }) => host.platform !== "linux");
  const nixos = onNixos(accounts);
  const open = (all: readonly AccountFacts[]) => all.filter(({ isDisabled }) => !isDisabled);
  const isOfUser = (account: AccountFacts) => account.user.login !== id;
  return {
    username: shareValue(accounts, {
      readValue: (account) => (isOfUser(account) ? account.user.login : undefined),
      absentOf: () => id,
    }),
    shell: shareShell(open(systems), defaults.shell),
    homeDirectory: shareValue(systems, {
      readValue: ({ homeDirectory }) => homeDirectory,
      absentOf: ({ host, user }) =>
        `${host.platform === "darwin" ? "/Users" : "/home"}/${user.login}`,
    }),
    sshKeys: shareValue(open(systems), {
      readValue: ({ sshKeys }) => (sshKeys.length === 0 ? undefined : sshKeys),
      absentOf: () => [],
    }),
    expires: shareValue(open(nixos), { readValue: ({ expires }) => expires }),
    linger: shareValue(open(nixos), { readValue: ({ linger }) => linger, absentOf: () => false }),
    subordinateIds: shareValue<NonNullable<UserDeclaration["subordinateIds"]>>(nixos, {
      readValue: ({ subordinateIds }) => subordinateIds,
      absentOf: () => "auto",
    }),
    primaryGroup: shareValue(nixos, {
      readValue: ({ primaryGroup }) => primaryGroup,
      absentOf: () => "users",
    }),
    password: shareValue(open(nixos), { readValue: passwordOf }),
  };
}

/** Where there is a default for all, everybody who has another says so; else those who have the system's say nothing. */
function shareShell(
  accounts: readonly AccountFacts[],
  byDefault: string | undefined,
): SharedValue<string> {
  // A word of the user's would also be said of an account whose shell macOS says.
  const isMac = ({ host }: AccountFacts) => host.platform === "darwin";
  const known = accounts.filter((one) => isMac(one) || effectiveShell(one) !== undefined);
  if (byDefault === undefined) return shareValue(known, { readValue: ({ shell }) => shell });
  return shareValue(known, {
    readValue: (account) => {
      const shell = effectiveShell(account);
      return shell === byDefault ? undefined : shell;
    },
    absentOf: () => byDefault,
  });
}

interface ModeSources extends Pick<UserSources, "homes" | "defaults"> {
  readonly isAdmin: boolean;
}

/** What differs from the mode that everybody has who is admin, or is none. */
function shareModes(
  accounts: readonly AccountFacts[],
  { homes, isAdmin, defaults }: ModeSources,
): SharedValue<HomeMode> {
  const open = accounts.filter(({ isDisabled }) => !isDisabled);
  const all = open.map((account) => {
    const { id, platform } = account.host;
    const mode = homes.byHost.get(id)?.mode ?? "none";
    const byRole = defaults.modes[(account.isAdmin ?? isAdmin) ? "admin" : "nonAdmin"];
    return { id, mode, usual: platform === "linux" ? "standalone" : byRole };
  });
  const differing = all.filter(({ mode, usual }) => mode !== usual);
  if (differing.length === 0) return { ofUser: undefined, byHost: new Map() };
  const [first] = countValues(all.map(({ mode }) => mode));
  const others = all.filter(({ mode }) => mode !== first?.value);
  return others.length < differing.length
    ? { ofUser: first?.value, byHost: new Map(others.map(({ id, mode }) => [id, mode])) }
    : { ofUser: undefined, byHost: new Map(differing.map(({ id, mode }) => [id, mode])) };
}
