import type { FoundHost } from "../../found/found-fleet.ts";
import { type ComparedHosts, compareAccounts } from "./compared-accounts.ts";
import { compareGroups } from "./compared-groups.ts";
import { compareHomes } from "./compared-homes.ts";
import { compareModules } from "./compared-modules.ts";
import { compareSecrets } from "./compared-secrets.ts";
import { compareFailures, compareFurtherSettings } from "./compared-settings.ts";
import { type ComparedPlace, comparePairs, compareSets } from "./compared-values.ts";

/** Compares one host with what it would be. */
export function compareHost(hosts: ComparedHosts): void {
  const { tally, later, before, after } = hosts;
  const place: ComparedPlace = { tally, later, host: before.name, kind: "hosts", option: [] };
  const isEqual = comparePairs(place, settingsOf(hosts));
  const hasSameKnown = compareKnownUsers(place, hosts);
  const hasSameKeys = compareIdentity(place, hosts);
  const hasSameModules = compareModules(place, before.modules, after.modules);
  if (isEqual && hasSameKnown && hasSameKeys && hasSameModules) tally.countEqual("hosts");
  compareFurtherSettings(place, hosts);
  compareFailures(place, { before: before.failures, after: after.failures });
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
  return names.map(([name, key]) => ({
    name,
    before: before[key],
    after: after[key],
  }));
}

/** Whom nix-darwin manages: modules, nix-darwin's own among them, go on adding others. */
function compareKnownUsers(place: ComparedPlace, { later, before, after }: ComparedHosts): boolean {
  if (before.knownUsers === null || after.knownUsers === null) return true;
  const now = new Set([...after.knownUsers, ...(later === "declared" ? before.knownUsers : [])]);
  const name = ["users", "knownUsers"];
  return compareSets(place, { name, before: before.knownUsers, after: [...now] }).isEqual;
}

/** Where the private keys of secrets lie: of another file, nothing would be decrypted. */
function compareIdentity(place: ComparedPlace, { later, before, after }: ComparedHosts): boolean {
  const { identity: old } = before;
  const { identity: now } = after;
  if (!old || !now || before.secrets.length === 0) return true;
  const reason = "Where the key is not, nothing is decrypted.";
  const inside = { ...place, option: ["sops", "age"] };
  const file = { name: ["keyFile"], before: old.keyFile, after: now.keyFile, reason };
  const isLeft = later === "declared" && now.keyFile === null;
  const hasSameFile = isLeft || comparePairs({ ...inside, later: "built" }, [file]);
  // Beside a file, SSH keys are taken along; and one that is not there is passed over.
  const kept = old.sshKeyPaths.filter(
    (path) => now.keyFile !== null || now.sshKeyPaths.includes(path),
  );
  const paths = { name: ["sshKeyPaths"], before: old.sshKeyPaths, after: kept };
  return compareSets(inside, { ...paths, lossReason: () => reason }).isEqual && hasSameFile;
}

/**
 * Root is trusted whatever is written, and so is by its name who is in a group that is trusted before and after, such as
 * `@wheel`: to name them as well gives nobody anything.
 */
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
  const groups = (old ?? []).filter((name) => name.startsWith("@") && now?.includes(name));
  const isMember = ({ users }: FoundHost, login: string) =>
    users.some(
      (user) =>
        user.login === login &&
        groups.some((name) => user.group === name.slice(1) || user.groups.includes(name.slice(1))),
    );
  const isImplied = (name: string) => isMember(before, name) && isMember(after, name);
  const chosen = (names: readonly string[] | null) =>
    (names ?? []).filter((name) => name !== "root" && !isImplied(name));
  const { common } = compareSets(
    { ...place, kind: "trustedUsers" },
    {
      name: ["nix", "settings", "trusted-users"],
      before: chosen(old),
      after: chosen(now),
      gainReason: () => "Whom Nix trusts can become root.",
    },
  );
  place.tally.countEqual("trustedUsers", common);
}
