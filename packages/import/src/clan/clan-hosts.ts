import type { FoundHost } from "../found/found-fleet.ts";
import { unsaidHost } from "../found/unsaid.ts";
import type { ClanAccounts } from "./clan-accounts.ts";
import type { ClanMachine } from "./read-inventory.ts";

/** What is known of machines beside the inventory. */
export interface MachineSources extends Pick<ClanAccounts, "users"> {
  /** The line of a machine's public SSH host key, where clan's vars have it. */
  readonly readHostKey: (machine: string) => string | null;
}

/** Tags that clan computes for every machine: `hosts` and `platform:nixos` mean the same in a declaration. */
const computedTags: ReadonlySet<string> = new Set(["all", "nixos", "darwin"]);

/** A machine of the inventory as a host. */
export function hostOfMachine(
  { name, machineClass, tags, description, targetHost, buildHost }: ClanMachine,
  { users, readHostKey }: MachineSources,
): FoundHost {
  const accounts = users.get(name) ?? [];
  return {
    ...unsaidHost(name, "clan"),
    platform: machineClass,
    hostname: name,
    // The users service has sole control of them (`perMachine` in `clanServices/users`).
    mutableUsers: accounts.some(({ password }) => password !== null) ? false : null,
    users: accounts,
    tags: [...tags].filter((tag) => !computedTags.has(tag)).sort(),
    deployTarget: targetHost,
    buildHost,
    sshHostKey: readHostKey(name),
    data: description === null ? null : { description },
  };
}
