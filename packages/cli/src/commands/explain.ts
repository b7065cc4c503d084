import {
  type Checked,
  compareNames,
  isError,
  quote,
  renderJson,
  suggestName,
} from "@fleet/diagnostics";
import { type LockedFleet, locateValues, openProject, type Project } from "@fleet/project";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { searchPlace } from "../command/search-place.ts";
import type { Places } from "../views/access-ways.ts";
import { collectPaths, describePlaces } from "../views/explain/placed-values.ts";
import { describeTold, placeTold } from "../views/told-text.ts";
import { placeOf, refuse } from "./access-ways.ts";
import { explainCode } from "./explain-code.ts";
import { chooseMeaning, type ExplainQuestion, readExplainQuestion } from "./explain-question.ts";
import { explainTopicOf } from "./explain-topic.ts";

/** Explains one thing: an account, a host, a user, a profile, a secret file, a topic, or a code. */
export async function explainSomething(invocation: Invocation): Promise<CommandResult> {
  const question = readExplainQuestion(invocation.operands);
  // A page of a code needs no fleet.
  if (question.ok && question.value.kind === "code") {
    return explainCode(invocation, question.value.name);
  }
  const project = await openProject(invocation.world, searchPlace(invocation));
  if (!question.ok) return refuse(invocation, project, question.diagnostics);
  if (question.value.kind === "file")
    return explainFileOf(invocation, project, question.value.name);
  const { fleet } = project;
  if (fleet === undefined) return refuse(invocation, project);
  const meant =
    question.value.kind === "name" ? chooseMeaning(fleet, question.value.name) : question;
  if (!meant.ok) return refuse(invocation, project, meant.diagnostics);
  const { value } = meant;
  switch (value.kind) {
    case "code":
      return explainCode(invocation, value.name);
    case "file":
      return explainFileOf(invocation, project, value.name);
    case "topic":
      return explainTopicOf(invocation, project, value.name);
    case "name":
      throw new Error("bug: a name was not looked up");
    default: {
      const found = await findExplained(project, fleet, value);
      return found.ok
        ? answer(invocation, project, found.value)
        : refuse(invocation, project, found.diagnostics);
    }
  }
}

/** What is known of one thing, and how people see it. */
interface Explained {
  readonly kind: string;
  readonly value: object;
  readonly render: (places: Places, width: number | undefined) => string;
}

async function findExplained(
  project: Project,
  fleet: LockedFleet,
  question: Exclude<ExplainQuestion, { readonly kind: "file" | "code" | "topic" | "name" }>,
): Promise<Checked<Explained>> {
  switch (question.kind) {
    case "account":
      return findAccount(project, fleet, question);
    case "host":
      return findHost(project, fleet, question.name);
    case "user":
      return findUser(fleet, question.name);
    case "profile":
      return findProfile(fleet, question.name);
    default:
      return unknown(question.kind, question.name, []);
  }
}

async function findAccount(
  project: Project,
  fleet: LockedFleet,
  { user, host }: { readonly user: string; readonly host: string },
): Promise<Checked<Explained>> {
  const { declared } = fleet;
  if (!declared.hosts.has(host)) return unknown("host", host, declared.hosts.keys());
  if (!declared.users.has(user)) return unknown("user", user, declared.users.keys());
  const { accessGraphOf, explainAccountOf } = await import("@fleet/project");
  const graph = await accessGraphOf(fleet, placeOf(project));
  const value = explainAccountOf(fleet, graph, { user, host });
  if (value === undefined) {
    const on = [...declared.hosts.values()].filter(({ placements }) => placements.has(user));
    const message = `${quote(user)} has no account on ${quote(host)}.`;
    const where = on.map(({ id }) => id).slice(0, 12);
    const help =
      where.length === 0
        ? `No host names this user. Add it to hosts.${host}.users.`
        : `There is one on ${where.join(", ")}${on.length > where.length ? ` and ${on.length - where.length} more` : ""}.`;
    return { ok: false, diagnostics: [createProblem("unknown-name", message, { help })] };
  }
  const { renderAccount } = await import("../views/explain/account-view.ts");
  return found("account", value, (places, width) => renderAccount(value, places, width));
}

