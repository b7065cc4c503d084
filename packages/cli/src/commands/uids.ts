import type { CommandResult, Invocation } from "../command.ts";
import { chooseExitCode } from "../problem.ts";
import { renderReport } from "../report.ts";
import { renderJson } from "../report-json.ts";
import { searchPlace } from "../search-place.ts";
import { renderColumns } from "../secrets/table.ts";
import { openLedger } from "../uids/ledger-project.ts";
import { listLedger, tabulateUids } from "../uids/uid-list.ts";

/** Lists who has which uid, who had it, and why. */
export async function listUids(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const { project, opened } = await openLedger(searchPlace(invocation));
  const { findings } = project;
  const exitCode = chooseExitCode(findings);
  const uids = opened === undefined ? [] : listLedger(opened.fleet);
  if (options.has("json")) return { exitCode, stdout: renderJson(findings, { uids }), stderr: "" };
  const { hasColour, version } = terminal;
  const report = { ...project, hasColour: hasColour.stderr, version };
  const nothing = opened === undefined ? "" : "No uid is given out.\n";
  return {
    exitCode,
    stdout: uids.length === 0 ? nothing : renderColumns(tabulateUids(uids)),
    stderr: renderReport(report, "pretty"),
  };
}
