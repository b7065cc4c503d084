import type { Finding } from "@fleet/diagnostics";
import { type ReportFormat, renderReport, reportFormats } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { relative } from "pathe";
import type { Invocation } from "./command.ts";

/** The report format that the options ask for. */
export function chooseFormat(options: Invocation["options"]): ReportFormat {
  if (options.has("json")) return "json";
  return reportFormats.find((format) => format === options.get("format")) ?? "pretty";
}

/**
 * Renders findings about a project in the format that was asked for, for the standard output. `more`
 * is what a command adds to the JSON.
 */
export function renderProject(
  { options, terminal }: Invocation,
  project: Project,
  { findings, more = {} }: { findings: readonly Finding[]; more?: Record<string, unknown> },
): string {
  const format = chooseFormat(options);
  return renderReport(
    {
      ...project,
      findings,
      more,
      prefix: format === "pretty" ? project.prefix : workspacePrefix(project, terminal.workspace),
      hasColour: terminal.hasColour.stdout,
      version: terminal.version,
    },
    format,
  );
}

/** Programs that read reports start from the repository, not from where the command ran. */
function workspacePrefix({ config, prefix }: Project, workspace: string | undefined): string {
  const path =
    config === undefined || workspace === undefined
      ? prefix
      : `${relative(workspace, config.root)}/`;
  return path.startsWith("../") || path === "/" ? "" : path;
}
