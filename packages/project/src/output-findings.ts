import { fleetJsonPath, sopsYamlPath } from "@fleet/codegen";
import { type Diagnostic, type Finding, renderCure } from "@fleet/diagnostics";
import { createProblem } from "./codes.ts";
import { asBuffer } from "./disk/bytes.ts";
import { compareFiles, type FileChange, isDrift } from "./disk/file-changes.ts";
import { isOfDeclaration } from "./disk-errors.ts";
import { compareLock } from "./lock/lock-change.ts";
import { lockPath } from "./lock/lock-text.ts";
import { addFindings, type Project } from "./project.ts";
import { reportUids } from "./uids/uid-findings.ts";

/** What `writeFleet` would find on the disk, told without writing anything. */
export interface ComparedOutput {
  /** The project with what would be said of uids, compared with the fleet.json on the disk. */
  readonly project: Project;
  /** Generated files that git does not track, that were altered, and that are missing or stale. */
  readonly findings: readonly Finding[];
  /** Whether this fleet was never generated, as far as anybody can see. */
  readonly isNew: boolean;
}

/**
 * Compares the generated files and the ledger on the disk with what the declaration comes to now. A
 * `.sops.yaml` beside declared secrets is left to those who look at secrets.
 */
export async function compareOutput(opened: Project): Promise<ComparedOutput> {
  const { world, config, fleet } = opened;
  const files = opened.files();
  if (config === undefined || fleet === undefined || files.length === 0) {
    return { project: opened, findings: [], isNew: false };
  }
  const { value, diagnostics } = compareFiles(world, config.root, { files, isForced: false });
  const uids = await reportUids(opened, value, { isForced: false });
  const project = await addFindings(opened, uids);
  const kept = compareLock(world.disk, config.root, {
    lock: fleet.lock,
    ledger: fleet.resolved.ledger,
  });
  const isOurs = (path: string | undefined) => fleet.secrets === undefined || path !== sopsYamlPath;
  const changes = [...value.filter(({ path }) => isOurs(path)), ...kept.value];
  const problems = diagnostics.filter(({ file }) => isOurs(file));
  const bad = new Set(problems.map(({ file }) => file));
  const drift = changes.filter((change) => isDrift(change) && !bad.has(change.path));
  const isNew = isUntouched(opened, drift);
  const isStale = !isNew && !project.findings.some(changesOutput);
  const findings = [
    ...kept.diagnostics,
    ...describeUntracked(opened, [...value, ...kept.value].filter(isThere)),
    ...problems.map((problem) => describeAltered(problem, changes)),
    ...(isStale ? describeStale(drift) : []),
  ];
  return { project, findings, isNew };
}

function isThere({ before, after }: FileChange): boolean {
  return before !== undefined && after !== undefined;
}

/**
 * Whether nothing of what is missing was ever there: nobody has lost anything, and the declaration can be
 * judged before the first `fleet generate`.
 */
function isUntouched({ fleet, tracked }: Project, drift: readonly FileChange[]): boolean {
  const isMissing = drift.some(({ path, kind }) => path === fleetJsonPath && kind === "created");
  if (!isMissing || fleet?.lock.text !== undefined) return false;
  return tracked?.has(fleetJsonPath) !== true;
}

/** Whether what would be written may be another once a finding is mended: then nothing is said of what is stale. */
function changesOutput(finding: Finding): boolean {
  return isOfDeclaration(finding) || isUnseen(finding);
}

const unseen: ReadonlySet<string> = new Set([
  "cli/closed-folder",
  "core/broken-link",
  "core/looks-renamed",
  "core/missing-file",
]);

/** Whether a finding is about files that were not seen, so that what would be written lacks what may come of them. */
export function isUnseen({ code }: Pick<Finding, "code">): boolean {
  return unseen.has(code);
}

/** What git does not track of generated files: a warning, for they come into being untracked. */
export function describeUntracked(
  { tracked }: Project,
  changes: readonly FileChange[],
): Diagnostic[] {
  const files = changes.filter(
    ({ path, after }) => after !== undefined && tracked?.has(path) === false,
  );
  return files.map(({ path }) => {
    const why =
      path === lockPath
        ? "so others would give its uids to other people."
        : "so a flake cannot see it.";
    const message = `git does not track ${JSON.stringify(path)}, ${why}`;
    const cure = [{ command: "git add --", operands: [path] }];
    const about = { severity: "warning", file: path, help: `Run: ${renderCure(cure)}` } as const;
    return createProblem("untracked-file", message, { ...about, cure });
  });
}

/** What would keep `fleet generate` from writing a file, as a finding about the file. */
function describeAltered(
  { message, file = "", help, code }: Diagnostic,
  changes: readonly FileChange[],
): Diagnostic {
  const change = changes.find(({ path }) => path === file);
  const isEdited = code === "cli/edited-file" && change !== undefined;
  const text = isEdited ? describeEdit(change) : message;
  return createProblem("altered-file", text, { file, ...(help === undefined ? {} : { help }) });
}

function describeEdit({ path, stamp, before = new Uint8Array() }: FileChange): string {
  const quoted = JSON.stringify(path);
  // An index that is not as it was written is passed over.
  const use = path === fleetJsonPath ? ", and Nix goes by what it says" : "";
  if (stamp === "foreign") return `${quoted} was not written by fleet${use}.`;
  return asBuffer(before).includes("\n<<<<<<< ")
    ? `${quoted} holds the marks of a merge conflict.`
    : `${quoted} was edited by hand${use}.`;
}

/** One finding for all that `fleet generate` brings in line, at the file that counts most. */
function describeStale(drift: readonly FileChange[]): Diagnostic[] {
  const main = drift.find(({ path }) => path === fleetJsonPath) ?? drift[0];
  if (main === undefined) return [];
  const others = drift.filter((change) => change !== main).map(({ path }) => JSON.stringify(path));
  const quoted = JSON.stringify(main.path);
  const words = {
    created: `There is no ${quoted}`,
    orphaned: `${quoted} is not generated any more`,
    unchanged: `${quoted} is up to date`,
    updated: `${quoted} is not what the declaration comes to now`,
  };
  const more = others.length === 0 ? "" : `; out of date as well: ${others.join(", ")}`;
  const help = "Run: fleet generate";
  return [createProblem("stale-file", `${words[main.kind]}${more}.`, { file: main.path, help })];
}
