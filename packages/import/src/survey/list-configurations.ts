import { type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import { readTexts } from "./found-value.ts";
import { runJobs } from "./job-pool.ts";
import type { SurveyedFlake } from "./survey-flake.ts";
import { type SurveyedOutput, surveyedOutputs } from "./survey-question.ts";

/** A host or home of a flake, by its output and its name in there. */
export interface ListedConfiguration {
  readonly output: SurveyedOutput;
  readonly name: string;
}

/** What there is to survey, and what keeps an output from being looked at. */
export interface Listing {
  readonly configurations: readonly ListedConfiguration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The hosts and homes of a flake, output by output. A host that two outputs have is that of the first. */
export async function listConfigurations(
  flake: SurveyedFlake,
  evaluate: (output: SurveyedOutput, apply: string) => ReturnType<NixEvaluator["evaluate"]>,
): Promise<Listing> {
  const show = () => flake.showProgress("Looking for hosts and homes …");
  const listed = await runJobs(surveyedOutputs, { jobs: flake.jobs, show }, async (output) => ({
    output,
    result: await evaluate(output, "builtins.attrNames"),
  }));
  const diagnostics: Diagnostic[] = [];
  const configurations: ListedConfiguration[] = [];
  const hosts = new Map<string, SurveyedOutput>();
  for (const { output, result } of listed) {
    if (!result.ok) {
      if (!result.diagnostics.some(isMissingOutput)) diagnostics.push(...result.diagnostics);
      continue;
    }
    for (const name of readTexts(result.value) ?? []) {
      const first = output === "homeConfigurations" ? undefined : hosts.get(name);
      if (first !== undefined) diagnostics.push(describeSecond(name, output, first));
      else configurations.push({ output, name });
      if (output !== "homeConfigurations" && first === undefined) hosts.set(name, output);
    }
  }
  if (configurations.length === 0 && diagnostics.length === 0) diagnostics.push(describeNothing());
  return chooseNames({ configurations, diagnostics }, flake.names);
}

function chooseNames(listing: Listing, names: readonly string[]): Listing {
  if (names.length === 0) return listing;
  const present = new Set(listing.configurations.map(({ name }) => name));
  const unknown = names.filter((name) => !present.has(name));
  return {
    configurations: listing.configurations.filter(({ name }) => names.includes(name)),
    diagnostics: [
      ...listing.diagnostics,
      ...(present.size === 0 ? [] : unknown.map((name) => describeUnknown(name, [...present]))),
    ],
  };
}

function isMissingOutput({ code, message }: Diagnostic): boolean {
  return code === "nix-eval/missing-attribute" && message.startsWith("The flake has no output ");
}

function describeNothing(): Diagnostic {
  const message = `The flake has neither hosts nor homes: ${surveyedOutputs.join(", ")} were looked for, and are empty or not there.`;
  return importCodes.create("no-configurations", message, {
    file: "flake.nix",
    help: "Name the folder of the flake that builds the machines, or import from .sops.yaml alone: fleet import --sops",
  });
}

function describeUnknown(name: string, present: readonly string[]): Diagnostic {
  const message = `The flake has no host or home ${quote(name)}.`;
  const help = suggestName(name, present, "host or home");
  return importCodes.create("unknown-name", message, { file: "flake.nix", help });
}

function describeSecond(name: string, output: SurveyedOutput, first: SurveyedOutput): Diagnostic {
  const message = `${output} has a host ${quote(name)}, and so has ${first}: only that of ${first} was looked at.`;
  return importCodes.create("same-name", message, {
    file: "flake.nix",
    help: "A fleet has one host of a name: give one of the two another.",
  });
}
