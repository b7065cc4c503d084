import type { ComputedSecrets } from "@fleet/codegen";
import type { Finding } from "@fleet/diagnostics";
import { type Diagnostic, isError, sortDiagnostics } from "@fleet/diagnostics";
import type { ConfigFile, Disk, Project, World } from "@fleet/project";
import {
  decodeText,
  isOfDeclaration,
  locateInConfig,
  readLocalFile,
  readStamp,
  stampFile,
} from "@fleet/project/internal";
import {
  compareRepository,
  createRuleFinder,
  followLinks,
  type Repository,
  recallReaders,
  type Secrets,
  type Status,
  updateRecord,
} from "@fleet/secrets";
import { isLiteral, sopsYamlPath } from "@fleet/secrets/internal";
import { basename, join } from "pathe";
import { createProblem } from "../codes.ts";
import { viewGit } from "./git-view.ts";
import { hasUnnamed, readNamesAtHead, recallFromDisk } from "./known-names.ts";
import { reportOwed } from "./owed.ts";
import { type RecordFile, readRecordFile } from "./record-file.ts";
import { type SecretScan, scanSecretFiles } from "./secret-scan.ts";

/** The secrets of a fleet on disk, compared with its declaration. */
export interface SecretsProject {
  readonly project: Project;
  readonly config: ConfigFile;
  readonly secrets: Secrets;
  readonly scan: SecretScan;
  readonly status: Status;
  readonly recordFile: RecordFile;
  /** The record, brought up to what the files say now, but not written. */
  readonly record: RecordFile["record"];
}

/** The secrets, or why there is nothing to look at beside the findings of the project. */
export type OpenedSecrets =
  | { readonly ok: true; readonly value: SecretsProject }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads all secret files of a fleet whose declaration is sound, whatever is wrong with other files. Neither a
 * key nor sops is needed.
 */
export function readSecrets(project: Project): OpenedSecrets {
  const { world, config, fleet, findings } = project;
  const { disk } = world;
  if (config === undefined || fleet === undefined || findings.some(isOfDeclaration)) {
    return { ok: false, diagnostics: [] };
  }
  if (fleet.secrets === undefined) {
    const nothing = createProblem("no-secrets", "The declaration says nothing of secrets.", {
      severity: "warning",
      file: config.name,
      help: "Declare `secrets`; where a .sops.yaml exists, `fleet secrets adopt` shows what to write.",
    });
    return { ok: false, diagnostics: [nothing] };
  }
  const { secrets, wiring } = fleet.secrets;
  const { find } = createRuleFinder(secrets.rules);
  const scan = scanSecretFiles(disk, {
    root: config.root,
    paths: fleet.files,
    isRuled: (path) => find(path) !== undefined,
    isNamed: (path) => {
      const rule = find(path);
      return rule !== undefined && isLiteral(rule.pattern);
    },
    used: new Set(wiring.uses.map(({ file }) => file)),
  });
  const recordFile = readRecordFile(disk, config.root, scan.links);
  const keyring = recallFromDisk(
    { files: scan.files, secrets },
    { record: recordFile.record, readSopsYaml: () => readInside(disk, config.root, sopsYamlPath) },
  );
  const found = { project, config, scan, recordFile };
  const compiled = { ...fleet.secrets, secrets: { ...secrets, keyring } };
  return { ok: true, value: compareFound(found, compiled) };
}

/**
 * The same as `readSecrets`; and where keys in files are of nobody whom the declaration, the record or
 * `.sops.yaml` knows, git is asked whose they were in the last commit.
 */
export async function openSecrets(project: Project): Promise<OpenedSecrets> {
  const read = readSecrets(project);
  const fleetSecrets = project.fleet?.secrets;
  if (!read.ok || fleetSecrets === undefined) return read;
  const { scan, secrets } = read.value;
  if (!hasUnnamed({ files: scan.files, secrets })) return read;
  const sources = await readNamesAtHead(project);
  if (sources.length === 0) return read;
  const keyring = recallReaders(secrets.keyring, sources);
  const compiled = { ...fleetSecrets, secrets: { ...secrets, keyring } };
  return { ok: true, value: compareFound(read.value, compiled) };
}

function compareFound(
  {
    project,
    config,
    scan,
    recordFile,
  }: Pick<SecretsProject, "project" | "config" | "scan" | "recordFile">,
  compiled: ComputedSecrets,
): SecretsProject {
  const { secrets } = compiled;
  const paths = project.fleet?.files ?? new Set<string>();
  const { world, tracked } = project;
  const status = compareWithDisk(world, config.root, { compiled, scan, paths, tracked });
  const files = followLinks(scan.files, scan.links);
  const record = updateRecord(recordFile.record, files, secrets.keyring);
  return { project, config, secrets, scan, status, recordFile, record };
}

