import { compareNames, type Diagnostic } from "@fleet/diagnostics";
import type { EvaluationOptions, NixEvaluator } from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import type { FoundFleet, FoundHost, FoundSource } from "../found/found-fleet.ts";
import type { FoundHome } from "../found/found-home.ts";
import {
  type EvaluateAttribute,
  type ListedConfiguration,
  listConfigurations,
} from "./list-configurations.ts";
import { type ReadAnswer, readHost, readStandaloneHome } from "./read-host.ts";
import type { BrokenValue } from "./search/configuration-answer.ts";
import { type ConfigurationGap, describeBroken, listGaps } from "./search/describe-broken.ts";
import { explainThrown } from "./search/explain-thrown.ts";
import { type AskedOne, askInRounds } from "./search/survey-rounds.ts";
import { composeQuestions, type SurveyQuestion, surveyMark } from "./survey-question.ts";

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
  /** The hosts and homes, where they are known. Default: they are looked for. */
  readonly listed?: readonly ListedConfiguration[];
  /** What is known to end the evaluation of some, and need not be tried. Default: nothing. */
  readonly known?: readonly UnreadableOptions[];
  /** Whether Nix is asked why single options are broken. Default: true. */
  readonly isExplained?: boolean;
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
  /** Why, by option, as far as Nix said so. */
  readonly reasons?: ReadonlyMap<string, readonly Diagnostic[]>;
  /** All that is broken of it, whether it is an option or more. */
  readonly broken?: readonly BrokenValue[];
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
      mark: surveyMark,
      ...options,
    });
  const { configurations, diagnostics } =
    flake.listed === undefined
      ? await listConfigurations(flake, evaluate)
      : { configurations: flake.listed, diagnostics: [] };
  const compose = composeQuestions(flake.disk, directory);
  const show = (done: number, now: readonly ListedConfiguration[]) =>
    flake.showProgress(describeProgress(configurations.length, done, now));
  const askOf = ({ attribute }: ListedConfiguration) => {
    return (question: SurveyQuestion) => evaluate(attribute, compose(question));
  };
  const rounds = {
    jobs: flake.jobs,
    show,
    askOf,
    known: listFatal(flake.known ?? []),
    isJudged: flake.isJudged === true,
  };
  const asked = await askInRounds(configurations, rounds);
  const isAsked = ({ option }: BrokenValue) => option === null || flake.isExplained !== false;
  const answers = (await explainThrown(asked, { ...rounds, isAsked })).map(readOne);
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

function readOne({ listed: { output, name }, answer }: AskedOne): Surveyed {
  if (!answer.ok) {
    const reasons = answer.diagnostics.filter(({ code }) => code !== "nix-eval/warning");
    return { failed: { source: output, name, diagnostics: reasons }, diagnostics: [] };
  }
  const { broken } = answer.value;
  const told = {
    gaps: listGaps(broken).map((gap) => ({ ...gap, source: output, name })),
    unreadable: { source: output, name, ...listOptions(broken), broken },
  };
  const about = (read: ReadAnswer<unknown>) => [
    ...read.diagnostics,
    ...describeBroken(output, name, broken),
  ];
  if (output === "homeConfigurations") {
    const home = readStandaloneHome(name, answer.value);
    return { home: home.value, ...told, diagnostics: about(home) };
  }
  const host = readHost(output, name, answer.value);
  return { host: host.value, ...told, diagnostics: about(host) };
}

/** By output and name. */
function listFatal(unreadable: readonly UnreadableOptions[]): ReadonlyMap<string, BrokenValue[]> {
  return new Map(
    unreadable.map(({ source, name, broken = [] }) => [
      `${source} ${name}`,
      broken.filter(({ isFatal }) => isFatal),
    ]),
  );
}

function listOptions(broken: readonly BrokenValue[]) {
  const found = broken.flatMap(({ option, reasons }) =>
    option === null ? [] : { option, reasons },
  );
  const reasons = new Map(found.map((one) => [one.option, one.reasons]));
  return { options: [...reasons.keys()], reasons };
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
