import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type FileStatus, listOwed, planRotation } from "@fleet/secrets";
import { createProblem } from "../codes.ts";
import { chooseFiles } from "../open/chosen-files.ts";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import type { ChangePlan, ChangeRequest } from "./change-plan.ts";
import { describeLeftAlone, describeOddKeys, isWhole, partFiles } from "./left-alone.ts";
import { followLinks } from "./linked-files.ts";
import {
  createTask,
  declaredGroups,
  groupsOf,
  isFarReaching,
  type RewriteTask,
} from "./rewrite-task.ts";
import { describeLink } from "./sync-selection.ts";

/** Plans to give files a new data key; their readers stay. A link stands for its file. */
export function planRotations(opened: SecretsProject, request: ChangeRequest): ChangePlan {
  const { config, status, scan, record, secrets } = opened;
  const { own: changeable, ofClan } = partFiles(status.files);
  const encrypted = changeable.filter(({ file }) => file.header !== undefined);
  const { paths, diagnostics } = chooseFiles(opened.project.world.disk, request.named, {
    root: config.root,
    folder: request.folder,
    known: encrypted.map(({ file }) => file.path),
    ofClan,
  });
  const targets = followLinks(opened);
  const real = (path: string) => targets.get(path) ?? path;
  const owing = new Set(
    listOwed(record).flatMap((debt) => (debt.isRotated ? [] : [real(debt.file)])),
  );
  const wanted = paths.map(real);
  const chosen = new Set(
    request.named.length === 0 ? wanted.filter((path) => owing.has(path)) : wanted,
  );
  const files = encrypted.filter(({ file }) => chosen.has(file.path));
  const links = files.filter(({ file }) => scan.links.has(file.path));
  const own = files.filter(({ file }) => !scan.links.has(file.path));
  const others =
    request.named.length > 0 ? [] : changeable.filter(({ file }) => !chosen.has(file.path));
  return {
    tasks: own
      .filter((file) => isWhole(file) && listStrange(file).length === 0)
      .flatMap((file) => toTask(file, secrets)),
    obstacles: [...diagnostics, ...describeDrift(files)],
    notes: [
      ...links.map(({ file }) => describeLink(file.path)),
      ...own.flatMap(({ file }) => file.problems),
      ...own.flatMap(describeLeftAlone),
      ...own.flatMap(describeStrange),
      ...others.flatMap(({ file }) => file.problems),
      ...others.flatMap(describeOddKeys),
    ],
  };
}

function toTask(status: FileStatus, { keyring }: SecretsProject["secrets"]): RewriteTask[] {
  const { path, header } = status.file;
  if (header === undefined) return [];
  const declared = new Set(declaredGroups(status).flat());
  const groups = groupsOf(header);
  const plan = planRotation(status, keyring);
  return [createTask({ path, header, groups, declared, kind: "rotate", plan })];
}

/** Recipients that nobody declared, and that sops would talk to or start a program for. */
function listStrange(status: FileStatus): string[] {
  const { header } = status.file;
  const declared = new Set(declaredGroups(status).flat());
  const ids = header === undefined ? [] : groupsOf(header).flat();
  return ids.filter((id) => isFarReaching(id) && !declared.has(id));
}

function describeStrange(status: FileStatus): Diagnostic[] {
  const [first] = listStrange(status);
  if (first === undefined) return [];
  const { path } = status.file;
  const message = `${quote(path)} stays as it was: sops would use ${quote(first)} for it, which nobody declared.`;
  const help =
    "Declare who reads the file, and if nothing else opens it and the key is yours, that key as well; then run `fleet generate` and `fleet secrets sync`.";
  return [createProblem("network-key", message, { file: path, help })];
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
