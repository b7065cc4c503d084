import type { Diagnostic } from "@fleet/diagnostics";
import { type FileStatus, planSync } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { chooseFiles } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-project.ts";
import type { ChangePlan, ChangeRequest } from "./change-plan.ts";
import type { RewriteTask } from "./file-rewrite.ts";

/** Plans to bring the recipients of files in line with the declaration. */
export function planSyncs(opened: SecretsProject, request: ChangeRequest): ChangePlan {
  const { config, status, scan, secrets } = opened;
  const known = status.files.map(({ file }) => file.path);
  const { paths, diagnostics } = chooseFiles(opened.project.world.disk, request.named, {
    root: config.root,
    folder: request.folder,
    known,
  });
  const chosen = new Set(paths);
  const files = status.files.filter(({ file }) => chosen.has(file.path));
  const needy = files.filter(({ needsSync }) => needsSync);
  return {
    tasks: needy
      .filter(({ file }) => !scan.links.has(file.path))
      .flatMap((file) => toTask(file, secrets)),
    obstacles: diagnostics,
    notes: [
      ...files.flatMap(({ file }) => file.problems),
      ...needy.flatMap(({ file }) => (scan.links.has(file.path) ? [describeLink(file.path)] : [])),
      ...status.diagnostics.flatMap(warnOfSopsYaml),
    ],
  };
}

/** The sync goes by the declaration, whatever `.sops.yaml` says; but what people encrypt next does not. */
function warnOfSopsYaml(diagnostic: Diagnostic): Diagnostic[] {
  return aboutSopsYaml.has(diagnostic.code) ? [{ ...diagnostic, severity: "warning" }] : [];
}

const aboutSopsYaml: ReadonlySet<string> = new Set([
  "secrets/missing-sops-yaml",
  "secrets/sops-yaml-drift",
]);

function toTask(status: FileStatus, { keyring }: SecretsProject["secrets"]): RewriteTask[] {
  const { file, rule } = status;
  if (file.header === undefined || rule === undefined) return [];
  const groups = rule.groups.map((group) => group.map(({ recipient }) => recipient.id));
  const { path, header } = file;
  return [{ path, header, groups, kind: "sync", plan: planSync(status, keyring) }];
}

/** What is said of a file that would have to change, but is a link. */
export function describeLink(file: string): Diagnostic {
  const message = `${JSON.stringify(file)} is a symbolic link, and fleet changes a file only at its own place.`;
  const help =
    "Name the file that it leads to, and let the same readers read both; or put a copy in its place.";
  return createProblem("secret-is-link", message, { file, help });
}
