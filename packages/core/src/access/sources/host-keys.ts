import { quote } from "@fleet/diagnostics";
import { listHostKeyOwners } from "../../keys/host-key-owners.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";

/** Whoever has an SSH key that is also a host's has the private key with which the host reads its secrets. */
export function* byHostKeys({ resolved }: QueriedFleet): Iterable<AccessEdge> {
  for (const { host, user } of listHostKeyOwners(resolved)) {
    yield {
      from: `user:${user}`,
      verb: "hold",
      to: `host:${host}`,
      reason: `has an SSH key that is also the key of ${quote(host)}`,
      origin: "host",
      path: ["hosts", host, "sshHostKey"],
    };
  }
}
