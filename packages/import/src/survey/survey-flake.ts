import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import type { EvaluationOptions, NixEvaluator } from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import { importCodes } from "../codes.ts";
import type { FoundFleet, FoundHost, FoundSource } from "../found/found-fleet.ts";
import type { FoundHome } from "../found/found-home.ts";
import { type AskQuestion, askConfiguration, type ConfigurationGap } from "./ask-configuration.ts";
import { listUnreadable } from "./found-value.ts";
import { runJobs } from "./job-pool.ts";
import {
  type EvaluateAttribute,
  type ListedConfiguration,
  listConfigurations,
} from "./list-configurations.ts";
import { type ReadAnswer, readHost, readStandaloneHome } from "./read-host.ts";
import { composeQuestions, type SurveyedOutput } from "./survey-question.ts";

/** A flake, and how to ask it. */
export interface SurveyedFlake {
  readonly evaluate: NixEvaluator["evaluate"];
  /** The folder that holds `flake.nix`: absolute. */
  readonly directory: string;
  /** Whether the folder is taken as it is, whatever repository it lies in. Default: false. */
  readonly isPlainFolder?: boolean;
  /** Where fleet's own Nix library lies. */
  readonly disk: Pick<Disk, "read">;
  readonly options: Pick<EvaluationOptions, "timeLimit" | "nixArguments" | "signal">;
  readonly impure: boolean;
  /** Flake references by the name of the input they replace. */
  readonly overrideInputs: Readonly<Record<string, string>>;
  /** How many hosts are evaluated at once, which bounds the memory. */
  readonly jobs: number;
  /** Only these, by their names in whichever output; all where there is none. */
  readonly names: readonly string[];
  /** Whether it is told which assertions fail, which takes looking at most of each host. Default: false. */
  readonly isJudged?: boolean;
  /** Is told what goes on. */
  readonly showProgress: (text: string) => void;
}

/** What a flake came to. */
export interface Survey {
  readonly fleet: FoundFleet;
  /** Hosts and homes that could not be evaluated, with Nix's reasons; the others are in `fleet`. */
  readonly failed: readonly FailedName[];
  /** What concerns the flake as a whole, and what within a host or home could not be told. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where within a host or home something could not be told, of which the diagnostics tell as well. */
  readonly gaps?: readonly SurveyGap[];
  /** The options that alone could not be told, of which the diagnostics tell as well. */
  readonly unreadable?: readonly UnreadableOptions[];
}

/** Options of a host or home that Nix cannot evaluate, such as `users.users.ada.uid`. */
export interface UnreadableOptions {
  readonly source: FoundSource;
  readonly name: string;
  readonly options: readonly string[];
}

/** A part of a host or home that Nix cannot evaluate. */
export interface SurveyGap extends ConfigurationGap {
  readonly source: FoundSource;
  /** The name of the host or home. */
  readonly name: string;
}

