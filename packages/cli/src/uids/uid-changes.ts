import { fleetJsonPath } from "@fleet/codegen";
import { type Account, type Diagnostic, type Path, quote, type ResolvedHost } from "@fleet/core";
import type { CompiledFleet } from "../compile.ts";
import type { FileChange } from "../file-changes.ts";
import { lockPath } from "../lock-text.ts";
import { createProblem } from "../problem.ts";

/**
 * Whose uid would change on a host where the account is already. That never comes of itself: somebody
 * declared another one, which has to be said for the files there; or somebody edited the ledger, which
 * is an error unless it is forced.
 */
export function reportUidChanges(
  fleet: CompiledFleet,
  changes: readonly FileChange[],
  { isForced }: { readonly isForced: boolean },
): Diagnostic[] {
  const change = changes.find(({ path }) => path === fleetJsonPath);
  if (change?.kind !== "updated" || change.stamp !== "intact" || change.before === undefined) {
    return [];
  }
  const found = new Map<string, UidChange>();
  for (const one of listChanges(fleet, parseOrNothing(change.before.toString()))) {
    const key = JSON.stringify([one.account.user, one.from, one.to]);
    const earlier = found.get(key);
    if (earlier === undefined) found.set(key, one);
    else earlier.hosts.push(...one.hosts);
  }
  return [...found.values()].map((one) => describeChange(fleet, one, isForced));
}

/** Whoever can write a digest can write it over something that is no JSON. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface UidChange {
  readonly account: Account;
  readonly from: number;
  readonly to: number;
  /** Where it is so; ids. */
  readonly hosts: string[];
}

function* listChanges({ resolved }: CompiledFleet, before: unknown): Iterable<UidChange> {
  const hosts = valueAt(before, "hosts");
  for (const host of resolved.hosts.values()) {
    const earlier = valueAt(hosts, host.id);
    // A machine that became a Mac, or is none any more, has new disks.
    if (valueAt(earlier, "platform") !== host.platform) continue;
    yield* listChangesOn(host, valueAt(earlier, "accounts"));
  }
}

function* listChangesOn(host: ResolvedHost, earlier: unknown): Iterable<UidChange> {
  for (const account of host.accounts.values()) {
    const from = valueAt(valueAt(earlier, account.user), "uid");
    const to = account.uid?.value;
    if (typeof from !== "number" || to === undefined || from === to) continue;
    yield { account, from, to, hosts: [host.id] };
  }
}

function valueAt(value: unknown, key: string): unknown {
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return isThere ? Reflect.get(value, key) : undefined;
}

function describeChange(
  { declared }: CompiledFleet,
  { account, from, to, hosts }: UidChange,
  isForced: boolean,
): Diagnostic {
  const path = findDeclaration(declared, { user: account.user, hosts, uid: to });
  const [first = "", ...more] = hosts;
  const where = `${quote(first)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
  const whose = quote(account.user);
  if (path !== undefined || isForced) {
    return createProblem(
      "uid-changes",
      `The uid of ${whose} on ${where} changes from ${from} to ${to}, and the files on the disks keep ${from}.`,
      {
        severity: "warning",
        path: path ?? ["users", account.user],
        help: `While ${whose} is not logged in, run as root, for / and each other file system: find / -xdev -uid ${from} -exec chown -h ${to} {} +`,
      },
    );
  }
  return createProblem(
    "ledger-edited",
    `${whose} has the uid ${from} on ${where}, and would get ${to}, because ${lockPath} does not say ${from} any more.`,
    {
      file: lockPath,
      help: `Restore it from git, or declare the uid: \`users.${account.user}.uid\`, on a Mac in the placement. To change it even so: fleet generate --force`,
    },
  );
}

/** Where a uid is declared for a user, on one of the hosts or on another NixOS host; undefined where it is not. */
function findDeclaration(
  { users, hosts }: CompiledFleet["declared"],
  { user, hosts: ids, uid }: { user: string; hosts: readonly string[]; uid: number },
): Path | undefined {
  const isOnMac = ids.some((id) => hosts.get(id)?.platform === "darwin");
  const candidates = isOnMac
    ? ids.flatMap((id) => hosts.get(id) ?? [])
    : [...hosts.values()].filter(({ platform }) => platform !== "darwin");
  for (const { placements } of candidates) {
    const placement = placements.get(user);
    if (placement?.own.uid === uid) return [...placement.path, "uid"];
  }
  return !isOnMac && users.get(user)?.own.uid === uid ? ["users", user, "uid"] : undefined;
}
