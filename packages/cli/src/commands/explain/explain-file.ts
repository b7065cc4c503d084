import type { Diagnostic } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { explainFile, openKnownSecrets } from "@fleet/sops";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderFile } from "../../views/explain/file-view.ts";
import { describeTold, placeTold } from "../../views/told-text.ts";
import { answerExplained, refuseExplaining } from "./explain-answer.ts";

/** Explains a secret file, for which what is on disk counts, too; without the declaration, by what `fleet.json` tells. */
export async function explainSecretFile(
  invocation: Invocation,
  opened: Project,
  name: string,
): Promise<CommandResult> {
  const { project, read, told } = await openKnownSecrets(opened);
  if (!read.ok) return refuseExplaining(invocation, project, read.diagnostics.map(asError));
  const explained = explainFile(read.value, name);
  if (!explained.ok) return refuseExplaining(invocation, project, explained.diagnostics);
  const { value } = explained;
  const { line, json } = describeTold(told);
  const result = await answerExplained(invocation, project, {
    kind: "file",
    value,
    render: (places, width) => renderFile(value, places, width),
    more: json,
  });
  return { ...result, stdout: placeTold(line, result.stdout, invocation).stdout };
}

/** What is a warning elsewhere leaves this question without an answer. */
function asError(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: "error" };
}
