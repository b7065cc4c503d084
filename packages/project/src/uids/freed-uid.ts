import { freeUid, type UidPlace } from "@fleet/core/internal";
import { type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { LockedFleet } from "../compile.ts";
import { writeChanges } from "../disk/write-files.ts";
import { compareLock } from "../lock/lock-change.ts";
import type { LedgerProject } from "./ledger-project.ts";

/** A uid that is nobody's any more, and whose it was. */
export interface FormerUid extends UidPlace {
  readonly user: string;
}

/** Which uid to give up. */
export interface UidRequest {
  /** The uid as somebody wrote it. */
  readonly uid: string;
  /** The id of a Mac, or of a NixOS host that pinned it; undefined for a uid of all NixOS hosts. */
  readonly host: string | undefined;
  /** Whether somebody agrees to it; else why not. */
  readonly agree: (former: FormerUid) => Diagnostic | undefined;
}

/** What came of it. */
export interface GivenUp {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing was done. */
  readonly freed?: FormerUid;
}

/** Takes the uid of somebody who is gone out of the ledger, so that others can get it. */
export function giveUpUid(
  { project, opened }: LedgerProject,
  { uid, host, agree }: UidRequest,
): GivenUp {
  if (opened === undefined) return { diagnostics: [] };
  const { config, fleet } = opened;
  if (!/^[1-9]\d{0,9}$/.test(uid)) return { diagnostics: [describeNoUid(uid)] };
  if (host !== undefined && !hasOwnUids(fleet, host))
    return { diagnostics: [describeWithoutOwn(fleet, host)] };
  const place = { uid: Number(uid), host };
  const came = freeUid(fleet.lock.uids, fleet.resolved.ledger, place);
  switch (came.kind) {
    case "held":
      return { diagnostics: [describeHeld(place, came.user)] };
    case "unknown":
      return { diagnostics: [describeUnknown(fleet, place)] };
    case "freed": {
      const former = { ...place, user: came.user };
      const refusal = agree(former);
      if (refusal !== undefined) return { diagnostics: [refusal] };
      const { world } = project;
      // While the question stood there, another run may have given out uids.
      const { value: changes, diagnostics } = compareLock(world.disk, config.root, {
        lock: fleet.lock,
        ledger: came.ledger,
      });
      const problems = diagnostics.length > 0 ? diagnostics : writeChanges(world, changes);
      return problems.length > 0 ? { diagnostics: problems } : { diagnostics: [], freed: former };
    }
    default:
      return came satisfies never;
  }
}

function hasOwnUids({ declared, resolved }: LockedFleet, host: string): boolean {
  return resolved.ledger.hosts.has(host) || declared.hosts.get(host)?.platform === "darwin";
}

function describeNoUid(operand: string): Diagnostic {
  const message = operand === "" ? "No uid is named." : `${quote(operand)} is no uid.`;
  return createProblem("bad-uid", message, {
    help: "Name one that `fleet uids` lists as a tombstone.",
  });
}

function describeWithoutOwn({ declared, resolved }: LockedFleet, host: string): Diagnostic {
  const macs = [...declared.hosts.values()].filter(({ platform }) => platform === "darwin");
  const ids = [...new Set([...resolved.ledger.hosts.keys(), ...macs.map(({ id }) => id)])].sort();
  const message = declared.hosts.has(host)
    ? `No uid is or was pinned on ${quote(host)}.`
    : `${quote(host)} is no host of the fleet that has uids of its own.`;
  return createProblem("unknown-host", message, {
    help: `${suggestName(host, ids, "host")} NixOS hosts share the others; leave --host out for them.`,
  });
}

function describeHeld({ uid }: UidPlace, user: string): Diagnostic {
  const message = `The uid ${uid} is that of ${quote(user)}, who has an account.`;
  return createProblem("uid-held", message, {
    help: "Only the uid of somebody who is gone can be freed.",
  });
}

function describeUnknown({ resolved }: LockedFleet, { uid, host }: UidPlace): Diagnostic {
  const where = host === undefined ? "on NixOS" : `on ${quote(host)}`;
  const single = [...resolved.ledger.hosts].filter(([, space]) => space.tombstones.has(uid));
  const elsewhere = host === undefined ? single.map(([id]) => `--host ${id}`) : [];
  return createProblem("unknown-uid", `Nobody had the uid ${uid} ${where}.`, {
    help:
      elsewhere.length === 0
        ? "Name one that `fleet uids` lists as a tombstone."
        : `Did you mean that of a single host? ${elsewhere.join(" or ")}`,
  });
}
