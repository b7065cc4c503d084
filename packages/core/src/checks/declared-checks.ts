import type { Diagnostic } from "@fleet/diagnostics";
import {
  sshKeyHostsFit,
  sshKeyOptionsMatter,
  sshKeysAreOnesOwn,
  sshKeysArePublic,
  sshKeysStandOnce,
} from "../keys/ssh-key-checks.ts";
import { movesFit } from "../moved/moved-checks.ts";
import { dataAreSmall } from "../own-data/data-checks.ts";
import type { Fleet, Placement } from "../parse/fleet.ts";
import { type DeclaredNames, differingPlacements } from "../parse/placements.ts";
import {
  passwordHashesFit,
  passwordsAreOnNixos,
  rootPasswordsFit,
} from "../passwords/password-checks.ts";
import { homeDirectoriesFit } from "../reserved/home-directory-checks.ts";
import { stateVersionsAreReleases } from "../reserved/state-versions.ts";
import { sharedUidsAreWellFormed } from "../uids/shared-uids.ts";
import { groupRangesAreDistinct } from "../uids/uid-range-findings.ts";
import { acceptancesAreWellFormed } from "./acceptance-checks.ts";
import { expiriesAreDays, expiriesAreOnNixos } from "./accounts/expiry-checks.ts";
import {
  groupHostsAreNixos,
  groupMembersHaveAccounts,
  groupsAreWellFormed,
} from "./accounts/group-checks.ts";
import { settingsAreOnNixos } from "./accounts/nixos-account-checks.ts";
import {
  serviceHostsAreNixos,
  serviceNamesFit,
  serviceValuesAreUsable,
} from "./accounts/service-account-checks.ts";
import { subordinateIdsFit } from "./accounts/subordinate-id-checks.ts";
import type { DeclaredCheck } from "./check.ts";
import {
  enginesFitHosts,
  idsFitHives,
  systemsHaveTailscale,
  targetsAreOnesOwn,
  targetsAreReachable,
} from "./hosts/deploy-checks.ts";
import {
  groupsAreGivenOnNixos,
  hostsHaveAdmins,
  platformsFitSystems,
  primaryUsersHaveAccounts,
  systemsHaveModules,
} from "./hosts/host-checks.ts";
import { rootEntriesCount, rootKeysFit, sudoIsSaidOnce } from "./hosts/root-checks.ts";
import {
  servicesAreOnNixos,
  servicesHaveAccounts,
  serviceValuesFit,
} from "./hosts/service-checks.ts";
import { trustedNamesFit } from "./hosts/trust-checks.ts";
import { filesAreOnesOwn, layoutPlacesAreUsable, modulesAreInsideRoot } from "./layout-checks.ts";
import {
  aggregatesAreDeclared,
  featuresAreDeclared,
  profilesAreDeclared,
  usersAreDeclared,
} from "./reference-checks.ts";
import {
  ageKeysStandOnce,
  hardwareFitsSystems,
  itemsStandOnce,
  mailAddressesAreOnesOwn,
} from "./sense-checks.ts";
import { groupNamesFit, hostNamesFit, loginNamesFit, plainNamesFit } from "./values/name-checks.ts";
import {
  hostKeyFilesAreInside,
  labelsFit,
  personalTextsFit,
  shellsFit,
  uidRangesGoUpwards,
} from "./values/value-checks.ts";

/** What must hold of a well-formed declaration, in the order in which it is reported. */
const declaredChecks: readonly DeclaredCheck[] = [
  loginNamesFit,
  hostNamesFit,
  plainNamesFit,
  groupNamesFit,
  serviceNamesFit,
  usersAreDeclared,
  movesFit,
  acceptancesAreWellFormed,
  sharedUidsAreWellFormed,
  profilesAreDeclared,
  aggregatesAreDeclared,
  featuresAreDeclared,
  platformsFitSystems,
  primaryUsersHaveAccounts,
  groupsAreGivenOnNixos,
  systemsHaveModules,
  hostsHaveAdmins,
  personalTextsFit,
  labelsFit,
  stateVersionsAreReleases,
  shellsFit,
  homeDirectoriesFit,
  sshKeysArePublic,
  sshKeyHostsFit,
  sshKeyOptionsMatter,
  hostKeyFilesAreInside,
  uidRangesGoUpwards,
  expiriesAreDays,
  expiriesAreOnNixos,
  settingsAreOnNixos,
  subordinateIdsFit,
  groupRangesAreDistinct,
  groupsAreWellFormed,
  groupHostsAreNixos,
  groupMembersHaveAccounts,
  serviceHostsAreNixos,
  serviceValuesAreUsable,
  rootEntriesCount,
  rootKeysFit,
  trustedNamesFit,
  sudoIsSaidOnce,
  serviceValuesFit,
  servicesHaveAccounts,
  servicesAreOnNixos,
  passwordHashesFit,
  passwordsAreOnNixos,
  rootPasswordsFit,
  targetsAreReachable,
  targetsAreOnesOwn,
  enginesFitHosts,
  idsFitHives,
  systemsHaveTailscale,
  modulesAreInsideRoot,
  layoutPlacesAreUsable,
  filesAreOnesOwn,
  itemsStandOnce,
  ageKeysStandOnce,
  sshKeysStandOnce,
  sshKeysAreOnesOwn,
  mailAddressesAreOnesOwn,
  hardwareFitsSystems,
  dataAreSmall,
];

/**
 * All that is wrong with a well-formed declaration, in the order of the checks. Placements that say the
 * same are looked at once: a large fleet has thousands of them. Only where something is wrong, all are,
 * so that each place is named.
 */
export function checkDeclared(fleet: Fleet, names: DeclaredNames): Diagnostic[] {
  const all = differingPlacements(fleet.hosts);
  const apply = (differing: readonly Placement[]) =>
    declaredChecks.flatMap((check) => [...check({ fleet, names, differing })]);
  const kinds = new Map(all.map((placement) => [JSON.stringify(placement.own), placement]));
  const found = apply([...kinds.values()]);
  return found.length === 0 || kinds.size === all.length ? found : apply(all);
}
