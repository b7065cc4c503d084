import { renderJson, showLine } from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { acknowledgeFiles, locateInProject } from "@fleet/sops";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";

/** Notes that the secrets in files whose readers have gone were changed where they come from. */
export async function acknowledgeSecrets(invocation: Invocation): Promise<CommandResult> {
  const { options, operands, terminal, world } = invocation;
  const project = await openProject(world, searchPlace(invocation));
  const date = options.get("date");
  const { paths, diagnostics } = acknowledgeFiles(project, {
    named: operands,
    folder: world.folder,
    date: typeof date === "string" ? date : undefined,
  });
  const findings = await locateInProject(project, diagnostics);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(findings, { acknowledged: paths }), stderr: "" };
  }
  const lines = paths.map((path) => `Acknowledged ${showLine(`${project.prefix}${path}`)}\n`);
  return { exitCode, stdout: lines.join(""), stderr: renderForPeople(terminal, project, findings) };
}
