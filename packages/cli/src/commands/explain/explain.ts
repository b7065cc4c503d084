import { openProject, type Project } from "@fleet/project";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { searchPlace } from "../../command/search-place.ts";
import { answerExplained, refuseExplaining } from "./explain-answer.ts";
import { chooseMeaning, type ExplainQuestion, readExplainQuestion } from "./explain-question.ts";

/** Explains one thing: an account, a host, a user, a profile, a secret file, a topic, or a code. */
export async function explainSomething(invocation: Invocation): Promise<CommandResult> {
  const question = readExplainQuestion(invocation.operands);
  // A page of a code needs no fleet, and neither does saying that a question is none.
  if (!question.ok) return refuseExplaining(invocation, nowhere, question.diagnostics);
  if (question.value.kind === "code") return showCode(invocation, question.value.name);
  const project = await openProject(invocation.world, searchPlace(invocation));
  // Where the config may not be run, fleet.json says enough of files.
  if (question.value.kind === "file") return showFile(invocation, project, question.value.name);
  const { fleet } = project;
  if (fleet === undefined) return refuseExplaining(invocation, project);
  const meant =
    question.value.kind === "name" ? chooseMeaning(fleet, question.value.name) : question;
  if (!meant.ok) return refuseExplaining(invocation, project, meant.diagnostics);
  return showMeant(invocation, project, meant.value);
}

const nowhere = { findings: [], prefix: "", readSource: () => undefined };

async function showMeant(
  invocation: Invocation,
  project: Project,
  meant: ExplainQuestion,
): Promise<CommandResult> {
  const { fleet, config, world } = project;
  switch (meant.kind) {
    case "code":
      return showCode(invocation, meant.name);
    case "file":
      return showFile(invocation, project, meant.name);
    case "topic":
      return (await import("./explain-topic.ts")).explainTopicOf(invocation, project, meant.name);
    case "name":
      throw new Error("bug: what a name means was not chosen");
    default: {
      if (fleet === undefined) return refuseExplaining(invocation, project);
      const place = config === undefined ? undefined : { disk: world.disk, root: config.root };
      const { explainThing } = await import("./explain-thing.ts");
      const explained = await explainThing({ fleet, place }, meant);
      return explained.ok
        ? answerExplained(invocation, project, explained.value)
        : refuseExplaining(invocation, project, explained.diagnostics);
    }
  }
}

async function showCode(invocation: Invocation, name: string): Promise<CommandResult> {
  return (await import("./explain-code.ts")).explainCode(invocation, name);
}

async function showFile(
  invocation: Invocation,
  project: Project,
  name: string,
): Promise<CommandResult> {
  return (await import("./explain-file.ts")).explainSecretFile(invocation, project, name);
}
