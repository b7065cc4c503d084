import type { Diagnostic } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { isOfDeclaration } from "@fleet/project/internal";
import { recallReaders } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { hasUnnamed, readNamesAtHead } from "./known-names.ts";
import {
  compareFound,
  compareSecrets,
  type SecretsProject,
  withKeyring,
} from "./secrets-comparison.ts";

/** The secrets, or why there is nothing to look at beside the findings of the project. */
export type OpenedSecrets =
  | { readonly ok: true; readonly value: SecretsProject }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads all secret files of a fleet whose declaration is sound, whatever is wrong with other files. Neither a
 * key nor sops is needed.
 */
export function readSecrets(project: Project): OpenedSecrets {
  const { config, fleet, findings } = project;
  if (config === undefined || fleet === undefined || findings.some(isOfDeclaration)) {
    return { ok: false, diagnostics: [] };
  }
  if (fleet.secrets === undefined) {
    const nothing = createProblem("no-secrets", "The declaration says nothing of secrets.", {
      severity: "warning",
      file: config.name,
      help: "Declare `secrets`; where a .sops.yaml exists, `fleet secrets adopt` shows what to write.",
    });
    return { ok: false, diagnostics: [nothing] };
  }
  const { secrets, wiring, sopsYaml } = fleet.secrets;
  const terms = { secrets, uses: wiring.uses, sopsYaml };
  return { ok: true, value: compareSecrets({ project, config, paths: fleet.files }, terms) };
}

/**
 * The same as `readSecrets`; and where keys in files are of nobody whom the declaration, the record or
 * `.sops.yaml` knows, git is asked whose they were in the last commit.
 */
export async function openSecrets(project: Project): Promise<OpenedSecrets> {
  const read = readSecrets(project);
  return read.ok ? { ok: true, value: await askGitForNames(read.value) } : read;
}

/** The same secrets, with names that only the last commit knows, where files need them. */
export async function askGitForNames(read: SecretsProject): Promise<SecretsProject> {
  const { project, scan, secrets, terms } = read;
  if (!hasUnnamed({ files: scan.files, secrets })) return read;
  const sources = await readNamesAtHead(project);
  if (sources.length === 0) return read;
  return compareFound(read, withKeyring(terms, recallReaders(secrets.keyring, sources)));
}
