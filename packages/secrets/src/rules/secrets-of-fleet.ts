import type { Fleet, ResolvedFleet } from "@fleet/core";
import type { SecretsInput } from "./secrets-input.ts";

/** What a fleet declares of keys and readers; undefined where it says nothing of secrets. */
export function readSecretsInput(fleet: Fleet, resolved: ResolvedFleet): SecretsInput | undefined {
  const { secrets, users, operators } = fleet;
  if (secrets === undefined) return undefined;
  return {
    users: new Map([...users].map(([id, { ageKeys }]) => [id, { ageKeys }])),
    hosts: new Map(
      [...resolved.hosts.values()].map(({ id, tags, accounts }) => [
        id,
        {
          sshHostKey: fleet.hosts.get(id)?.sshHostKey,
          ageKey: fleet.hosts.get(id)?.ageKey,
          tags,
          accounts: new Map(
            [...accounts].map(([user, { isAdmin }]) => [user, { isAdmin: isAdmin.value }]),
          ),
        },
      ]),
    ),
    operators: new Map([...operators].map(([id, { ageKeys }]) => [id, { keys: ageKeys }])),
    rules: secrets.files.map((rule, index) => ({ ...rule, origin: ["secrets", "files", index] })),
    useDefaultRules: secrets.defaultRules,
  };
}
