import { createOnce, type Diagnostic, formatPath, quote } from "@fleet/diagnostics";
import type { ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { Decided } from "../resolve/resolved-fleet.ts";
import { namePassword } from "./same-passwords.ts";

/** Nobody's password is also another person's, or root's. */
export function* passwordsAreOnesOwn({ fleet, hosts }: ResolvedContext): Iterable<Diagnostic> {
  const owners = new Map<string, string>();
  const isNew = createOnce();
  for (const host of hosts.values()) {
    const people = [...host.accounts.values()].map(({ user, password }): Held => [user, password]);
    for (const [owner, password] of [...people, [undefined, host.root.password] satisfies Held]) {
      const name = password && namePassword(fleet, host, password.value);
      if (password === undefined || name === undefined) continue;
      const other = owners.get(name) ?? owner;
      // What root has on several hosts is nobody's.
      if (other === undefined) continue;
      owners.set(name, other);
      const path = password.path ?? [];
      if (other === owner || !isNew([formatPath(path)])) continue;
      const message = `${quote(other)} and ${owner === undefined ? "root" : quote(owner)} have the same password: whoever knows it logs in as both.`;
      const help =
        'Give each one of their own: `password: { secret: "NAME" }` with another name or key.';
      yield coreCodes.create("password-of-two", message, { path, help });
    }
  }
}

/** Somebody, undefined for root, and what is declared of their password. */
type Held = readonly [
  owner: string | undefined,
  password: Decided<PasswordDeclaration> | undefined,
];