async function findHost(
  project: Project,
  fleet: LockedFleet,
  id: string,
): Promise<Checked<Explained>> {
  const { accessGraphOf, explainHostOf } = await import("@fleet/project");
  const graph = await accessGraphOf(fleet, placeOf(project));
  const value = explainHostOf(fleet, graph, id);
  if (value === undefined) return unknown("host", id, fleet.declared.hosts.keys());
  const { renderHost } = await import("../views/explain/host-view.ts");
  return found("host", value, (places, width) => renderHost(value, places, width));
}

async function findUser(fleet: LockedFleet, id: string): Promise<Checked<Explained>> {
  const { explainUserOf } = await import("@fleet/project");
  const value = explainUserOf(fleet, id);
  if (value === undefined) return unknown("user", id, fleet.declared.users.keys());
  const { renderUser } = await import("../views/explain/user-view.ts");
  return found("user", value, (places, width) => renderUser(value, places, width));
}

async function findProfile(fleet: LockedFleet, id: string): Promise<Checked<Explained>> {
  const { explainProfile } = await import("@fleet/profiles");
  const value = explainProfile(fleet, id);
  if (value === undefined) return unknown("profile", id, fleet.declared.profiles.keys());
  const { renderProfile } = await import("../views/explain/profile-view.ts");
  return found("profile", value, (places, width) => renderProfile(value, places, width));
}

function found(kind: string, value: object, render: Explained["render"]): Checked<Explained> {
  return { ok: true, value: { kind, value, render }, diagnostics: [] };
}

function unknown(kind: string, name: string, names: Iterable<string>): Checked<never> {
  const help = suggestName(name, [...names].sort(compareNames), kind);
  const message = `The ${kind} ${quote(name)} is not declared.`;
  return { ok: false, diagnostics: [createProblem("unknown-name", message, { help })] };
}

/** A secret file needs what is on disk, too; without the declaration, what `fleet.json` tells has to do. */
async function explainFileOf(
  invocation: Invocation,
  opened: Project,
  name: string,
): Promise<CommandResult> {
  const [{ explainFile, openKnownSecrets }, { renderFile }] = await Promise.all([
    import("@fleet/sops"),
    import("../views/explain/file-view.ts"),
  ]);
  const { project, read, told } = await openKnownSecrets(opened);
  if (!read.ok) return refuse(invocation, project, read.diagnostics.map(asError));
  const explained = explainFile(read.value, name);
  if (!explained.ok) return refuse(invocation, project, explained.diagnostics);
  const { value } = explained;
  const { line, json } = describeTold(told);
  const result = await answer(
    invocation,
    project,
    { kind: "file", value, render: (places, width) => renderFile(value, places, width) },
    json,
  );
  return { ...result, stdout: placeTold(line, result.stdout, invocation).stdout };
}

/** What is a warning elsewhere leaves this question without an answer. */
function asError<T extends object>(diagnostic: T): T & { readonly severity: "error" } {
  return { ...diagnostic, severity: "error" };
}

async function answer(
  { options, terminal }: Invocation,
  project: Project,
  { kind, value, render }: Explained,
  more: Readonly<Record<string, unknown>> = {},
): Promise<CommandResult> {
  // Warnings about the declaration belong to `fleet check`; here they would hide the answer.
  const findings = project.findings.filter(isError);
  const exitCode = chooseExitCode(findings);
  const places = await locateValues(project, collectPaths(value));
  if (options.has("json")) {
    const json = { ...more, kind, [kind]: describePlaces(value, places) };
    return { exitCode, stdout: renderJson(findings, json), stderr: "" };
  }
  const shown = renderForPeople(terminal, project, findings);
  const stderr = findings.length === 0 ? "" : `${shown}${doubt}`;
  return { exitCode, stdout: render(places, terminal.width?.stdout), stderr };
}

const doubt = "What is explained here is what could be worked out in spite of these errors.\n";
