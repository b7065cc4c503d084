import { type Path, quote } from "@fleet/diagnostics";
import type { PasswordDeclaration } from "../../declaration/people/password-declaration.ts";
import { indexPasswordOwners, namePassword } from "../../passwords/same-passwords.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Decided, ResolvedHost } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge } from "../access-edge.ts";
import { accountNode } from "../access-node.ts";

/** Whoever has the password of somebody else, or of root, as it is declared to be theirs as well, logs in as them. */
export function* bySamePasswords(fleet: QueriedFleet): Iterable<AccessEdge> {
  const hosts = [...fleet.resolved.hosts.values()].filter(({ platform }) => platform === "nixos");
  const owners = indexPasswordOwners(fleet);
  if (owners.size === 0) return;
  for (const host of hosts) {
    const knowing = (password: Decided<PasswordDeclaration> | undefined) => {
      const name = password && namePassword(fleet.declared, host, password.value);
      return name === undefined ? none : (owners.get(name) ?? none);
    };
    for (const { user, username, password, isDisabled } of host.accounts.values()) {
      const people = isDisabled.value ? none : knowing(password);
      if (people.size < 2) continue;
      for (const other of people) {
        if (other === user) continue;
        yield {
          from: `user:${other}`,
          verb: "login",
          to: accountNode(user, host.id),
          reason: `logs in as ${quote(username.value)} with a password that is also theirs`,
          ...placeOf(password),
        };
      }
    }
    for (const user of knowing(host.root.password)) yield* knowsRoot(host, user);
  }
}

const none: ReadonlySet<string> = new Set();

function* knowsRoot({ id, root }: ResolvedHost, user: string): Iterable<AccessEdge> {
  const edge = {
    from: `user:${user}`,
    to: `host:${id}`,
    reason: "logs in as root with a password that is also theirs",
    ...placeOf(root.password),
  } as const;
  yield { ...edge, verb: "login" };
  yield { ...edge, verb: "root" };
}

function placeOf(
  password: Decided<PasswordDeclaration> | undefined,
): Pick<AccessEdge, "origin"> & { readonly path: Path | undefined } {
  return { origin: password?.origin ?? "user", path: password?.path };
}
