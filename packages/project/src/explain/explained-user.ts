import type { ComputedFleet } from "@fleet/codegen";
import type { PersonOnHost } from "@fleet/core";
import { listPeople } from "@fleet/core";
import { type ExplainedKey, listUserKeys, type User } from "@fleet/core/internal";
import { holdsPrivateKey, type Path } from "@fleet/diagnostics";
import { listProfiles, type ProfileOnHost } from "@fleet/profiles";
import { type ExplainedSecrets, explainSecrets } from "./explained-secrets.ts";

/** A user: who they are, where they have accounts, and with which keys. A row of plain data, as JSON holds it. */
export interface UserExplanation {
  readonly user: string;
  readonly path: Path;
  readonly fullName: string;
  /** Null where none is declared. */
  readonly email: string | null;
  /** In the order of the hosts. */
  readonly accounts: readonly PersonOnHost[];
  /** Of the same accounts, which profile their homes have. */
  readonly profiles: readonly ProfileOnHost[];
  readonly sshKeys: readonly ExplainedKey[];
  readonly ageKeys: readonly DeclaredKey[];
  /** What the user decrypts; null where nothing is said of secrets. */
  readonly secrets: ExplainedSecrets | null;
}

/** A key that is declared for secrets. */
export interface DeclaredKey {
  /** The public key, or where it comes from. */
  readonly key: string;
  readonly path: Path;
}

/** Explains a user; undefined where there is none. */
export function explainUserOf(fleet: ComputedFleet, id: string): UserExplanation | undefined {
  const user = fleet.declared.users.get(id);
  if (user === undefined) return undefined;
  return {
    user: id,
    path: ["users", id],
    fullName: user.fullName,
    email: user.email ?? null,
    accounts: listPeople(fleet).filter((person) => person.user === id),
    profiles: listProfiles(fleet.homes).filter((home) => home.user === id),
    sshKeys: listUserKeys(user),
    ageKeys: listAgeKeys(user),
    secrets: explainSecrets(fleet, `user:${id}`),
  };
}

/** The keys for secrets of a user, in the order of the declaration. */
export function listAgeKeys(user: User | undefined): DeclaredKey[] {
  return (user?.ageKeys ?? []).map(({ key, name }) => ({
    key: showPublic(typeof key === "string" ? key : key.ssh),
    path: ["users", user?.id ?? "", "ageKeys", name],
  }));
}

/** Whoever declared a private key has been told so; here it is not said again. */
function showPublic(key: string): string {
  return holdsPrivateKey(key) ? "a private key" : key;
}
