import { type Finding, shellPath } from "@fleet/diagnostics";
import {
  findStartingPlace,
  type LookedMachine,
  lookAtMachine,
  type StartingPlace,
  unseenMachine,
} from "@fleet/project/init";
import { createProblem } from "@fleet/project/internal";
import { relative } from "pathe";
import { createProblem as createCommandProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { collectAnswers } from "../init/collect-answers.ts";
import { type GivenAnswers, readGivenAnswers } from "../init/given-answers.ts";
import { makeFleet } from "../init/make-fleet.ts";
import { Abandoned, type Prompts } from "../init/prompts.ts";
import { refuseInit } from "../init/refuse-init.ts";

/** Begins a fleet: looks, asks, and writes all of it at the end. */
export async function begin(invocation: Invocation): Promise<CommandResult> {
  const { given, problems } = readGivenAnswers(invocation);
  if (problems.length > 0) return refuseInit(invocation, problems);
  const { options, world } = invocation;
  const isAsked = !options.has("yes") && !options.has("json");
  if (!isAsked) return await beginWith(invocation, given, undefined);
  if (world.askLine === undefined) {
    const message = "Nobody is there to answer the questions.";
    const help = "Answer them by options, and take what is proposed for the rest: --yes";
    return refuseInit(invocation, [createCommandProblem("not-confirmed", message, { help })]);
  }
  // Nothing else needs what draws the questions.
  const { openPrompts } = await import("../init/clack-prompts.ts");
  const prompts = openPrompts();
  try {
    return await beginWith(invocation, given, prompts);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    const message = "You gave up, so that nothing was made.";
    return refuseInit(invocation, [createCommandProblem("not-confirmed", message)]);
  } finally {
    prompts.close();
  }
}

async function beginWith(
  invocation: Invocation,
  given: GivenAnswers,
  prompts: Prompts | undefined,
): Promise<CommandResult> {
  const { options, world } = invocation;
  const named = invocation.operands[0] ?? textOf(options.get("root"));
  const folder =
    named ??
    (await prompts?.askText({ text: "In which folder is the fleet to be?", proposed: "." })) ??
    ".";
  const { place, problems } = findStartingPlace(world, folder === "" ? "." : folder);
  if (problems.length > 0) return refuseInit(invocation, problems);
  const way = await chooseWay(invocation, place, prompts);
  if (way === "import") {
    prompts?.close();
    const { importMachines } = await import("./import/import.ts");
    return await importMachines({ ...invocation, options: new Map(), operands: [place.root] });
  }
  if (way !== "begin") return refuseInit(invocation, [way]);
  const sysroot = textOf(options.get("sysroot"));
  const looked: LookedMachine = options.has("no-look")
    ? unseenMachine
    : await lookAtMachine(world, sysroot);
  const isOwn = sysroot === undefined && !options.has("no-look");
  const sources = { world, given, looked, isOwn, root: place.root };
  const collected = await collectAnswers(sources, prompts);
  if (!collected.ok) return refuseInit(invocation, collected.diagnostics);
  return await makeFleet(invocation, { place, looked, prompts, ...collected.value });
}

/** What to do about a flake that is there: the problem, where nobody says. */
async function chooseWay(
  { options, world }: Invocation,
  { root, hasOwnFlake }: StartingPlace,
  prompts: Prompts | undefined,
): Promise<"begin" | "import" | Finding> {
  if (!hasOwnFlake || options.has("beside-flake")) return "begin";
  if (prompts === undefined) {
    const message = "A flake.nix is there already.";
    const help = `To propose a declaration of the machines that it has: fleet import ${shellPath(relative(world.folder, root) || ".")}. To begin beside it, which leaves it as it is: --beside-flake`;
    return createProblem("flake-there", message, { help });
  }
  const answer = await prompts.choose({
    text: "A flake.nix is there already. What is to be done?",
    answers: [
      { value: "import", text: "propose a declaration of the machines that it has (fleet import)" },
      { value: "begin", text: "begin beside it: it stays as it is" },
      { value: "stop", text: "nothing" },
    ],
  });
  if (answer === "import" || answer === "begin") return answer;
  return createCommandProblem("not-confirmed", "You gave up, so that nothing was made.");
}

function textOf(option: string | true | undefined): string | undefined {
  return typeof option === "string" ? option : undefined;
}
