import { type Diagnostic, isError, quote, shellPath, suggestName } from "@fleet/diagnostics";
import type { Project } from "@fleet/project";
import { isOfDeclaration } from "@fleet/project/internal";
import { acknowledgeDebts, listOwed, recordLoss } from "@fleet/secrets";
import { isDate } from "@fleet/secrets/internal";
import { join } from "pathe";
import { createProblem } from "../codes.ts";
import { pathFromRoot } from "../open/chosen-files.ts";
import { isThere, reportOwed } from "../open/owed.ts";
import { writeRecordFile } from "../open/record-file.ts";
import type { SecretsProject } from "../open/secrets-comparison.ts";
import { readSecrets } from "../open/secrets-project.ts";
import type { ChangeRequest } from "./change-plan.ts";
import { followLinks, realPath } from "./linked-files.ts";
import { holdWorkFolder } from "./work-folder.ts";

/** For which files the secrets themselves were changed, where they come from; a folder stands for all that owe in it. */
export interface Acknowledgement extends ChangeRequest {
  /** The day on which that was done, as `YYYY-MM-DD`. Default: today. */
  readonly date?: string | undefined;
}

/** What came of it. */
export interface Acknowledged {
  /** The files for which it was noted, from the root; none where anything stood in the way. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Acknowledged = { paths: [], diagnostics: [] };

/** Notes that the secrets in files whose readers have gone were changed: of all named files, or of none. */
export function acknowledgeFiles(project: Project, request: Acknowledgement): Acknowledged {
  const { config, findings } = project;
  if (config === undefined || findings.some(isOfDeclaration)) return nothing;
  const held = holdWorkFolder({ ...project, root: config.root });
  if (!held.ok) return { ...nothing, diagnostics: held.diagnostics };
  try {
    const read = readSecrets(project);
    if (!read.ok) return { ...nothing, diagnostics: read.diagnostics };
    return acknowledge(read.value, request);
  } finally {
    held.value.release();
  }
}

function acknowledge(opened: SecretsProject, request: Acknowledgement): Acknowledged {
  const { config, project, recordFile, record } = opened;
  const { world } = project;
  const damage = recordFile.diagnostics;
  if (damage.some(isError)) return { paths: [], diagnostics: damage };
  const today = world.today();
  const { date = today } = request;
  const { paths, obstacles } = chooseOwed(opened, request);
  const all = isDate(date) && date <= today ? obstacles : [describeDate(date), ...obstacles];
  if (all.some(isError)) return { paths: [], diagnostics: all };
  const named = new Set(paths);
  const chosen = listOwed(record).filter(({ file }) => named.has(file));
  // A file that is gone has no data key that would have to be changed, until it is back.
  const gone = paths.filter((path) => !isThere(opened, path));
  const after = recordLoss(acknowledgeDebts(record, chosen, date), gone);
  const problems = writeRecordFile(world, config.root, after).diagnostics;
  return {
    paths: problems.length > 0 ? [] : paths,
    diagnostics: [...problems, ...reportOwed(opened, after)],
  };
}

/** The files that owe nothing but new secrets, and what is wrong with the others that were named. */
function chooseOwed(
  opened: SecretsProject,
  { named, folder }: ChangeRequest,
): { readonly paths: readonly string[]; readonly obstacles: readonly Diagnostic[] } {
  const { config, project, record } = opened;
  const owed = Map.groupBy(listOwed(record), ({ file }) => file);
  const links = linksByTarget(opened);
  const paths = new Set<string>();
  const obstacles = named.length > 0 ? [] : [describeNobody()];
  for (const operand of named) {
    const path = pathFromRoot(project.world.disk, operand, { root: config.root, folder });
    if (path === undefined) {
      obstacles.push(describeOutside(operand));
      continue;
    }
    const files = listNamed(opened, path, { owing: [...owed.keys()], links });
    if (files.length === 0) obstacles.push(describeNotOwed(opened, path, [...owed.keys()]));
    for (const file of files) {
      const isOld = owed.get(file)?.some(({ isRotated }) => !isRotated) === true;
      if (isOld && isThere(opened, file)) obstacles.push(describeOldKey(file));
      else paths.add(file);
    }
  }
  return { paths: [...paths], obstacles };
}

/** Of those that owe, the files that a path from the root names: itself by any of its names, or all in a folder. */
function listNamed(
  opened: SecretsProject,
  path: string,
  {
    owing,
    links,
  }: {
    readonly owing: readonly string[];
    readonly links: ReadonlyMap<string, readonly string[]>;
  },
): string[] {
  const real = realPathOf(opened, path);
  const names = new Set([real, path, ...(links.get(real) ?? [])]);
  const folders = [...new Set([real, path])].map((name) => (name === "" ? "" : `${name}/`));
  return owing.filter(
    (file) => names.has(file) || folders.some((folder) => file.startsWith(folder)),
  );
}

/** The links to each file: by any of their names it may owe as well. */
function linksByTarget(opened: SecretsProject): ReadonlyMap<string, readonly string[]> {
  const links = Map.groupBy(followLinks(opened), ([, target]) => target);
  return new Map([...links].map(([target, all]) => [target, all.map(([link]) => link)]));
}

function realPathOf({ project, config }: SecretsProject, path: string): string {
  return realPath(project.world.disk, config.root, path) ?? path;
}

function describeDate(date: string): Diagnostic {
  const message = `${quote(date)} is no day that has been.`;
  return createProblem("bad-date", message, { help: "Write it like 2026-05-31." });
}

function describeNobody(): Diagnostic {
  const message = "No file is named.";
  return createProblem("not-owed", message, { help: "`fleet secrets status` says what is owed." });
}

function describeOutside(operand: string): Diagnostic {
  const message = `${quote(operand)} lies outside of the fleet's folder.`;
  return createProblem("not-owed", message);
}

function describeNotOwed(
  opened: SecretsProject,
  path: string,
  owing: readonly string[],
): Diagnostic {
  const help = owing.length === 0 ? "No file owes anything." : suggestName(path, owing, "file");
  const isFolder =
    opened.project.world.disk.follow(join(opened.config.root, path))?.kind === "folder";
  const subject = isFolder ? `a file in ${quote(path === "" ? "." : path)}` : quote(path);
  return createProblem("not-owed", `Nothing is owed for ${subject}.`, { help });
}

function describeOldKey(file: string): Diagnostic {
  const message = `${quote(file)} still has the data key that its former readers know, so that they could read new secrets in it.`;
  const help = `Run \`fleet secrets rotate ${shellPath(file)}\`, change the secrets, then acknowledge it.`;
  return createProblem("not-owed", message, { file, help });
}
