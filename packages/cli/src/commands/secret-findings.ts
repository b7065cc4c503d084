import type { Finding } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import {
  listSecretsFindings,
  locateInProject,
  openSecrets,
  type SecretsProject,
} from "@fleet/sops";

/** What is found in the secret files of a project. */
export interface SecretFindings {
  /** What is found about the secret files and what is owed, with the places; nothing of the project. */
  readonly ofSecrets: readonly Finding[];
  /** Undefined where the secret files were not looked at, because of what is found in the project. */
  readonly opened: SecretsProject | undefined;
}

/** Looks at the secret files of a project. Needs neither a key nor sops, and writes nothing. */
export async function findSecrets(project: Project): Promise<SecretFindings> {
  const read = await openSecrets(project);
  const diagnostics = read.ok ? listSecretsFindings(read.value) : read.diagnostics;
  return {
    ofSecrets: await locateInProject({ ...project, findings: [] }, diagnostics),
    opened: read.ok ? read.value : undefined,
  };
}
