import type { Diagnostic } from "@fleet/diagnostics";
import type { ConfigFile, Disk, Project, World } from "@fleet/project";
import {
  decodeText,
  movesOf,
  readClanTree,
  readLocalFile,
  readStamp,
  stampFile,
} from "@fleet/project/internal";
import {
  compareRepository,
  createRuleFinder,
  followLinks,
  joinClan,
  layOutClan,
  type ReadClan,
  type Repository,
  type Secrets,
  type SecretUse,
  type Status,
  updateRecord,
} from "@fleet/secrets";
import { createIgnoreFinder, isLiteral, sopsYamlPath } from "@fleet/secrets/internal";
import { basename, join } from "pathe";
import { viewGit } from "./git-view.ts";
import { recallFromDisk } from "./known-names.ts";
import { type RecordFile, readRecordFile } from "./record-file.ts";
import { type SecretScan, scanSecretFiles } from "./secret-scan.ts";

/** What the files are compared with, be it of the declaration or of what tells of it. */
export interface SecretsTerms {
  readonly secrets: Secrets;
  readonly uses: readonly SecretUse[];
  /** The `.sops.yaml` that there should be, without its digest; undefined where there should be none. */
  readonly sopsYaml: string | undefined;
}

/** The secrets of a fleet on disk, compared with its declaration. */
export interface SecretsProject {
  readonly project: Project;
  readonly config: ConfigFile;
  /** Every file below the root. */
  readonly paths: ReadonlySet<string>;
  readonly terms: SecretsTerms;
  /** Those of the terms, which know all names that are known. */
  readonly secrets: Secrets;
  readonly scan: SecretScan;
  /** What was read of clan's folders; undefined where none are declared. */
  readonly clan: ReadClan | undefined;
  readonly status: Status;
  readonly recordFile: RecordFile;
  /** The record, brought up to what the files say now, but not written. */
  readonly record: RecordFile["record"];
}

/** Where the files are that are compared. */
export type Place = Pick<SecretsProject, "project" | "config" | "paths">;

/** Reads all secret files, the record, and the names that are known on the disk, and compares. */
export function compareSecrets(place: Place, asked: SecretsTerms): SecretsProject {
  const { project, config, paths } = place;
  const { disk } = project.world;
  const moved = movesOf(project);
  const clan = readClan(disk, config.root, asked.secrets);
  const terms =
    clan === undefined ? asked : { ...asked, secrets: joinClan(asked.secrets, clan.layout) };
  const { find } = createRuleFinder(terms.secrets.rules);
  const findIgnored = createIgnoreFinder(terms.secrets.ignored ?? []);
  const scan = scanSecretFiles(disk, {
    root: config.root,
    paths,
    tracked: project.tracked,
    isRuled: (path) => find(path) !== undefined,
    isNamed: (path) => {
      const rule = find(path);
      return rule !== undefined && isLiteral(rule.pattern);
    },
    isIgnored: (path) => findIgnored(path) !== undefined,
    used: new Set(terms.uses.map(({ file }) => file)),
  });
  const recordFile = readRecordFile(disk, config.root, { links: scan.links, moved });
  const keyring = recallFromDisk(
    { files: scan.files, secrets: terms.secrets },
    {
      moved,
      record: recordFile.record,
      readSopsYaml: () => readInside(disk, config.root, sopsYamlPath),
    },
  );
  return compareFound({ ...place, scan, clan, recordFile }, withKeyring(terms, keyring));
}

/** What clan says of its files; undefined where its folders are not declared. */
function readClan(disk: Disk, root: string, declared: Secrets): ReadClan | undefined {
  if (declared.clan === undefined) return undefined;
  const tree = readClanTree(disk, root, declared.clan.folder);
  return { tree, layout: layOutClan(declared, tree), declared };
}

/** The terms with other names. */
export function withKeyring(terms: SecretsTerms, keyring: Secrets["keyring"]): SecretsTerms {
  return { ...terms, secrets: { ...terms.secrets, keyring } };
}

/** Compares what was read before with other terms. */
export function compareFound(
  found: Place & Pick<SecretsProject, "scan" | "clan" | "recordFile">,
  terms: SecretsTerms,
): SecretsProject {
  const { project, config, paths, scan, clan, recordFile } = found;
  const { secrets } = terms;
  const { world, tracked } = project;
  const status = compareWithDisk(world, config.root, { terms, scan, clan, paths, tracked });
  // What was read of clan's files is clan's to remember.
  const { find } = createRuleFinder(secrets.rules);
  const own = scan.files.filter(({ path }) => find(path)?.owner === undefined);
  const files = followLinks(own, scan.links);
  const record = updateRecord(recordFile.record, files, secrets.keyring);
  return { project, config, paths, terms, secrets, scan, clan, status, recordFile, record };
}

interface Compared {
  readonly terms: SecretsTerms;
  readonly scan: SecretScan;
  readonly clan: ReadClan | undefined;
  readonly paths: ReadonlySet<string>;
  readonly tracked: Project["tracked"];
}

function compareWithDisk(
  world: World,
  root: string,
  { terms, scan, clan, paths, tracked }: Compared,
): Status {
  const { secrets, uses, sopsYaml: wanted } = terms;
  const config = readSopsYaml(world, root);
  const { diagnostics, ...status } = compareRepository(secrets, {
    files: scan.files,
    ...(config.isRead ? config.there : { sopsYaml: undefined }),
    wantedSopsYaml:
      wanted === undefined || !config.isRead ? undefined : decodeText(stampFile(world, wanted)),
    otherConfigs: [...paths].filter(isOtherConfig).sort(),
    uses,
    keys: scan.keys,
    hostKeys: readHostKeys(world.disk, root, paths),
    contents: scan.contents,
    unread: scan.unread,
    ignored: scan.ignored,
    clan,
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

/** On a disk that does not tell letters by their case, sops opens any of these. */
function isOtherConfig(path: string): boolean {
  const name = basename(path).toLowerCase();
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
