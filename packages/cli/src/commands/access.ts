import {
  type Checked,
  type Diagnostic,
  isError,
  renderColumns,
  renderJson,
  renderMarkdown,
  type Table,
} from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { areInStep, type ComparedAccess, type ComparedFiles } from "@fleet/secrets";
import {
  findReadable,
  findReaders,
  listKnownAccess,
  locateInProject,
  openKnownSecrets,
  type SecretsProject,
} from "@fleet/sops";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import { stateOf, tabulateAccess, tabulateMatrix } from "../views/access-table.ts";
import { describeTold, placeTold } from "../views/told-text.ts";

/** Shows who can decrypt which secret file, beside who should, and why. */
export async function showAccess(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const found = await openProject(invocation.world, searchPlace(invocation));
  const { project, read, told } = await openKnownSecrets(found);
  const answer = read.ok
    ? answerQuestion(invocation.operands, read.value)
    : refuse(read.diagnostics);
  const located = await locateInProject(project, answer.diagnostics);
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = read.ok ? located.filter(isError) : located;
  const exitCode = chooseExitCode(findings);
  const { line, json } = describeTold(told);
  if (options.has("json")) {
    const { access, files } = answer.compared;
    const reasons = told === undefined ? {} : untoldReasons;
    const described = access.map((one) => ({ ...describeAccess(one), ...reasons }));
    const more = { ...json, access: described, files: files.map(describeFile) };
    const stdout = renderJson(findings, more);
    return { exitCode, stdout, stderr: "" };
  }
  const isDrifting = read.ok && !areInStep(read.value.status.files);
  const note = "Not every file is in step with this declaration: fleet secrets status\n";
  const table = answer.table === undefined ? "" : renderTable(answer.table, invocation);
  return {
    exitCode,
    stdout: placeTold(line, table, invocation).stdout,
    stderr: `${renderForPeople(terminal, project, findings)}${isDrifting ? note : ""}`,
  };
}

interface Answer {
  readonly compared: ComparedFiles;
  readonly table: Table | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function answerQuestion(operands: readonly string[], opened: SecretsProject): Answer {
  const [question, ...rest] = operands;
  switch (question) {
    case undefined: {
      const compared = listKnownAccess(opened);
      return { compared, table: tabulateMatrix(compared), diagnostics: [] };
    }
    case "who-can": {
      const [verb, path] = rest;
      return verb !== "read" || path === undefined || rest.length > 2
        ? refuse([misunderstood()])
        : tabulate(findReaders(opened, path));
    }
    case "of": {
      const [id] = rest;
      return id === undefined || rest.length > 1
        ? refuse([misunderstood()])
        : tabulate(findReadable(opened, id));
    }
    default:
      return refuse([misunderstood()]);
  }
}

function tabulate(found: Checked<ComparedFiles>): Answer {
  return found.ok
    ? { compared: found.value, table: tabulateAccess(found.value), diagnostics: [] }
    : refuse(found.diagnostics);
}

function renderTable(table: Table, { options, terminal }: Invocation): string {
  if (options.has("markdown")) return renderMarkdown(table);
  return table.rows.length === 0 ? "Nothing.\n" : renderColumns(table, terminal.width?.stdout);
}

function describeAccess(one: ComparedAccess) {
  const { path, reader, name, former, declared, actual, needsOthers, through } = one;
  return {
    path,
    reader,
    name,
    namedBy: former?.source ?? null,
    declared: declared !== undefined,
    actual: actual ?? null,
    state: stateOf(one),
    rule: declared?.rule.template ?? null,
    origin: declared?.rule.origin ?? null,
    expressions: declared?.expressions ?? [],
    needsOthers,
    through: through ?? null,
    missingKeys: one.missingKeys,
    extraKeys: one.extraKeys,
  };
}

/** Why somebody may read a file, where nothing tells it. */
const untoldReasons = { rule: null, origin: null, expressions: null };

function describeFile({ path, reading, isAsDeclared }: ComparedFiles["files"][number]) {
  return { path, reading, isAsDeclared };
}

function misunderstood(): Diagnostic {
  const message = "This question is not known.";
  const help = "Write: fleet access, fleet access who-can read PATH, or fleet access of ID.";
  return createProblem("unknown-option", message, { help });
}

function refuse(diagnostics: readonly Diagnostic[]): Answer {
  return { compared: { files: [], access: [] }, table: undefined, diagnostics };
}
