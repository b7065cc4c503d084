import { type Diagnostic, quote, shellPath } from "@fleet/diagnostics";
import { type FileStatus, planSync } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { chooseFiles } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import type { ChangePlan, ChangeRequest } from "./change-plan.ts";
import { describeLeftAlone, describeOddKeys, isWhole, partFiles } from "./left-alone.ts";
import { followLinks } from "./linked-files.ts";
import { createTask, declaredGroups, type RewriteTask } from "./rewrite-task.ts";

/** Plans to bring the recipients of files in line with the declaration. A link stands for its file. */
export function planSyncs(opened: SecretsProject, request: ChangeRequest): ChangePlan {
  const { config, status, scan, secrets } = opened;
  const { own, ofClan } = partFiles(status.files);
  const known = own.map(({ file }) => file.path);
  const { paths, diagnostics } = chooseFiles(opened.project.world.disk, request.named, {
    root: config.root,
    folder: request.folder,
    known,
    ofClan,
  });
  const targets = followLinks(opened);
  const chosen = new Set(paths.flatMap((path) => [path, targets.get(path) ?? path]));
  const files = own.filter(({ file }) => chosen.has(file.path));
  const needy = files.filter((file) => file.needsSync && isWhole(file));
  return {
    tasks: needy
      .filter(({ file }) => !scan.links.has(file.path))
      .flatMap((file) => toTask(file, secrets)),
    obstacles: diagnostics,
    notes: [
      ...files.flatMap(({ file }) => file.problems),
      ...files.flatMap(describeLeftAlone),
      ...files.filter(({ needsSync }) => !needsSync).flatMap(describeOddKeys),
      ...describeOddLinks(files, status.files, targets),
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
  const groups = declaredGroups(status);
  const { path, header } = file;
  const declared = new Set(groups.flat());
  const plan = planSync(status, keyring);
  return [createTask({ path, header, groups, declared, kind: "sync", plan })];
}

/**
 * Of a link to a file with the same readers there is nothing to say: it has what the file has. Where the two should
 * have different ones, one of them cannot have them, whatever the file has now.
 */
function describeOddLinks(
  chosen: readonly FileStatus[],
  files: readonly FileStatus[],
  targets: ReadonlyMap<string, string>,
): Diagnostic[] {
  const byPath = new Map(files.map((status) => [status.file.path, status]));
  return chosen.flatMap((link) => {
    const target = targets.get(link.file.path);
    if (target === undefined || link.rule === undefined) return [];
    const real = byPath.get(target);
    const isSame =
      real?.rule !== undefined &&
      JSON.stringify(declaredGroups(real)) === JSON.stringify(declaredGroups(link));
    return isSame ? [] : [describeOddLink(link.file.path, target)];
  });
}

function describeOddLink(file: string, target: string): Diagnostic {
  const message = `${quote(file)} is a symbolic link to ${quote(target)}, and by their rules the two have different readers: a file has only one set of them.`;
  const [link, real] = [shellPath(file), shellPath(target)];
  const help = `Let others read it than that file by a copy in its place: \`rm ${link} && cp ${real} ${link}\`, \`git add ${link}\`, then \`fleet secrets sync\`. Or declare the same readers for both.`;
  return createProblem("secret-is-link", message, { file, help });
}

/** What is said of a link that was named, where it is not known which file it leads to. */
export function describeLink(file: string): Diagnostic {
  const message = `${quote(file)} is a symbolic link, and fleet changes a file only at its own place.`;
  const help = "Name the file that it leads to; or put a copy in its place.";
  return createProblem("secret-is-link", message, { file, help });
}
