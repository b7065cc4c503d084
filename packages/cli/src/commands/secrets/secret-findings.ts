import type { Diagnostic, Finding } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import {
  type KnownSecrets,
  listSecretsFindings,
  locateInProject,
  openKnownSecrets,
  type SecretsProject,
} from "@fleet/sops";

/** What is found in the secret files of a project. */
export interface SecretFindings {
  /** Without the finding that its config was not run, where `told` makes up for that. */
  readonly project: Project;
  /** What the files were compared with in place of the declaration. */
  readonly told: KnownSecrets["told"];
  /** What is found about the secret files and what is owed, with the places; nothing of the project. */
  readonly ofSecrets: readonly Finding[];
  /** Undefined where the secret files were not looked at, because of what is found in the project. */
  readonly opened: SecretsProject | undefined;
}

/** Looks at the secret files of a project. Needs neither a key nor sops, and writes nothing. */
export async function findSecrets(found: Project): Promise<SecretFindings> {
  if (found.findings.some(isRename)) {
    return { project: found, told: undefined, ofSecrets: [], opened: undefined };
  }
  const { project, read, told } = await openKnownSecrets(found);
  const closed = project.findings.flatMap(({ code, file }) =>
    code === "cli/closed-folder" && file !== undefined ? [file] : [],
  );
  const all = read.ok ? listSecretsFindings(read.value) : read.diagnostics;
  const diagnostics = all.filter((one) => !isOfClosed(one, closed));
  return {
    project,
    told,
    ofSecrets: await locateInProject({ ...project, findings: [] }, diagnostics),
    opened: read.ok ? read.value : undefined,
  };
}

/**
 * Whether a host or a person only looks gone, and another new: all that would be said of their secret files
 * follows from that, and the command that mends it moves them.
 */
function isRename({ code, path: [section] }: Finding): boolean {
  return code === "core/looks-renamed" && (section === "hosts" || section === "users");
}

/** Whether a finding only says once more that a folder may not be read, or that what it may hold is missing. */
function isOfClosed({ code, file, message }: Diagnostic, closed: readonly string[]): boolean {
  if (file !== undefined && closed.includes(file)) return true;
  const isAbsence = code === "secrets/missing-file" || code === "secrets/missing-secret";
  return isAbsence && closed.some((folder) => message.includes(`"${folder}/`));
}
