import type { SshKeySource } from "../declaration/people/ssh-key-declaration.ts";
import type { UserSshKey } from "../parse/fleet.ts";

/** Whose keys may log in as root, or which key. */
export type ParsedRootKey =
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "service"; readonly id: string }
  /** Without a host, those of whatever host it is about. */
  | { readonly kind: "users" | "admins"; readonly host: string | undefined }
  | { readonly kind: "key"; readonly key: UserSshKey };

/**
 * Reads what stands in `root[…].sshKeys`. Whether names in it are declared is not its matter, nor whether what is
 * no expression is a key.
 */
export function parseRootKey(declared: SshKeySource): ParsedRootKey {
  if (typeof declared !== "string") return { kind: "key", key: declared };
  const [, one, id = ""] = /^(user|service):([^\s:@{}]+)$/.exec(declared) ?? [];
  if (one === "user" || one === "service") return { kind: one, id };
  const [, many, host] = /^(users|admins)(?:@([^\s:@{}]+))?$/.exec(declared) ?? [];
  if (many === "users" || many === "admins") return { kind: many, host };
  return { kind: "key", key: { key: declared } };
}
