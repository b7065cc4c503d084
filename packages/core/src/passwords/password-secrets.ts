import { compareNames, type Path } from "@fleet/diagnostics";
import type { FleetDeclaration } from "../declaration/declaration.ts";
import type { PasswordDeclaration } from "../declaration/password-declaration.ts";
import type { HostSecretDeclaration } from "../declaration/secret-declaration.ts";
import type { Host, PasswordSecret, Placement } from "../parse/fleet.ts";
import { nothing } from "../parse/placements.ts";

/** The passwords of users, whichever host they are on; only of those who have one. */
export type PasswordsByUser = ReadonlyMap<string, PasswordDeclaration>;

type SaidSecret = Omit<PasswordSecret, "isFirst">;
type HostSecrets = ReadonlyMap<string, HostSecretDeclaration>;

/** The passwords that users have wherever a placement says nothing of them. */
export function listUserPasswords(users: FleetDeclaration["users"]): PasswordsByUser {
  const passwords = new Map<string, PasswordDeclaration>();
  for (const [id, { password }] of Object.entries(users)) if (password) passwords.set(id, password);
  return passwords;
}

/** The secrets that the passwords of the accounts of a host come from, in the order of users. */
export function listPasswordSecrets(
  placements: ReadonlyMap<string, Placement>,
  passwords: PasswordsByUser,
): readonly SaidSecret[] {
  const found: SaidSecret[] = [];
  for (const { user, path: place, own } of placements.values()) {
    // Of the hundred thousands of placements of a large fleet most say nothing.
    if (own === nothing && !passwords.has(user)) continue;
    const here = own.password ?? undefined;
    const password = here ?? passwords.get(user);
    if (typeof password !== "object" || !("secret" in password)) continue;
    const path: Path = here === undefined ? ["users", user, "password"] : [...place, "password"];
    found.push({ path, password });
  }
  return found.length === 0 ? none : found;
}

const none: readonly [] = [];

/** The secrets of a host, with those that passwords come from and that it does not declare itself. */
export function withPasswordSecrets(
  declared: HostSecrets,
  said: readonly SaidSecret[],
): Pick<Host, "secrets" | "passwordSecrets"> {
  if (said.length === 0) return { secrets: declared, passwordSecrets: none };
  const secrets = new Map(declared);
  const passwordSecrets = said.map(({ path, password }) => {
    const { secret: name, file, key } = password;
    const isFirst = !secrets.has(name);
    if (isFirst) secrets.set(name, { file, key, neededForUsers: true });
    return { path, password, isFirst };
  });
  const inOrder = [...secrets].sort(([a], [b]) => compareNames(a, b));
  return { secrets: new Map(inOrder), passwordSecrets };
}
