import { quote, renderJson, sortDiagnostics } from "@fleet/diagnostics";
import {
  type FormerUid,
  type GivenUp,
  giveUpUid,
  type LedgerProject,
  openLedger,
} from "@fleet/project/ledger";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { confirm } from "../../command/question.ts";
import { searchPlace } from "../../command/search-place.ts";

/** Gives up the uid of somebody who is gone. */
export async function freeUids(invocation: Invocation): Promise<CommandResult> {
  const { operands, options, world } = invocation;
  const [uid = ""] = operands;
  const host = options.get("host");
  const opened = await openLedger(world, searchPlace(invocation));
  const outcome = giveUpUid(opened, {
    uid,
    host: typeof host === "string" ? host : undefined,
    agree: (former) => {
      const plan = describeRisk(former);
      return confirm(invocation, { plan, help: `${plan}; then agree with --yes.` });
    },
  });
  return conclude(invocation, opened, outcome);
}

function conclude(
  { options, terminal }: Invocation,
  { project }: LedgerProject,
  { diagnostics, freed }: GivenUp,
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
  return {
    exitCode,
    stdout: isDone ? `Freed ${freed.uid}, which was that of ${quote(freed.user)}.\n` : "",
    stderr: renderForPeople(terminal, project, findings),
  };
}

function describeRisk({ uid, host, user }: FormerUid): string {
  const where = host === undefined ? "any NixOS host" : quote(host);
  return `The uid ${uid} was that of ${quote(user)}. Files that are left on ${where}, in a backup or on a disk that is not plugged in will belong to whoever gets the uid next. Look for them there: find / -xdev -uid ${uid}`;
}
