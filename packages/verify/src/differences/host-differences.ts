import type { ResolvedHost } from "@fleet/core";
import { attributeName } from "@fleet/core/internal";
import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import { listPowerlessAdmins } from "../privileges/admin-differences.ts";
import { compareDeclaredRoot } from "../privileges/declared-root.ts";
import { compareMacGroups, listPrimaryAdminGroups } from "../privileges/mac-group-differences.ts";
import { comparePassword } from "../privileges/password-differences.ts";
import { listRootWays } from "../privileges/root-differences.ts";
import { compareTrust } from "../privileges/trust-differences.ts";
import { compareAccount } from "./account-differences.ts";
import { listIntegratedHomes } from "./computed-homes.ts";
import { type Comparison, compareValue, createDifference, type ValuePair } from "./difference.ts";
import { compareDeclaredGroups, compareGroups, listRootGroups } from "./group-differences.ts";
import {
  type ComputedHome,
  compareHome,
  compareModules,
  describeMissingHome,
} from "./home-differences.ts";
import { compareKnownUsers } from "./known-user-differences.ts";
import { compareNixosSettings } from "./nixos-account-differences.ts";
import { compareRelease } from "./release-differences.ts";
import { compareIdentity, compareSecrets } from "./secret-differences.ts";
import { locateHostSecrets } from "./secret-place.ts";
import { compareServiceAccounts } from "./service-account-differences.ts";
import { compareServices } from "./service-differences.ts";
import { listSharedIds } from "./shared-id-differences.ts";
import { listDeclaredUnmade } from "./unmade-groups.ts";

/** How a host as it was computed differs from what Nix arrived at. */
export function* compareHost(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  yield* compareSystem(comparison, host, facts);
  for (const account of host.accounts.values()) {
    yield* compareAccount(comparison, { host, account }, facts);
    const user = facts.users.get(account.username.value);
    if (user !== undefined) {
      yield* compareGroups(comparison, { host, account }, user);
      yield* compareNixosSettings(comparison, { host, account }, user);
      yield* listDeclaredUnmade(comparison, { host, account }, facts);
      yield* comparePassword(comparison, { host, account }, facts);
    }
  }
  yield* compareServiceAccounts(comparison, host, facts);
  yield* listUnknownAccounts(comparison, host, facts);
  yield* compareDeclaredGroups(comparison, host, facts);
  yield* compareKnownUsers(comparison, host, facts);
  yield* compareMacGroups(comparison, host, facts);
  yield* compareTrust(comparison, host, facts);
  yield* compareDeclaredRoot(comparison, host, facts);
  yield* listRootWays(comparison, host, facts);
  yield* listPowerlessAdmins(comparison, host, facts);
  yield* listSharedIds(comparison, host, facts);
  yield* compareServices(comparison, host, facts);
  yield* compareSecrets(comparison, locateHostSecrets(comparison.fleet, host), facts.secrets);
  yield* compareIdentity(comparison, host, facts);
  yield* compareIntegratedHomes(comparison, host, facts);
}

/** A host that was computed, and that the flake does not have. */
export function describeMissingHost({ id, platform }: ResolvedHost): Diagnostic {
  const message = `The flake has no ${platform}Configurations.${attributeName(id)}, so Nix builds no host ${quote(id)}.`;
  return verifyCodes.create("missing-host", message, {
    path: ["hosts", id],
    help: "Where you switched the outputs of fleet off, or this host (fleet.hosts.<id>.enable), build it under this name; or verify the other hosts with --host.",
  });
}

function* compareSystem(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  for (const pair of listSystemValues(host, facts)) yield* compareValue(comparison, pair);
  yield* compareRelease(comparison, host, facts);
  yield* compareModules(comparison, {
    name: `host ${quote(host.id)}`,
    computed: host.modules,
    found: facts.modules,
    path: ["hosts", host.id],
  });
}

