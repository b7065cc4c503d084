import type { ComputedFleet } from "@fleet/codegen";
import type { AccessEdges } from "@fleet/core/access";
import {
  type ExplainedAccount,
  type ExplainedHost,
  explainAccount,
  explainHost,
} from "@fleet/core/internal";
import { type ExplainedHome, explainHome } from "@fleet/profiles";
import { type ExplainedWay, explainWays } from "./explained-access.ts";
import { type ExplainedSecrets, explainSecrets } from "./explained-secrets.ts";
import { type DeclaredKey, listAgeKeys } from "./explained-user.ts";

/** All that is known of an account: who decided what, its home, its keys, and what it leads to. */
export interface AccountExplanation extends ExplainedAccount {
  readonly home: ExplainedHome | null;
  /** The user's keys for secrets. */
  readonly ageKeys: readonly DeclaredKey[];
  /** How the user logs in on the host, becomes root there, and is trusted by Nix. */
  readonly ways: readonly ExplainedWay[];
  /** What the user decrypts, which is the same on every host; null where nothing is said of secrets. */
  readonly secrets: ExplainedSecrets | null;
}

/** All that is known of a host. */
export interface HostExplanation extends ExplainedHost {
  /** Who logs in, becomes root, and is trusted by Nix. */
  readonly ways: readonly ExplainedWay[];
  /** What the host decrypts; null where nothing is said of secrets. */
  readonly secrets: ExplainedSecrets | null;
}

/** Explains the account of a user on a host; undefined where there is none. `graph` is that of the fleet (`accessGraphOf`). */
export function explainAccountOf(
  fleet: ComputedFleet,
  graph: AccessEdges,
  { host, user }: { readonly host: string; readonly user: string },
): AccountExplanation | undefined {
  const account = explainAccount(fleet, host, user);
  if (account === undefined) return undefined;
  return {
    ...account,
    home: explainHome(fleet, host, user) ?? null,
    ageKeys: listAgeKeys(fleet.declared.users.get(user)),
    ways: explainWays(graph, host, `user:${user}`),
    secrets: explainSecrets(fleet, `user:${user}`),
  };
}

/** Explains a host; undefined where there is none. `graph` is that of the fleet (`accessGraphOf`). */
export function explainHostOf(
  fleet: ComputedFleet,
  graph: AccessEdges,
  id: string,
): HostExplanation | undefined {
  const host = explainHost(fleet, id);
  if (host === undefined) return undefined;
  return {
    ...host,
    ways: explainWays(graph, id),
    secrets: explainSecrets(fleet, `host:${id}`),
  };
}
