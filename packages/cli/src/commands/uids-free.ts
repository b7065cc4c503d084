import type { ComputedFleet } from "@fleet/codegen";
import { freeUid, type UidPlace } from "@fleet/core/internal";
import {
  type Diagnostic,
  quote,
  renderJson,
  renderReport,
  sortDiagnostics,
  suggestName,
} from "@fleet/diagnostics";
import { compareLock, type LedgerProject, openLedger, writeChanges } from "@fleet/project/internal";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { confirm } from "../command/question.ts";
import { searchPlace } from "../command/search-place.ts";

/** Gives up the uid of somebody who is gone. */
export async function freeUids(invocation: Invocation): Promise<CommandResult> {
  const opened = await openLedger(invocation.world, searchPlace(invocation));
  const outcome = opened.opened === undefined ? undefined : tryToFree(invocation, opened.opened);
  return conclude(invocation, opened, outcome ?? { diagnostics: [] });
}

interface Freed {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined where nothing was done. */
  readonly freed?: UidPlace & { readonly user: string };
}

function tryToFree(
  invocation: Invocation,
  { config, fleet }: NonNullable<LedgerProject["opened"]>,
): Freed {
  const { options, operands, world } = invocation;
  const [operand = ""] = operands;
  const host = options.get("host");
  if (!/^[1-9]\d{0,9}$/.test(operand)) return { diagnostics: [describeNoUid(operand)] };
  if (typeof host === "string" && !isMac(fleet, host)) {
    return { diagnostics: [describeNoMac(fleet, host)] };
  }
  const place = { uid: Number(operand), host: typeof host === "string" ? host : undefined };
  const came = freeUid(fleet.lock.uids, fleet.resolved.ledger, place);
  switch (came.kind) {
    case "held":
      return { diagnostics: [describeHeld(place, came.user)] };
    case "unknown":
      return { diagnostics: [describeUnknown(fleet, place)] };
    case "freed": {
      const plan = describeRisk(place, came.user);
      const refusal = confirm(invocation, { plan, help: `${plan}; then agree with --yes.` });
      if (refusal !== undefined) return { diagnostics: [refusal] };
      // While the question stood there, another run may have given out uids.
      const { value: changes, diagnostics } = compareLock(world.disk, config.root, {
        lock: fleet.lock,
        ledger: came.ledger,
      });
      const problems = diagnostics.length > 0 ? diagnostics : writeChanges(world, changes);
      const freed = { ...place, user: came.user };
      return problems.length > 0 ? { diagnostics: problems } : { diagnostics: [], freed };
    }
    default:
      return came satisfies never;
  }
}

function isMac({ declared, resolved }: ComputedFleet, host: string): boolean {
  return resolved.ledger.darwin.has(host) || declared.hosts.get(host)?.platform === "darwin";
}

function conclude(
  { options, terminal }: Invocation,
  { project }: LedgerProject,
  { diagnostics, freed }: Freed,
): CommandResult {
  // Where it was done, what is wrong with other uids is for the next look.
  const isDone = freed !== undefined;
  const isNamed = diagnostics.length > 0;
  const findings = isDone || isNamed ? sortDiagnostics(diagnostics) : project.findings;
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    const more = { freed: isDone ? { ...freed, host: freed.host ?? null } : null };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  return {
    exitCode,
    stdout: isDone ? `Freed ${freed.uid}, which was that of ${quote(freed.user)}.\n` : "",
    stderr: renderReport(report, "pretty"),
  };
}

function describeRisk({ uid, host }: UidPlace, user: string): string {
  const where = host === undefined ? "any NixOS host" : quote(host);
  return `The uid ${uid} was that of ${quote(user)}. Files that are left on ${where}, in a backup or on a disk that is not plugged in will belong to whoever gets the uid next. Look for them there: find / -xdev -uid ${uid}`;
}

function describeNoUid(operand: string): Diagnostic {
  const message = operand === "" ? "No uid is named." : `${quote(operand)} is no uid.`;
  return createProblem("bad-uid", message, {
    help: "Name one that `fleet uids` lists as a tombstone.",
  });
}

function describeNoMac({ declared, resolved }: ComputedFleet, host: string): Diagnostic {
  const macs = [...declared.hosts.values()].filter(({ platform }) => platform === "darwin");
  const ids = [...new Set([...resolved.ledger.darwin.keys(), ...macs.map(({ id }) => id)])].sort();
  return createProblem("unknown-host", `${quote(host)} is no Mac of the fleet.`, {
    help: `${suggestName(host, ids, "Mac")} NixOS hosts share their uids; leave --host out for them.`,
  });
}

function describeHeld({ uid }: UidPlace, user: string): Diagnostic {
  const message = `The uid ${uid} is that of ${quote(user)}, who has an account.`;
  return createProblem("uid-held", message, {
    help: "Only the uid of somebody who is gone can be freed.",
  });
}

function describeUnknown({ resolved }: ComputedFleet, { uid, host }: UidPlace): Diagnostic {
  const where = host === undefined ? "on NixOS" : `on ${quote(host)}`;
  const macs = [...resolved.ledger.darwin].filter(([, space]) => space.tombstones.has(uid));
  const elsewhere = host === undefined ? macs.map(([id]) => `--host ${id}`) : [];
  return createProblem("unknown-uid", `Nobody had the uid ${uid} ${where}.`, {
    help:
      elsewhere.length === 0
        ? "Name one that `fleet uids` lists as a tombstone."
        : `Did you mean that of a Mac? ${elsewhere.join(" or ")}`,
  });
}
