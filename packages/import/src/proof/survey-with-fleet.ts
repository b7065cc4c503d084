import type { Disk } from "@fleet/project";
import { encodeText } from "@fleet/project/internal";
import { join } from "pathe";
import type { FoundHost } from "../found/found-fleet.ts";
import type { FoundHome, FoundModule } from "../found/found-home.ts";
import {
  type FailedName,
  type Survey,
  type SurveyedFlake,
  surveyFlake,
  type UnreadableOptions,
} from "../survey/survey-flake.ts";
import { type SurveyedOutput, surveyedOutputs } from "../survey/survey-question.ts";
import type { FlakeCopy } from "./flake-copy.ts";
import { askProofFlake, renderProofFlake } from "./proof-flake.ts";

/** Hosts and homes that are to be evaluated with fleet's modules. */
export interface SurveyedHosts {
  /** Of the flake that has the hosts with fleet's modules. */
  readonly directory: string;
  readonly copy: FlakeCopy;
  readonly hosts: readonly FoundHost[];
  /** Those that are built on their own. */
  readonly homes: readonly FoundHome[];
  readonly flake: SurveyedFlake;
  readonly disk: Disk;
  /** What of them Nix cannot evaluate anyway. */
  readonly known: readonly UnreadableOptions[];
}

/** What the hosts come to, and what keeps fleet from building some of them alone. */
export interface SurveyWithFleet {
  readonly survey: Survey;
  readonly notAlone: Survey["failed"];
}

/**
 * A host all modules of which are files of the flake is built of what is declared alone, as the flake will do it; one
 * with other modules, as it is built now, with fleet's added. What cannot be built alone is tried so as well.
 */
export async function surveyWithFleet(surveyed: SurveyedHosts): Promise<SurveyWithFleet> {
  const names = [...surveyed.hosts, ...surveyed.homes].map(({ name }) => name);
  const alone = surveyed.hosts.filter(isOfFiles).map(({ name }) => name);
  const first = await surveyHosts(surveyed, names, alone);
  const broken = listBroken(first);
  const retried = alone.filter((name) => broken.has(name));
  if (retried.length === 0) return { survey: first, notAlone: [] };
  const second = await surveyHosts(surveyed, retried, []);
  const stillBroken = listBroken(second);
  return {
    survey: joinSurveys(leaveOut(first, new Set(retried)), second),
    // What is broken both ways is so for a reason of its own.
    notAlone: [...broken.values()].filter(
      ({ name }) => alone.includes(name) && !stillBroken.has(name),
    ),
  };
}

/** The hosts that cannot be evaluated, or not as a whole, by their names. */
function listBroken({ failed, gaps = [] }: Survey): ReadonlyMap<string, FailedName> {
  const partly = gaps.map(({ source, name, reasons }) => ({ source, name, diagnostics: reasons }));
  return new Map([...partly, ...failed].map((host) => [host.name, host]));
}

function leaveOut(survey: Survey, names: ReadonlySet<string>): Survey {
  const { fleet, failed, diagnostics, gaps = [], unreadable = [] } = survey;
  const isLeft = ({ name }: { readonly name: string }) => !names.has(name);
  return {
    fleet: { hosts: fleet.hosts.filter(isLeft), homes: fleet.homes },
    failed: failed.filter(isLeft),
    diagnostics,
    gaps: gaps.filter(isLeft),
    unreadable: unreadable.filter(isLeft),
  };
}

function joinSurveys(first: Survey, second: Survey): Survey {
  return {
    fleet: { hosts: [...first.fleet.hosts, ...second.fleet.hosts], homes: first.fleet.homes },
    failed: [...first.failed, ...second.failed],
    diagnostics: [...first.diagnostics, ...second.diagnostics],
    gaps: [...(first.gaps ?? []), ...(second.gaps ?? [])],
    unreadable: [...(first.unreadable ?? []), ...(second.unreadable ?? [])],
  };
}

function isOfFiles({ modules }: FoundHost): boolean {
  return modules !== null && modules.length > 0 && modules.every(isKnown);
}

/** Whether a declaration can name a module: a file of the flake, or one of `flake.modules`. */
function isKnown(module: FoundModule): boolean {
  return module.path !== null || module.attr !== undefined;
}

function isSurveyed(source: string): source is SurveyedOutput {
  return surveyedOutputs.some((output) => output === source);
}

async function surveyHosts(
  { directory, copy, hosts, homes, flake, disk, known }: SurveyedHosts,
  names: readonly string[],
  alone: readonly string[],
): Promise<Survey> {
  const file = join(directory, "flake.nix");
  disk.remove(file);
  disk.create(file, encodeText(renderProofFlake(copy, alone)));
  // What is of the flake is what is of the copy.
  const original = join(copy.folder, copy.flakePath, "flake.nix");
  const shown = {
    read: (path: string) => (path === file ? disk.read(original) : flake.disk.read(path)),
  };
  const sources = [
    ...hosts.map(({ name, source }) => ({ name, source })),
    ...homes.map(({ name }) => ({ name, source: "homeConfigurations" })),
  ];
  const listed = sources.flatMap(({ name, source }) =>
    names.includes(name) && isSurveyed(source)
      ? [{ output: source, name, attribute: [source] }]
      : [],
  );
  const asked = askProofFlake(flake, directory);
  return surveyFlake({
    ...asked,
    disk: shown,
    names,
    listed,
    known,
    isExplained: false,
    isJudged: true,
  });
}
