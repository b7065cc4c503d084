import type { AcceptedFinding, Finding } from "@fleet/diagnostics";
import { type ReportFormat, renderReport, reportFormats } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { relative } from "pathe";
import { describeAccepted } from "../views/accepted-findings.ts";
import { openCodeIndex } from "./codes.ts";
import type { Invocation } from "./command.ts";

/** The report format that the options ask for. */
export function chooseFormat(options: Invocation["options"]): ReportFormat {
  if (options.has("json")) return "json";
  return reportFormats.find((format) => format === options.get("format")) ?? "pretty";
}

/** What a report is about. */
export interface ReportedFindings {
  readonly findings: readonly Finding[];
  /** What the JSON says of accepted findings, where the command judges them. Default: nothing. */
  readonly accepted?: readonly AcceptedFinding[];
  /** What a command adds to the JSON. Default: nothing. */
  readonly more?: Record<string, unknown>;
  /** The option of the command that lists each of many like findings for people. Default: `--json`. */
  readonly completeOption?: string;
}

/** Renders findings about a project in the format that was asked for, for the standard output. */
export function renderProject(
  { options, terminal }: Invocation,
  project: Project,
  { findings, accepted, more = {}, completeOption = "--json" }: ReportedFindings,
): string {
  const format = chooseFormat(options);
  return renderReport(
    {
      ...project,
      findings,
      isComplete: options.has("verbose"),
      completeOption,
      more: accepted === undefined ? more : { accepted: describeAccepted(accepted), ...more },
      prefix: format === "pretty" ? project.prefix : workspacePrefix(project, terminal.workspace),
      hasColour: terminal.hasColour.stdout,
      width: terminal.width?.stdout,
      version: terminal.version,
      ...(project.config === undefined ? {} : { mainFile: project.config.name }),
      ...(format === "sarif" ? { codes: openCodeIndex() } : {}),
    },
    format,
  );
}

/** Renders findings for people beside an answer, for the standard error. */
export function renderForPeople(
  { hasColour, version, width }: Invocation["terminal"],
  project: Pick<Project, "prefix" | "readSource">,
  findings: readonly Finding[],
): string {
  const { prefix, readSource } = project;
  const terminal = { hasColour: hasColour.stderr, version, width: width?.stderr };
  return renderReport({ prefix, readSource, findings, ...terminal }, "pretty");
}

/** Programs that read reports start from the repository, not from where the command ran. */
function workspacePrefix({ config, prefix }: Project, workspace: string | undefined): string {
  const path =
    config === undefined || workspace === undefined
      ? prefix
      : `${relative(workspace, config.root)}/`;
  return path.startsWith("../") || path === "/" ? "" : path;
}
