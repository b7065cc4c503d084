import {
  type Diagnostic,
  isError,
  quote,
  renderJson,
  renderReport,
  showLine,
  suggestName,
} from "@fleet/diagnostics";
import { openProject, type Project } from "@fleet/project";
import { acknowledgeDebts, listOwed, recordRotation, reportDebts } from "@fleet/secrets";
import { isDate } from "@fleet/secrets/internal";
import {
  holdWorkFolder,
  locateInProject,
  pathFromRoot,
  readSecrets,
  type SecretsProject,
  writeRecordFile,
} from "@fleet/sops";
import { join } from "pathe";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";

/** Notes that the secrets in files whose readers have gone were changed where they come from. */
export async function acknowledgeSecrets(invocation: Invocation): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { config, findings } = project;
  if (config === undefined || findings.some(isError)) return conclude(invocation, project, nothing);
  const held = holdWorkFolder(invocation.world, config.root);
  if (!held.ok) return conclude(invocation, project, { ...nothing, ...held });
  try {
    const read = readSecrets(project);
    const outcome = read.ok ? acknowledge(invocation, read.value) : { ...nothing, ...read };
    return await conclude(invocation, project, outcome);
  } finally {
    held.value.release();
  }
}

interface Acknowledged {
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: Acknowledged = { paths: [], diagnostics: [] };

function acknowledge(
  { options, operands, world }: Invocation,
  opened: SecretsProject,
): Acknowledged {
  const { config, recordFile, record } = opened;
  const damage = recordFile.diagnostics;
  if (damage.some(isError)) return { paths: [], diagnostics: damage };
  const given = options.get("date");
  const today = world.today();
  const date = typeof given === "string" ? given : today;
  const obstacles = [
    ...(isDate(date) && date <= today ? [] : [describeDate(date)]),
    ...(operands.length > 0 ? [] : [describeNobody()]),
  ];
  const owed = listOwed(record);
  const owing = [...new Set(owed.map(({ file }) => file))];
  const paths: string[] = [];
  for (const operand of operands) {
    const path = pathFromRoot(world.disk, operand, { root: config.root, folder: world.folder });
    const here = owed.filter(({ file }) => file === path);
    // A file that is gone has no data key that would have to be changed.
    const isGone = path !== undefined && world.disk.follow(join(config.root, path)) === undefined;
    if (path === undefined || here.length === 0)
      obstacles.push(describeNotOwed(path ?? operand, owing));
    else if (!isGone && here.some(({ isRotated }) => !isRotated))
      obstacles.push(describeOldKey(path));
    else paths.push(path);
  }
  if (obstacles.some(isError)) return { paths: [], diagnostics: obstacles };
  const chosen = owed.filter(({ file }) => paths.includes(file));
  const gone = paths.filter((path) => world.disk.follow(join(config.root, path)) === undefined);
  const after = acknowledgeDebts(recordRotation(record, gone), chosen, date);
  const problems = writeRecordFile(world, config.root, after);
  return {
    paths: problems.length > 0 ? [] : paths,
    diagnostics: [...problems, ...reportDebts(after)],
  };
}

async function conclude(
  { options, terminal }: Invocation,
  project: Project,
  { paths, diagnostics }: Acknowledged,
): Promise<CommandResult> {
  const findings = await locateInProject(project, diagnostics);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    return { exitCode, stdout: renderJson(findings, { acknowledged: paths }), stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  const lines = paths.map((path) => `Acknowledged ${showLine(`${project.prefix}${path}`)}\n`);
  return { exitCode, stdout: lines.join(""), stderr: renderReport(report, "pretty") };
}

function describeDate(date: string): Diagnostic {
  const message = `${quote(date)} is no day that has been.`;
  return createProblem("bad-date", message, { help: "Write it like 2026-05-31." });
}

function describeNobody(): Diagnostic {
  const message = "No file is named.";
  return createProblem("not-owed", message, { help: "`fleet secrets status` says what is owed." });
}

function describeNotOwed(path: string, owing: readonly string[]): Diagnostic {
  const help = owing.length === 0 ? "Nothing is." : suggestName(path, owing, "file");
  return createProblem("not-owed", `Nothing is owed for ${quote(path)}.`, { help });
}

function describeOldKey(file: string): Diagnostic {
  const message = `${quote(file)} still has the data key that its former readers know, so that they could read new secrets in it.`;
  const help = "Run `fleet secrets rotate`, change the secrets, then acknowledge it.";
  return createProblem("not-owed", message, { file, help });
}
