import {
  type Diagnostic,
  isError,
  quote,
  renderColumns,
  renderJson,
  renderMarkdown,
  renderReport,
  suggestName,
  type Table,
} from "@fleet/diagnostics";
import { openProject } from "@fleet/project";
import { type Access, listAccess, whatCanBeReadBy, whoCanRead } from "@fleet/secrets";
import { locateInProject, pathFromRoot, readSecrets, type SecretsProject } from "@fleet/sops";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { searchPlace } from "../command/search-place.ts";
import { tabulateAccess, tabulateMatrix } from "../views/access-table.ts";

/** Shows who can decrypt which secret file, and why. */
export async function showAccess(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const project = await openProject(invocation.world, searchPlace(invocation));
  const read = readSecrets(project);
  const answer = read.ok
    ? answerQuestion(invocation, read.value)
    : { access: [], table: undefined, diagnostics: read.diagnostics };
  const located = await locateInProject(project, answer.diagnostics);
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = read.ok ? located.filter(isError) : located;
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) {
    const stdout = renderJson(findings, { access: answer.access.map(describeAccess) });
    return { exitCode, stdout, stderr: "" };
  }
  const { hasColour, version } = terminal;
  const report = { ...project, findings, hasColour: hasColour.stderr, version };
  const isDrifting = read.ok && read.value.status.files.some(({ needsSync }) => needsSync);
  const note = "Not every file is in step with this declaration: fleet secrets status\n";
  return {
    exitCode,
    stdout: answer.table === undefined ? "" : renderTable(answer.table, options),
    stderr: `${renderReport(report, "pretty")}${isDrifting ? note : ""}`,
  };
}

interface Answer {
  readonly access: readonly Access[];
  readonly table: Table | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function answerQuestion(invocation: Invocation, opened: SecretsProject): Answer {
  const [question, ...rest] = invocation.operands;
  switch (question) {
    case undefined: {
      const access = listAccess(opened.secrets, knownPaths(opened));
      return { access, table: tabulateMatrix(access), diagnostics: [] };
    }
    case "who-can": {
      const [verb, path] = rest;
      if (verb !== "read" || path === undefined || rest.length > 2) return refuse(misunderstood());
      return answerWhoCanRead(path, invocation, opened);
    }
    case "of": {
      const [id] = rest;
      if (id === undefined || rest.length > 1) return refuse(misunderstood());
      return answerOf(id, opened);
    }
    default:
      return refuse(misunderstood());
  }
}

function answerWhoCanRead(operand: string, { world }: Invocation, opened: SecretsProject): Answer {
  const { config, secrets } = opened;
  const path = pathFromRoot(world.disk, operand, { root: config.root, folder: world.folder });
  if (path === undefined || path === "") {
    const message = `${quote(operand)} lies outside of the fleet's folder.`;
    return refuse(createProblem("unknown-file", message));
  }
  const access = whoCanRead(secrets, path, knownPaths(opened));
  if (access.length > 0) return { access, table: tabulateAccess(access), diagnostics: [] };
  const message = `No rule is about ${quote(path)}, so that nobody is meant to read it.`;
  return refuse(
    createProblem("unknown-file", message, { help: suggestName(path, knownPaths(opened), "file") }),
  );
}

/** An id may be that of a user and of a host; then both are meant. */
function answerOf(id: string, opened: SecretsProject): Answer {
  const { secrets, project } = opened;
  const declared = project.fleet?.declared;
  const readers = [
    ...[...(declared?.users.keys() ?? [])].map((name) => `user:${name}`),
    ...[...(declared?.hosts.keys() ?? [])].map((name) => `host:${name}`),
    ...[...(declared?.operators.keys() ?? [])].map((name) => `operator:${name}`),
  ];
  const meant = readers.filter((reader) => reader === id || reader.endsWith(`:${id}`));
  if (meant.length === 0) {
    const names = readers.map((reader) => reader.slice(reader.indexOf(":") + 1));
    const message = `${quote(id)} is no user, host or operator.`;
    const help = suggestName(id, [...new Set(names)], "reader");
    return refuse(createProblem("unknown-reader", message, { help }));
  }
  const paths = knownPaths(opened);
  const access = meant.flatMap((reader) => whatCanBeReadBy(secrets, reader, paths));
  return { access, table: tabulateAccess(access), diagnostics: [] };
}

/** The encrypted files, and those that a rule names which do not exist yet. */
function knownPaths({ status, secrets }: SecretsProject): string[] {
  const named = secrets.rules
    .map(({ pattern }) => pattern.text)
    .filter((text) => !text.includes("*"));
  const present = status.files.map(({ file }) => file.path);
  return [...new Set([...present, ...named])];
}

function renderTable(table: Table, options: Invocation["options"]): string {
  if (options.has("markdown")) return renderMarkdown(table);
  return table.rows.length === 0 ? "Nothing.\n" : renderColumns(table);
}

function describeAccess({ path, reader, rule, expressions, needsOthers, through }: Access) {
  return {
    path,
    reader,
    rule: rule.template,
    origin: rule.origin ?? null,
    expressions,
    needsOthers,
    through: through ?? null,
  };
}

function misunderstood(): Diagnostic {
  const message = "This question is not known.";
  const help = "Write: fleet access, fleet access who-can read PATH, or fleet access of ID.";
  return createProblem("unknown-option", message, { help });
}

function refuse(diagnostic: Diagnostic): Answer {
  return { access: [], table: undefined, diagnostics: [diagnostic] };
}
