import { quote } from "@fleet/diagnostics";
import type { QueriedFleet } from "../queries/queried-fleet.ts";
import type { Account, ResolvedHost } from "../resolve/resolved-fleet.ts";
import type { AccessQuestion } from "./access-answers.ts";
import type { AccessNode, AccessVerb } from "./access-edge.ts";
import { splitNode } from "./access-node.ts";

/**
 * What somebody lacks who cannot do something to a host: sentences. None where it is not about a host, or
 * where nothing is lacking.
 */
export function explainLack(
  { resolved }: QueriedFleet,
  who: AccessNode,
  { verb, target }: AccessQuestion,
): string[] {
  const [subject, { kind, name: id }] = [splitNode(who), splitNode(target)];
  const host = resolved.hosts.get(id);
  if (kind !== "host" || host === undefined) return [];
  if (subject.kind === "host") {
    return [`${quote(subject.name)} neither builds nor deploys what ${quote(id)} runs.`];
  }
  if (subject.kind === "service") return explainService(host, subject.name, verb);
  if (subject.kind !== "user") return [`${who} is a key, with which nobody logs in anywhere.`];
  const account = host.accounts.get(subject.name);
  const name = quote(subject.name);
  if (account === undefined) return [`${name} has no account on ${quote(id)}.`];
  if (account.isDisabled.value) return [`The account of ${name} on ${quote(id)} is disabled.`];
  if (verb === "trust-nix")
    return account.isTrustedByNix.value ? [] : [explainTrust(host, account)];
  if (verb !== "root" || account.isAdmin.value) return [];
  return [`${name} is no admin on ${quote(id)}, and in no group that amounts to root.`];
}

function explainService(
  { id, serviceAccounts }: ResolvedHost,
  name: string,
  verb: AccessVerb,
): string[] {
  const account = serviceAccounts.get(name);
  if (account === undefined) return [`The service account ${quote(name)} is not on ${quote(id)}.`];
  if (verb === "login") return [`The service account ${quote(name)} has no SSH key.`];
  if (verb === "trust-nix") {
    return [
      `The service account ${quote(name)} is no admin on ${quote(id)}, and Nix trusts no others.`,
    ];
  }
  return [
    `The service account ${quote(name)} is in no group that amounts to root on ${quote(id)}.`,
  ];
}

function explainTrust({ id }: ResolvedHost, { user, isTrustedByNix }: Account): string {
  const [name, host] = [quote(user), quote(id)];
  return isTrustedByNix.origin === "admin"
    ? `${name} is no admin on ${host}, and not said to be trusted by Nix.`
    : `It is declared that Nix does not trust ${name} on ${host}.`;
}
