import { isError } from "@fleet/core";
import { listOwed } from "@fleet/secrets";
import type { CommandResult, Invocation } from "../command.ts";
import { chooseFormat, renderProject } from "../command-report.ts";
import { chooseExitCode } from "../problem.ts";
import { openProject } from "../project.ts";
import { searchPlace } from "../search-place.ts";
import { listSecretsFindings, locateInProject, readSecrets } from "../secrets/secrets-project.ts";
import { describeFileStates, renderFileStates } from "../secrets/status-text.ts";

/** Compares the declaration, `.sops.yaml` and all secret files, and says what is owed. */
export async function showSecretsStatus(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const project = await openProject(searchPlace(invocation));
  const read = readSecrets(project);
  const diagnostics = read.ok ? listSecretsFindings(read.value) : read.diagnostics;
  const findings = await locateInProject(project, diagnostics);
  const exitCode = chooseExitCode(findings);
  const isPretty = chooseFormat(options) === "pretty";
  if (!read.ok) {
    const report = renderProject(invocation, project, { findings });
    const isBroken = isPretty && findings.some(isError) && project.config !== undefined;
    const closing = isBroken ? "No secret file was looked at, because of these errors.\n" : "";
    return { exitCode, stdout: `${report}${closing}`, stderr: "" };
  }
  const more = isPretty
    ? {}
    : { files: describeFileStates(read.value), owed: listOwed(read.value.record) };
  const report = renderProject(invocation, project, { findings, more });
  const isShown = isPretty && (terminal.isInteractive || options.has("verbose"));
  const files = isShown ? renderFileStates(read.value) : "";
  const closing = isPretty && !isShown && report === "" ? "Nothing wrong with the secrets.\n" : "";
  const parts = [files, report, closing].filter((part) => part !== "");
  return { exitCode, stdout: parts.join("\n"), stderr: "" };
}
