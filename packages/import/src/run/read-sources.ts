import { type Diagnostic, isError, type Outcome, quote } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { World } from "@fleet/project";
import { type FoundAgenix, readAgenix } from "../agenix/read-agenix.ts";
import { type FoundClan, readClan } from "../clan/read-clan.ts";
import { importCodes } from "../codes.ts";
import type { FoundFleet } from "../found/found-fleet.ts";
import { mergeFound } from "../found/merge-found.ts";
import { readSops } from "../keys/read-sops.ts";
import type { FoundSops } from "../keys/sops-sources.ts";
import { hideValues } from "../survey/hidden-values.ts";
import {
  type FailedName,
  type SurveyedFlake,
  type SurveyGap,
  surveyFlake,
  type UnreadableOptions,
} from "../survey/survey-flake.ts";
import { type ImportOptions, type ImportSource, importSources } from "./import-options.ts";
import type { ImportRoot } from "./import-root.ts";
import { describeOddSources } from "./odd-sources.ts";

/** All that was found, before anything is proposed. */
export interface FoundSources {
  /** The flake that was asked; undefined where there is none, or no Nix. */
  readonly flake: SurveyedFlake | undefined;
  /** What the flake alone says: by this an import is judged. */
  readonly surveyed: FoundFleet;
  readonly failed: readonly FailedName[];
  /** What of its hosts and homes Nix could not tell. */
  readonly gaps: readonly SurveyGap[];
  readonly unreadable: readonly UnreadableOptions[];
  readonly sops: FoundSops | undefined;
  readonly clan: FoundClan | undefined;
  readonly agenix: FoundAgenix | undefined;
  /** What all sources together say. */
  readonly fleet: FoundFleet;
}

/** Reads every source that there is. Undefined where there is nothing to make a declaration of. */
export async function readSources(
  world: World,
  place: ImportRoot,
  options: ImportOptions,
): Promise<Outcome<FoundSources | undefined>> {
  const wanted = new Set<ImportSource>(options.sources ?? importSources);
  const { root } = place;
  const showProgress = options.showProgress ?? (() => {});
  const opened = await openFlake(world, place, { options, wanted });
  const odd = describeOddSources(world.disk, root, wanted);
  if (!opened.ok) return { value: undefined, diagnostics: [...odd, ...opened.diagnostics] };
  const { flake, evaluate } = opened;
  const survey =
    flake === undefined || !wanted.has("flake")
      ? { fleet: nothing, failed: [], diagnostics: [], gaps: [], unreadable: [] }
      : await surveyFlake(flake);
  const none = { value: undefined, diagnostics: [] };
  if (wanted.has("clan")) showProgress("Looking for clan …");
  const clan = wanted.has("clan") ? await readClan(world, root, flake) : none;
  if (wanted.has("sops")) showProgress("Reading encrypted files …");
  const sops = wanted.has("sops") ? readSops(world, root) : none;
  const agenix = wanted.has("agenix") ? await readAgenix(world, root, evaluate) : none;
  showProgress("");
  const diagnostics = [
    ...odd,
    ...survey.diagnostics,
    ...clan.diagnostics,
    ...sops.diagnostics,
    ...agenix.diagnostics,
  ];
  const fleet = mergeFound([survey.fleet, ...(clan.value === undefined ? [] : [clan.value.fleet])]);
  const found = {
    flake,
    surveyed: survey.fleet,
    failed: survey.failed,
    gaps: survey.gaps ?? [],
    unreadable: survey.unreadable ?? [],
    sops: sops.value,
    clan: clan.value,
    agenix: agenix.value,
    fleet,
  };
  if (isAnything(found)) return { value: found, diagnostics };
  const reasons = [...diagnostics, ...survey.failed.flatMap((one) => one.diagnostics)];
  return {
    value: undefined,
    diagnostics: reasons.some(isError) ? reasons : [...reasons, describeNothing(root, wanted)],
  };
}

const nothing: FoundFleet = { hosts: [], homes: [] };

function isAnything({ fleet, sops, clan, agenix }: FoundSources): boolean {
  const isEmpty = fleet.hosts.length + fleet.homes.length === 0;
  return !isEmpty || sops !== undefined || clan !== undefined || agenix !== undefined;
}

type OpenedFlake =
  | {
      readonly ok: true;
      readonly flake: SurveyedFlake | undefined;
      readonly evaluate: NixEvaluator["evaluate"] | undefined;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

async function openFlake(
  world: World,
  { root, hasFlake }: ImportRoot,
  {
    options,
    wanted,
  }: { readonly options: ImportOptions; readonly wanted: ReadonlySet<ImportSource> },
): Promise<OpenedFlake> {
  const isAsked = hasFlake && (wanted.has("flake") || wanted.has("clan"));
  if (!isAsked && !wanted.has("agenix")) return { ok: true, flake: undefined, evaluate: undefined };
  const evaluator = await options.openEvaluator();
  if (!evaluator.ok) {
    // Without a flake, keys can be read without Nix as well.
    if (!isAsked) return { ok: true, flake: undefined, evaluate: undefined };
    const [first, ...others] = evaluator.diagnostics;
    const help = `${first?.help ?? ""} Without Nix, this reads keys and rules alone: fleet import --sops`;
    return {
      ok: false,
      diagnostics: first === undefined ? others : [{ ...first, help: help.trim() }, ...others],
    };
  }
  const evaluate = hideValues(evaluator.value.evaluate);
  const { timeLimit, signal, nixArguments } = options;
  const limits = {
    ...(timeLimit === undefined ? {} : { timeLimit }),
    ...(signal === undefined ? {} : { signal }),
    ...(nixArguments === undefined ? {} : { nixArguments }),
  };
  const flake: SurveyedFlake = {
    evaluate,
    directory: root,
    disk: world.disk,
    options: limits,
    impure: options.impure ?? false,
    overrideInputs: options.overrideInputs ?? {},
    jobs: options.jobs ?? Math.max(1, Math.min(4, world.machine.parallelism)),
    names: options.names ?? [],
    showProgress: options.showProgress ?? (() => {}),
  };
  return { ok: true, flake: isAsked ? flake : undefined, evaluate };
}

const descriptions: { readonly [Source in ImportSource]: string } = {
  flake: "a flake.nix with hosts or homes",
  clan: "an inventory of clan",
  sops: "a .sops.yaml or encrypted files",
  agenix: "a secrets.nix of agenix",
};

function describeNothing(root: string, wanted: ReadonlySet<ImportSource>): Diagnostic {
  const looked = importSources.filter((source) => wanted.has(source));
  const list = looked.map((source) => descriptions[source]).join(", or ");
  const message = `There is nothing to import in ${quote(root)}: it would be ${list}.`;
  const help =
    "Go to the folder of your machines, or name it: fleet import FOLDER. A fleet that begins now begins with: fleet init";
  return importCodes.create("nothing-found", message, { help });
}
