import { fleetIndexPath, fleetJsonPath, generatedPaths } from "@fleet/codegen";
import { type Diagnostic, describeThrown, type Outcome } from "@fleet/diagnostics";
import { openProject, type Project, type World } from "@fleet/project";
import {
  compareFiles,
  encodeText,
  isOfDeclaration,
  lockPath,
  writeChanges,
} from "@fleet/project/internal";
import { dirname, join } from "pathe";
import { importCodes } from "../codes.ts";
import type { FoundFleet } from "../found/found-fleet.ts";
import type {
  Survey,
  SurveyedFlake,
  SurveyGap,
  UnreadableOptions,
} from "../survey/survey-flake.ts";
import { createTally } from "./compare/tally.ts";
import { compareFound } from "./compare-found.ts";
import type { Comparison } from "./comparison.ts";
import { explainUnreadable } from "./explain-unreadable.ts";
import { tellFailedHost, tellGap } from "./failed-hosts.ts";
import { copyFlake } from "./flake-copy.ts";
import { addFailures, judgeBefore } from "./judged-before.ts";
import { leaveOutGaps, withoutKnown } from "./known-parts.ts";
import { copyLibrary } from "./nix-library.ts";
import { askProofFlake } from "./proof-flake.ts";
import { surveyWithFleet } from "./survey-with-fleet.ts";
import { withWorkspace } from "./workspace.ts";

/** A flake, and a declaration for it that is to be proven. */
export interface ProvenFlake {
  readonly flake: SurveyedFlake;
  /** What the survey of the flake found. */
  readonly found: FoundFleet;
  /** What of it Nix could not tell, of which the survey has said so. Default: it told all. */
  readonly gaps?: readonly SurveyGap[] | undefined;
  /** The options of it, likewise. */
  readonly unreadable?: readonly UnreadableOptions[] | undefined;
  /** The texts that are to be written, by their paths from the root: `fleet.config.ts`. */
  readonly files: ReadonlyMap<string, string>;
  readonly world: World;
  /** The folder that the files go to: that of the flake, or one of the same repository. */
  readonly root: string;
}

/**
 * Evaluates each host that the declaration has and that was found, as it is with fleet's modules, and compares it with
 * what was found. All of it happens in a copy, and nothing is left of that. What the declaration itself says is for
 * `compareFound`: here a value of a module goes before fleet's, and hides that it is another one.
 */
export async function proveFlake(proven: ProvenFlake): Promise<Outcome<Comparison>> {
  try {
    return await withWorkspace(proven.world, (workspace) => proveIn(workspace, proven));
  } catch (thrown) {
    return unproven(describeThrown(thrown));
  }
}

async function proveIn(workspace: string, proven: ProvenFlake): Promise<Outcome<Comparison>> {
  const { flake, world, root, found, gaps = [], unreadable = [] } = proven;
  flake.showProgress("Copying the flake …");
  const target = join(workspace, "flake");
  const copy = await copyFlake(world, { directory: flake.directory, root, target });
  const project = await declareIn(join(target, copy.rootPath), proven);
  const errors = project.findings.filter(isOfDeclaration);
  if (project.fleet === undefined || errors.length > 0) return unproven(describeErrors(errors));
  const declared = project.fleet.resolved.hosts;
  const hosts = found.hosts.filter(
    ({ name, source }) => declared.has(name) && source.endsWith("Configurations"),
  );
  const builtAlone = project.fleet.homes.standalone;
  const homes = found.homes.filter(({ name }) => builtAlone.has(name));
  if (hosts.length + homes.length === 0) return { value: createTally().read(), diagnostics: [] };
  // The survey knows the source of a flake by the folder, too, in which its `flake.nix` lies.
  const directory = join(workspace, "proof", copy.flakePath);
  copyLibrary(world.disk, join(directory, "lib"));
  const { survey, notAlone } = await surveyWithFleet({
    directory,
    copy,
    hosts,
    homes,
    flake,
    disk: world.disk,
    known: unreadable,
  });
  // What cannot be evaluated is among the differences.
  const diagnostics = survey.diagnostics.filter(({ code }) => !toldCodes.has(code));
  const failing = await judgeBefore(flake, survey);
  const before = addFailures({ hosts, homes }, failing.fleet);
  const known = [...gaps, ...(failing.gaps ?? [])];
  const compared = compareSurvey(before, survey, { notAlone, known });
  const asked = askProofFlake(flake, directory);
  return { value: await explainUnreadable(asked, compared, survey.unreadable ?? []), diagnostics };
}

