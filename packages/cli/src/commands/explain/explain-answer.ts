import { type Diagnostic, isError, renderJson } from "@fleet/diagnostics";
import { locateValues, type Project } from "@fleet/project";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import type { Places } from "../../views/access/access-ways.ts";
import { collectPaths, describePlaces } from "../../views/explain/placed-values.ts";

/** What is known of one thing, and how people see it. */
export interface Explained {
  /** Under which name it stands in JSON. */
  readonly kind: "account" | "host" | "user" | "profile" | "file";
  readonly value: object;
  readonly render: (places: Places, width: number | undefined) => string;
}

/** Says what is known. `more` is what the JSON has beside it. Default: nothing. */
export async function answerExplained(
  { options, terminal }: Invocation,
  project: Project,
  { kind, value, render, more = {} }: Explained & { readonly more?: object },
): Promise<CommandResult> {
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = project.findings.filter(isError);
  const exitCode = chooseExitCode(findings);
  const places = await locateValues(project, collectPaths(value));
  if (options.has("json")) {
    const json = { ...more, kind, [kind]: describePlaces(value, places) };
    return { exitCode, stdout: renderJson(findings, json), stderr: "" };
  }
  const shown = renderForPeople(terminal, project, findings);
  const stderr = findings.length === 0 ? "" : `${shown}${doubt}`;
  return { exitCode, stdout: render(places, terminal.width?.stdout), stderr };
}

const doubt = "What is explained here is what could be worked out in spite of these errors.\n";

/** Ends with what is wrong with the fleet, or with the question. */
export function refuseExplaining(
  { options, terminal }: Invocation,
  project: Pick<Project, "findings" | "prefix" | "readSource">,
  diagnostics: readonly Diagnostic[] = [],
): CommandResult {
  const findings = [...project.findings, ...diagnostics].filter(isError);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) return { exitCode, stdout: renderJson(findings, {}), stderr: "" };
  return { exitCode, stdout: "", stderr: renderForPeople(terminal, project, findings) };
}
