import type { Account, ResolvedHost } from "@fleet/core";
import { type Path, quote } from "@fleet/diagnostics";
import type { WiredSecret } from "@fleet/secrets";
import { placeOfSecret } from "@fleet/secrets/internal";
import type { ComparedFleet } from "./difference.ts";

/** The secrets that were computed for a host or a home. */
export interface SecretPlace {
  /** Of which options sops-nix has there. */
  readonly kind: "nixos" | "darwin" | "home";
  /** By name; empty where there are none. */
  readonly secrets: ReadonlyMap<string, WiredSecret>;
  /** How messages call the place: `host "mini"`. */
  readonly of: string;
  /** Where they are declared: `["hosts", "mini", "secrets"]`. */
  readonly path: Path;
  /** Where one of them is, which may be as that of a password. */
  readonly placeOf: (name: string) => Path;
  /** The option that holds them. */
  readonly option: string;
}

/** The secrets of a host's system; none where it has no system. */
export function locateHostSecrets(
  { declared, secrets }: ComparedFleet,
  host: ResolvedHost,
): SecretPlace {
  const source = declared.hosts.get(host.id);
  const path = ["hosts", host.id, "secrets"];
  return {
    kind: host.platform === "darwin" ? "darwin" : "nixos",
    secrets: secrets?.wiring.hosts.get(host.id) ?? new Map(),
    of: `host ${quote(host.id)}`,
    path,
    placeOf: (name) => (source === undefined ? [...path, name] : placeOfSecret(source, name)),
    option: "sops.secrets",
  };
}

/** The secrets of a home: those of its user. */
export function locateHomeSecrets(
  { secrets }: ComparedFleet,
  home: { readonly account: Account; readonly name: string; readonly option: string },
): SecretPlace {
  const { user } = home.account;
  const path = ["users", user, "secrets"];
  return {
    kind: "home",
    secrets: secrets?.wiring.users.get(user) ?? new Map(),
    of: home.name,
    path,
    placeOf: (name) => [...path, name],
    option: `${home.option}.sops.secrets`,
  };
}

/** How many secrets a host's system and homes have; the homes are given by their users' ids. */
export function countSecrets(
  { secrets }: ComparedFleet,
  host: ResolvedHost,
  users: readonly string[],
): number {
  const own = secrets?.wiring.hosts.get(host.id)?.size ?? 0;
  return users.reduce((sum, user) => sum + (secrets?.wiring.users.get(user)?.size ?? 0), own);
}
