import type { FoundUser } from "../../found/found-fleet.ts";
import { type ComparedHosts, compareAccounts } from "./compared-accounts.ts";
import { compareGroups } from "./compared-groups.ts";
import { compareHomes } from "./compared-homes.ts";
import { compareModules } from "./compared-modules.ts";
import { compareSecrets } from "./compared-secrets.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";

/** Compares one host with what it would be. */
export function compareHost(hosts: ComparedHosts): void {
  const { tally, later, before, after } = hosts;
  const place: ComparedPlace = { tally, later, host: before.name, kind: "hosts", option: [] };
  const isEqual = comparePairs(place, settingsOf(hosts));
  const hasSameKnown = compareKnown(place, hosts);
  const hasSameModules = compareModules(place, before.modules, after.modules);
  if (isEqual && hasSameKnown && hasSameModules) tally.countEqual("hosts");
  compareTrust(place, hosts);
  compareAccounts(hosts);
  compareGroups(hosts);
  compareSecrets(place, { before: before.secrets, after: after.secrets });
  const homes = { ...place, option: ["home-manager", "users"] };
  compareHomes(homes, { before: before.homes, after: after.homes });
}

function settingsOf({ before, after }: ComparedHosts) {
  const names = [
    [["nixpkgs", "hostPlatform"], "system"],
    [["networking", "hostName"], "hostname"],
    [["networking", "domain"], "domain"],
    [["system", "stateVersion"], "stateVersion"],
    [["system", "primaryUser"], "primaryUser"],
    [["users", "mutableUsers"], "mutableUsers"],
    [["security", "sudo", "wheelNeedsPassword"], "sudoNeedsPassword"],
  ] as const;
  return names.map(([name, key]) => ({ name, before: before[key], after: after[key] }));
}

/** Whom nix-darwin manages. Modules go on managing whoever is nobody's in a declaration, such as the builders of Nix. */
function compareKnown(place: ComparedPlace, { later, before, after }: ComparedHosts): boolean {
  const [old, now] = [before.knownUsers, after.knownUsers];
  if (later === "declared" && (old === null || now === null)) return true;
  const logins = new Set(after.users.map(({ login }) => login));
  const isCompared = (login: string) => later === "built" || logins.has(login);
  return compareSets(place, {
    name: ["users", "knownUsers"],
    before: (old ?? []).filter(isCompared),
    after: now ?? [],
    lossReason: () => "nix-darwin leaves the account to macOS.",
    gainReason: () =>
      "nix-darwin changes the account, and deletes it once it is not there any more.",
  }).isEqual;
}

/** Root is trusted whatever is written, and so is by name whom a group trusts anyway. */
function compareTrust(place: ComparedPlace, { later, before, after }: ComparedHosts): void {
  const old = before.trustedUsers;
  const now = after.trustedUsers;
  if (old === null || now === null) {
    const one = old ?? now ?? [];
    if (later === "declared" || one.length === 0) {
      place.tally.countLeft("trustedUsers", one.length);
      return;
    }
  }
  const isInGroup = new Set(
    after.users.filter(isTrustedByGroup(now ?? [])).map(({ login }) => login),
  );
  const isSaid = new Set(now);
  const others = (names: readonly string[] | null) =>
    (names ?? []).filter((name) => name !== "root" && (isSaid.has(name) || !isInGroup.has(name)));
  const { common } = compareSets(
    { ...place, kind: "trustedUsers" },
    {
      name: ["nix", "settings", "trusted-users"],
      before: others(old),
      after: others(now),
      gainReason: () => "Whom Nix trusts can become root.",
    },
  );
  place.tally.countEqual("trustedUsers", common);
}

function isTrustedByGroup(trusted: readonly string[]): (user: FoundUser) => boolean {
  const groups = new Set(trusted.flatMap((name) => (name.startsWith("@") ? name.slice(1) : [])));
  return ({ group, groups: own }) =>
    (group !== null && groups.has(group)) || own.some((name) => groups.has(name));
}
