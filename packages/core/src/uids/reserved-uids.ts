import type { Diagnostic } from "@fleet/diagnostics";
import { createOnce, quote } from "@fleet/diagnostics";
import type { ResolvedContext } from "../checks/check.ts";
import { coreCodes } from "../codes.ts";
import type { Platform } from "../declaration/declaration.ts";
import { isWithin, uidOwner } from "../reserved/id-ranges.ts";
import { placeOf } from "../resolve/clashes.ts";
import { listNumbered } from "./uid-checks.ts";
import { listDeclaredUids } from "./uid-claims.ts";
import { spaceOf } from "./uid-ledger.ts";

/** Whatever the range, some uids are the system's: on hosts, and also of people without an account yet. */
export function* uidsAreNotTheSystems(context: ResolvedContext): Iterable<Diagnostic> {
  const { fleet } = context;
  const isNew = createOnce();
  for (const { host, account, uid } of listNumbered(context)) {
    const owner = uidOwner(uid, host.platform);
    if (owner === undefined) continue;
    const path = placeOf(fleet, host, account, "uid");
    const isOnRecord = account.uid?.origin === "ledger";
    if (!isNew(isOnRecord ? account.user : path)) continue;
    yield coreCodes.create(
      "uid-taken",
      `The uid ${uid} of ${quote(account.user)} on ${quote(host.id)} belongs to ${owner}.`,
      { path, help: proposeUid(context, host) },
    );
  }
  const placed = new Set(
    [...fleet.hosts.values()].flatMap(({ placements }) => [...placements.keys()]),
  );
  for (const [id, { own }] of fleet.users) {
    const owner = typeof own.uid === "number" ? uidOwner(own.uid, "nixos") : undefined;
    if (owner === undefined || placed.has(id)) continue;
    yield coreCodes.create("uid-taken", `The uid ${own.uid} of ${quote(id)} belongs to ${owner}.`, {
      path: ["users", id, "uid"],
      help: proposeUid(context, undefined),
    });
  }
}

interface Machine {
  readonly id: string;
  readonly platform: Platform;
}

/** The first uid that nobody has, had or declares. */
function proposeUid({ fleet, uids }: ResolvedContext, host: Machine | undefined): string {
  const isMac = host?.platform === "darwin";
  const spaces = isMac
    ? [spaceOf(uids.ledger, host.id)]
    : [uids.ledger.nixos, ...uids.ledger.hosts.values()];
  const range = fleet.defaults.uidRange[isMac ? "darwin" : "nixos"];
  const declared = listDeclaredUids(fleet);
  const isFree = (uid: number) =>
    spaces.every(({ accounts, tombstones }) => !accounts.has(uid) && !tombstones.has(uid)) &&
    !declared.has(uid) &&
    uidOwner(uid, isMac ? "darwin" : "nixos") === undefined;
  for (let uid = range[0]; isWithin(uid, range); uid++) {
    if (isFree(uid)) return `Write one that nobody has, such as uid: ${uid}.`;
  }
  return "Write one that nobody has, and widen `defaults.uidRange` for it.";
}
