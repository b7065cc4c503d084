import type { ResolvedHost } from "@fleet/core";
import type { ComparedFleet } from "../differences/difference.ts";
import type { Question } from "../facts/answers.ts";

/** What to ask Nix about some hosts of a fleet: those that have a system, and the homes built on their own. */
export function composeQuestion(
  { homes }: Pick<ComparedFleet, "homes">,
  hosts: readonly ResolvedHost[],
): Question {
  const ids = new Set(hosts.map(({ id }) => id));
  const systems = hosts.flatMap(({ id, platform, accounts, serviceAccounts }) => {
    if (platform === "linux") return [];
    const all = [...accounts.values(), ...serviceAccounts.values()];
    const logins = all.map(({ username }) => username.value);
    const shells = all.flatMap(({ shell }) => shell?.value ?? []);
    return [[id, { platform, logins, shells }] as const];
  });
  const standalone = [...homes.standalone].filter(([, { host }]) => ids.has(host));
  return { hosts: new Map(systems), homes: standalone.map(([name]) => name) };
}
