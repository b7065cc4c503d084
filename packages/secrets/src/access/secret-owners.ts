import type { QueriedFleet, ResolvedHost } from "@fleet/core";
import { type AccessEdge, accountNode } from "@fleet/core/access";
import type { HostSecretDeclaration } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import { wireSecret } from "../wiring/wiring.ts";

/**
 * A system decrypts its secrets into files, which whoever acts as their owner reads, as do those in their group or
 * everybody on the host where the mode says so. Of one value of a file it cannot be told what it is.
 */
export function* bySecretOwners({ declared, resolved }: QueriedFleet): Iterable<AccessEdge> {
  for (const { id, secrets } of declared.hosts.values()) {
    const host = resolved.hosts.get(id);
    if (secrets.size === 0 || host === undefined || host.platform === "linux") continue;
    const defaultFile = declared.secrets?.hostFile.replaceAll("{host}", id) ?? "";
    const locals = listLocals(host);
    for (const [name, secret] of secrets) {
      const { file, key } = wireSecret(name, secret, defaultFile);
      for (const local of locals) {
        const way = explainReading(secret, { local, locals });
        if (way === undefined) continue;
        yield {
          from: accountNode(local.id, id),
          verb: "read",
          to: `file:${file}`,
          reason: `reads the secret ${quote(name)} of ${quote(id)}, ${way.reason}`,
          origin: "host",
          path: ["hosts", id, "secrets", name, way.field],
          ...(key === ""
            ? {}
            : { unknown: `it is what stands at ${quote(key)} in the file alone` }),
        };
      }
    }
  }
}

/** An account or a service account of a host. */
interface Local {
  readonly id: string;
  readonly login: string;
  /** The primary group first. */
  readonly groups: readonly string[];
}

function listLocals({ platform, accounts, serviceAccounts }: ResolvedHost): readonly Local[] {
  const primary = platform === "darwin" ? "staff" : "users";
  return [
    ...[...accounts.values()].map(({ user, username, groups }) => ({
      id: user,
      login: username.value,
      groups: [primary, ...groups.map(({ value }) => value)],
    })),
    ...[...serviceAccounts.values()].map(({ id, username, group, groups }) => ({
      id,
      login: username.value,
      groups: [group, ...groups].map(({ value }) => value),
    })),
  ];
}

function explainReading(
  { owner = "root", group, mode = "0400" }: HostSecretDeclaration,
  { local, locals }: { readonly local: Local; readonly locals: readonly Local[] },
): { readonly reason: string; readonly field: "owner" | "group" | "mode" } | undefined {
  const [ofOwner = 0, ofGroup = 0, ofOthers = 0] = [...mode.slice(-3)].map(Number);
  const isReadable = (digit: number) => digit >= 4;
  if (local.login === owner) {
    return isReadable(ofOwner) ? { reason: "whose file is theirs", field: "owner" } : undefined;
  }
  const shared = group ?? locals.find(({ login }) => login === owner)?.groups[0] ?? owner;
  if (local.groups.includes(shared)) {
    const field = group === undefined ? "mode" : "group";
    return isReadable(ofGroup)
      ? { reason: `whose file the group ${quote(shared)} reads`, field }
      : undefined;
  }
  return isReadable(ofOthers)
    ? { reason: "whose file everybody there reads", field: "mode" }
    : undefined;
}
