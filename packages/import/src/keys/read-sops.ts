import { compareNames, type Diagnostic, type Outcome } from "@fleet/diagnostics";
import type { World } from "@fleet/project";
import { listRootFiles, listSubmodules } from "@fleet/project/internal";
import type { HeaderKey, SecretFile } from "@fleet/secrets";
import { scanSecretFiles } from "@fleet/sops";
import type { FoundOwner } from "../found/found-keys.ts";
import type { LeftItem } from "../proposal/proposal.ts";
import { isUsableKey } from "./bad-keys.ts";
import { ownersByNames } from "./named-owners.ts";
import { ownersByPaths } from "./path-owners.ts";
import { readConfigs } from "./read-configs.ts";
import { readMentions } from "./read-mentions.ts";
import type { FoundSops, SharedFile } from "./sops-sources.ts";

/** Reads every `.sops.yaml` of a repository and the headers of all that is encrypted; undefined where there is nothing of sops. */
export function readSops(world: World, root: string): Outcome<FoundSops | undefined> {
  const { disk } = world;
  const submodules = listSubmodules(disk, root).map(({ path }) => `${path}/`);
  const isInside = (path: string) => submodules.some((folder) => path.startsWith(folder));
  const all = [...listRootFiles(disk, root)].sort(compareNames);
  const paths = all.filter((path) => !isInside(path));
  const read = readConfigs(disk, root, paths);
  const scan = scanSecretFiles(disk, {
    root,
    paths: new Set(paths),
    isRuled: () => false,
    used: new Set(),
  });
  const headers = scan.files.flatMap(({ path, header }) => (header ? [{ path, header }] : []));
  const encrypted = new Map(headers.map(({ path, header }) => [path, idsOf(header.groups)]));
  const diagnostics = [...read.diagnostics, ...scan.diagnostics, ...brokenFiles(scan.files)];
  if (read.configs.length === 0 && encrypted.size === 0) {
    return { value: undefined, diagnostics: diagnostics.map(warn) };
  }
  const others = paths.filter((path) => !encrypted.has(path));
  const { configs } = read;
  const ids = listIds(configs, encrypted);
  const value: FoundSops = {
    configs,
    encrypted,
    others,
    shared: new Map(headers.flatMap(({ path, header }) => sharedOf(path, header))),
    owners: nameAll(ids, [
      ...read.named.flatMap(({ folder, keys }) => ownersByNames(keys, { folder })),
      ...readMentions(disk, root, { paths: others, ids }),
      ...ownersByPaths(configs),
    ]),
    left: [...read.left, ...leaveSubmodules(submodules, all)],
  };
  return { value, diagnostics: diagnostics.map(warn) };
}

function idsOf(groups: readonly (readonly HeaderKey[])[]): string[] {
  return [...new Set(groups.flat().map(({ id }) => id))];
}

function sharedOf(
  path: string,
  { groups, threshold }: NonNullable<SecretFile["header"]>,
): [string, SharedFile][] {
  if (groups.length < 2) return [];
  return [[path, { groups: groups.map((group) => idsOf([group])), threshold }]];
}

/** Files that sops made, and that cannot be read any more. */
function brokenFiles(files: readonly SecretFile[]): Diagnostic[] {
  return files.flatMap(({ header, hasBlock, problems }) =>
    header === undefined && hasBlock ? problems : [],
  );
}

/**
 * What is wrong with a file of somebody's repository keeps nothing from being imported; but by a key that is none
 * somebody is missing, and a private one is lost.
 */
function warn(finding: Diagnostic): Diagnostic {
  const isOfKey = finding.code === "import/no-key" || finding.code === "secrets/private-key";
  return isOfKey ? finding : { ...finding, severity: "warning" };
}

/** Every recipient of rules and files, in the order in which they stand there. */
function listIds(
  configs: FoundSops["configs"],
  encrypted: FoundSops["encrypted"],
): ReadonlySet<string> {
  const rules = configs.flatMap(({ config }) => config.rules);
  return new Set([
    ...rules.flatMap(({ groups }) => groups.flat()),
    ...[...encrypted.values()].flat(),
  ]);
}

/** The owners of keys, and one without a name for each recipient that nobody speaks of. What is no key is nobody's. */
function nameAll(ids: ReadonlySet<string>, all: readonly FoundOwner[]): FoundOwner[] {
  const owners = all.flatMap((owner) => {
    const recipients = owner.recipients.filter(isUsableKey);
    return recipients.length === 0 ? [] : [{ ...owner, recipients }];
  });
  const told = new Set(owners.flatMap(({ recipients }) => recipients));
  const unnamed = [...ids].filter((id) => !told.has(id) && isUsableKey(id));
  return [...owners, ...unnamed.map(withoutName)];
}

function withoutName(id: string): FoundOwner {
  const because = "nothing says whose it is";
  const nobody = { name: "", kind: null, comment: "", file: "", line: null };
  return { ...nobody, recipients: [id], because, isGuess: true };
}

function leaveSubmodules(folders: readonly string[], paths: readonly string[]): LeftItem[] {
  return folders.flatMap((folder) => {
    const configs = paths.filter(
      (path) => path.startsWith(folder) && /(^|\/)\.sops\.yaml$/.test(path),
    );
    if (configs.length === 0) return [];
    const message = "The submodule has a .sops.yaml of its own, which was not looked at.";
    const help = "It goes on as it is: another repository says who reads what there.";
    return [{ kind: "sops-config", about: folder.slice(0, -1), message, help, files: configs }];
  });
}
