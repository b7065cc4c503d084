import { rootEquivalentGroups } from "@fleet/core";
import { type Diagnostic, isError } from "@fleet/diagnostics";
import {
  type EvaluationOptions,
  type JsonValue,
  type NixEvaluator,
  printNixValue,
} from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import { verifyCodes } from "../codes.ts";
import {
  type Answers,
  joinAnswers,
  type Question,
  type RawAnswers,
  readAnswers,
  readMembers,
} from "../facts/answers.ts";
import { readFactsFunction } from "./nix-library.ts";

/** Where a flake is, and how to evaluate it. */
export interface FlakeAccess {
  readonly evaluate: NixEvaluator["evaluate"];
  readonly directory: string;
  /** Where fleet's own Nix library lies. */
  readonly disk: Pick<Disk, "read">;
  readonly impure: boolean;
  readonly options: Pick<EvaluationOptions, "timeLimit" | "nixArguments">;
  /** Is told what comes next. */
  readonly showProgress: (text: string) => void;
}

/** Members of an output of the flake, and what to ask about them. */
interface Inquiry {
  readonly output: "nixosConfigurations" | "darwinConfigurations" | "homeConfigurations";
  readonly names: readonly string[];
  readonly hosts: Question["hosts"];
}

/**
 * Asks the flake what its hosts and homes came to: one evaluation for each output, and more of them
 * only for a large fleet, or where something cannot be evaluated, to find out what.
 */
export async function askFlake(access: FlakeAccess, { hosts, homes }: Question): Promise<Answers> {
  const namesOf = (wanted: string) =>
    [...hosts].flatMap(([id, { platform }]) => (platform === wanted ? [id] : []));
  const ask = (output: Inquiry["output"], names: readonly string[]) =>
    askOutput(access, { output, names, hosts });
  const nixos = await ask("nixosConfigurations", namesOf("nixos"));
  const darwin = await ask("darwinConfigurations", namesOf("darwin"));
  const standalone = await ask("homeConfigurations", homes);
  return readAnswers(joinAnswers([nixos, darwin]), standalone);
}

/** A NixOS host takes some hundred MiB; so many fit into the memory of one evaluation. */
const batchSize = 50;

async function askOutput(access: FlakeAccess, inquiry: Inquiry): Promise<RawAnswers> {
  const all: RawAnswers[] = [];
  for (const names of splitNames(inquiry.names, batchSize)) {
    const batch = await askBatch(access, { ...inquiry, names });
    all.push(batch);
    // What stops one batch as a whole stops the next.
    if (batch.answers.size === 0) break;
  }
  return joinAnswers(all);
}

async function askBatch(access: FlakeAccess, inquiry: Inquiry): Promise<RawAnswers> {
  const result = await evaluateNames(access, inquiry);
  if (result.ok) return readValue(result, inquiry.names);
  const stop = await findStop(access, inquiry, result.diagnostics);
  if (stop !== undefined) return { answers: new Map(), diagnostics: stop };
  return inquiry.names.length === 1
    ? blame(inquiry.names, result.diagnostics)
    : askParts(access, inquiry);
}

/** Into so many parts a batch is split to find what in it cannot be evaluated. */
const partCount = 8;

/** Asks for parts, and for parts of those that cannot be evaluated, down to single names. */
async function askParts(access: FlakeAccess, inquiry: Inquiry): Promise<RawAnswers> {
  const all: RawAnswers[] = [];
  for (const names of splitNames(inquiry.names, Math.ceil(inquiry.names.length / partCount))) {
    const part = { ...inquiry, names };
    const result = await evaluateNames(access, part);
    if (result.ok) all.push(readValue(result, names));
    else if (names.length === 1 || isFinal(result.diagnostics))
      all.push(blame(names, result.diagnostics));
    else all.push(await askParts(access, part));
  }
  return joinAnswers(all);
}

function evaluateNames(access: FlakeAccess, { output, names, hosts }: Inquiry) {
  access.showProgress(describeProgress(output, names));
  const asked = names.flatMap((name) => hosts.get(name) ?? []);
  const question = printNixValue({
    kind: output === "homeConfigurations" ? "home" : "system",
    names,
    logins: [...new Set(asked.flatMap(({ logins }) => logins))],
    shells: [...new Set(asked.flatMap(({ shells }) => shells))],
    rootGroups: [...rootEquivalentGroups.keys()],
  });
  return evaluateOutput(access, output, `(${readFactsFunction(access.disk)}) ${question}`);
}

function evaluateOutput(
  { evaluate, directory, impure, options }: FlakeAccess,
  output: Inquiry["output"],
  apply: string,
) {
  return evaluate({ kind: "flake", directory, attribute: [output], impure, apply, ...options });
}

/** What keeps the output as a whole from being evaluated; undefined where it is a member of it. */
async function findStop(
  access: FlakeAccess,
  { output, names }: Inquiry,
  failures: readonly Diagnostic[],
): Promise<readonly Diagnostic[] | undefined> {
  if (isFinal(failures)) return failures;
  const listed = await evaluateOutput(access, output, "builtins.attrNames");
  if (listed.ok) return undefined;
  const isMissing = listed.diagnostics.some(
    ({ code, message }) =>
      code === "nix-eval/missing-attribute" && message.startsWith("The flake has no output "),
  );
  return isMissing ? [describeMissingOutput(output, names)] : listed.diagnostics;
}

/** Whether another attempt, with less to evaluate, would only take as long again. */
function isFinal(diagnostics: readonly Diagnostic[]): boolean {
  const codes = diagnostics.filter(isError).map(({ code }) => code);
  return codes.includes("nix-eval/time-out") || codes.includes("nix-eval/cancelled");
}

function describeMissingOutput(output: Inquiry["output"], names: readonly string[]): Diagnostic {
  const list = names.slice(0, 5).join(", ");
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  const message = `The flake has no ${output}, where ${list}${more} would be.`;
  return verifyCodes.create("missing-output", message, {
    file: "flake.nix",
    help: `Import fleet's flake module, or publish what mkFleet returns. Where fleet.outputs switches ${output} off, build them under the same names, or verify the other hosts with --host.`,
  });
}

function blame(names: readonly string[], diagnostics: readonly Diagnostic[]): RawAnswers {
  const answers = names.map((name) => [name, { kind: "failed", diagnostics }] as const);
  return { answers: new Map(answers), diagnostics: [] };
}

function readValue(
  { value, diagnostics }: { value: JsonValue; diagnostics: readonly Diagnostic[] },
  names: readonly string[],
): RawAnswers {
  return { answers: readMembers(value, names), diagnostics };
}

function splitNames(names: readonly string[], size: number): string[][] {
  const count = names.length === 0 ? 0 : Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, part) => names.slice(part * size, (part + 1) * size));
}

function describeProgress(output: Inquiry["output"], [first = "", ...others]: readonly string[]) {
  return `Evaluating ${output}: ${first}${others.length === 0 ? "" : ` and ${others.length} more`} …`;
}
