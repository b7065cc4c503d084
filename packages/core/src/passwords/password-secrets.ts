import { compareNames, type Path } from "@fleet/diagnostics";
import type { FleetDeclaration } from "../declaration/declaration.ts";
import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { HostSecretDeclaration } from "../declaration/secret-declaration.ts";
import type { Host, PasswordSecret } from "../parse/fleet.ts";
import { nothing } from "../parse/placements.ts";
import type { RootGrant } from "../parse/root-grant.ts";
import { rankRootPasswords } from "./root-passwords.ts";

/** What is said of passwords beside placements. */
export interface DeclaredPasswords {
  /** The passwords of users, whichever host they are on; only of those who have one. */
  readonly ofUsers: ReadonlyMap<string, PasswordDeclaration>;
  readonly root: readonly RootGrant[];
}

type SaidSecret = Omit<PasswordSecret, "isFirst">;
type HostSecrets = ReadonlyMap<string, HostSecretDeclaration>;

/** The passwords that users have wherever a placement says nothing of them. */
export function listUserPasswords(users: FleetDeclaration["users"]): DeclaredPasswords["ofUsers"] {
  const passwords = new Map<string, PasswordDeclaration>();
  for (const [id, { password }] of Object.entries(users)) if (password) passwords.set(id, password);
  return passwords;
}

/** The secrets that the passwords of a host come from: of its accounts in the order of users, then root's. */
export function listPasswordSecrets(
  host: Pick<Host, "id" | "platform" | "tags" | "placements">,
  { ofUsers, root }: DeclaredPasswords,
): readonly SaidSecret[] {
  if (host.platform !== "nixos") return none;
  const found: SaidSecret[] = [];
  const add = (path: Path, password: PasswordDeclaration | undefined) => {
    if (typeof password === "object" && "secret" in password) found.push({ path, password });
  };
  for (const { user, path, own } of host.placements.values()) {
    // Of the hundred thousands of placements of a large fleet most say nothing.
    if (own === nothing && !ofUsers.has(user)) continue;
    if (own.password) add([...path, "password"], own.password);
    else add(["users", user, "password"], ofUsers.get(user));
  }
  const [ofRoot] = rankRootPasswords(root, host);
  if (ofRoot !== undefined) add(["root", ofRoot.index, "password"], ofRoot.value);
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
