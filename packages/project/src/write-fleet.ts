import { type Finding, isError } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import { compareFiles, type FileChange, isDrift } from "./disk/file-changes.ts";
import { removeLeftovers } from "./disk/leftovers.ts";
import { writeChanges } from "./disk/write-files.ts";
import { rememberLeaving } from "./lock/leaving-readers.ts";
import { compareLock } from "./lock/lock-change.ts";
import { lockPath } from "./lock/lock-text.ts";
import { addFindings, type Project } from "./project.ts";
import { reportUids } from "./uids/uid-findings.ts";

/** How generated files are brought in line. */
export interface WriteOptions {
  /** Whether files that were edited by hand, or are not fleet's, may be overwritten. */
  readonly isForced: boolean;
  /** Whether anything is written at all. */
  readonly isWriting: boolean;
}

/** What was written, or would be. */
export interface WrittenFleet {
  readonly changes: readonly FileChange[];
  /** Those of the project, and what was found on the disk; with an error among them, nothing was written. */
  readonly findings: readonly Finding[];
}

/** So many times another run may come in between before this one gives up. */
const attempts = 5;

/** Brings the generated files and the ledger of a project in line with what it computes. */
export async function writeFleet(
  project: Project,
  { isForced, isWriting }: WriteOptions,
): Promise<WrittenFleet> {
  const { world, config, fleet, findings } = project;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return { changes: [], findings };
  }
  const files = project.files();
  const compare = () => compareFiles(world, config.root, { files, isForced });
  const first = compare();
  const { lock, resolved } = fleet;
  const secrets = await rememberLeaving(project, first.value);
  const kept = compareLock(world.disk, config.root, { lock, ledger: resolved.ledger, secrets });
  const all = [...first.value, ...kept.value];
  const checked = await addFindings(project, await reportUids(project, first.value, { isForced }));
  const before = [...checked.findings, ...first.diagnostics, ...kept.diagnostics];
  if (!isWriting || before.some(isError)) return { changes: all, findings: before };
  removeLeftovers(world, config.root);
  let changes = all;
  for (let attempt = 0; attempt < attempts && changes.some(isDrift); attempt++) {
    const problems = writeChanges(world, changes);
    if (problems.length > 0) return { changes: all, findings: [...before, ...problems] };
    // Files are renamed one by one: another run may have put one of its own between them.
    if (files.length === 1) break;
    changes = compare().value;
  }
  return { changes: all, findings: [...before, ...describeUntracked(project, all)] };
}

function describeUntracked({ tracked }: Project, changes: readonly FileChange[]): Finding[] {
  const files = changes.filter(
    ({ path, after }) => after !== undefined && tracked?.has(path) === false,
  );
  return files.map(({ path }) => {
    const why =
      path === lockPath
        ? "so others would give its uids to other people."
        : "so a flake cannot see it.";
    const message = `git does not track ${JSON.stringify(path)}, ${why}`;
    const help = `Run: git add -- ${path}`;
    return createProblem("untracked-file", message, { severity: "warning", file: path, help });
  });
}

/** The project with what `writeFleet` would say of uids, compared with the fleet.json on the disk. */
export async function compareUids(project: Project): Promise<Project> {
  const { world, config } = project;
  const files = project.files();
  if (config === undefined || files.length === 0) return project;
  const options = { files, isForced: false };
  const { value: changes } = compareFiles(world, config.root, options);
  return addFindings(project, await reportUids(project, changes, { isForced: false }));
}
