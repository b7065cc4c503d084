import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type FileStatus, listOwed, planRotation, type SopsHeader } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { chooseFiles } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-project.ts";
import type { ChangePlan, ChangeRequest } from "./change-plan.ts";
import type { RewriteTask } from "./file-rewrite.ts";
import { describeLink } from "./sync-selection.ts";

/** Plans to give files a new data key; their readers stay. */
export function planRotations(opened: SecretsProject, request: ChangeRequest): ChangePlan {
  const { config, status, scan, record, secrets } = opened;
  const encrypted = status.files.filter(({ file }) => file.header !== undefined);
  const { paths, diagnostics } = chooseFiles(opened.project.world.disk, request.named, {
    root: config.root,
    folder: request.folder,
    known: encrypted.map(({ file }) => file.path),
  });
  const owing = new Set(listOwed(record).flatMap((debt) => (debt.isRotated ? [] : [debt.file])));
  const chosen = new Set(
    request.named.length === 0 ? paths.filter((path) => owing.has(path)) : paths,
  );
  const files = encrypted.filter(({ file }) => chosen.has(file.path));
  return {
    tasks: files
      .filter(({ file }) => !scan.links.has(file.path))
      .flatMap((status) => toTask(status, secrets)),
    obstacles: [...diagnostics, ...describeDrift(files)],
    notes: files.flatMap(({ file }) =>
      scan.links.has(file.path) ? [describeLink(file.path)] : [],
    ),
  };
}

function toTask(file: FileStatus, { keyring }: SecretsProject["secrets"]): RewriteTask[] {
  const { path, header } = file.file;
  if (header === undefined) return [];
  const plan = planRotation(file, keyring);
  return [{ path, header, groups: idsOf(header), kind: "rotate", plan }];
}

function idsOf({ groups }: SopsHeader): string[][] {
  return groups.map((group) => group.map(({ id }) => id));
}

/** A new data key that is encrypted to somebody who should not read would have to be made once more. */
function describeDrift(files: readonly FileStatus[]): Diagnostic[] {
  const drifting = files.filter(({ needsSync }) => needsSync).map(({ file }) => file.path);
  const [first] = drifting;
  if (first === undefined) return [];
  const more = drifting.length > 1 ? ` and ${drifting.length - 1} more` : "";
  return [
    createProblem(
      "out-of-step",
      `The readers of ${quote(first)}${more} are not as declared, and would get the new data key, too.`,
      { file: first, help: "Run `fleet secrets sync` first." },
    ),
  ];
}