/** A host or home without an answer. */
export interface FailedName {
  readonly source: FoundSource;
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Evaluates all hosts and homes of a flake, each by itself and several at once. What Nix warns of is not told: it is of
 * the fleet as it is.
 */
export async function surveyFlake(flake: SurveyedFlake): Promise<Survey> {
  const { directory, impure, overrideInputs, options, isPlainFolder = false } = flake;
  const evaluate: EvaluateAttribute = (attribute, apply) =>
    flake.evaluate({
      kind: "flake",
      directory,
      isPlainFolder,
      attribute,
      impure,
      overrideInputs,
      apply,
      ...options,
    });
  const { configurations, diagnostics } = await listConfigurations(flake, evaluate);
  const compose = composeQuestions(flake.disk, directory);
  const show = (done: number, now: readonly ListedConfiguration[]) =>
    flake.showProgress(describeProgress(configurations.length, done, now));
  const answers = await runJobs(configurations, { jobs: flake.jobs, show }, (listed) =>
    surveyOne((question) => evaluate(listed.attribute, compose(question)), listed, flake.isJudged),
  );
  const byName = (a: { name: string }, b: { name: string }) => compareNames(a.name, b.name);
  return {
    fleet: {
      hosts: answers.flatMap(({ host }) => host ?? []).sort(byName),
      homes: answers.flatMap(({ home }) => home ?? []).sort(byName),
    },
    failed: answers.flatMap(({ failed }) => failed ?? []),
    gaps: answers.flatMap(({ gaps = [] }) => gaps),
    unreadable: answers.flatMap((answer) => answer.unreadable ?? []),
    diagnostics: [...diagnostics, ...answers.flatMap((answer) => answer.diagnostics)],
  };
}

interface Surveyed {
  readonly host?: FoundHost;
  readonly home?: FoundHome;
  readonly failed?: FailedName;
  readonly gaps?: readonly SurveyGap[];
  readonly unreadable?: UnreadableOptions;
  readonly diagnostics: readonly Diagnostic[];
}

async function surveyOne(
  ask: AskQuestion,
  { output, name }: ListedConfiguration,
  isJudged: boolean | undefined,
): Promise<Surveyed> {
  const answer = await askConfiguration(ask, output, name, { isJudged });
  if (!answer.ok) {
    const reasons = answer.diagnostics.filter(({ code }) => code !== "nix-eval/warning");
    return { failed: { source: output, name, diagnostics: reasons }, diagnostics: [] };
  }
  const { members, gaps } = answer.value;
  const unreadable = [...members.values()].flatMap(listUnreadable);
  const broken = {
    gaps: gaps.map((gap) => ({ ...gap, source: output, name })),
    unreadable: { source: output, name, options: unreadable },
  };
  const about = (read: ReadAnswer<unknown>) => [
    ...read.diagnostics,
    ...gaps.map((gap) => describeGap(output, name, gap)),
    ...(unreadable.length === 0 ? [] : [describeUnreadable(output, name, unreadable)]),
  ];
  if (output === "homeConfigurations") {
    const home = readStandaloneHome(name, answer.value);
    return { home: home.value, ...broken, diagnostics: about(home) };
  }
  const host = readHost(output, name, answer.value);
  return { host: host.value, ...broken, diagnostics: about(host) };
}

function describeGap(
  output: SurveyedOutput,
  name: string,
  { part, names, reasons }: ConfigurationGap,
): Diagnostic {
  const noun = { rootWays: "ways to root", failures: "assertions" }[String(part)] ?? part;
  const what = names === null ? noun : `${noun} ${names.slice(0, 5).map(quote).join(", ")}`;
  const more = names !== null && names.length > 5 ? ` and ${names.length - 5} more` : "";
  const [reason] = reasons;
  const message = `Nix cannot evaluate the ${what}${more} of ${nameOutput(output)} ${quote(name)}, which are left out. ${reason?.message ?? ""}`;
  return importCodes.create("broken-part", message.trimEnd(), {
    ...(reason?.file === undefined ? {} : { file: reason.file }),
    ...(reason?.position === undefined ? {} : { position: reason.position }),
    help: "Mend what Nix says and import again, or declare by hand what is left out.",
  });
}

function describeUnreadable(
  output: SurveyedOutput,
  name: string,
  options: readonly string[],
): Diagnostic {
  const shown = options.slice(0, 5).map(quote).join(", ");
  const more = options.length > 5 ? ` and ${options.length - 5} more` : "";
  const message = `Nix cannot evaluate ${shown}${more} of ${nameOutput(output)} ${quote(name)}: nothing is known there.`;
  return importCodes.create("unreadable-option", message, {
    help: "Mend it and import again, or declare it by hand.",
  });
}

function nameOutput(output: SurveyedOutput): string {
  return output === "homeConfigurations" ? "home" : "host";
}

function describeProgress(
  total: number,
  done: number,
  now: readonly ListedConfiguration[],
): string {
  const names = now.slice(0, 3).map(({ name }) => name);
  const more = now.length > 3 ? ` and ${now.length - 3} more` : "";
  return `${done} of ${total} evaluated; now ${names.join(", ")}${more} …`;
}
