import { type Diagnostic, isError, renderJson } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";

/** Nothing was done, and why. */
export function refuse(
  { options, terminal }: Invocation,
  project: Pick<Project, "prefix" | "readSource">,
  findings: readonly Diagnostic[],
): CommandResult {
  const code = chooseExitCode(findings);
  const exitCode = code === 0 && findings.some(isError) ? 1 : code;
  if (options.has("json")) {
    const more = { title: null, done: false, files: [], facts: [], next: [] };
    return { exitCode, stdout: renderJson(findings, more), stderr: "" };
  }
  const closing = "Nothing was done.\n";
  return {
    exitCode,
    stdout: "",
    stderr: `${renderForPeople(terminal, project, findings)}${closing}`,
  };
}