function listSystemValues(host: ResolvedHost, facts: HostFacts): ValuePair[] {
  const { id, hostname, domain, system, stateVersion, platform, primaryUser } = host;
  const path = (key: string): Path => ["hosts", id, key];
  const of = `of host ${quote(id)}`;
  const common: ValuePair[] = [
    {
      what: "hostname",
      subject: `The name ${of}`,
      computed: hostname,
      found: facts.hostname,
      path: path("hostname"),
      option: "networking.hostName",
    },
    // Where none is known, modules may say one.
    ...(domain === undefined
      ? []
      : [
          {
            what: "hostname",
            subject: `The domain ${of}`,
            computed: domain,
            found: facts.domain,
            path: path("domain"),
            option: "networking.domain",
          } as const,
        ]),
    {
      what: "system",
      subject: `The system ${of}`,
      computed: system,
      found: facts.system,
      path: path("system"),
      option: "nixpkgs.hostPlatform",
      // With lib.mkDefault, a build would stop at it.
      help: `A module of your own, such as a hardware file, sets nixpkgs.hostPlatform. Leave it out there, or declare it for the host: \`system: ${quote(facts.system ?? system)}\`.`,
    },
  ];
  // The state version of a Mac is a number of nix-darwin's own.
  const release: ValuePair = {
    what: "state-version",
    subject: `The state version ${of}`,
    computed: stateVersion,
    found: facts.stateVersion,
    path: path("stateVersion"),
    option: "system.stateVersion",
  };
  if (platform === "nixos") return [...common, release];
  const primary = primaryUser === undefined ? undefined : host.accounts.get(primaryUser);
  if (primary === undefined) return common;
  const person: ValuePair = {
    what: "primary-user",
    subject: `The primary user ${of}`,
    computed: primary.username.value,
    found: facts.primaryUser,
    path: path("primaryUser"),
    option: "system.primaryUser",
  };
  return [...common, person];
}

function* listUnknownAccounts(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const all = [...host.accounts.values(), ...host.serviceAccounts.values()];
  const known = new Set(all.map(({ username }) => username.value));
  for (const [login, user] of facts.users) {
    // Without modules, every user comes from fleet.json, and those are all normal.
    if (known.has(login) || user.isNormal === false) continue;
    // One is in a group once, by however many ways.
    const groups = [...new Set([...listRootGroups(user), ...listPrimaryAdminGroups(user)])];
    const root =
      groups.length === 0 ? "" : `, and amounts to root through ${groups.map(quote).join(", ")}`;
    yield createDifference(comparison, {
      what: "unknown-account",
      path: ["hosts", host.id, "users"],
      message: `Nix has an account ${quote(login)} on host ${quote(host.id)} that the fleet does not know${root}.`,
      option: `users.users.${login}`,
      ...(groups.length === 0 ? {} : { severity: "error" }),
      help: `A module of your own makes it. Declare it as a user of the fleet, so that whoever asks who is on ${quote(host.id)} learns of it.`,
    });
  }
}

/** A home with what home-manager copies to it from an account that differs. */
function followAccount(computed: ComputedHome, facts: HostFacts): ComputedHome {
  const { homeDirectory, username } = computed.account;
  const copied = facts.users.get(username.value)?.home;
  const isOther = copied !== undefined && copied !== homeDirectory.value;
  return isOther ? { ...computed, copied } : computed;
}

function* compareIntegratedHomes(
  comparison: Comparison,
  host: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const homes = listIntegratedHomes(comparison.fleet, host);
  for (const [login, computed] of homes) {
    const found = facts.homes.get(login);
    if (found === undefined) yield describeMissingHome(comparison, computed);
    else yield* compareHome(comparison, followAccount(computed, facts), found);
  }
  for (const login of facts.homes.keys()) {
    if (homes.has(login)) continue;
    yield createDifference(comparison, {
      what: "unexpected-home",
      path: ["hosts", host.id, "users"],
      message: `Nix has a home for ${quote(login)} on host ${quote(host.id)}, and none was computed to be built with the system.`,
      option: `home-manager.users.${login}`,
      help: `A module of your own declares it. Leave it out there, or give the account a home of the mode "integrated".`,
    });
  }
}
