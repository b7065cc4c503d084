import type { Path } from "@fleet/diagnostics";
import type { PlacedSshKeyDeclaration } from "../declaration/people/account-declaration.ts";
import type { Placement, UserSshKey } from "../parse/fleet.ts";

/** An SSH key that a placement has instead of its user's. */
export interface PlacedKey {
  readonly user: string;
  readonly key: UserSshKey;
  readonly path: Path;
}

/** The SSH keys of placements, in order. */
export function* listPlacedKeys(placements: Iterable<Placement>): Iterable<PlacedKey> {
  for (const { user, own, path } of placements) {
    for (const [index, key] of (own.sshKeys ?? []).entries()) {
      yield { user, key: writeOut(key), path: [...path, "sshKeys", index] };
    }
  }
}

/** A key of a placement as users' are. */
export function writeOut(key: PlacedSshKeyDeclaration): UserSshKey {
  return typeof key === "string" ? { key } : key;
}
