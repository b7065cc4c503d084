import { type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import { importCodes } from "../codes.ts";
import { readList, readText, readTexts } from "./found-value.ts";
import { runJobs } from "./job-pool.ts";
import type { SurveyedFlake } from "./survey-flake.ts";
import { type SurveyedOutput, surveyedOutputs } from "./survey-question.ts";

/** A host or home of a flake, by its output and its name in there. */
export interface ListedConfiguration {
  readonly output: SurveyedOutput;
  readonly name: string;
  /** The way to the set that it is in. */
  readonly attribute: readonly string[];
}

/** What there is to survey, and what keeps an output from being looked at. */
export interface Listing {
  readonly configurations: readonly ListedConfiguration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies a Nix function to an attribute of the flake. */
export type EvaluateAttribute = (
  attribute: readonly string[],
  apply: string,
) => ReturnType<NixEvaluator["evaluate"]>;

/** The hosts and homes of a flake, output by output. A host that two outputs have is that of the first. */
export async function listConfigurations(
  flake: SurveyedFlake,
  evaluate: EvaluateAttribute,
): Promise<Listing> {
  const show = () => flake.showProgress("Looking for hosts and homes …");
  const outputs: ListedOutput[] = await runJobs(
    surveyedOutputs,
    { jobs: flake.jobs, show },
    (output) => listOutput(output, evaluate),
  );
  const isEnough = hasAll(outputs, flake.names);
  if (!isEnough && outputs.some(({ lacksHomes }) => lacksHomes === true)) {
    outputs.push(await listHomesBySystem(evaluate));
  }
  const reasons = outputs.flatMap(({ diagnostics }) => diagnostics);
  // What stops one output often stops all of them.
  const diagnostics = [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()];
  const configurations: ListedConfiguration[] = [];
  const hosts = new Map<string, SurveyedOutput>();
  for (const listed of outputs.flatMap((output) => output.configurations)) {
    const { output, name } = listed;
    const first = hosts.get(name);
    if (output === "homeConfigurations") configurations.push(listed);
    else if (first !== undefined) diagnostics.push(describeSecond(name, output, first));
    else {
      configurations.push(listed);
      hosts.set(name, output);
    }
  }
  if (configurations.length === 0 && diagnostics.length === 0) diagnostics.push(describeNothing());
  return chooseNames({ configurations, diagnostics }, flake.names);
}

/** Whether whoever asks for some names has them all. */
function hasAll(outputs: readonly Listing[], names: readonly string[]): boolean {
  const found = new Set(
    outputs.flatMap(({ configurations }) => configurations.map(({ name }) => name)),
  );
  return names.length > 0 && names.every((name) => found.has(name));
}

interface ListedOutput extends Listing {
  /** Whether homes may be elsewhere. */
  readonly lacksHomes?: boolean;
}

const namesOrType =
  "hosts: if builtins.isAttrs hosts then builtins.attrNames hosts else builtins.typeOf hosts";

async function listOutput(
  output: SurveyedOutput,
  evaluate: EvaluateAttribute,
): Promise<ListedOutput> {
  const result = await evaluate([output], namesOrType);
  if (result.ok) {
    const type = readText(result.value);
    if (type !== null) return { configurations: [], diagnostics: [describeOdd(output, type)] };
    const names = readTexts(result.value) ?? [];
    const configurations = names.map((name) => ({ output, name, attribute: [output] }));
    return { configurations, diagnostics: [] };
  }
  const isMissing = result.diagnostics.some(isMissingOutput);
  if (!isMissing) return { configurations: [], diagnostics: result.diagnostics };
  return { configurations: [], diagnostics: [], lacksHomes: output === "homeConfigurations" };
}

/** The names of homes below each system, as home-manager looks for them, too. */
const homesBySystem = `packages: map (system: {
  inherit system;
  names =
    let
      tried = builtins.tryEval (builtins.attrNames (packages.\${system}.homeConfigurations or { }));
    in
    if tried.success then tried.value else [ ];
}) (builtins.attrNames packages)`;

/** Of a home that several systems have, the first. What else is in there is no reason to complain. */
async function listHomesBySystem(evaluate: EvaluateAttribute): Promise<Listing> {
  const result = await evaluate(["legacyPackages"], homesBySystem);
  const configurations = new Map<string, ListedConfiguration>();
  for (const members of result.ok ? readList(result.value) : []) {
    const system = readText(members.get("system")) ?? "";
    for (const name of readTexts(members.get("names")) ?? []) {
      if (configurations.has(name)) continue;
      const attribute = ["legacyPackages", system, "homeConfigurations"];
      configurations.set(name, { output: "homeConfigurations", name, attribute });
    }
  }
  return { configurations: [...configurations.values()], diagnostics: [] };
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

function describeOdd(output: SurveyedOutput, type: string): Diagnostic {
  const message = `The output ${output} is no set, but of the type ${type}: nothing of it was looked at.`;
  const help = `It holds a configuration by each name: ${output}.<name>.`;
  return importCodes.create("odd-output", message, { file: "flake.nix", help });
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
