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
import type { DeclaredCheck } from "./check.ts";
import {
  enginesFitHosts,
  idsFitHives,
  systemsHaveTailscale,
  targetsAreOnesOwn,
  targetsAreReachable,
} from "./deploy-checks.ts";
import { expiriesAreDays, expiriesAreOnNixos } from "./expiry-checks.ts";
import {
  groupHostsAreNixos,
  groupMembersHaveAccounts,
  groupsAreWellFormed,
} from "./group-checks.ts";
import {
  groupsAreGivenOnNixos,
  hostsHaveAdmins,
  platformsFitSystems,
  primaryUsersHaveAccounts,
  systemsHaveModules,
} from "./host-checks.ts";
import { filesAreOnesOwn, layoutPlacesAreUsable, modulesAreInsideRoot } from "./layout-checks.ts";
import { groupNamesFit, hostNamesFit, loginNamesFit, plainNamesFit } from "./name-checks.ts";
import { settingsAreOnNixos } from "./nixos-account-checks.ts";
import {
  aggregatesAreDeclared,
  featuresAreDeclared,
  profilesAreDeclared,
  usersAreDeclared,
} from "./reference-checks.ts";
import { rootEntriesCount, rootKeysFit, sudoIsSaidOnce } from "./root-checks.ts";
import {
  ageKeysStandOnce,
  hardwareFitsSystems,
  itemsStandOnce,
  mailAddressesAreOnesOwn,
} from "./sense-checks.ts";
import {
  serviceHostsAreNixos,
  serviceNamesFit,
  serviceValuesAreUsable,
} from "./service-account-checks.ts";
import { servicesAreOnNixos, servicesHaveAccounts, serviceValuesFit } from "./service-checks.ts";
import { subordinateIdsFit } from "./subordinate-id-checks.ts";
import { trustedNamesFit } from "./trust-checks.ts";
import {
  hostKeyFilesAreInside,
  labelsFit,
  personalTextsFit,
  shellsFit,
  uidRangesGoUpwards,
} from "./value-checks.ts";

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
