import { relative, sep } from "node:path";
import type { CommandResult, Invocation } from "../command.ts";
import { renderOverview } from "../overview.ts";
import { chooseExitCode } from "../problem.ts";
import { openProject, type Project } from "../project.ts";
import { type ReportFormat, renderReport, reportFormats } from "../report.ts";

/** Reports all that is wrong with a fleet, and on a terminal who is on which host. */
export async function check({ options, terminal }: Invocation): Promise<CommandResult> {
  const format = chooseFormat(options);
  const root = options.get("root");
  const project = await openProject({
    root: root === true ? undefined : root,
    from: terminal.folder,
  });
  const report = renderReport(
    {
      ...project,
      prefix: format === "pretty" ? project.prefix : workspacePrefix(project, terminal.workspace),
      hasColour: terminal.hasColour.stdout,
      version: terminal.version,
    },
    format,
  );
  const isShown = terminal.isInteractive || options.has("verbose");
  const overview = format === "pretty" && isShown ? describeFleet(project) : "";
  const closing = format === "pretty" && report === "" ? describeSuccess(project) : "";
  return {
    exitCode: chooseExitCode(project.findings),
    stdout: [overview, report, closing].filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}

function chooseFormat(options: Invocation["options"]): ReportFormat {
  if (options.has("json")) return "json";
  return reportFormats.find((format) => format === options.get("format")) ?? "pretty";
}

/** Programs that read reports start from the repository, not from where the command ran. */
function workspacePrefix({ config, prefix }: Project, workspace: string | undefined): string {
  const path =
    config === undefined || workspace === undefined
      ? prefix
      : `${relative(workspace, config.root).split(sep).join("/")}/`;
  return path.startsWith("../") || path === "/" ? "" : path;
}

function describeFleet({ compilation }: Project): string {
  return compilation?.fleet === undefined ? "" : renderOverview(compilation.fleet);
}

function describeSuccess({ compilation, config, prefix }: Project): string {
  const hosts = compilation?.fleet?.resolved.hosts.size ?? 0;
  return `${prefix}${config?.name}: nothing wrong with ${hosts} ${hosts === 1 ? "host" : "hosts"}.\n`;
}
