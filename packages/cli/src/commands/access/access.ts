import type { AccessWay } from "@fleet/core/access";
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
import { isOfDeclaration } from "@fleet/project/internal";
import { areInStep, type ComparedAccess, type ComparedFiles } from "@fleet/secrets";
import {
  findReadable,
  findReaders,
  type KnownSecrets,
  listKnownAccess,
  locateInProject,
  openKnownSecrets,
  type SecretsProject,
} from "@fleet/sops";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import { stateOf, tabulateAccess, tabulateMatrix } from "../../views/access/access-table.ts";
import {
  describeWays,
  type Places,
  tabulateAbilities,
  tabulateWays,
} from "../../views/access/access-ways.ts";
import { describeTold, placeTold } from "../../views/told-text.ts";
import { type FileQuestion, readQuestion } from "./access-question.ts";
import {
  explainAccess,
  locateWays,
  placeOf,
  refuse as refuseQuestion,
  showWhoCan,
} from "./access-ways.ts";
import { findFurtherWays, listSubjects } from "./further-ways.ts";

/** Answers who can do what to what, and why: of secret files beside who can by what the files say. */
export async function showAccess(invocation: Invocation): Promise<CommandResult> {
  const question = readQuestion(invocation.operands);
  if (!question.ok) {
    const project = await openProject(invocation.world, searchPlace(invocation));
    return refuseQuestion(invocation, project, question.diagnostics);
  }
  switch (question.value.kind) {
    case "who-can":
      return showWhoCan(invocation, question.value);
    case "why":
      return explainAccess(invocation, question.value);
    default:
      return showFiles(invocation, question.value);
  }
}

/** Who can decrypt which secret file, beside who should, and who gets there by other ways. */
async function showFiles(invocation: Invocation, question: FileQuestion): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const found = await openProject(invocation.world, searchPlace(invocation));
  const { project, read, told } = await openKnownSecrets(found);
  const answer = await answerQuestion(question, { project, read });
  const located = await locateInProject(project, answer.diagnostics);
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = read.ok || answer.ways.length > 0 ? located.filter(isError) : located;
  const exitCode = chooseExitCode(findings);
  const { line, json } = describeTold(told);
  const places = await locateWays(project, answer.ways);
  if (options.has("json")) {
    const { access, files } = answer.compared;
    const reasons = told === undefined ? {} : untoldReasons;
    const described = access.map((one) => ({ ...describeAccess(one), ...reasons }));
    const ways = told === undefined ? { ways: describeWays(answer.ways, places) } : {};
    const more = { ...json, access: described, files: files.map(describeFile), ...ways };
    const stdout = renderJson(findings, more);
    return { exitCode, stdout, stderr: "" };
  }
  const isDrifting = read.ok && !areInStep(read.value.status.files);
  const note = "Not every file is in step with this declaration: fleet secrets status\n";
  const text = renderAnswer(answer, { question, places }, invocation);
  return {
    exitCode,
    stdout: placeTold(line, text, invocation).stdout,
    stderr: `${renderForPeople(terminal, project, findings)}${isDrifting ? note : ""}`,
  };
}

interface Answer {
  readonly compared: ComparedFiles;
  /** Undefined where nothing is to be said of files. */
  readonly table: Table | undefined;
  /** What else somebody can do, or by which other ways a file is read. */
  readonly ways: readonly AccessWay[];
  readonly diagnostics: readonly Diagnostic[];
}

async function answerQuestion(
  question: FileQuestion,
  known: Pick<KnownSecrets, "project" | "read">,
): Promise<Answer> {
  const { project, read } = known;
  const files = read.ok ? askFiles(question, read.value) : refuse(read.diagnostics);
  const { fleet } = project;
  if (fleet === undefined || project.findings.some(isOfDeclaration)) return files;
  if (question.kind === "all" || (read.ok && files.diagnostics.length > 0)) return files;
  const ways = await findFurtherWays({ fleet, place: placeOf(project) }, question, files.compared);
  // Who is nobody is no reader, and without secrets nobody has said so yet.
  if (read.ok || question.kind !== "of") return { ...files, ways };
  const subject = listSubjects(fleet, question.who);
  if (!subject.ok) return refuse(subject.diagnostics);
  return { ...files, ways, diagnostics: files.diagnostics.filter(isError) };
}

function askFiles(question: FileQuestion, opened: SecretsProject): Answer {
  switch (question.kind) {
    case "all": {
      const compared = listKnownAccess(opened);
      return { compared, table: tabulateMatrix(compared), ways: [], diagnostics: [] };
    }
    case "read":
      return tabulate(findReaders(opened, question.path));
    case "of":
      return tabulate(findReadable(opened, question.who));
    default:
      return question satisfies never;
  }
}

function tabulate(found: Checked<ComparedFiles>): Answer {
  return found.ok
    ? { compared: found.value, table: tabulateAccess(found.value), ways: [], diagnostics: [] }
    : refuse(found.diagnostics);
}

function renderAnswer(
  { table, ways }: Answer,
  { question, places }: { readonly question: FileQuestion; readonly places: Places },
  invocation: Invocation,
): string {
  const isOfFile = question.kind === "read";
  const further = isOfFile ? tabulateWays(ways, places) : tabulateAbilities(ways, places);
  const isFirst = table === undefined || (table.rows.length === 0 && ways.length > 0);
  const also = isFirst ? "As it is declared:" : "Also, as it is declared:";
  const head = isOfFile ? "By other ways, as it is declared:" : also;
  const parts = [
    ...(isFirst ? [] : [renderTable(table, invocation)]),
    ...(ways.length === 0 ? [] : [`${head}\n\n${renderTable(further, invocation)}`]),
  ];
  return parts.join("\n");
}

function renderTable(table: Table, { options, terminal }: Invocation): string {
  if (options.has("markdown")) return renderMarkdown(table);
  return table.rows.length === 0 ? "Nothing.\n" : renderColumns(table, terminal.width?.stdout);
}

/** What somebody should and can read, for programs. */
export function describeAccess(one: ComparedAccess) {
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

/** How a file was read, for programs. */
export function describeFile({ path, reading, isAsDeclared }: ComparedFiles["files"][number]) {
  return { path, reading, isAsDeclared };
}

function refuse(diagnostics: readonly Diagnostic[]): Answer {
  return { compared: { files: [], access: [] }, table: undefined, ways: [], diagnostics };
}
