import { type Diagnostic, isError, quote, renderJson } from "@fleet/diagnostics";
import { type ExaminedRow, examineProject, openProject, type Project } from "@fleet/project";
import { examined } from "@fleet/project/internal";
import { examineIdentities, openSecrets } from "@fleet/sops";
import { resolve } from "pathe";
import { createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { confirm } from "../command/question.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderBugReport } from "../views/bug-report.ts";
import { renderExamination } from "../views/doctor-table.ts";
import { refuseExplaining } from "./explain/explain-answer.ts";
import { tellInterrupted } from "./life/interrupted.ts";

/** Says whether this machine and the fleet here are fit, and what to do where they are not; or writes a bug report of it. */
export async function examineMachine(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal, world } = invocation;
  const project = await openProject(world, searchPlace(invocation));
  // Whoever named a folder wants to know that it is none.
  const wrongUse = project.findings.filter(({ code }) => code === "cli/bad-root");
  if (wrongUse.length > 0) return refuseExplaining(invocation, project);
  const examination = await examineProject(project, terminal.version);
  const read = await openSecrets(project);
  const ofSecrets = await examineIdentities(world, read.ok ? read.value : undefined);
  const rows = place(examination.rows, [...(await examineChange(project)), ...ofSecrets]);
  const { project: compared } = examination.compared;
  if (options.has("bundle")) return writeReport(invocation, compared, rows);
  const exitCode = rows.some(({ fitness }) => fitness === "broken") ? 1 : 0;
  const stdout = options.has("json")
    ? renderJson([], { rows })
    : renderExamination(rows, terminal.width?.stdout);
  return { exitCode, stdout, stderr: "" };
}

/** A change that somebody began here, and that waits to be completed. */
async function examineChange(project: Project): Promise<ExaminedRow[]> {
  const found = await tellInterrupted(project);
  return found.map(({ message, help, code }) =>
    examined("fleet", "change", {
      fitness: "broken",
      says: message,
      fact: code,
      cure: help ?? "See: fleet check",
    }),
  );
}

/** Keys come behind the fleet, and before caches. */
function place(rows: readonly ExaminedRow[], ofSecrets: readonly ExaminedRow[]): ExaminedRow[] {
  const isLast = ({ about }: ExaminedRow) => about === "caches";
  return [...rows.filter((row) => !isLast(row)), ...ofSecrets, ...rows.filter(isLast)];
}

/** Shows the report before it is written, and writes over nothing. */
function writeReport(
  invocation: Invocation,
  project: Project,
  rows: readonly ExaminedRow[],
): CommandResult {
  const { options, world } = invocation;
  const named = options.get("bundle");
  const file = resolve(world.folder, named === undefined || named === true ? "" : named);
  const source = project.config === undefined ? undefined : project.readSource(project.config.name);
  const text = renderBugReport({
    rows,
    findings: project.findings,
    fleet: project.fleet,
    config: options.has("with-config") ? (source ?? "") : undefined,
  });
  const shown = quote(named);
  if (world.disk.inspect(file) !== undefined) {
    const message = `${shown} is there already.`;
    const help = "Name a file that is not there yet: nothing is written over.";
    return refuseReport(invocation, createProblem("unknown-option", message, { help }));
  }
  const isJson = options.has("json");
  const plan = `${text}\nThis is the report. It goes to ${shown}, and nowhere else.`;
  const help = "Look at it, then agree with --yes.";
  const objection = confirm(invocation, { plan, help });
  // Where nobody can be asked, it is shown, so that there is something to agree to.
  if (objection !== undefined) {
    const result = refuseReport(invocation, objection);
    return isJson || world.confirm !== undefined ? result : { ...result, stdout: text };
  }
  world.disk.create(file, new TextEncoder().encode(text), { mode: 0o600 });
  if (isJson) return { exitCode: 0, stdout: renderJson([], { file, report: text }), stderr: "" };
  const told = options.has("yes") ? `${text}\n` : "";
  return { exitCode: 0, stdout: `${told}Written to ${shown}.\n`, stderr: "" };
}

function refuseReport(
  { options, terminal }: Invocation,
  diagnostic: Diagnostic & { readonly severity: string },
): CommandResult {
  const findings = [diagnostic].filter(isError);
  if (options.has("json")) return { exitCode: 2, stdout: renderJson(findings, {}), stderr: "" };
  const noSource = { prefix: "", readSource: () => undefined };
  return { exitCode: 2, stdout: "", stderr: renderForPeople(terminal, noSource, findings) };
}
