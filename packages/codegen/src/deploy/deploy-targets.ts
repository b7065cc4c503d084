import type { ResolvedFleet } from "@fleet/core";
import type { Homes } from "@fleet/profiles";
import { nameHomes } from "./deploy-commands.ts";

/** Something that can be deployed: the system of a host, or a standalone home. */
export interface DeployTarget {
  /** The host's id, or the name of the home, such as `ada@mini`. */
  readonly name: string;
  /** The host's id. */
  readonly host: string;
  /** The user's id for a home; undefined for a system. */
  readonly user: string | undefined;
}

/** All that can be deployed: each host's system, then its standalone homes, in their order. */
export function listDeployTargets(
  { hosts }: Pick<ResolvedFleet, "hosts">,
  homes: Homes,
): readonly DeployTarget[] {
  const names = nameHomes(homes);
  return [...hosts.values()].flatMap((host) => {
    const own = [...host.accounts.values()].flatMap(({ user }) => {
      const name = names.get(host.id)?.get(user);
      return name === undefined ? [] : [{ name, host: host.id, user }];
    });
    const isSystemless = host.platform === "linux" && host.deploy.engine === undefined;
    return isSystemless ? own : [{ name: host.id, host: host.id, user: undefined }, ...own];
  });
}
