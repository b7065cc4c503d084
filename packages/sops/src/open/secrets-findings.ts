import type { Finding } from "@fleet/diagnostics";
import { type Diagnostic, isError, sortDiagnostics } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { locateInConfig } from "@fleet/project/internal";
import { tellMovedSecrets } from "./moved-findings.ts";
import { reportOwed } from "./owed.ts";
import type { SecretsProject } from "./secrets-comparison.ts";

/** All findings about the secrets, of the files and of what is owed, without those of the declaration. */
export function listSecretsFindings(opened: SecretsProject): Diagnostic[] {
  const { project, scan, secrets, status, recordFile } = opened;
  const isRecordSound = !recordFile.diagnostics.some(isError);
  return [
    ...scan.diagnostics,
    ...tellMovedSecrets(project, secrets, status.diagnostics),
    ...recordFile.diagnostics,
    ...(isRecordSound ? reportOwed(opened) : []),
  ];
}

/** Findings in order, with their places, behind those of the declaration. */
export async function locateInProject(
  project: Project,
  diagnostics: readonly Diagnostic[],
): Promise<Finding[]> {
  const { config, findings } = project;
  if (config === undefined) return [...findings, ...diagnostics];
  const sorted = sortDiagnostics(diagnostics);
  const located = await locateInConfig(project, sorted);
  // What is wrong with a machine or a command line has no place in the config.
  const isElsewhere = (index: number) => {
    const { code, path, file } = sorted[index] ?? {};
    return code?.startsWith("cli/") === true && path?.length === 0 && file === undefined;
  };
  return [
    ...findings,
    ...located.map(({ file, ...finding }, index) =>
      file === undefined || isElsewhere(index) ? finding : { ...finding, file },
    ),
  ];
}
