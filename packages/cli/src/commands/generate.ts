import type { Finding } from "@fleet/diagnostics";
import { isError } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import {
  addFindings,
  compareFiles,
  compareLock,
  type FileChange,
  isDrift,
  lockPath,
  reportUids,
  writeChanges,
} from "@fleet/project/internal";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";
import { renderGeneration } from "../views/generation.ts";

/** Computes the fleet and brings its generated files in line. */
export async function generate(invocation: Invocation): Promise<CommandResult> {
  const { options } = invocation;
  const project = await openProject(invocation.world, searchPlace(invocation), {
    mayStartAnew: options.has("force"),
  });
  const outcome = await bringInLine(project, {
    isForced: options.has("force"),
    isWriting: !options.has("check") && !options.has("dry-run"),
  });
  const hasDrift = options.has("check") && outcome.changes.some(isDrift);
  const exitCode = chooseExitCode(outcome.findings);
  return {
    exitCode: exitCode === 0 && hasDrift ? 1 : exitCode,
    ...renderGeneration(invocation, { project, ...outcome }),
  };
}

interface Generated {
  readonly changes: readonly FileChange[];
  readonly findings: readonly Finding[];
}

/** So many times another run may come in between before this one gives up. */
const attempts = 5;

async function bringInLine(
  project: Project,
  { isForced, isWriting }: { readonly isForced: boolean; readonly isWriting: boolean },
): Promise<Generated> {
  const { world, config, compilation, findings } = project;
  const fleet = compilation?.fleet;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return { changes: [], findings };
  }
  const compare = () =>
    compareFiles(world, config.root, { files: compilation?.emission?.files() ?? [], isForced });
  const first = compare();
  const lock = compareLock(world.disk, config.root, {
    lock: fleet.lock,
    ledger: fleet.resolved.ledger,
  });
  const all = [...first.value, ...lock.value];
  const checked = await addFindings(project, await reportUids(project, first.value, { isForced }));
  const before = [...checked.findings, ...first.diagnostics, ...lock.diagnostics];
  if (!isWriting || before.some(isError)) return { changes: all, findings: before };
  let changes = all;
  for (let attempt = 0; attempt < attempts && changes.some(isDrift); attempt++) {
    const problems = writeChanges(world, changes);
    if (problems.length > 0) return { changes: all, findings: [...before, ...problems] };
    // Files are renamed one by one: another run may have put one of its own between them.
    if (compilation?.emission?.files().length === 1) break;
    changes = compare().value;
  }
  return { changes: all, findings: [...before, ...describeUntracked(project, all)] };
}

function describeUntracked({ tracked }: Project, changes: readonly FileChange[]): Finding[] {
  const files = changes.filter(
    ({ path, after }) => after !== undefined && tracked?.has(path) === false,
  );
  return files.map(({ path }) => ({
    ...createProblem(
      "untracked-file",
      path === lockPath
        ? `git does not track ${JSON.stringify(path)}, so others would give its uids to other people.`
        : `git does not track ${JSON.stringify(path)}, so a flake cannot see it.`,
      {
        severity: "warning",
        help: `Run: git add -- ${path}`,
      },
    ),
    file: path,
  }));
}
