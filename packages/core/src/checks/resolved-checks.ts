import type { Diagnostic } from "@fleet/diagnostics";
import { adminsHaveWaysIn } from "../passwords/password-checks.ts";
import { passwordsAreOnesOwn } from "../passwords/shared-password-checks.ts";
import { homeDirectoriesAreApart } from "../reserved/home-directory-checks.ts";
import { loginsAreNoServices } from "../reserved/login-checks.ts";
import { shellsReachMacs } from "../reserved/mac-shells.ts";
import { uidsAreNotTheSystems } from "../uids/reserved-uids.ts";
import {
  uidsAreAllotted,
  uidsAreInRange,
  uidsAreUnique,
  uidsOfMachinesAreMeant,
  uidsWithoutAccountAreInRange,
} from "../uids/uid-checks.ts";
import {
  homeDirectoriesAreUnique,
  loginsAreUnique,
  rootEquivalenceIsAccepted,
  wheelIsForAdmins,
} from "./accounts/account-checks.ts";
import { privateGroupsAreOnesOwn } from "./accounts/private-group-checks.ts";
import {
  serviceAccountsAreApart,
  serviceAccountsAreNoServices,
  servicesAreNotRoot,
} from "./accounts/service-account-clashes.ts";
import { subordinateIdsAreOnesOwn } from "./accounts/subordinate-id-checks.ts";
import type { ResolvedCheck, ResolvedContext } from "./check.ts";
import { keysAreInReach } from "./hosts/deploy-checks.ts";
import {
  openServicesAreInTheTailnet,
  openServicesAreNotForEverybody,
  portsAreUnique,
} from "./hosts/open-service-checks.ts";
import { trustedGroupsHoldTrusted, trustIsForAdmins } from "./hosts/trust-checks.ts";
import { disabledAccountsAreFleets, takenGroupsAreGiven } from "./values/less-checks.ts";

/** What must hold of a resolved fleet, in the order in which it is reported. */
const resolvedChecks: readonly ResolvedCheck[] = [
  wheelIsForAdmins,
  takenGroupsAreGiven,
  disabledAccountsAreFleets,
  loginsAreUnique,
  loginsAreNoServices,
  serviceAccountsAreApart,
  serviceAccountsAreNoServices,
  uidsAreInRange,
  uidsWithoutAccountAreInRange,
  uidsAreNotTheSystems,
  uidsAreUnique,
  uidsOfMachinesAreMeant,
  privateGroupsAreOnesOwn,
  subordinateIdsAreOnesOwn,
  homeDirectoriesAreUnique,
  homeDirectoriesAreApart,
  shellsReachMacs,
  rootEquivalenceIsAccepted,
  servicesAreNotRoot,
  trustIsForAdmins,
  trustedGroupsHoldTrusted,
  uidsAreAllotted,
  adminsHaveWaysIn,
  passwordsAreOnesOwn,
  portsAreUnique,
  openServicesAreInTheTailnet,
  openServicesAreNotForEverybody,
  keysAreInReach,
];

/** All that is wrong with a resolved fleet, in the order of the checks. */
export function checkResolved(context: ResolvedContext): Diagnostic[] {
  return resolvedChecks.flatMap((check) => [...check(context)]);
}
