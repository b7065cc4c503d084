import { isError } from "@fleet/diagnostics";
import { judgeFindings, openProject } from "@fleet/project";
import { listDebtors } from "@fleet/secrets";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { chooseFormat, renderProject } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import { renderAccepted } from "../../views/accepted-findings.ts";
import { describeFileStates, renderFileStates } from "../../views/secrets/status-text.ts";
import { describeTold, placeTold } from "../../views/told-text.ts";
import { findSecrets } from "./secret-findings.ts";

/** Compares the declaration, `.sops.yaml` and all secret files, and says what is owed. */
export async function showSecretsStatus(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const found = await openProject(invocation.world, searchPlace(invocation));
  const { project, told, opened, ofSecrets } = await findSecrets(found);
  const { findings, accepted } = await judgeFindings(project, [...project.findings, ...ofSecrets], {
    stages: new Set(["declared", "disk", ...(opened === undefined ? [] : (["secrets"] as const))]),
  });
  const exitCode = chooseExitCode(findings);
  const isPretty = chooseFormat(options) === "pretty";
  const { line, json } = describeTold(told);
  if (opened === undefined) {
    const report = renderProject(invocation, project, {
      findings,
      accepted,
      more: json,
      completeOption: "--verbose",
    });
    const isBroken = isPretty && findings.some(isError) && project.config !== undefined;
    const closing = isBroken ? "No secret file was looked at, because of these errors.\n" : "";
    return { exitCode, ...placeTold(line, `${report}${closing}`, invocation) };
  }
  const { status, secrets, record, scan } = opened;
  const { keyring } = secrets;
  const more = isPretty
    ? {}
    : {
        ...json,
        files: describeFileStates(status.files, keyring),
        ignored: scan.ignored,
        owed: listDebtors(record, keyring),
      };
  const report = renderProject(invocation, project, {
    findings,
    accepted,
    more,
    completeOption: "--verbose",
  });
  const isVerbose = options.has("verbose");
  const isShown = isPretty && (terminal.isInteractive || isVerbose);
  const files = isShown
    ? renderFileStates(status.files, {
        keyring,
        prefix: project.prefix,
        isVerbose,
        width: terminal.width?.stdout,
        ignored: scan.ignored,
      })
    : "";
  const closing = isPretty && !isShown && report === "" ? "Nothing wrong with the secrets.\n" : "";
  const acceptedText = isPretty ? renderAccepted(accepted, { isVerbose }) : "";
  const parts = [files, report, closing + acceptedText].filter((part) => part !== "");
  return { exitCode, ...placeTold(line, parts.join("\n"), invocation) };
}
