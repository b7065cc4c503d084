import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { HostSecretDeclaration, UserSecretDeclaration } from "@fleet/core/internal";
import type { Diagnostic, Outcome, Path } from "@fleet/diagnostics";
import { type FileFormat, formatOf } from "../formats/file-format.ts";
import { usesAreSeen } from "./ignored-uses.ts";
import { placeOfSecret } from "./password-checks.ts";
import { checkWiring } from "./wiring-checks.ts";

/** A secret as sops-nix is told of it. What is undefined is for sops-nix to decide. */
export interface WiredSecret {
  /** The secret file, relative to the root. */
  readonly file: string;
  /** The key in the file, nested ones joined by "/"; empty for the whole file. */
  readonly key: string;
  readonly format: FileFormat;
  readonly mode: string;
  readonly path: string | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly neededForUsers: boolean;
  readonly restartUnits: readonly string[];
  readonly reloadUnits: readonly string[];
}

/** Where a host finds the private key that its secrets are decrypted with. */
export type HostIdentity = { readonly sshKeyPath: string } | { readonly keyFile: string };

/** A secret that a host or a home wants to have decrypted. */
export interface SecretUse {
  /** Whose key decrypts it: `host:mini`, or `user:keith` for a secret of a home. */
  readonly reader: string;
  /** The name under which it is declared. */
  readonly name: string;
  /** Where it is declared. */
  readonly origin: Path;
  /** The secret file, relative to the fleet's root. */
  readonly file: string;
  /** The key in the file, nested ones joined by "/"; empty for the whole file. */
  readonly key: string;
  /** Where the decrypted file goes; absent where sops-nix decides. */
  readonly target?: string;
}

/** The secrets that reach hosts and homes. Maps are in order; who has none is not in them. */
export interface Wiring {
  /** By host id, then by name. */
  readonly hosts: ReadonlyMap<string, ReadonlyMap<string, WiredSecret>>;
  /** By user id, then by name: the same in every home of the user. */
  readonly users: ReadonlyMap<string, ReadonlyMap<string, WiredSecret>>;
  /** By host id; only hosts with a declared key. */
  readonly identities: ReadonlyMap<string, HostIdentity>;
  /** The same, as what has to be readable in which file. */
  readonly uses: readonly SecretUse[];
}

/** Works out which secrets reach which host and home, from which file. */
export function resolveWiring(fleet: Fleet, resolved: ResolvedFleet): Outcome<Wiring> {
  const uses: SecretUse[] = [];
  const diagnostics: Diagnostic[] = [...checkWiring(fleet, resolved)];
  const hosts = new Map<string, ReadonlyMap<string, WiredSecret>>();
  const identities = new Map<string, HostIdentity>();
  for (const [id, host] of fleet.hosts) {
    if (host.ageKey !== undefined && host.ageKeyFile !== undefined) {
      identities.set(id, { keyFile: host.ageKeyFile });
    } else if (host.ageKey !== undefined || host.sshHostKey !== undefined) {
      identities.set(id, { sshKeyPath: host.sshHostKeyPath });
    }
    if (host.secrets.size === 0) continue;
    const file = fleet.secrets?.hostFile.replaceAll("{host}", id) ?? "";
    hosts.set(id, wireAll(host.secrets, file));
    uses.push(...listUses(`host:${id}`, hosts.get(id), (name) => placeOfSecret(host, name)));
  }
  const users = new Map<string, ReadonlyMap<string, WiredSecret>>();
  for (const [id, { secrets }] of fleet.users) {
    if (secrets.size === 0) continue;
    const file = fleet.secrets?.userFile.replaceAll("{user}", id) ?? "";
    users.set(id, wireAll(secrets, file));
    uses.push(...listUses(`user:${id}`, users.get(id), (name) => ["users", id, "secrets", name]));
  }
  diagnostics.push(...usesAreSeen(uses, fleet));
  return { value: { hosts, users, identities, uses }, diagnostics };
}

function wireAll(
  secrets: ReadonlyMap<string, HostSecretDeclaration | UserSecretDeclaration>,
  defaultFile: string,
): Map<string, WiredSecret> {
  return new Map(
    [...secrets].map(([name, secret]) => [name, wireSecret(name, secret, defaultFile)]),
  );
}

/** What reaches a host or a home of a declared secret. */
export function wireSecret(
  name: string,
  secret: HostSecretDeclaration,
  defaultFile: string,
): WiredSecret {
  const file = secret.file ?? defaultFile;
  const format = formatOf(file);
  // Of dotenv, INI and binary files sops-nix delivers the whole (sops-install-secrets/main.go).
  const isTree = format === "yaml" || format === "json";
  return {
    file,
    key: secret.key ?? (isTree ? name : ""),
    format,
    mode: secret.mode ?? "0400",
    path: secret.path,
    owner: secret.owner,
    group: secret.group,
    neededForUsers: secret.neededForUsers ?? false,
    restartUnits: secret.restartUnits ?? [],
    reloadUnits: secret.reloadUnits ?? [],
  };
}

function listUses(
  reader: string,
  secrets: ReadonlyMap<string, WiredSecret> | undefined,
  placeOf: (name: string) => Path,
): SecretUse[] {
  return [...(secrets ?? [])].map(([name, { file, key, path: target }]) => ({
    reader,
    name,
    origin: placeOf(name),
    file,
    key,
    ...(target === undefined ? {} : { target }),
  }));
}
