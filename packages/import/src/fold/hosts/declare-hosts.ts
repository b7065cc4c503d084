import type { FleetDeclaration } from "@fleet/core";
import type { FoldedHost } from "../folded-host.ts";
import type { AccountFacts } from "../people/account-facts.ts";
import type { DeclaredUsers } from "../people/declare-users.ts";
import { declareHost, type HostSources } from "./declare-host.ts";

interface Sources extends Omit<HostSources, "placements" | "primaryUser"> {
  readonly users: DeclaredUsers;
  readonly people: ReadonlyMap<string, readonly AccountFacts[]>;
}

/** Declares all hosts, in order. */
export function declareHosts(
  hosts: ReadonlyMap<string, FoldedHost>,
  { users, people, ...sources }: Sources,
): FleetDeclaration["hosts"] {
  const primary = new Map<string, string>();
  for (const [id, accounts] of people) {
    for (const { host, user } of accounts) {
      if (host.found.primaryUser === user.login) primary.set(host.id, id);
    }
  }
  return Object.fromEntries(
    [...hosts.values()].map((host) => [
      host.id,
      declareHost(host, {
        ...sources,
        placements: users.placements.get(host.id) ?? [],
        primaryUser: primary.get(host.id),
      }),
    ]),
  );
}
