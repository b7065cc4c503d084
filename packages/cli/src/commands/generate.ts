import { isError } from "@fleet/core";
import type { CommandResult, Invocation } from "../command.ts";
import { compareFiles, type FileChange, isDrift } from "../file-changes.ts";
import type { Finding } from "../findings.ts";
import { renderGeneration } from "../generation.ts";
import { chooseExitCode, createProblem } from "../problem.ts";
import { openProject, type Project } from "../project.ts";
import { writeChanges } from "../write-files.ts";

/** Computes the fleet and brings its generated files in line. */
export async function generate(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const root = options.get("root");
  const project = await openProject({
    root: root === true ? undefined : root,
    from: terminal.folder,
  });
  const outcome = bringInLine(project, {
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

function bringInLine(
  project: Project,
  { isForced, isWriting }: { readonly isForced: boolean; readonly isWriting: boolean },
): Generated {
  const { config, compilation, findings } = project;
  if (config === undefined || compilation === undefined || findings.some(isError)) {
    return { changes: [], findings };
  }
  const compare = () => compareFiles(config.root, compilation.files, { isForced });
  const first = compare();
  const before = [...findings, ...first.diagnostics];
  if (!isWriting || before.some(isError)) return { changes: first.value, findings: before };
  let changes = first.value;
  for (let attempt = 0; attempt < attempts && changes.some(isDrift); attempt++) {
    const problems = writeChanges(changes);
    if (problems.length > 0) return { changes: first.value, findings: [...before, ...problems] };
    // Files are renamed one by one: another run may have put one of its own between them.
    if (compilation.files.length === 1) break;
    changes = compare().value;
  }
  return { changes: first.value, findings: [...before, ...describeUntracked(project)] };
}

function describeUntracked({ tracked, compilation }: Project): Finding[] {
  const files = (compilation?.files ?? []).filter(({ path }) => tracked?.has(path) === false);
  return files.map(({ path }) => ({
    ...createProblem(
      "untracked-file",
      `git does not track ${JSON.stringify(path)}, so a flake cannot see it.`,
      {
        severity: "warning",
        help: `Run: git add -- ${path}`,
      },
    ),
    file: path,
  }));
}
