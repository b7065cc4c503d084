import type { Finding, Stage } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { listSecretsFindings, locateInProject, openSecrets } from "@fleet/sops";

/** What `fleet check` found about secret files. */
export interface CheckedSecrets {
  /** Those of the project, then those about secrets. */
  readonly findings: readonly Finding[];
  readonly ofSecrets: ReadonlySet<Finding>;
  /** The stages that were looked at: the secret files only where the declaration is sound. */
  readonly stages: readonly Stage[];
}

/** All that can be said of the secret files of a fleet without a key, as `fleet secrets status` says it. */
export async function checkSecrets(project: Project): Promise<CheckedSecrets> {
  const read = await openSecrets(project);
  if (!read.ok) return { findings: project.findings, ofSecrets: new Set(), stages: [] };
  const findings = await locateInProject(project, listSecretsFindings(read.value));
  const own = new Set(project.findings);
  const ofSecrets = new Set(findings.filter((finding) => !own.has(finding)));
  return { findings, ofSecrets, stages: ["secrets"] };
}
