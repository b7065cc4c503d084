import { type Finding, isError, quote, renderJson } from "@fleet/diagnostics";
import { openProject, type World, writeFleet } from "@fleet/project";
import {
  type InitAnswers,
  type LookedMachine,
  type PlacedFile,
  placeFiles,
  planInit,
  proveInit,
  type StartingPlace,
  startRepository,
  trackFiles,
  writeNewFiles,
} from "@fleet/project/init";
import { isDrift } from "@fleet/project/internal";
import { relative } from "pathe";
import { chooseExitCode, createProblem } from "../command/codes.ts";
import type { CommandResult, Invocation } from "../command/command.ts";
import { renderForPeople } from "../command/command-report.ts";
import { check } from "../commands/check.ts";
import { renderInit } from "../views/init-text.ts";
import { type MintedKey, writeKey } from "./operator-key.ts";
import type { Prompts } from "./prompts.ts";
import { refuseInit } from "./refuse-init.ts";

/** All that is needed to make a fleet. */
export interface MakingFleet {
  readonly place: StartingPlace;
  readonly looked: LookedMachine;
  readonly answers: InitAnswers;
  readonly mintedKey: MintedKey | undefined;
  readonly prompts: Prompts | undefined;
}

/** Computes the fleet before anything of it is on the disk; then writes, tracks, generates and checks it. */
export async function makeFleet(
  invocation: Invocation,
  making: MakingFleet,
): Promise<CommandResult> {
  const { options, world } = invocation;
  const { place, answers, mintedKey, prompts } = making;
  const { placed, problems } = placeFiles(world.disk, place.root, planInit(answers));
  if (problems.length > 0) return refuseInit(invocation, problems);
  const errors = await proveInit(world, placed);
  if (errors.length > 0) return refuseInit(invocation, errors);
  if (options.has("dry-run")) return await conclude(invocation, making, { placed });
  const isNewRepository = await decideRepository(invocation, making);
  const count = placed.filter((file) => file.place === "new").length;
  const folder = relative(world.folder, place.root);
  const text = `Write ${count} files${folder === "" ? "" : ` into ${quote(folder)}`}?`;
  if (prompts !== undefined && !(await prompts.agree({ text, proposed: true }))) {
    const message = "You did not agree, so that nothing was made.";
    return refuseInit(invocation, [createProblem("not-confirmed", message)]);
  }
  prompts?.close();
  const unwritten = [...(mintedKey === undefined ? [] : writeKey(world, mintedKey))];
  if (unwritten.length > 0) return refuseInit(invocation, unwritten);
  const failed = writeNewFiles(world, place.root, placed);
  if (failed.length > 0) {
    if (mintedKey !== undefined) world.disk.remove(mintedKey.file);
    return refuseInit(invocation, failed);
  }
  const paths = placed.map(({ path }) => path);
  const isTracking = !options.has("no-git") && (isNewRepository || place.repository !== undefined);
  const warnings = isNewRepository ? await startRepository(world, place.root) : [];
  const track = async (files: readonly string[]) =>
    isTracking && warnings.length === 0 && files.length > 0
      ? await trackFiles(world, place.root, files)
      : [];
  const tracked = await track(paths);
  const { generated, findings } = await generateIn(world, place.root);
  const alsoTracked = tracked.length === 0 ? await track(generated) : [];
  const all = [...warnings, ...tracked, ...alsoTracked, ...findings];
  return await conclude(invocation, making, { placed, generated, findings: all });
}

async function decideRepository(
  { options }: Invocation,
  { place, prompts }: MakingFleet,
): Promise<boolean> {
  if (options.has("no-git") || place.repository !== undefined) return false;
  if (prompts === undefined) return true;
  return await prompts.agree({
    text: "Make it a repository of git? A flake sees only what git tracks.",
    proposed: true,
  });
}

async function generateIn(
  world: World,
  root: string,
): Promise<{ readonly generated: readonly string[]; readonly findings: readonly Finding[] }> {
  const project = await openProject(world, { root });
  const { changes, findings, isStopped } = await writeFleet(project, {
    isForced: false,
    isWriting: true,
  });
  const generated = isStopped
    ? []
    : changes.filter((change) => isDrift(change) && change.after !== undefined);
  // That git does not track them yet goes without saying.
  const told = findings.filter(({ code }) => code !== "cli/untracked-file");
  return { generated: generated.map(({ path }) => path), findings: told };
}

/** What was done about a file, in the words of the other commands; one that differs stays. */
const changes = { new: "created", same: "unchanged", kept: "kept" } as const;

/** What was made; `generated` is undefined where nothing was written. */
interface MadeFleet {
  readonly placed: readonly PlacedFile[];
  readonly generated?: readonly string[];
  readonly findings?: readonly Finding[];
}

async function conclude(
  invocation: Invocation,
  { place, looked, answers, mintedKey }: MakingFleet,
  { placed, generated, findings = [] }: MadeFleet,
): Promise<CommandResult> {
  const { options, terminal, world } = invocation;
  const isWritten = generated !== undefined;
  const notes = looked.notes;
  if (options.has("json")) {
    const more = {
      written: isWritten,
      root: place.root,
      files: placed.map(({ path, place: found }) => ({ path, change: changes[found] })),
      generated: generated ?? [],
      notes,
    };
    return { exitCode: chooseExitCode(findings), stdout: renderJson(findings, more), stderr: "" };
  }
  const stdout = renderInit({
    folder: relative(world.folder, place.root),
    answers,
    placed,
    generated: generated ?? [],
    isWritten,
    hasOwnFlake: place.hasOwnFlake,
    hasOldConfiguration: looked.settings.stateVersion !== undefined,
    notes: options.has("yes") ? notes : [],
    keyFile: mintedKey?.file,
  });
  const noSource = { prefix: "", readSource: () => undefined };
  // What is wrong with the fleet itself, the check at the end says with its place.
  const isTold = (one: Finding) => !isWritten || isError(one) || one.code === "cli/git-failed";
  const warnings = renderForPeople(terminal, noSource, findings.filter(isTold));
  if (!isWritten) return { exitCode: 0, stdout, stderr: warnings };
  const checked = await check({
    ...invocation,
    options: new Map([["root", place.root]]),
    lists: new Map(),
    operands: [],
    terminal: { ...terminal, isInteractive: false },
  });
  return {
    exitCode: checked.exitCode,
    stdout: `${stdout}\n${checked.stdout}`,
    stderr: `${warnings}${checked.stderr}`,
  };
}
