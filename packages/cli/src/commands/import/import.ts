import { type Finding, isError, renderJson } from "@fleet/diagnostics";
import { type ImportedFleet, type ImportOptions, importFleet, writeImport } from "@fleet/import";
import { openNativeEvaluator } from "@fleet/nix-eval";
import { relative } from "pathe";
import { askChoice } from "../../command/choice.ts";
import type { CommandResult, Invocation } from "../../command/command.ts";
import { renderForPeople } from "../../command/command-report.ts";
import { describeImport } from "../../views/import/import-json.ts";
import { renderImport } from "../../views/import/import-report.ts";
import { type Interruption, watchInterruption } from "../interruption.ts";
import { readNixArguments } from "./import-arguments.ts";

/** Reads the machines of a folder, proposes a declaration for them, and says what came over. */
export async function importMachines(invocation: Invocation): Promise<CommandResult> {
  const { options, terminal, world } = invocation;
  const interruption = watchInterruption(terminal);
  const { value: imported, diagnostics } = await importFleet(
    world,
    chooseOptions(invocation, interruption),
  );
  interruption.stop();
  terminal.showProgress("");
  if (imported === undefined) return conclude(invocation, undefined, diagnostics);
  const isWriting = !options.has("dry-run");
  const problems = isWriting ? writeImport(world, imported.place, imported.text) : [];
  return conclude(invocation, imported, [...diagnostics, ...problems]);
}

function chooseOptions(
  { options, lists, operands, passedOn, terminal, world }: Invocation,
  interruption: Interruption,
): ImportOptions {
  const seconds = options.get("time-limit");
  const jobs = options.get("jobs");
  const output = options.get("output");
  const root = options.get("root");
  const isAsked = !options.has("yes") && !options.has("json");
  return {
    folder: operands[0] ?? (root === true ? undefined : root),
    ...(options.has("sops") ? { sources: ["sops"] } : {}),
    names: lists.get("host") ?? [],
    answers: new Map((lists.get("answer") ?? []).map(readAnswer)),
    ask:
      isAsked && world.askLine !== undefined
        ? (question) => interruption.without(() => askChoice(world, question))
        : undefined,
    signal: interruption.signal,
    output: output === true ? undefined : output,
    openEvaluator: () => openNativeEvaluator(world, { environment: world.environment }),
    jobs: jobs === undefined ? undefined : Number(jobs),
    timeLimit: seconds === undefined ? undefined : Number(seconds) * 1000,
    impure: options.has("impure"),
    ...readNixArguments(passedOn),
    isProven: !options.has("no-proof"),
    showProgress: terminal.showProgress,
  };
}

/** An id may hold `=`, as a name can; a value cannot. */
function readAnswer(text: string): [id: string, value: string] {
  const end = text.lastIndexOf("=");
  return [text.slice(0, end), text.slice(end + 1)];
}

/** Says what was done: findings go to the standard error, the rest to the output. */
function conclude(
  invocation: Invocation,
  imported: ImportedFleet | undefined,
  found: readonly Finding[],
): CommandResult {
  const { options, terminal, world } = invocation;
  const project = imported?.project ?? { findings: [], prefix: "", readSource: () => undefined };
  const findings = [...found, ...project.findings];
  const isDone = imported !== undefined && !found.some(({ code }) => undone.has(code));
  const isWritten = isDone && !options.has("dry-run");
  const exitCode = !isDone ? 2 : isClean(imported, findings) ? 0 : 1;
  if (options.has("json")) {
    const more = imported === undefined ? {} : describeImport(imported, { isWritten });
    return { exitCode, stdout: renderJson(findings, { written: isWritten, ...more }), stderr: "" };
  }
  const shown = [
    ...found.filter(({ code }) => code !== "nix-eval/warning"),
    // Of what is declared people see the warnings when they check the fleet: a grown one has them by the dozen.
    ...project.findings.filter(isError),
  ];
  const stderr = renderForPeople(terminal, project, shown);
  if (imported === undefined || !isDone) return { exitCode, stdout: "", stderr };
  const stdout = renderImport(imported, {
    isWritten,
    isVerbose: options.has("verbose"),
    target: relative(world.folder, imported.place.target),
    folder: relative(world.folder, imported.place.root),
  });
  return { exitCode, stdout, stderr };
}

/** With these, nothing was written that was to be. */
const undone: ReadonlySet<string> = new Set(["import/fleet-there", "cli/cannot-write"]);

function isClean(imported: ImportedFleet, findings: readonly Finding[]): boolean {
  const { computed, evaluated, found } = imported;
  const differences = [...computed.differences, ...(evaluated?.differences ?? [])];
  return differences.length + found.failed.length === 0 && !findings.some(isError);
}
