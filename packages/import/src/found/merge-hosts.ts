import type { FoundHost } from "./found-fleet.ts";
import { groupsBy, homesByName, secretsByName, usersBy } from "./merge-accounts.ts";
import { appendNew, firstSaid, uniteBy, uniteData, uniteNames } from "./merge-values.ts";

/**
 * One host of what two sources say of it. Where it was evaluated, its accounts and groups are those that came of it:
 * another source then only fills in what is not known of them, and says who has declared them. An account that the
 * evaluation does not have is none, whatever an inventory means to make.
 */
export function mergeHost(first: FoundHost, next: FoundHost): FoundHost {
  const isWhole = isEvaluated(first);
  const belief = isWhole ? "values" : "all";
  const known = <T>(
    nextOnes: readonly T[],
    firstOnes: readonly T[],
    nameOf: (one: T) => string,
  ) => {
    if (!isWhole) return nextOnes;
    const names = new Set(firstOnes.map(nameOf));
    return nextOnes.filter((one) => names.has(nameOf(one)));
  };
  const users = usersBy(belief);
  const groups = groupsBy(belief);
  return {
    ...first,
    platform: firstSaid(first.platform, next.platform),
    system: firstSaid(first.system, next.system),
    hostname: firstSaid(first.hostname, next.hostname),
    domain: firstSaid(first.domain, next.domain) ?? domainOf(first.name, next.name),
    stateVersion: firstSaid(first.stateVersion, next.stateVersion),
    primaryUser: firstSaid(first.primaryUser, next.primaryUser),
    mutableUsers: firstSaid(first.mutableUsers, next.mutableUsers),
    sudoNeedsPassword: firstSaid(first.sudoNeedsPassword, next.sudoNeedsPassword),
    trustedUsers: firstSaid(first.trustedUsers, next.trustedUsers),
    knownUsers: firstSaid(first.knownUsers, next.knownUsers),
    users: uniteBy(first.users, known(next.users, first.users, users.nameOf), users),
    groups: uniteBy(first.groups, known(next.groups, first.groups, groups.nameOf), groups),
    homes: uniteBy(first.homes, next.homes, homesByName),
    secrets: uniteBy(first.secrets, next.secrets, secretsByName),
    rootWays: first.rootWays ?? next.rootWays,
    furtherSettings: first.furtherSettings ?? next.furtherSettings,
    ageSecrets: first.ageSecrets ?? next.ageSecrets,
    identity: first.identity ?? next.identity,
    modules: firstSaid(first.modules, next.modules),
    specialArguments: appendNew(first.specialArguments, next.specialArguments),
    tags: uniteNames(first.tags, next.tags),
    deployTarget: firstSaid(first.deployTarget, next.deployTarget),
    buildHost: firstSaid(first.buildHost, next.buildHost),
    sshHostKey: firstSaid(first.sshHostKey, next.sshHostKey),
    data: uniteData(first.data, next.data),
  };
}

function isEvaluated({ source, users }: FoundHost): boolean {
  return (
    (source === "nixosConfigurations" || source === "darwinConfigurations") && users.length > 0
  );
}

/** The domain in a longer name for the same host, which is not kept otherwise. */
function domainOf(name: string, other: string): string | null {
  return other.startsWith(`${name}.`) ? other.slice(name.length + 1) : null;
}

/**
 * The names of hosts in `next` that mean one in `first` by another name: `mini` and `mini.example.org`, where each is
 * the only one that the other can be, and neither says another domain. By the name in `next`.
 */
export function matchHosts(
  first: readonly FoundHost[],
  next: readonly FoundHost[],
): ReadonlyMap<string, string> {
  const names = new Set(first.map(({ name }) => name));
  const others = next.filter(({ name }) => !names.has(name));
  const taken = new Set(next.map(({ name }) => name));
  const free = first.filter(({ name }) => !taken.has(name));
  const firstByLabel = Map.groupBy(free, ({ name }) => labelOf(name));
  const nextByLabel = Map.groupBy(others, ({ name }) => labelOf(name));
  const matches = new Map<string, string>();
  for (const [label, [one, ...more]] of nextByLabel) {
    const [known, ...moreKnown] = firstByLabel.get(label) ?? [];
    if (one === undefined || known === undefined || more.length + moreKnown.length > 0) continue;
    if (mayBeOne(known, one)) matches.set(one.name, known.name);
  }
  return matches;
}

function labelOf(name: string): string {
  const dot = name.indexOf(".");
  return dot === -1 ? name : name.slice(0, dot);
}

/** One name is the label of the other, whose domain is no other than the one that is said. */
function mayBeOne(a: FoundHost, b: FoundHost): boolean {
  const [short, long] = a.name.length < b.name.length ? [a, b] : [b, a];
  const domain = domainOf(short.name, long.name);
  return domain !== null && (short.domain === null || short.domain === domain);
}
