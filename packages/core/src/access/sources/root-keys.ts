import { quote } from "@fleet/diagnostics";
import type { PasswordDeclaration } from "../../declaration/people/password-declaration.ts";
import { bareKey, optionsOf, parseAuthorizedKey } from "../../keys/authorized-key.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import type { Decided, ResolvedHost, RootKey } from "../../resolve/resolved-fleet.ts";
import type { AccessEdge, AccessNode } from "../access-edge.ts";
import { isNode } from "../access-node.ts";
import { describeDeploy, runsAsRoot } from "./deploys.ts";
import { describeLoginKeys, dropUnreached } from "./key-words.ts";
import { describePassword } from "./logins.ts";

/** Whose keys may log in as root: people, whether they have an account there or not, and whoever has other keys. */
export function* byRootKeys(fleet: QueriedFleet): Iterable<AccessEdge> {
  for (const host of fleet.resolved.hosts.values()) {
    if (host.root.sshKeys.length > 0) yield* deployWithKeys(fleet, host);
    if (typeof host.root.password?.value === "object")
      yield* knowPassword(host, host.root.password);
    for (const key of listReached(host)) {
      for (const from of listHolders(host, key)) {
        const edge = { from, to: `host:${host.id}`, ...describeLogin(key) } as const;
        const { origin, path } = key;
        yield { ...edge, verb: "login", origin, path };
        yield { ...edge, verb: "root", origin, path };
      }
    }
  }
}

/** Whoever knows root's password, of whom nothing is said, logs in as root where there is a console. */
function* knowPassword(
  { id }: ResolvedHost,
  { value, origin, path }: Decided<PasswordDeclaration>,
): Iterable<AccessEdge> {
  const edge = {
    from: `somebody:root-password@${id}`,
    to: `host:${id}`,
    reason: `logs in as root${describePassword(value)}`,
    origin,
    path,
  } as const;
  yield { ...edge, verb: "login" };
  yield { ...edge, verb: "root" };
}

/** Whoever has a key of root's can deploy a host that is deployed as root. */
function* deployWithKeys(fleet: QueriedFleet, host: ResolvedHost): Iterable<AccessEdge> {
  const way = describeDeploy(fleet, host);
  if (way === undefined) return;
  const to: AccessNode = `host:${host.id}`;
  const holders = new Map<AccessNode, Pick<AccessEdge, "unknown">>();
  for (const key of listReached(host)) {
    const { unknown } = describeLogin(key);
    for (const from of listHolders(host, key)) {
      if (unknown === undefined) holders.set(from, {});
      else if (!holders.has(from)) holders.set(from, { unknown });
    }
  }
  for (const [from, unsure] of holders) {
    const reason = `${way.reason} with a key of root's`;
    yield { from, verb: "deploy", to, ...way, ...unsure, reason };
  }
  yield runsAsRoot(to);
}

/** Root's keys without the lines that sshd never comes to. */
function listReached({ root: { sshKeys } }: ResolvedHost): readonly RootKey[] {
  const reached = new Set(dropUnreached(sshKeys.map(({ value }) => value)));
  return sshKeys.filter(({ value }) => reached.has(value));
}

/** Who has a key of root's: those whose it is, or somebody. */
function listHolders({ id }: ResolvedHost, { value, owners }: RootKey): AccessNode[] {
  if (optionsOf(value).isAuthority) return [`somebody:certificate-root@${id}`];
  if (owners.length > 0) return owners.filter(isNode);
  const name = typeof value === "string" ? `ssh-key-${shortName(value)}` : `$${value.env}`;
  return [`somebody:${name}@${id}`];
}

function describeLogin({ value, owners }: RootKey): Pick<AccessEdge, "reason" | "unknown"> {
  const { own, unknown, certificates } = describeLoginKeys([value]);
  const [certificate] = certificates;
  if (certificate !== undefined) {
    const why = "whom that key signs certificates for is not declared";
    return { reason: `logs in as root${certificate}`, unknown: why };
  }
  const sure = unknown === undefined ? {} : { unknown };
  if (typeof value !== "string" || owners.length > 0) {
    return { reason: `logs in as root${own}`, ...sure };
  }
  const parsed = parseAuthorizedKey(value);
  const comment = parsed.ok ? parsed.value.key.comment : "";
  const note = comment === "" ? "" : `, ${quote(comment)}`;
  const whose = `that is nobody's in the fleet (…${shortName(value)}${note})`;
  return { reason: `logs in as root${own} ${whose}`, ...sure };
}

/** The end of a key, by which people tell it from others. */
function shortName(line: string): string {
  const blob = bareKey(line).replace(/=+$/, "");
  return blob.slice(-8);
}
