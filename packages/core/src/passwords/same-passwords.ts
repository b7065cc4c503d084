import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { ResolvedHost } from "../resolve/resolved-fleet.ts";

/** Users who know a password, as it is theirs on some host; by what tells it from others. */
export type PasswordOwners = ReadonlyMap<string, ReadonlySet<string>>;

/** Whose each password is that is declared, whether they can log in with it or not. */
export function indexPasswordOwners({ declared, resolved }: QueriedFleet): PasswordOwners {
  const owners = new Map<string, Set<string>>();
  for (const host of resolved.hosts.values()) {
    for (const { user, password } of host.accounts.values()) {
      if (password === undefined) continue;
      const name = namePassword(declared, host, password.value);
      if (name === undefined) continue;
      const known = owners.get(name);
      if (known === undefined) owners.set(name, new Set([user]));
      else known.add(user);
    }
  }
  return owners;
}

/** The same for one password: its hash, or the place in a secret file where that stands; undefined for none. */
export function namePassword(
  { hosts, secrets }: Pick<QueriedFleet["declared"], "hosts" | "secrets">,
  { id }: Pick<ResolvedHost, "id">,
  password: PasswordDeclaration,
): string | undefined {
  if (password === "locked") return undefined;
  if ("hash" in password) return JSON.stringify({ hash: password.hash });
  // A secret of that name that the host declares itself is meant.
  const secret = hosts.get(id)?.secrets.get(password.secret) ?? password;
  const file = secret.file ?? secrets?.hostFile.replaceAll("{host}", id) ?? `host:${id}`;
  return JSON.stringify({ file, key: secret.key ?? password.secret });
}
