import type { Path } from "@fleet/diagnostics";
import type { Account, Decided } from "./resolved-fleet.ts";

/** Where an account is that is of one kind with another. */
export interface Location {
  /** The place of its placement. */
  readonly placement: Path;
  /** The groups of the host's features, by name. */
  readonly featureGroups: ReadonlyMap<string, Decided<string>>;
}

/**
 * An account of the same kind at another place: what its placement or its host decides is declared
 * there. `from` is the place of the placement that the account was resolved from.
 */
export function relocateAccount(account: Account, from: Path, location: Location): Account {
  const move = <T>(decided: Decided<T>): Decided<T> =>
    decided.origin === "placement" && decided.path !== undefined
      ? { ...decided, path: [...location.placement, ...decided.path.slice(from.length)] }
      : decided;
  const isAdmin = move(account.isAdmin);
  const moveGroup = (group: Decided<string>): Decided<string> => {
    if (group.origin === "feature") return location.featureGroups.get(group.value) ?? group;
    return group.origin === "admin" ? { ...group, path: isAdmin.path } : move(group);
  };
  const moveTrust = (trust: Decided<boolean>): Decided<boolean> =>
    trust.origin === "admin" ? { ...trust, path: isAdmin.path } : move(trust);
  const { uid, uidOfMachine, codeServer, password } = account;
  return {
    ...account,
    username: move(account.username),
    uid: uid && move(uid),
    uidOfMachine: uidOfMachine && move(uidOfMachine),
    homeDirectory: move(account.homeDirectory),
    shell: move(account.shell),
    isAdmin,
    isDisabled: move(account.isDisabled),
    expires: account.expires && move(account.expires),
    isTrustedByNix: moveTrust(account.isTrustedByNix),
    primaryGroup: account.primaryGroup && move(account.primaryGroup),
    groups: account.groups.map(moveGroup),
    linger: account.linger && move(account.linger),
    subordinateIds: account.subordinateIds && move(account.subordinateIds),
    password: password && move(password),
    codeServer: codeServer && move(codeServer),
  };
}