/** What the survey says of what is broken: of the flake as it is, it has said so before. */
const toldCodes: ReadonlySet<string> = new Set([
  "import/broken-part",
  "import/unreadable-option",
  "import/unasked-value",
]);

/** Puts the declaration into the copy, and all that is generated of it for Nix. */
async function declareIn(root: string, { files, world }: ProvenFlake): Promise<Project> {
  const { disk } = world;
  // A folder has one config, with its own record; and what other tools wrote under the names of fleet's own files does
  // not count either.
  const others = disk.list(root).filter(({ name }) => /^fleet\.config\./.test(name));
  for (const { name } of others) disk.remove(join(root, name));
  if (others.length > 0) disk.remove(join(root, lockPath));
  for (const path of generatedPaths) disk.remove(join(root, path));
  for (const [path, text] of files) {
    const target = join(root, path);
    disk.remove(target);
    disk.makeFolder(dirname(target));
    disk.create(target, encodeText(text));
  }
  const project = await openProject(world, { root, mayStartAnew: others.length > 0 });
  const generated = project.files().filter(({ path }) => isForNix(path));
  const changes = compareFiles(world, root, { files: generated, isForced: true }).value;
  writeChanges(
    world,
    changes.filter(({ path }) => isForNix(path)),
  );
  return project;
}

function isForNix(path: string): boolean {
  return path === fleetJsonPath || path === fleetIndexPath;
}

function compareSurvey(
  { hosts, homes }: FoundFleet,
  { fleet, failed, gaps = [] }: Survey,
  {
    notAlone,
    known,
  }: { readonly notAlone: Survey["failed"]; readonly known: readonly SurveyGap[] },
): Comparison {
  const tally = createTally();
  for (const host of failed) tellFailedHost(tally, host);
  for (const host of notAlone) tellFailedHost(tally, host, "fleet alone cannot build it");
  for (const gap of withoutKnown(gaps, known)) tellGap(tally, gap);
  const { differences } = tally.read();
  const later = new Map(fleet.hosts.map((host) => [host.name, host]));
  const pairs = hosts.flatMap((host) => {
    const after = later.get(host.name);
    const own = gaps.filter(({ name }) => name === host.name);
    return after === undefined ? [] : [leaveOutGaps({ before: host, after }, own)];
  });
  const isTold = new Set([...fleet.homes.map(({ name }) => name)]);
  for (const { name } of gaps) isTold.delete(name);
  const comparison = compareFound(
    {
      hosts: pairs.map(({ before }) => before),
      homes: homes.filter(({ name }) => isTold.has(name)),
    },
    {
      hosts: pairs.map(({ after }) => after),
      homes: fleet.homes.filter(({ name }) => isTold.has(name)),
    },
    { later: "built" },
  );
  return { ...comparison, differences: [...differences, ...comparison.differences] };
}

function unproven(reason: string): Outcome<Comparison> {
  const message = `The declaration could not be tried beside the flake: ${reason}`;
  const help = "Mend that and import again, or leave the proof out with --no-proof.";
  const diagnostic = importCodes.create("not-proven", message, { help });
  return { value: createTally().read(), diagnostics: [diagnostic] };
}

function describeErrors([first, ...others]: readonly Diagnostic[]): string {
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return first === undefined ? "it holds no fleet." : `${first.message}${more}`;
}
