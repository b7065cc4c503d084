import { listLedger, listUidsOfMachines } from "@fleet/core/internal";
import { renderColumns, renderJson } from "@fleet/diagnostics";
import { openLedger } from "@fleet/project/ledger";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import { tabulateUids } from "../../views/uids.ts";

/** Lists who has which uid, who had it, and why. */
export async function listUids(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const { project, opened } = await openLedger(invocation.world, searchPlace(invocation));
  const { findings } = project;
  const exitCode = chooseExitCode(findings);
  const uids =
    opened === undefined ? [] : listLedger({ ...opened.fleet, recorded: opened.fleet.lock.uids });
  const left = opened === undefined ? [] : listUidsOfMachines(opened.fleet.resolved);
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(findings, { uids, leftToMachines: left }), stderr: "" };
  }
  const nothing = opened === undefined ? "" : "No uid is given out.\n";
  return {
    exitCode,
    stdout:
      uids.length + left.length === 0
        ? nothing
        : renderColumns(tabulateUids(uids, left), terminal.width?.stdout),
    stderr: renderForPeople(terminal, project, findings),
  };
}
