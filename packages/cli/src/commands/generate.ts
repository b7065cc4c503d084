import type { Finding } from "@fleet/diagnostics";
import { isError, renderJson, renderReport } from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import {
  addFindings,
  compareFiles,
  compareLock,
  type FileChange,
  isDrift,
  listAllotments,
  lockPath,
  reportUids,
  writeChanges,
} from "@fleet/project/internal";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";
import { describeGeneration, type FileDifference, renderGeneration } from "../views/generation.ts";

/** Computes the fleet and brings its generated files in line. */
export async function generate(invocation: Invocation): Promise<CommandResult> {
  const { options } = invocation;
  const project = await openProject(searchPlace(invocation), {
    mayStartAnew: options.has("force"),
  });
  const outcome = await bringInLine(project, {
    isForced: options.has("force"),
    isWriting: isWriting(invocation),
  });
  const hasDrift = options.has("check") && outcome.changes.some(isDrift);
  const exitCode = chooseExitCode(outcome.findings);
  return {
    exitCode: exitCode === 0 && hasDrift ? 1 : exitCode,
    ...(await describeOutcome(invocation, project, outcome)),
  };
}

function isWriting({ options }: Invocation): boolean {
  return !options.has("check") && !options.has("dry-run");
}

/** Findings go to the standard error, the rest to the output. */
async function describeOutcome(
  invocation: Invocation,
  project: Project,
  { changes, findings }: Generated,
): Promise<{ stdout: string; stderr: string }> {
  const { options, terminal } = invocation;
  const isFailed = findings.some(isError);
  const isChecking = options.has("check");
  const { fleet } = project.compilation ?? {};
  const generation = {
    isWriting: isWriting(invocation),
    isFailed,
    changes,
    allotments: fleet === undefined || isFailed ? [] : listAllotments(fleet),
  };
  if (options.has("json")) {
    return { stdout: renderJson(findings, describeGeneration(generation)), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  const closing = isFailed && generation.isWriting ? "Nothing was written.\n" : "";
  return {
    stdout: renderGeneration({
      ...generation,
      prefix: project.prefix,
      differences: isChecking ? await listDifferences(changes) : [],
      fleet: isChecking ? undefined : fleet,
    }),
    stderr: `${renderReport(report, "pretty")}${closing}`,
  };
}

/** Of a file that is new or goes, nobody needs to see all the lines. */
async function listDifferences(changes: readonly FileChange[]): Promise<FileDifference[]> {
  const { diffTexts } = await import("../views/text-diff.ts");
  return changes.flatMap(({ path, kind, before, after }) =>
    kind === "updated" && before !== undefined && after !== undefined
      ? [{ path, lines: diffTexts(before.toString(), after.toString()) }]
      : [],
  );
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
  const { config, compilation, findings } = project;
  const fleet = compilation?.fleet;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return { changes: [], findings };
  }
  const compare = () => compareFiles(config.root, compilation?.files ?? [], { isForced });
  const first = compare();
  const lock = compareLock(config.root, fleet.lock, fleet.resolved.ledger);
  const all = [...first.value, ...lock.value];
  const checked = await addFindings(project, await reportUids(project, first.value, { isForced }));
  const before = [...checked.findings, ...first.diagnostics, ...lock.diagnostics];
  if (!isWriting || before.some(isError)) return { changes: all, findings: before };
  let changes = all;
  for (let attempt = 0; attempt < attempts && changes.some(isDrift); attempt++) {
    const problems = writeChanges(changes);
    if (problems.length > 0) return { changes: all, findings: [...before, ...problems] };
    // Files are renamed one by one: another run may have put one of its own between them.
    if (compilation?.files.length === 1) break;
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
