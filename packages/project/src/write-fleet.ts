import type { AcceptedFinding, Finding } from "@fleet/diagnostics";
import { compareFiles, type FileChange, isDrift } from "./disk/file-changes.ts";
import { removeLeftovers } from "./disk/leftovers.ts";
import { writeChanges } from "./disk/write-files.ts";
import { isOfDeclaration } from "./disk-errors.ts";
import { orderFindings } from "./finding-order.ts";
import { rememberLeaving } from "./lock/leaving-readers.ts";
import { compareLock } from "./lock/lock-change.ts";
import { describeUntracked } from "./output-findings.ts";
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
  /** Those of the project, and what was found on the disk. */
  readonly findings: readonly Finding[];
  /** What the declaration accepts of them. */
  readonly accepted: readonly AcceptedFinding[];
  /** Whether one of them stood in the way (see `isOfDeclaration`), so that nothing was written, or would be. */
  readonly isStopped: boolean;
}

/** So many times another run may come in between before this one gives up. */
const attempts = 5;

/** Brings the generated files and the ledger of a project in line with what it computes. */
export async function writeFleet(
  project: Project,
  { isForced, isWriting }: WriteOptions,
): Promise<WrittenFleet> {
  const { world, config, fleet, findings } = project;
  const files = project.files();
  // Without any file, all that are on the disk would seem to be of no use any more.
  if (config === undefined || fleet === undefined || files.length === 0) {
    return { changes: [], findings, accepted: project.accepted, isStopped: true };
  }
  const compare = () => compareFiles(world, config.root, { files, isForced });
  const first = compare();
  const { lock, resolved } = fleet;
  const secrets = await rememberLeaving(project, first.value);
  const kept = compareLock(world.disk, config.root, { lock, ledger: resolved.ledger, secrets });
  const all = [...first.value, ...kept.value];
  const checked = await addFindings(project, await reportUids(project, first.value, { isForced }));
  const before = [
    ...orderFindings(project, checked.findings),
    ...first.diagnostics,
    ...kept.diagnostics,
  ];
  const isStopped = before.some(isOfDeclaration);
  const { accepted } = checked;
  if (!isWriting || isStopped) return { changes: all, findings: before, accepted, isStopped };
  removeLeftovers(world, config.root);
  let changes = all;
  for (let attempt = 0; attempt < attempts && changes.some(isDrift); attempt++) {
    const problems = writeChanges(world, changes);
    if (problems.length > 0) {
      return { changes: all, findings: [...before, ...problems], accepted, isStopped: true };
    }
    // Files are renamed one by one: another run may have put one of its own between them.
    if (files.length === 1) break;
    changes = compare().value;
  }
  return {
    changes: all,
    findings: [...before, ...describeUntracked(project, all)],
    accepted,
    isStopped: false,
  };
}
