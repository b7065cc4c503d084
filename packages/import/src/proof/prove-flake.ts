import { fleetIndexPath, fleetJsonPath, generatedPaths } from "@fleet/codegen";
import { type Diagnostic, describeThrown, type Outcome } from "@fleet/diagnostics";
import { openProject, type Project, type World } from "@fleet/project";
import { compareFiles, encodeText, isOfDeclaration, writeChanges } from "@fleet/project/internal";
import { dirname, join } from "pathe";
import { importCodes } from "../codes.ts";
import type { FoundFleet, FoundHost } from "../found/found-fleet.ts";
import {
  type FailedName,
  type Survey,
  type SurveyedFlake,
  surveyFlake,
} from "../survey/survey-flake.ts";
import { createTally } from "./compare/tally.ts";
import { compareFound } from "./compare-found.ts";
import type { Comparison } from "./comparison.ts";
import { tellFailedHost, tellGap } from "./failed-hosts.ts";
import { copyFlake, type FlakeCopy } from "./flake-copy.ts";
import { leaveOutGaps } from "./known-parts.ts";
import { copyLibrary } from "./nix-library.ts";
import { askProofFlake, renderProofFlake } from "./proof-flake.ts";

/** A flake, and a declaration for it that is to be proven. */
export interface ProvenFlake {
  readonly flake: SurveyedFlake;
  /** What the survey of the flake found. */
  readonly found: FoundFleet;
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
  const { disk, environment, token } = proven.world;
  const workspace = join(environment["TMPDIR"] || "/tmp", `fleet-import-${token()}`);
  try {
    disk.makeFolder(workspace, 0o700);
    return await proveIn(disk.resolve(workspace), proven);
  } catch (thrown) {
    return unproven(describeThrown(thrown));
  } finally {
    disk.remove(workspace);
  }
}

async function proveIn(workspace: string, proven: ProvenFlake): Promise<Outcome<Comparison>> {
  const { flake, world, root, found } = proven;
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
  if (hosts.length === 0) return { value: createTally().read(), diagnostics: [] };
  // The survey knows the source of a flake by the folder, too, in which its `flake.nix` lies.
  const directory = join(workspace, "proof", copy.flakePath);
  copyLibrary(world.disk, join(directory, "lib"));
  const { survey, notAlone } = await surveyWithFleet({ directory, copy, hosts, proven });
  // What cannot be evaluated is among the differences.
  const diagnostics = survey.diagnostics.filter(({ code }) => code !== "import/broken-part");
  return { value: compareSurvey(hosts, survey, notAlone), diagnostics };
}

/** Puts the declaration into the copy, and all that is generated of it for Nix. */
async function declareIn(root: string, { files, world }: ProvenFlake): Promise<Project> {
  const { disk } = world;
  // A folder has one config, and what other tools wrote under the names of fleet's own files does not count either.
  const others = disk.list(root).filter(({ name }) => /^fleet\.config\./.test(name));
  for (const { name } of others) disk.remove(join(root, name));
  for (const path of generatedPaths) disk.remove(join(root, path));
  for (const [path, text] of files) {
    const target = join(root, path);
    disk.remove(target);
    disk.makeFolder(dirname(target));
    disk.create(target, encodeText(text));
  }
  const project = await openProject(world, { root });
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

interface Surveyed {
  /** Of the flake that has the hosts with fleet's modules. */
  readonly directory: string;
  readonly copy: FlakeCopy;
  readonly hosts: readonly FoundHost[];
  readonly proven: ProvenFlake;
}

/** What the hosts come to, and what keeps fleet from building some of them alone. */
interface SurveyWithFleet {
  readonly survey: Survey;
  readonly notAlone: Survey["failed"];
}

/**
 * A host all modules of which are files of the flake is built of what is declared alone, as the flake will do it; one
 * with other modules, as it is built now, with fleet's added. What cannot be built alone is tried so as well.
 */
async function surveyWithFleet(surveyed: Surveyed): Promise<SurveyWithFleet> {
  const names = surveyed.hosts.map(({ name }) => name);
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

function leaveOut({ fleet, failed, diagnostics, gaps = [] }: Survey, names: ReadonlySet<string>) {
  const isLeft = ({ name }: { readonly name: string }) => !names.has(name);
  return {
    fleet: { hosts: fleet.hosts.filter(isLeft), homes: [] },
    failed: failed.filter(isLeft),
    diagnostics,
    gaps: gaps.filter(isLeft),
  };
}

function joinSurveys(first: Survey, second: Survey): Survey {
  return {
    fleet: { hosts: [...first.fleet.hosts, ...second.fleet.hosts], homes: [] },
    failed: [...first.failed, ...second.failed],
    diagnostics: [...first.diagnostics, ...second.diagnostics],
    gaps: [...(first.gaps ?? []), ...(second.gaps ?? [])],
  };
}

function isOfFiles({ modules }: FoundHost): boolean {
  return modules !== null && modules.length > 0 && modules.every(({ path }) => path !== null);
}

async function surveyHosts(
  { directory, copy, proven: { flake, world } }: Surveyed,
  names: readonly string[],
  alone: readonly string[],
): Promise<Survey> {
  const file = join(directory, "flake.nix");
  world.disk.remove(file);
  world.disk.create(file, encodeText(renderProofFlake(copy, alone)));
  // What is of the flake is what is of the copy.
  const original = join(copy.folder, copy.flakePath, "flake.nix");
  const disk = {
    read: (path: string) => (path === file ? world.disk.read(original) : flake.disk.read(path)),
  };
  return surveyFlake({ ...askProofFlake(flake, directory), disk, names });
}

function compareSurvey(
  hosts: readonly FoundHost[],
  { fleet, failed, gaps = [] }: Survey,
  notAlone: Survey["failed"],
): Comparison {
  const tally = createTally();
  for (const host of failed) tellFailedHost(tally, host);
  for (const host of notAlone) tellFailedHost(tally, host, "fleet alone cannot build it");
  for (const gap of gaps) tellGap(tally, gap);
  const { differences } = tally.read();
  const later = new Map(fleet.hosts.map((host) => [host.name, host]));
  const pairs = hosts.flatMap((host) => {
    const after = later.get(host.name);
    const own = gaps.filter(({ name }) => name === host.name);
    return after === undefined ? [] : [leaveOutGaps({ before: host, after }, own)];
  });
  const comparison = compareFound(
    { hosts: pairs.map(({ before }) => before), homes: [] },
    { hosts: pairs.map(({ after }) => after), homes: [] },
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
