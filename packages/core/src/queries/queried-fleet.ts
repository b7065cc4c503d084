import type { Fleet } from "../parse/fleet.ts";
import type { ResolvedFleet, ResolvedHost } from "../resolve/resolved-fleet.ts";

/** A fleet that can be asked about: what was declared, and what that comes to. */
export interface QueriedFleet {
  readonly declared: Fleet;
  readonly resolved: ResolvedFleet;
}

/** The hosts that a question is about: the one with that id, or none where there is no such host; else all, in order. */
export function selectHosts({ resolved }: QueriedFleet, host?: string): ResolvedHost[] {
  return [...resolved.hosts.values()].filter(({ id }) => host === undefined || id === host);
}
