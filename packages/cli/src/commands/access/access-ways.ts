import {
  type AccessQuestion,
  type AccessWay,
  dropDetours,
  explainLack,
  listWays,
} from "@fleet/core/access";
import {
  type Checked,
  type Diagnostic,
  isError,
  type Path,
  quote,
  renderColumns,
  renderJson,
  renderMarkdown,
} from "@fleet/diagnostics";
import {
  accessGraphOf,
  type FleetPlace,
  type LockedFleet,
  locateValues,
  openProject,
  type Project,
  secretsAt,
} from "@fleet/project";
import { isOfDeclaration } from "@fleet/project/internal";
import type { Secrets } from "@fleet/secrets";
import { explainUnread } from "@fleet/secrets/access";
import { locateInProject, pathFromRoot } from "@fleet/sops";
import { sopsCodes } from "@fleet/sops/codes";
import { chooseExitCode } from "../../command/codes.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { searchPlace } from "../../command/search-place.ts";
import {
  describeWays,
  judgeWays,
  type Places,
  type ReasonedAnswer,
  renderReasons,
  tabulateWays,
} from "../../views/access/access-ways.ts";
import { type AskedVerb, readHosts, readSubject } from "./access-names.ts";

/** What may be otherwise than declared, and which command looks. */
const declaredAlone = {
  hosts: "This is what is declared; what Nix makes of it, fleet verify says.\n",
  files: "This is what is declared; what the files say, fleet secrets status says.\n",
} as const;

/** Says who can log in on hosts, become root, or is trusted by Nix, and by which ways. */
export async function showWhoCan(
  invocation: Invocation,
  { verb, target }: { readonly verb: AskedVerb; readonly target: string },
): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { fleet } = project;
  if (fleet === undefined || project.findings.some(isOfDeclaration))
    return refuse(invocation, project);
  const hosts = readHosts(fleet, target);
  if (!hosts.ok) return refuse(invocation, project, hosts.diagnostics);
  const graph = await accessGraphOf(fleet, placeOf(project));
  const ways = hosts.value.flatMap((id) =>
    dropDetours(listWays(graph, { verb, target: `host:${id}` })),
  );
  const places = await locateWays(project, ways);
  const { options, terminal } = invocation;
  const table = tabulateWays(ways, places);
  const text = options.has("markdown")
    ? renderMarkdown(table)
    : ways.length === 0
      ? "Nobody, as far as it is declared.\n"
      : renderColumns(table, terminal.width?.stdout);
  return answer(invocation, project, {
    text,
    json: { ways: describeWays(ways, places) },
    about: "hosts",
  });
}

/** Says whether somebody can do something, by which ways, or what is missing; ends with 1 where there is none. */
export async function explainAccess(
  invocation: Invocation,
  words: { readonly who: string; readonly verb: AskedVerb; readonly target: string },
): Promise<CommandResult> {
  const project = await openProject(invocation.world, searchPlace(invocation));
  const { fleet } = project;
  if (fleet === undefined || project.findings.some(isOfDeclaration))
    return refuse(invocation, project);
  const subject = readSubject(fleet, words.who);
  const targets = readTargets(project, fleet, words);
  if (!subject.ok || !targets.ok) {
    return refuse(invocation, project, [...subject.diagnostics, ...targets.diagnostics]);
  }
  const graph = await accessGraphOf(fleet, placeOf(project));
  const who = subject.value;
  const secrets = await secretsAt(fleet, placeOf(project));
  const answers = targets.value.map((question): ReasonedAnswer => {
    const ways = listWays(graph, question).filter((way) => way.who === who);
    const missing = ways.length === 0 ? explainMissing({ fleet, secrets }, who, question) : [];
    return { who, ...question, ways, missing };
  });
  const places = await locateWays(
    project,
    answers.flatMap(({ ways }) => ways),
  );
  const width = invocation.terminal.width?.stdout;
  const text = answers.map((one) => renderReasons(one, { places, width })).join("\n");
  const json = { answers: answers.map((one) => describeAnswer(one, places)) };
  const isMissing = answers.some(({ ways }) => ways.length === 0);
  const result = answer(invocation, project, {
    text,
    json,
    about: words.verb === "read" ? "files" : "hosts",
  });
  return isMissing && result.exitCode === 0 ? { ...result, exitCode: 1 } : result;
}

/** Whether somebody can do something, and by which ways, for programs. */
export function describeAnswer(
  { who, verb, target, ways, missing }: ReasonedAnswer,
  places: Places,
) {
  return { who, verb, target, can: judgeWays(ways), missing, ways: describeWays(ways, places) };
}

function readTargets(
  { world, config }: Project,
  fleet: LockedFleet,
  { verb, target }: { readonly verb: AskedVerb; readonly target: string },
): Checked<readonly AccessQuestion[]> {
  if (verb !== "read") {
    const hosts = readHosts(fleet, target);
    if (!hosts.ok) return hosts;
    const value = hosts.value.map((id): AccessQuestion => ({ verb, target: `host:${id}` }));
    return { ok: true, value, diagnostics: [] };
  }
  const named = target.replace(/^file:/, "");
  const { disk, folder } = world;
  const path = config && pathFromRoot(disk, named, { root: config.root, folder });
  if (path !== undefined && path !== "") {
    return { ok: true, value: [{ verb, target: `file:${path}` }], diagnostics: [] };
  }
  const message = `${quote(named)} lies outside of the fleet's folder.`;
  return { ok: false, diagnostics: [sopsCodes.create("unknown-file", message)] };
}

function explainMissing(
  { fleet, secrets }: { readonly fleet: LockedFleet; readonly secrets: Secrets | undefined },
  who: AccessWay["who"],
  question: AccessQuestion,
): readonly string[] {
  if (question.verb !== "read") return explainLack(fleet, who, question);
  const path = question.target.replace(/^file:/, "");
  return secrets === undefined
    ? ["The declaration says nothing of secrets."]
    : explainUnread(secrets, who, path);
}

/** Where the files lie that say who reads what. */
export function placeOf({ world, config }: Project): FleetPlace | undefined {
  return config === undefined ? undefined : { disk: world.disk, root: config.root };
}

/** Where all that grants ways stands. */
export async function locateWays(project: Project, ways: readonly AccessWay[]): Promise<Places> {
  const paths = new Set<Path>();
  for (const { path } of ways.flatMap(({ steps }) => steps))
    if (path !== undefined) paths.add(path);
  return locateValues(project, paths);
}

interface Answered {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly about: keyof typeof declaredAlone;
}

function answer(
  { options, terminal }: Invocation,
  project: Project,
  { text, json, about }: Answered,
): CommandResult {
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = project.findings.filter(isError);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) return { exitCode, stdout: renderJson(findings, json), stderr: "" };
  const shown = renderForPeople(terminal, project, findings);
  return { exitCode, stdout: text, stderr: `${shown}${declaredAlone[about]}` };
}

/** Ends with what is wrong with the fleet, or with the question. */
export async function refuse(
  { options, terminal }: Invocation,
  project: Project,
  diagnostics: readonly Diagnostic[] = [],
): Promise<CommandResult> {
  const located = await locateInProject(project, diagnostics);
  const findings = located.filter(isError);
  const exitCode = chooseExitCode(findings);
  if (options.has("json")) return { exitCode, stdout: renderJson(findings, {}), stderr: "" };
  return { exitCode, stdout: "", stderr: renderForPeople(terminal, project, findings) };
}
