import type { MoreAccess } from "@fleet/core/access";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { byHomeKeys } from "./home-keys.ts";
import { listReadEdges } from "./read-edges.ts";
import { bySecretOwners } from "./secret-owners.ts";

/**
 * What secrets add to the graph of access that `@fleet/core` makes: who reads the files, which are given by
 * their paths, and who has whose private key.
 */
export function readAccess(secrets: Secrets, paths: Iterable<string>): MoreAccess {
  return {
    ofAccounts: [byHomeKeys],
    ofFleet: [bySecretOwners],
    edges: [listReadEdges(secrets, paths)],
  };
}
