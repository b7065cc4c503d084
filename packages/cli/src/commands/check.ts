import type { CommandResult, Invocation } from "../command.ts";
import { chooseFormat, renderProject } from "../command-report.ts";
import { renderOverview } from "../overview.ts";
import { chooseExitCode } from "../problem.ts";
import { openProject, type Project } from "../project.ts";

/** Reports all that is wrong with a fleet, and on a terminal who is on which host. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const format = chooseFormat(options);
  const root = options.get("root");
  const project = await openProject({
    root: root === true ? undefined : root,
    from: terminal.folder,
  });
  const report = renderProject(invocation, project, project);
  const isShown = terminal.isInteractive || options.has("verbose");
  const overview = format === "pretty" && isShown ? describeFleet(project) : "";
  const closing = format === "pretty" && report === "" ? describeSuccess(project) : "";
  return {
    exitCode: chooseExitCode(project.findings),
    stdout: [overview, report, closing].filter((part) => part !== "").join("\n"),
    stderr: "",
  };
}

function describeFleet({ compilation }: Project): string {
  return compilation?.fleet === undefined ? "" : renderOverview(compilation.fleet);
}

function describeSuccess({ compilation, config, prefix }: Project): string {
  const hosts = compilation?.fleet?.resolved.hosts.size ?? 0;
  return `${prefix}${config?.name}: nothing wrong with ${hosts} ${hosts === 1 ? "host" : "hosts"}.\n`;
}