interface Compared {
  readonly compiled: ComputedSecrets;
  readonly scan: SecretScan;
  readonly paths: ReadonlySet<string>;
  readonly tracked: Project["tracked"];
}

function compareWithDisk(
  world: World,
  root: string,
  { compiled, scan, paths, tracked }: Compared,
): Status {
  const { secrets, wiring } = compiled;
  const wanted = compiled.sopsYaml;
  const config = readSopsYaml(world, root);
  const { diagnostics, ...status } = compareRepository(secrets, {
    files: scan.files,
    ...(config.isRead ? config.there : { sopsYaml: undefined }),
    wantedSopsYaml:
      wanted === undefined || !config.isRead ? undefined : decodeText(stampFile(world, wanted)),
    otherConfigs: [...paths].filter(isOtherConfig).sort(),
    uses: wiring.uses,
    keys: scan.keys,
    hostKeys: readHostKeys(world.disk, root, paths),
    contents: scan.contents,
    unread: scan.unread,
    git: viewGit(world.disk, root, tracked),
  });
  return { ...status, diagnostics: [...(config.isRead ? [] : [config.finding]), ...diagnostics] };
}

/** What is known of a `.sops.yaml`, or why sops could not read it either. */
type SopsYamlFile =
  | { readonly isRead: true; readonly there: Pick<Repository, "sopsYaml" | "sopsYamlStamp"> }
  | { readonly isRead: false; readonly finding: Diagnostic };

function readSopsYaml(world: World, root: string): SopsYamlFile {
  const path = join(root, sopsYamlPath);
  if (world.disk.inspect(path) === undefined)
    return { isRead: true, there: { sopsYaml: undefined } };
  const read = readLocalFile(world.disk, { root, path, name: sopsYamlPath });
  if (!read.ok) {
    const help = "Move it out of the way, and run `fleet generate`.";
    return { isRead: false, finding: { ...read.diagnostic, help } };
  }
  const stamp = readStamp(world, read.bytes);
  return { isRead: true, there: { sopsYaml: decodeText(read.bytes), sopsYamlStamp: stamp } };
}

/** All findings about the secrets, of the files and of what is owed, without those of the declaration. */
export function listSecretsFindings(opened: SecretsProject): Diagnostic[] {
  const { scan, status, recordFile } = opened;
  const isRecordSound = !recordFile.diagnostics.some(isError);
  return [
    ...scan.diagnostics,
    ...status.diagnostics,
    ...recordFile.diagnostics,
    ...(isRecordSound ? reportOwed(opened) : []),
  ];
}

/** Findings in order, with their places, behind those of the declaration. */
export async function locateInProject(
  project: Project,
  diagnostics: readonly Diagnostic[],
): Promise<Finding[]> {
  const { config, findings } = project;
  if (config === undefined) return [...findings, ...diagnostics];
  const sorted = sortDiagnostics(diagnostics);
  const located = await locateInConfig(project, sorted);
  // What is wrong with a machine or a command line has no place in the config.
  const isElsewhere = (index: number) => {
    const { code, path, file } = sorted[index] ?? {};
    return code?.startsWith("cli/") === true && path?.length === 0 && file === undefined;
  };
  return [
    ...findings,
    ...located.map(({ file, ...finding }, index) =>
      file === undefined || isElsewhere(index) ? finding : { ...finding, file },
    ),
  ];
}

function isOtherConfig(path: string): boolean {
  const name = basename(path);
  return name === ".sops.yml" || (name === sopsYamlPath && path !== sopsYamlPath);
}

/** Public host keys that lie in the folder of a host: `hosts/mini/ssh_host_ed25519_key.pub`. */
function readHostKeys(disk: Disk, root: string, paths: ReadonlySet<string>): Map<string, string> {
  const keys = new Map<string, string>();
  for (const path of paths) {
    const host = /(?:^|\/)hosts\/([^/]+)\/ssh_host_ed25519_key\.pub$/.exec(path)?.[1];
    const line = host === undefined ? undefined : readInside(disk, root, path)?.trim();
    if (host !== undefined && line !== undefined) keys.set(host, line);
  }
  return keys;
}

/** The text of a file; undefined when there is none, or it leads out of the root. */
function readInside(disk: Disk, root: string, name: string): string | undefined {
  const path = join(root, name);
  if (disk.inspect(path) === undefined) return undefined;
  const read = readLocalFile(disk, { root, path, name });
  return read.ok ? decodeText(read.bytes) : undefined;
}
